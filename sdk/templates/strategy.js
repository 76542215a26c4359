// __NAME__: trades the crossing of two moving averages, with a stop measured in average ranges.
//
//   Watch       the fast average crosses the slow one            → a closer look
//   CloseWatch  the price confirms it by leaving the crossing bar → enter, risking a fixed fraction
//   InTrade     the averages cross back, or stop or target is hit → out
//
// Try it:   watchfire backtest scripts/__NAME__.js --data FILE --symbol BTCUSDT
// Check it: watchfire validate-script scripts/__NAME__.js
import { action, defineStrategy } from 'watchfire'

export default defineStrategy({
  name: '__NAME__',
  version: '1',
  description: 'EMA crossover with an ATR stop',
  timeframe: '15m',
  warmup: 60, // bars before the first decision: enough for the slow average
  closeWatchTimeout: '6 bars', // an unconfirmed crossing is forgotten
  cooldown: 2, // bars of rest after a trade
  params: {
    fast: { default: 12, min: 2, max: 50, step: 1, description: 'Fast average, bars' },
    slow: { default: 36, min: 5, max: 200, step: 1, description: 'Slow average, bars' },
    risk: { default: 0.01, min: 0.001, max: 0.05, description: 'Equity lost at the stop' },
    stop: { default: 2, min: 0.5, max: 10, step: 0.5, description: 'Stop, average ranges' },
    target: { default: 4, min: 0.5, max: 20, step: 0.5, description: 'Target, average ranges' },
    shorts: { default: true, description: 'Trade downward crossings too' },
  },

  // Watch: called on every closed bar. Returning an object moves on to CloseWatch.
  detectOpportunity(market, context, indicators) {
    const { params } = context
    const fast = ['ema', params.fast]
    const slow = ['ema', params.slow]

    if (indicators.crossedAbove(fast, slow)) {
      return { side: 'long', level: market.high, reason: 'crossed above' }
    }
    if (params.shorts && indicators.crossedBelow(fast, slow)) {
      return { side: 'short', level: market.low, reason: 'crossed below' }
    }
    return null
  },

  // CloseWatch: called until it enters or abandons, or the timeout passes.
  filterCommitment(market, context, indicators) {
    const { params, opportunity } = context
    const fast = indicators.ema(params.fast)
    const slow = indicators.ema(params.slow)
    const range = indicators.atr(14)

    if (opportunity.side === 'long') {
      if (fast < slow) return action.abandon('crossed back')
      if (market.close > opportunity.level) {
        return action.enter({
          side: 'long',
          risk: params.risk,
          stop: market.close - params.stop * range,
          target: market.close + params.target * range,
          reason: 'confirmed',
        })
      }
    } else {
      if (fast > slow) return action.abandon('crossed back')
      if (market.close < opportunity.level) {
        return action.enter({
          side: 'short',
          risk: params.risk,
          stop: market.close + params.stop * range,
          target: market.close - params.target * range,
          reason: 'confirmed',
        })
      }
    }
    return null
  },

  // InTrade: stop and target are watched by the host; here is what it cannot know.
  managePosition(_market, context, indicators) {
    const { params, position } = context
    const fast = indicators.ema(params.fast)
    const slow = indicators.ema(params.slow)

    const crossedBack = position.side === 'long' ? fast < slow : fast > slow
    return crossedBack ? action.exit({ reason: 'crossed back' }) : null
  },
})
