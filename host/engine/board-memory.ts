// What a board has to remember to be gone on with, beside the session's own memory.
import type { Happenings } from './delta.ts'
import type { ShadowMemory } from './shadow-curves.ts'
import type { SlotCountsMemory } from './slot-counts.ts'
import type { TradeTotals } from './views.ts'

/** What a board has to remember to be gone on with. */
export interface BoardMemory {
  readonly kept: Happenings
  readonly gone: Readonly<Record<keyof Happenings, number>>
  /** By kind, then slot; absent in what was kept before slots were counted. */
  readonly goneOfSlots?: SlotCountsMemory
  readonly totals: TradeTotals
  readonly counts: Counts
  /** Absent in what was kept before there were shadows. */
  readonly shadows?: ShadowMemory
}

/** How often what has happened since the session began. */
export type Counts = Readonly<
  Record<'bars' | 'decisions' | 'faults' | 'fills' | 'reloads' | 'lost', number>
>
