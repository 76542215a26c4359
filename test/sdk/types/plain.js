// The same inference for JavaScript with checkJs.
import { action, defineStrategy } from 'watchfire'

export default defineStrategy({
  name: 'plain',
  timeframe: '5m',
  params: {
    fast: { default: 9 },
    mode: { default: 'fast', choices: ['fast', 'slow'] },
  },
  detectOpportunity(market, context, indicators) {
    // @ts-expect-error in Watch there is no opportunity
    context.opportunity.side
    // @ts-expect-error 'fest' is no choice
    if (context.params.mode === 'fest') return null
    if (!indicators.crossedAbove(['ema', context.params.fast], 'close')) return
    // @ts-expect-error there is nothing outside the sandbox
    setTimeout(() => null, 1)
    // @ts-expect-error market has no such member
    if (market.closing) return null
    return { side: 'long', level: market.close }
  },
  filterCommitment(market, context) {
    // @ts-expect-error detectOpportunity returns no such key
    context.opportunity.strength
    context.data.calls = 1
    if (market.close < context.opportunity.level) return action.abandon('fell back')
    return action.enter({ side: context.opportunity.side, equityFraction: 0.5 })
  },
  managePosition(market, context) {
    // @ts-expect-error a limit exit needs its price
    if (market.isStale) return action.exit({ type: 'limit' })
    return context.position.barsHeld > 10 ? [action.exit({ reason: 'late' })] : null
  },
})
