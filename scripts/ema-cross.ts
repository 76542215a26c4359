// EMA cross: follows the crossing of two averages once the price confirms it.
//
//   Watch       the fast average crosses the slow one             → a closer look
//   CloseWatch  a close beyond the crossing bar                   → enter at the market
//   InTrade     the stop trails; out when the averages cross back
//
// Save this file while `npm start` runs: the new version takes over, the position stays.
import { action, defineStrategy, type Operand } from 'watchfire'

export default defineStrategy({
  name: 'ema-cross',
  version: '1',
  description: 'EMA crossover with a trailing stop',
  timeframe: '15m',
  warmup: 50,
  closeWatchTimeout: '4 bars',
  cooldown: 2,
  params: {
    fast: { default: 12, min: 2, max: 50, step: 1, description: 'Fast average, bars' },
    slow: { default: 36, min: 5, max: 200, step: 1, description: 'Slow average, bars' },
    stop: { default: 2.5, min: 0.5, max: 10, step: 0.5, description: 'Stop, average ranges' },
    size: { default: 0.15, min: 0.01, max: 1, description: 'Share of the equity per trade' },
  },

  detectOpportunity(market, context, indicators) {
    const fast: Operand = ['ema', context.params.fast]
    const slow: Operand = ['ema', context.params.slow]
    if (indicators.crossedAbove(fast, slow)) {
      return { side: 'long', level: market.high, reason: 'crossed above' }
    }
    if (indicators.crossedBelow(fast, slow)) {
      return { side: 'short', level: market.low, reason: 'crossed below' }
    }
    return null
  },

  filterCommitment(market, context, indicators) {
    const { params, opportunity } = context
    const distance = params.stop * indicators.atr(14)
    const isLong = opportunity.side === 'long'
    if (isLong ? market.close <= opportunity.level : market.close >= opportunity.level) return null
    return action.enter({
      side: isLong ? 'long' : 'short',
      equityFraction: params.size,
      stop: isLong ? market.close - distance : market.close + distance,
      reason: 'confirmed',
    })
  },

  managePosition(_market, context, indicators) {
    const { params, position, data } = context
    const fast = indicators.ema(params.fast)
    const slow = indicators.ema(params.slow)
    if (position.side === 'long' ? fast < slow : fast > slow) {
      return action.exit({ reason: 'crossed back' })
    }
    if (!data.isTrailing && (position.rMultiple ?? 0) >= 1) {
      data.isTrailing = true
      return action.trailStop({ atr: params.stop })
    }
    return null
  },

  onTradeClosed(_trade, context) {
    context.data.isTrailing = false
  },
})
