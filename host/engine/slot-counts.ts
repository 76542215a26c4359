// How many of each kind of happening, by slot, the board holds no more: so that the pages of one slot's
// list know how many there are.
import type { Happenings } from './delta.ts'

export type SlotCountsMemory = Readonly<
  Partial<Record<keyof Happenings, Readonly<Record<string, number>>>>
>

export class SlotCounts {
  readonly #counts: Map<string, Map<string, number>>

  constructor(memory: SlotCountsMemory = {}) {
    const kinds = Object.entries(memory)
    this.#counts = new Map(kinds.map(([kind, counts]) => [kind, new Map(Object.entries(counts))]))
  }

  /** `slot` null: of none. */
  add(kind: keyof Happenings, slot: string | null): void {
    if (slot === null) return
    const counts = this.#counts.get(kind) ?? new Map<string, number>()
    this.#counts.set(kind, counts)
    counts.set(slot, this.of(kind, slot) + 1)
  }

  of(kind: keyof Happenings, slot: string): number {
    return this.#counts.get(kind)?.get(slot) ?? 0
  }

  get memory(): SlotCountsMemory {
    const kinds = [...this.#counts].map(([kind, counts]) => [kind, Object.fromEntries(counts)])
    return Object.fromEntries(kinds)
  }
}

/** A line of the log names a slot as its source, or something else. */
export function slotOf(item: Happenings[keyof Happenings][number]): string | null {
  if ('slot' in item) return item.slot
  return 'source' in item ? item.source : null
}
