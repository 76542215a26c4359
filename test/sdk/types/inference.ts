// What TypeScript infers across the methods of one strategy, without a single annotation.
import { action, defineStrategy } from 'watchfire'

/** Fails to compile unless both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <_ extends true>(): void => {}

export default defineStrategy({
  name: 'inference',
  timeframe: '5m',
  params: {
    fast: { default: 9, min: 2, max: 50, step: 1, description: 'bars' },
    mode: { default: 'fast', choices: ['fast', 'slow'] },
    lots: { default: 2, choices: [1, 2, 5] },
    shorts: { default: true },
  },
  detectOpportunity(market, context, indicators) {
    same<Same<typeof context.params.fast, number>>()
    same<Same<typeof context.params.mode, 'fast' | 'slow'>>()
    same<Same<typeof context.params.lots, 1 | 2 | 5>>()
    same<Same<typeof context.params.shorts, boolean>>()
    same<Same<typeof context.opportunity, null>>()
    // @ts-expect-error there is no such parameter
    context.params.slow
    if (market.isStale) return
    if (market.barIndex < 3) return null
    if (context.params.shorts && market.close < market.open) return false
    const level = indicators.ema(context.params.fast, { source: 'hl2', timeframe: '1h', offset: 1 })
    if (market.close < level) return { side: 'short', level, legs: [1, 2], note: { why: 'below' } }
    return { side: 'long', level, legs: [1], note: { why: 'above' } }
  },
  filterCommitment(market, context) {
    const { opportunity } = context
    same<Same<typeof opportunity.side, 'long' | 'short'>>()
    same<Same<typeof opportunity.level, number>>()
    opportunity.note.why.toUpperCase()
    // @ts-expect-error detectOpportunity returns no such key
    opportunity.strength
    // @ts-expect-error the opportunity is read-only
    opportunity.level = 1
    if (context.pendingEntry !== null && context.barsInState > 3) return action.abandon('stale')
    context.data.calls = (context.data.calls ?? 0) + 1
    return action.enter({ side: opportunity.side, quantity: 1, stop: market.close * 0.99 })
  },
  managePosition(market, context) {
    same<Same<typeof context.position.rMultiple, number | null>>()
    const { position, opportunity } = context
    if (market.close < opportunity.level) return action.exit({ fraction: 0.5, reason: 'weak' })
    if (position.stop === null) return [action.updateStop(1), action.trailStop({ atr: 2 })]
    return position.barsHeld > 5 && action.exit()
  },
  onInit(context) {
    context.data.seen = []
  },
  onFill: (fill, context) => {
    if (fill.isEntry) context.data.seen.push(fill.price)
  },
  onTradeClosed(trade, context) {
    log(trade.return, trade.exitReason, context.params.fast.toFixed(0))
  },
  onReload(context, previousVersion) {
    console.log(previousVersion?.toUpperCase(), context.opportunity?.side)
  },
})
