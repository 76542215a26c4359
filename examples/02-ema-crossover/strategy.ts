// EMA crossover: follows the crossing of two averages in the direction of a third, slow one.
//
//   Watch       the fast average crosses the slow one, with the trend → a closer look
//   CloseWatch  a close beyond the crossing bar confirms it            → enter at the market
//   InTrade     stop to the entry at +1R; out when the averages cross back
import { action, type Context, defineStrategy, type Operand } from 'watchfire'

export default defineStrategy({
  name: 'ema-crossover',
  version: '1',
  description: 'EMA crossover with a trend filter and an ATR stop',
  timeframe: '30m',
  warmup: 200, // the trend average needs as many bars to mean anything
  closeWatchTimeout: '4 bars', // a crossing that nothing follows is forgotten
  params: {
    fast: { default: 9, min: 2, max: 50, step: 1, description: 'Fast average, bars' },
    slow: { default: 21, min: 5, max: 200, step: 1, description: 'Slow average, bars' },
    trend: { default: 200, min: 50, max: 400, step: 10, description: 'Trend average, bars' },
    stop: { default: 2.5, min: 0.5, max: 10, step: 0.5, description: 'Stop, average ranges' },
    risk: { default: 0.01, min: 0.001, max: 0.05, description: 'Equity lost at the stop' },
    shorts: { default: true, description: 'Trade downward crossings too' },
  },

  detectOpportunity(market, context, indicators) {
    const { params } = context
    const fast: Operand = ['ema', params.fast]
    const slow: Operand = ['ema', params.slow]
    const trend = indicators.ema(params.trend)

    if (market.close > trend && indicators.crossedAbove(fast, slow)) {
      return { side: 'long', level: market.high, reason: 'crossed above' }
    }
    if (params.shorts && market.close < trend && indicators.crossedBelow(fast, slow)) {
      return { side: 'short', level: market.low, reason: 'crossed below' }
    }
    return null
  },

  filterCommitment(market, context, indicators) {
    const { params, opportunity } = context
    const fast = indicators.ema(params.fast)
    const slow = indicators.ema(params.slow)
    const distance = params.stop * indicators.atr(14)

    if (opportunity.side === 'long') {
      if (fast < slow) return action.abandon('crossed back')
      if (market.close > opportunity.level) {
        return action.enter({
          side: 'long',
          risk: riskNow(context),
          stop: market.close - distance,
          reason: 'confirmed',
        })
      }
    } else {
      if (fast > slow) return action.abandon('crossed back')
      if (market.close < opportunity.level) {
        return action.enter({
          side: 'short',
          risk: riskNow(context),
          stop: market.close + distance,
          reason: 'confirmed',
        })
      }
    }
    return null
  },

  managePosition(_market, context, indicators) {
    const { params, position } = context
    const fast = indicators.ema(params.fast)
    const slow = indicators.ema(params.slow)

    if (position.side === 'long' ? fast < slow : fast > slow) {
      return action.exit({ reason: 'crossed back' })
    }
    if ((position.rMultiple ?? 0) >= 1 && position.stop !== position.entryPrice) {
      return action.updateStop(position.entryPrice)
    }
    return null
  },

  onTradeClosed(trade, context) {
    const losses = context.data.losses ?? 0
    context.data.losses = trade.pnl < 0 ? losses + 1 : 0
  },
})

// After three losses in a row the market is not trending: trade it at half size until one wins.
function riskNow({ data, params }: Context<{ risk: number }>): number {
  const losses = data.losses ?? 0
  return losses >= 3 ? params.risk / 2 : params.risk
}
