// The state of a slot that is attached in the middle of a session: its bars have been counted from
// the session's first one, as those of the slots beside it; nothing has been asked or traded.
import { createAccount } from '#kernel/account.ts'
import { advance, advanceTo, begin } from '#kernel/machine.ts'
import { createSlot } from '#kernel/slot.ts'
import type { BrokerSpec, StrategySpec } from '#kernel/spec.ts'
import type { MachineState } from '#kernel/state.ts'
import type { History } from './history.ts'

export interface Past {
  readonly strategy: StrategySpec
  readonly broker: BrokerSpec
  readonly history: History
  readonly feed: number
  readonly now: number
}

export function pastState({ strategy, broker, history, feed, now }: Past): MachineState {
  const { intervalMs } = history.feeds[feed]!
  const account = createAccount(1)
  const listener = { fact: () => {}, equity: () => {} }
  const slot = createSlot({ strategy, broker, account, intervalMs, listener })
  const { state } = slot
  // Nobody is asked in quarantine.
  state.isQuarantined = true
  for (const { openTime, open, high, low, close } of history.bars(feed)) {
    begin(slot, openTime, open, high, low, close)
    while (advance(slot) !== null);
  }
  advanceTo(slot, now)
  return { ...state, isQuarantined: false, barsInState: 0, stateTime: state.time }
}
