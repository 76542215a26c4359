// Where slots stand in the line, and whether they have to move.
import { isDeepStrictEqual } from 'node:util'
import type { Slot } from '#kernel/slot.ts'
import type { LiveSlot } from './live-slot.ts'
import type { Script } from './script.ts'
import type { Seat } from './seat.ts'

/** Where a slot goes; `old` is its life so far. */
export interface Place {
  readonly symbol: string
  readonly seat: Seat
  readonly old: LiveSlot | null
  /** For a shadow without one: the live slot that it begins beside. */
  readonly live: LiveSlot | null
}

/** Its script changes in nothing that the slot would notice. */
export const staysAsItIs = (slot: LiveSlot | undefined, script: Script) =>
  slot !== undefined &&
  slot.seat !== null &&
  script.symbols.includes(slot.symbol) &&
  slot.script.sources.sha256 === script.sources.sha256 &&
  isDeepStrictEqual(slot.script.params, script.params)

/** Neither a position nor an entry order. */
export const isFlat = ({ state }: Slot) => state.position === null && state.entry === null
