// The journal's latest entries but for the market's own: what was decided and done, under the numbers
// that `watchfire journal show` gives them. Asked for while it is looked at.
import type { JournalEntry } from '#host/faces/http/shapes/board.ts'
import { api } from '../api/client.ts'
import type { Channel } from '../api/socket.ts'
import { number } from '../core/format.ts'
import type { Signal } from '../core/signal.ts'
import { createTable } from '../core/table.ts'
import { faint, time, who } from './cells.ts'

export interface JournalRow {
  readonly seq: number
  readonly type: string
  readonly slot: string | null
  /** Of the market, ms UTC; 0: none. */
  readonly time: number
  readonly text: string
}

/** Entries that are looked through, and how often at the most. */
const LATEST = 1000
const READ_MS = 2000

export const journalTable = (onPick: (row: JournalRow) => void) =>
  createTable<JournalRow>({
    label: 'journal',
    empty: 'Nothing was decided lately.',
    onPick,
    keyOf: ({ seq }) => String(seq),
    columns: [
      { label: 'No.', width: '72px', isNumber: true, cell: ({ seq }) => faint(number(seq)) },
      { label: 'Time', width: '92px', cell: ({ time: at }) => time(at) },
      { label: 'Entry', width: '110px', cell: ({ type }) => type },
      { label: 'Slot', width: '190px', cell: ({ slot }) => who(slot) },
      { label: 'What', width: 'minmax(240px, 1fr)', cell: ({ text }) => ({ text, title: text }) },
    ],
  })

/** Fills the table, newest first, while its tab is the one that shows. */
export function followJournal(
  channel: Channel,
  shown: Signal<string>,
  show: (rows: readonly JournalRow[]) => void,
): void {
  let timer: number | undefined
  async function read(): Promise<void> {
    const page = await api.decisions(LATEST).catch(() => null)
    if (page !== null) show(page.items.map(rowOf).reverse())
  }
  const ask = (wait: number) => {
    if (shown.get() !== 'journal' || timer !== undefined) return
    timer = window.setTimeout(() => {
      timer = undefined
      if (shown.get() === 'journal') void read()
    }, wait)
  }
  shown.watch(() => ask(0))
  channel.board.on(() => ask(READ_MS))
}

function rowOf({ seq, type, words, ...rest }: JournalEntry): JournalRow {
  const { slot, time: at, ...body } = rest as Readonly<Record<string, unknown>>
  return {
    ...{ seq, type, slot: typeof slot === 'string' ? slot : null },
    ...{ time: typeof at === 'number' ? at : 0, text: words ?? JSON.stringify(body) },
  }
}
