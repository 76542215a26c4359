// Range breakout: a market that has gone nowhere for half a day is bought (or sold) as it leaves.
//
//   Watch       the last bars fit into a narrow range                → a closer look
//   CloseWatch  a stop order waits just outside of it, with the trend → filled, expired or given up
//   InTrade     half is taken at +1R and the stop goes to the entry; the rest runs to the target
import { action, defineStrategy } from 'watchfire'

export default defineStrategy({
  name: 'range-breakout',
  version: '1',
  description: 'Stop entry outside a narrow range, half taken at 1R',
  timeframe: '30m',
  warmup: 100,
  closeWatchTimeout: '12 bars',
  params: {
    length: { default: 24, min: 8, max: 96, step: 4, description: 'Bars that make the range' },
    narrow: { default: 5, min: 2, max: 12, step: 0.5, description: 'Its greatest height, ATRs' },
    trend: { default: 100, min: 20, max: 400, step: 20, description: 'Trend average, bars' },
    risk: { default: 0.01, min: 0.001, max: 0.05, description: 'Equity lost at the stop' },
    reach: { default: 1.5, min: 0.5, max: 5, step: 0.25, description: 'Target, range heights' },
  },

  detectOpportunity(market, context, indicators) {
    const { params } = context
    const upper = market.highest(params.length)
    const lower = market.lowest(params.length)
    const isDead = upper === lower
    if (isDead || upper - lower > params.narrow * indicators.atr(14)) return null

    // The levels are kept: the range that was found is the one that has to break.
    const side = market.close > indicators.ema(params.trend) ? 'long' : 'short'
    return { side, upper, lower, reason: 'narrow range' }
  },

  filterCommitment(market, context, indicators) {
    const { params, opportunity: range } = context
    const isLong = range.side === 'long'

    if (isLong ? market.close < range.lower : market.close > range.upper) {
      return action.abandon('broke the other way')
    }
    if (context.pendingEntry) return null // the order is out: wait

    const height = range.upper - range.lower
    const buffer = 0.1 * indicators.atr(14) // a tick outside is noise, not a breakout
    const middle = (range.upper + range.lower) / 2
    // A stop order may already be through the market: it would then fill at once, after the move.
    if (isLong && market.close < range.upper) {
      const price = range.upper + buffer
      return action.enter({
        side: 'long',
        type: 'stop',
        price,
        stop: middle,
        target: price + params.reach * height,
        risk: params.risk,
        expires: '10 bars',
        reason: 'break up',
      })
    }
    if (!isLong && market.close > range.lower) {
      const price = range.lower - buffer
      return action.enter({
        side: 'short',
        type: 'stop',
        price,
        stop: middle,
        target: price - params.reach * height,
        risk: params.risk,
        expires: '10 bars',
        reason: 'break down',
      })
    }
    return null
  },

  managePosition(_market, context) {
    const { data, position } = context
    if (data.tookHalf || (position.rMultiple ?? 0) < 1) return null
    data.tookHalf = true
    return [
      action.exit({ fraction: 0.5, reason: 'half at 1R' }),
      action.updateStop(position.entryPrice),
    ]
  },

  onTradeClosed(_trade, context) {
    context.data.tookHalf = false
  },
})
