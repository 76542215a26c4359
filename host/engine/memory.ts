// What a session has to remember to be gone on with: plain data. The bars that it has seen are not in
// it; the journal has them.
import type { DataBar } from '#kernel/slot.ts'
import type { MachineState } from '#kernel/state.ts'
import type { OrderRules } from '../feeds/feed.ts'
import type { Rules } from '../journal/entry.ts'
import type { RiskMemory } from '../risk/gate.ts'
import type { Engine } from './engine.ts'
import type { Ledger } from './ledgers.ts'
import type { LiveSlot, SlotPast } from './live-slot.ts'
import type { Roster } from './roster.ts'
import { type Script, versionOf } from './script.ts'
import { createSeat } from './seat.ts'

export interface SessionMemory {
  /** The market's (ms UTC). */
  readonly time: number
  /** Until when bars have come. */
  readonly barTime: number
  readonly account: { readonly cash: number; readonly isRuined: boolean }
  readonly rules: Rules
  /** Absent in what was kept before they could change. */
  readonly instruments?: readonly (OrderRules | null)[]
  readonly risk: RiskMemory
  readonly slots: readonly SlotMemory[]
  /** Absent in what was kept before there were shadows. */
  readonly shadows?: readonly ShadowLedger[]
}

export interface ShadowLedger {
  readonly id: string
  /** Absent where that is the session's, as in what was kept before it could be another. */
  readonly initialCash?: number
  readonly cash: number
  readonly isRuined: boolean
  readonly risk: RiskMemory
}

export interface SlotMemory {
  readonly symbol: string
  /** Of its script. */
  readonly version: string
  /** Its script is gone; its position is left. */
  readonly isDetached: boolean
  readonly past: SlotPast
  /** Of the script: context.data and opportunity. */
  readonly memory: string | null
  /** The machine's. */
  readonly state: MachineState
  readonly visible: number
  readonly bar: DataBar
  readonly isBarClose: boolean
  readonly isStale: boolean
}

export function remember(engine: Engine): SessionMemory {
  const { time, barTime, account, rules, instruments, risk, slots } = engine
  const { cash, isRuined } = account
  const kept = slots.map(rememberSlot)
  const shadows = engine.shadows.map(({ id, account, risk }) => {
    const { initialCash, cash, isRuined } = account
    return { id, initialCash, cash, isRuined, risk }
  })
  const kinds = { rules, instruments, risk, slots: kept, shadows }
  return { time, barTime, account: { cash, isRuined }, ...kinds }
}

function rememberSlot({ symbol, script, seat, kernel, memory, past }: LiveSlot): SlotMemory {
  const { state, visible, bar, isBarClose, isStale } = kernel
  const isDetached = seat === null
  return {
    ...{ symbol, version: versionOf(script), isDetached },
    ...{ past, memory, state, visible, bar, isBarClose, isStale },
  }
}

/** Puts the slots in their places, in seats that are not in any runner yet. */
export function recall(
  { account, rules, risk, slots, shadows = [] }: SessionMemory,
  scripts: ReadonlyMap<string, Script>,
  roster: Roster,
): void {
  restore(roster.ledgers.live, { ...account, risk })
  for (const { id, initialCash } of shadows) {
    if (initialCash !== undefined) roster.ledgers.begin(id, initialCash)
  }
  for (const shadow of shadows) restore(roster.ledgers.of(shadow.id), shadow)
  roster.rules = rules
  roster.line(
    slots.map(({ symbol, version, isDetached, bar, isBarClose, isStale, ...life }) => {
      const script = scripts.get(version)!
      const seat = isDetached ? null : createSeat(roster.seating.specOf(script, symbol), NOWHERE)
      if (seat !== null) seat.memory = life.memory
      const slot = roster.make(script, symbol, seat, life)
      Object.assign(slot.kernel.bar, bar)
      slot.kernel.isBarClose = isBarClose
      slot.kernel.isStale = isStale
      return slot
    }),
  )
}

function restore({ account, risk }: Ledger, kept: Omit<ShadowLedger, 'id'>): void {
  account.cash = kept.cash
  account.isRuined = kept.isRuined
  risk.memory = structuredClone(kept.risk)
}

/** Not an id of any slot in a runner. */
export const NOWHERE = -1
