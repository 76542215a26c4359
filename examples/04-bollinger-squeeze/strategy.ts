// Bollinger squeeze: when the bands are inside an average range, the market is coiled; take the
// side on which it leaves, if volume and momentum agree.
//
//   Watch       the bands have been narrow for some bars            → a closer look
//   CloseWatch  a close outside of them, on volume, with momentum   → enter at the market
//   InTrade     from +1R on a stop trails; out when the price is back at the middle
import { action, defineStrategy, type Indicators } from 'watchfire'

export default defineStrategy({
  name: 'bollinger-squeeze',
  version: '1',
  description: 'Breakout from narrow Bollinger bands with a trailing stop',
  timeframe: '15m',
  warmup: 50,
  closeWatchTimeout: '16 bars',
  cooldown: 2,
  params: {
    quiet: { default: 6, min: 1, max: 40, step: 1, description: 'Narrow bars in a row' },
    narrow: { default: 1.5, min: 0.5, max: 3, step: 0.1, description: 'Half a width, ranges' },
    volume: { default: 1.5, min: 0, max: 5, step: 0.1, description: 'Volume of a breakout, means' },
    trail: { default: 2.5, min: 0.5, max: 8, step: 0.5, description: 'Trail, ranges' },
    risk: { default: 0.01, min: 0.001, max: 0.05, description: 'Equity lost at the stop' },
  },

  detectOpportunity(_market, context, indicators) {
    const { quiet, narrow } = context.params
    for (let back = 0; back < quiet; back++) {
      if (!isNarrow(indicators, narrow, back)) return null
    }
    return { reason: 'squeeze' }
  },

  filterCommitment(market, context, indicators) {
    const { params } = context
    const { upper, middle, lower } = indicators.bollinger(20, 2)
    const { histogram } = indicators.macd(12, 26, 9)

    const isInside = market.close <= upper && market.close >= lower
    if (isInside) {
      // Wide again without a break: the tension is gone.
      return isNarrow(indicators, 2 * params.narrow, 0) ? null : action.abandon('fizzled out')
    }
    if (market.volume < params.volume * market.avgVolume(20)) return action.abandon('no volume')

    const side = market.close > upper ? 'long' : 'short'
    if (side === 'long' ? histogram <= 0 : histogram >= 0) return action.abandon('no momentum')
    return action.enter({ side, risk: params.risk, stop: middle, reason: 'break' })
  },

  managePosition(market, context, indicators) {
    const { params, position, data } = context
    const { middle } = indicators.bollinger(20, 2)
    if (position.side === 'long' ? market.close < middle : market.close > middle) {
      return action.exit({ reason: 'back at the middle' })
    }
    if (!data.isTrailing && position.rMultiple !== null && position.rMultiple >= 1) {
      data.isTrailing = true
      return action.trailStop({ atr: params.trail })
    }
    return null
  },

  onTradeClosed(_trade, context) {
    context.data.isTrailing = false
  },
})

/** Were the bands, `back` bars ago, less than `ranges` average ranges from their middle? */
function isNarrow(indicators: Indicators, ranges: number, back: number): boolean {
  const bands = indicators.bollinger(20, 2, { offset: back })
  return bands.upper - bands.middle < ranges * indicators.atr(20, { offset: back })
}
