// What happened in a session, from its journal: for pages of lists that lie before what the board holds.
import type { Happenings } from '../engine/delta.ts'
import { heard } from '../engine/heard.ts'
import { noteOf } from '../engine/notes.ts'
import { slotOf } from '../engine/slot-counts.ts'
import { openReader } from '../journal/sqlite-reader.ts'

export type ListKind = Exclude<keyof Happenings, 'equity'>

export interface ListQuestion {
  readonly list: ListKind
  /** Of this slot alone; null: of all. */
  readonly slot: string | null
  /** Those with smaller numbers, counted from the start of the session. */
  readonly before: number
  readonly limit: number
}

export interface PastPage {
  /** Newest first. */
  readonly items: readonly unknown[]
  /** Of the last one; null where nothing lies before it. */
  readonly next: number | null
}

/** `folder` is the session's. */
export function listPast(folder: string, { list, slot, before, limit }: ListQuestion): PastPage {
  const reader = openReader(folder)
  try {
    let found: { readonly item: unknown; readonly number: number }[] = []
    let [count, time] = [0, 0]
    for (const entry of list === 'notes' ? reader.entries(0) : reader.ofTypes(['fact'])) {
      if (count >= before) break
      if ('time' in entry && typeof entry.time === 'number') time = Math.max(time, entry.time)
      const lines = linesOf(entry, time, list)
      for (const item of lines) {
        const number = count++
        if (number >= before || (slot !== null && slotOf(item) !== slot)) continue
        found.push({ item, number })
      }
      // One more than asked for tells that there are others.
      if (found.length > 2 * (limit + 1)) found = found.slice(-(limit + 1))
    }
    const page = found.slice(-limit).reverse()
    const next = found.length > limit ? page.at(-1)!.number : null
    return { items: page.map(({ item }) => item), next }
  } finally {
    reader.close()
  }
}

type Entry = Parameters<typeof noteOf>[0]
type Line = Happenings[keyof Happenings][number]

/** As the board made them of the entry. */
function linesOf(entry: Entry, time: number, list: ListKind): Line[] {
  const heardOf = entry.type === 'fact' ? heard(entry.slot, entry.time, entry.fact) : []
  const lines: Line[] = heardOf.flatMap(({ kind, item }) => (kind === list ? [item] : []))
  const note = list === 'notes' ? noteOf(entry, time) : null
  return note === null ? lines : [...lines, note]
}
