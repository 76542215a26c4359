// RSI mean reversion: buys a dip below the market, in an uptrend, and sells it back at the mean.
//
//   Watch       the RSI is stretched against the trend        → a closer look
//   CloseWatch  a limit order waits half a range further out   → filled, expired or given up
//   InTrade     the target follows the average; out after four hours, whatever happened
import { action, defineStrategy } from 'watchfire'

export default defineStrategy({
  name: 'rsi-mean-reversion',
  version: '1',
  description: 'Limit entries against a stretched RSI, out at the moving mean',
  timeframe: '15m',
  warmup: 200,
  cooldown: 4, // one dip is one trade
  params: {
    oversold: { default: 30, min: 5, max: 45, step: 1, description: 'RSI of a dip' },
    recovered: { default: 45, min: 30, max: 60, step: 1, description: 'RSI of a dip that is over' },
    further: { default: 0.5, min: 0, max: 3, step: 0.25, description: 'Limit, ranges below' },
    stop: { default: 2.5, min: 0.5, max: 8, step: 0.5, description: 'Stop, ranges from the limit' },
    patience: { default: 16, min: 4, max: 96, step: 4, description: 'Longest trade, bars' },
    risk: { default: 0.01, min: 0.001, max: 0.05, description: 'Equity lost at the stop' },
  },

  detectOpportunity(market, context, indicators) {
    const rsi = indicators.rsi(7)
    const trend = indicators.ema(200)
    const { oversold } = context.params

    if (rsi < oversold && market.close > trend) return { side: 'long', reason: 'oversold' }
    if (rsi > 100 - oversold && market.close < trend) return { side: 'short', reason: 'overbought' }
    return null
  },

  filterCommitment(market, context, indicators) {
    const { params, opportunity } = context
    const rsi = indicators.rsi(7)
    const isLong = opportunity.side === 'long'

    if (isLong ? rsi > params.recovered : rsi < 100 - params.recovered) {
      return action.abandon('gone without us') // an order that rests is cancelled with it
    }
    if (context.pendingEntry) return null

    const range = indicators.atr(14)
    const sign = isLong ? 1 : -1
    const price = market.close - sign * params.further * range
    return action.enter({
      side: opportunity.side,
      type: 'limit',
      price,
      stop: price - sign * params.stop * range,
      risk: params.risk,
      expires: '4 bars',
      reason: opportunity.reason,
    })
  },

  managePosition(market, context, indicators) {
    const { params, position } = context
    if (position.barsHeld >= params.patience) return action.exit({ reason: 'out of patience' })

    const mean = indicators.ema(20)
    const isBeyond = position.side === 'long' ? market.close >= mean : market.close <= mean
    return isBeyond ? action.exit({ reason: 'at the mean' }) : action.updateTarget(mean)
  },
})
