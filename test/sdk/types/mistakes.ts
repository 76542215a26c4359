// Mistakes that an editor must mark. A mark that is no longer needed fails the compilation.
import { action, defineStrategy } from 'watchfire'

const base = { name: 'mistakes', timeframe: '5m' } as const
const idle = {
  filterCommitment: () => null,
  managePosition: () => null,
} as const

defineStrategy({
  ...base,
  ...idle,
  detectOpportunity(market, context, indicators) {
    // @ts-expect-error market has no such member
    market.closing
    // @ts-expect-error snake_case is Lua's
    market.is_bar_close
    // @ts-expect-error market is read-only
    market.close = 1
    // @ts-expect-error params are read-only
    context.params = {}
    // @ts-expect-error the state is the host's
    context.state = 'InTrade'
    // @ts-expect-error there may be no such bar
    market.bar(5).close
    // @ts-expect-error there may be no position
    context.position.side
    // @ts-expect-error no such indicator
    indicators.emma(9)
    // @ts-expect-error sma has no default length
    indicators.sma()
    // @ts-expect-error a length is a number
    indicators.ema('9')
    // @ts-expect-error no such timeframe
    indicators.ema(9, { timeframe: '7m' })
    // @ts-expect-error no such option
    indicators.ema(9, { ofset: 1 })
    // @ts-expect-error atr reads whole bars
    indicators.atr(14, { source: 'close' })
    // @ts-expect-error no such output
    indicators.macd().hist
    // @ts-expect-error no such timeframe
    market.tf('1w')
    return null
  },
})

// @ts-expect-error a timeframe is required
defineStrategy({ name: 'no timeframe', detectOpportunity: () => null, ...idle })

// @ts-expect-error managePosition is required
defineStrategy({ ...base, detectOpportunity: () => null, filterCommitment: () => null })

defineStrategy({
  ...base,
  ...idle,
  detectOpportunity: () => null,
  // @ts-expect-error a misspelt key
  colldown: 3,
})

defineStrategy({
  ...base,
  ...idle,
  detectOpportunity: () => null,
  // @ts-expect-error not a length of time
  closeWatchTimeout: 12,
  // @ts-expect-error no such state
  cadence: { watching: 'bar' },
  params: {
    // @ts-expect-error a misspelt key
    fast: { default: 9, mni: 1 },
    // @ts-expect-error a default that is no choice
    mode: { default: 'fest', choices: ['fast', 'slow'] },
  },
})

defineStrategy({
  ...base,
  ...idle,
  // @ts-expect-error a string is no opportunity
  detectOpportunity: () => 'long',
})
defineStrategy({
  ...base,
  ...idle,
  // @ts-expect-error true is no opportunity
  detectOpportunity(market) {
    return market.close > market.open
  },
})
defineStrategy({
  ...base,
  ...idle,
  // @ts-expect-error callbacks are synchronous
  async detectOpportunity() {
    return { side: 'long' }
  },
})
defineStrategy({
  ...base,
  ...idle,
  // @ts-expect-error a list is no opportunity
  detectOpportunity: () => [1, 2],
})
defineStrategy({
  ...base,
  ...idle,
  // @ts-expect-error an action is no opportunity
  detectOpportunity: () => action.enter({ side: 'long', quantity: 1 }),
})

defineStrategy({
  ...base,
  detectOpportunity: () => ({ side: 'long' }),
  // @ts-expect-error an exit belongs to managePosition
  filterCommitment: () => action.exit(),
  // @ts-expect-error an entry belongs to filterCommitment
  managePosition: () => [action.exit(), action.enter({ side: 'long' })],
})
defineStrategy({
  ...base,
  detectOpportunity: () => ({ side: 'long' }),
  // @ts-expect-error a string is no action
  filterCommitment: () => 'enter',
  // @ts-expect-error a promise is no action
  managePosition: async () => action.exit(),
})
defineStrategy({
  ...base,
  detectOpportunity: () => ({ side: 'long' }),
  // @ts-expect-error true is no action
  filterCommitment(market) {
    return market.isBarClose
  },
  // @ts-expect-error an object is no action
  managePosition: () => ({ kind: 'exit' }),
  // @ts-expect-error a hook returns nothing
  onInit: () => 1,
})

// @ts-expect-error a side is required
action.enter({ quantity: 1 })
// @ts-expect-error no such side
action.enter({ side: 'buy', quantity: 1 })
// @ts-expect-error two sizes
action.enter({ side: 'long', quantity: 1, notional: 100 })
// @ts-expect-error risk needs a stop
action.enter({ side: 'long', risk: 0.01 })
// @ts-expect-error a limit order needs its price
action.enter({ side: 'long', quantity: 1, type: 'limit' })
// @ts-expect-error a stop order needs its trigger
action.enter({ side: 'long', quantity: 1, type: 'stop' })
// @ts-expect-error a stop_limit order needs its limit too
action.enter({ side: 'long', quantity: 1, type: 'stop_limit', price: 1 })
// @ts-expect-error a market order has no price
action.enter({ side: 'long', quantity: 1, price: 1 })
// @ts-expect-error values are spelled alike in every language
action.enter({ side: 'long', quantity: 1, type: 'stopLimit', price: 1, limitPrice: 1 })
// @ts-expect-error a misspelt key
action.enter({ side: 'long', quantity: 1, takeProfit: 1 })
// @ts-expect-error a limit exit needs its price
action.exit({ type: 'limit' })
// @ts-expect-error why?
action.abandon()
// @ts-expect-error at which price?
action.updateStop()
// @ts-expect-error two distances
action.trailStop({ distance: 1, atr: 2 })
// @ts-expect-error no distance
action.trailStop({})
