// The strategy that must not notice anything: it trades all the time and uses all that a runner's
// death could cost it: its data, its opportunity, chance, indicators, hooks.

export const BYSTANDER_FILE = 'bystander.js'

/** A size of its own: the account is shared, and what the others lose is theirs. */
export const BYSTANDER = `
import { action, defineStrategy, log } from 'watchfire'
const count = (context, what) => {
  context.data.calls = (context.data.calls ?? 0) + 1
  log(what, context.data.calls, context.barsInState, Math.random())
}
export default defineStrategy({
  name: 'bystander',
  timeframe: '1m',
  symbols: ['BTCUSDT'],
  detectOpportunity(market, context, indicators) {
    count(context, 'detect')
    return Math.random() < 0.7 ? { mean: indicators.ema(9), band: indicators.bollinger(5).upper } : null
  },
  filterCommitment(market, context) {
    count(context, 'filter')
    const side = market.close >= context.opportunity.mean ? 'long' : 'short'
    const away = side === 'long' ? 1 : -1
    return action.enter({
      side,
      quantity: 0.01,
      stop: market.price * (1 - away * 0.0007),
      target: market.price * (1 + away * 0.0009),
    })
  },
  managePosition(market, context, indicators) {
    count(context, 'manage')
    context.data.last = indicators.rsi(7)
    return context.position.barsHeld >= 3 ? action.exit({ reason: 'time' }) : null
  },
  onFill(fill, context) { count(context, 'fill at ' + fill.price) },
  onTradeClosed(trade, context) { context.data.pnl = (context.data.pnl ?? 0) + trade.pnl },
})
`
