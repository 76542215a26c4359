// RSI reversion: buys what fell too far in an uptrend, below the market, and sells it at the mean.
//
//   Watch       the RSI is stretched against the trend      → a closer look
//   CloseWatch  a limit order waits half a range further out → filled, or gone after a few bars
//   InTrade     the target follows the mean; out after 48 bars, whatever happened
import { action, defineStrategy } from 'watchfire'

export default defineStrategy({
  name: 'rsi-reversion',
  version: '1',
  description: 'Limit entries against a stretched RSI, out at the moving mean',
  timeframe: '15m',
  warmup: 100,
  closeWatchTimeout: '6 bars',
  cooldown: 4,
  params: {
    oversold: { default: 30, min: 5, max: 45, step: 1, description: 'RSI of a dip' },
    stop: { default: 3, min: 0.5, max: 8, step: 0.5, description: 'Stop, ranges below the limit' },
    size: { default: 0.15, min: 0.01, max: 1, description: 'Share of the equity per trade' },
  },

  detectOpportunity(market, context, indicators) {
    const rsi = indicators.rsi(7)
    const trend = indicators.ema(100)
    const { oversold } = context.params
    if (rsi < oversold && market.close > trend) return { side: 'long', reason: 'oversold' }
    if (rsi > 100 - oversold && market.close < trend) return { side: 'short', reason: 'overbought' }
    return null
  },

  filterCommitment(market, context, indicators) {
    if (context.pendingEntry) return null // the order is out: wait
    const { opportunity, params } = context
    const range = indicators.atr(14)
    const sign = opportunity.side === 'long' ? 1 : -1
    const price = market.close - sign * 0.5 * range
    return action.enter({
      side: opportunity.side,
      type: 'limit',
      price,
      stop: price - sign * params.stop * range,
      equityFraction: params.size,
      expires: '4 bars',
      reason: opportunity.reason,
    })
  },

  managePosition(market, context, indicators) {
    const { position } = context
    if (position.barsHeld >= 48) return action.exit({ reason: 'out of patience' })
    const mean = indicators.ema(20)
    const isBeyond = position.side === 'long' ? market.close >= mean : market.close <= mean
    return isBeyond ? action.exit({ reason: 'at the mean' }) : action.updateTarget(mean)
  },
})
