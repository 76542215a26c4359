// ATR channel: joins a trend that has left the channel of its average, and lets a stop trail it.
//
//   Watch       a close outside the channel, the one before inside     → a closer look
//   CloseWatch  a stop-limit order beyond that bar: in, but not at any price
//   InTrade     a stop trails from the start; a third is sold at +2R; the rest stays till the end
import { action, defineStrategy, type Indicators } from 'watchfire'

export default defineStrategy({
  name: 'atr-channel',
  version: '1',
  description: 'Channel breakout with a trailing stop and a partial target',
  timeframe: '1h',
  warmup: 50,
  closeWatchTimeout: '6 bars',
  cooldown: 2,
  params: {
    length: { default: 20, min: 5, max: 100, step: 5, description: 'Middle average, bars' },
    width: { default: 2, min: 0.5, max: 5, step: 0.25, description: 'Half the channel, ATRs' },
    trail: { default: 3, min: 1, max: 8, step: 0.5, description: 'Trailing stop, ATRs' },
    risk: { default: 0.01, min: 0.001, max: 0.05, description: 'Equity lost at the stop' },
  },

  detectOpportunity(market, context, indicators) {
    const before = market.bar(1)
    const now = channel(context.params, indicators, 0)
    const old = channel(context.params, indicators, 1)
    if (before === null) return null

    if (market.close > now.middle + now.half && before.close <= old.middle + old.half) {
      return { side: 'long', level: market.high, reason: 'out of the top' }
    }
    if (market.close < now.middle - now.half && before.close >= old.middle - old.half) {
      return { side: 'short', level: market.low, reason: 'out of the bottom' }
    }
    return null
  },

  filterCommitment(market, context, indicators) {
    const { params, opportunity } = context
    const { middle } = channel(params, indicators, 0)
    const sign = opportunity.side === 'long' ? 1 : -1

    if (sign * (market.close - middle) < 0) return action.abandon('back at the average')
    if (context.pendingEntry) return null

    const range = indicators.atr(20)
    const trigger = opportunity.level + sign * 0.1 * range
    return action.enter({
      side: opportunity.side,
      type: 'stop_limit',
      price: trigger,
      limitPrice: trigger + sign * 0.5 * range, // a gap beyond this is not chased
      stop: trigger - sign * params.trail * range,
      risk: params.risk,
      expires: '4 bars',
      reason: opportunity.reason,
    })
  },

  managePosition(_market, context) {
    const { params, position } = context
    const { stop } = position
    if (position.barsHeld > 1 || stop === null) return null // arranged on the first bar
    const sign = position.side === 'long' ? 1 : -1
    const firstRisk = Math.abs(position.entryPrice - stop)
    return [
      action.trailStop({ atr: params.trail }),
      action.exit({
        type: 'limit',
        price: position.entryPrice + sign * 2 * firstRisk,
        fraction: 1 / 3,
        reason: 'third at 2R',
      }),
    ]
  },
})

// The channel's middle and half width, `back` closed bars ago.
function channel(
  params: { readonly length: number; readonly width: number },
  indicators: Indicators,
  back: number,
): { middle: number; half: number } {
  const middle = indicators.ema(params.length, { source: 'hlc3', offset: back })
  return { middle, half: params.width * indicators.atr(20, { offset: back }) }
}
