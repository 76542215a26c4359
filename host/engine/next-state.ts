// What a slot's machine goes on from when a version begins to drive it: the life before it, or, for a
// shadow, where the live slot stands, so that from there on nothing but the versions tells the two apart.
import { type Account, slotEquity } from '#kernel/account.ts'
import { transition } from '#kernel/fills.ts'
import type { MachineState } from '#kernel/state.ts'
import type { LiveSlot } from './live-slot.ts'
import type { Script } from './script.ts'
import { changesTimeframe } from './seating.ts'

export interface NextLife {
  readonly script: Script
  /** The slot's life so far; null where there is none. */
  readonly old: LiveSlot | null
  /** The live slot beside which it begins; null where it does not. */
  readonly live: LiveSlot | null
  readonly account: Account
  /** A machine that has seen the bars so far, and done nothing. */
  readonly anew: () => MachineState
}

export function nextState({ script, old, live, account, anew }: NextLife): MachineState {
  // A machine of another timeframe cannot go on from there.
  const isBeside = live !== null && !changesTimeframe(live, script)
  if (isBeside) return stateBeside(live, account)
  if (old === null) return { ...anew(), cash: account.initialCash }
  const { state } = old.kernel
  // A new version is a new chance.
  if (!changesTimeframe(old, script)) return { ...state, ...UNHARMED }
  if (state.state === 'CloseWatch') transition(old.kernel, 'Watch', 'reload', state.time)
  const { cash, orders, trades } = state
  return { ...anew(), cash, orders, trades }
}

const UNHARMED = { faults: 0, isQuarantined: false, isBarsOnly: false }

/**
 * Position, orders and counters as they are, but trades from none on. The slot is worth the account's
 * initial cash: what it has made is counted from now on.
 */
function stateBeside({ kernel }: LiveSlot, account: Account): MachineState {
  const { state } = kernel
  const held = slotEquity(kernel) - state.cash
  account.cash -= held
  const cash = account.initialCash - held
  return { ...structuredClone(state), ...UNHARMED, cash, trades: 0 }
}
