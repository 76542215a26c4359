// The journal's latest entries but for the market's own: what was decided and done, under the numbers
// that `watchfire journal show` gives them. Asked for while it is looked at.
import type { JournalEntry } from '#host/faces/http/shapes/board.ts'
import { api } from '../api/client.ts'
import type { Channel } from '../api/socket.ts'
import { number } from '../core/format.ts'
import type { Signal } from '../core/signal.ts'
import { createTable, type Table } from '../core/table.ts'
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

/** Entries before and after one that somebody goes to. */
const AROUND = 100

export interface JournalView {
  /** Shows that entry among its neighbours, until another tab shows. */
  reveal(seq: number): Promise<void>
}

/** Fills the table, newest first, while its tab is the one that shows. */
export function followJournal(
  channel: Channel,
  shown: Signal<string>,
  table: Pick<Table<JournalRow>, 'set' | 'select'>,
): JournalView {
  let timer: number | undefined
  let revealed: number | null = null
  const show = (items: readonly JournalEntry[]) => table.set(items.map(rowOf).reverse())
  async function read(): Promise<void> {
    const page = await api.decisions(LATEST).catch(() => null)
    if (page !== null && revealed === null) show(page.items)
  }
  const ask = (wait: number) => {
    if (shown.get() !== 'journal' || revealed !== null || timer !== undefined) return
    timer = window.setTimeout(() => {
      timer = undefined
      if (shown.get() === 'journal' && revealed === null) void read()
    }, wait)
  }
  shown.watch((name) => {
    if (name !== 'journal') revealed = null
    ask(0)
  })
  channel.board.on(() => ask(READ_MS))
  return {
    async reveal(seq) {
      revealed = seq
      shown.set('journal')
      const page = await api.decisionsFrom(Math.max(seq - AROUND, 0), 2 * AROUND).catch(() => null)
      if (page === null || revealed !== seq) return
      show(page.items)
      table.select(String(seq))
    },
  }
}

function rowOf({ seq, type, words, ...rest }: JournalEntry): JournalRow {
  const { slot, time: at, ...body } = rest as Readonly<Record<string, unknown>>
  return {
    ...{ seq, type, slot: typeof slot === 'string' ? slot : null },
    ...{ time: typeof at === 'number' ? at : 0, text: words ?? JSON.stringify(body) },
  }
}
