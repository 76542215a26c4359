// The bars of all symbols in one piece of shared memory, as a runner keeps them and its isolates see
// them: handed over once, it grows in place. A table beside it says where each symbol's columns lie.
import { BAR_COLUMNS, type BarColumns } from '#sdk/domain.ts'
import type { Feed } from './series.ts'
import { type Sessions, sessionsOf, UTC_DAYS } from './sessions.ts'

export interface MarketMemory {
  /** Doubles: TABLE's head, then a row of TABLE.width for each feed. */
  readonly table: SharedArrayBuffer
  /** Each feed's six columns of `capacity` doubles, in the order of BAR_COLUMNS. */
  readonly bars: SharedArrayBuffer
}

export const TABLE = {
  /** At the beginning: counts how often columns have moved. */
  moves: 0,
  width: 4,
  /** In a feed's row. */
  intervalMs: 0,
  /** Doubles before its first column. */
  offset: 1,
  /** Doubles from one column to the next. */
  capacity: 2,
  /** Bars that lie in the columns. */
  count: 3,
} as const

/** Where a feed's row begins in the table. */
export const rowOf = (feed: number): number => (feed + 1) * TABLE.width

/** A feed as it lies there now; none of its bars have happened. */
export function openFeed(
  { table, bars }: MarketMemory,
  index: number,
  symbol: string,
  sessions: Sessions,
): Feed {
  const [intervalMs, offset, capacity, count] = new Float64Array(
    table,
    rowOf(index) * 8,
    TABLE.width,
  ) as unknown as [number, number, number, number]
  const column = (k: number) => new Float64Array(bars, (offset + k * capacity) * 8, capacity)
  const columns = Object.fromEntries(
    BAR_COLUMNS.map((name, k) => [name, column(k)]),
  ) as unknown as BarColumns
  return { symbol, intervalMs, columns, count, visible: 0, sessions }
}

/** A slot's own symbol, and the others of the run where a script asks for them. */
export interface Feeds {
  readonly own: Feed
  /** Of all feeds, the own one first. */
  readonly symbols: readonly string[]
  /** Another symbol's; opened where it was not yet. */
  other(symbol: string): Feed
  /** Those other feeds that are open. */
  readonly open: readonly Feed[]
  /** Before bars are looked at: takes in how many others there are; whether columns have moved. */
  follow(): boolean
}

/** Which feeds a slot sees, in a form that is quickly copied: there may be a thousand of them. */
export interface FeedList {
  /** Their places in memory, the own one first. */
  readonly feeds: Int32Array
  /** The names of all feeds in memory, each on a line of its own. */
  readonly names: string
  /** Of these feeds, in their order: when sessions open (ms UTC); null, or nothing at all: every day of UTC. */
  readonly opens: readonly (SharedArrayBuffer | null)[]
}

export function openFeeds(memory: MarketMemory, { feeds: indices, names, opens }: FeedList): Feeds {
  const table = new Float64Array(memory.table, 0, memory.table.byteLength / 8)
  const sessions = (k: number) =>
    opens[k] == null ? UTC_DAYS : sessionsOf(new Float64Array(opens[k]))
  let symbols: readonly string[] | null = null
  // Most scripts never ask for another symbol.
  const list = () => (symbols ??= readNames(names, indices))
  const own = openFeed(memory, indices[0]!, nameAt(names, indices[0]!), sessions(0))
  const open: Feed[] = []
  const places: number[] = []
  let moves = table[TABLE.moves]!

  function move(feed: Feed, index: number): void {
    feed.columns = openFeed(memory, index, feed.symbol, feed.sessions).columns
  }

  return {
    own,
    get symbols() {
      return list()
    },
    open,
    other(symbol) {
      const known = open.find((feed) => feed.symbol === symbol)
      if (known !== undefined) return known
      const at = list().indexOf(symbol)
      const index = indices[at]!
      const feed = openFeed(memory, index, symbol, sessions(at))
      open.push(feed)
      places.push(index)
      return feed
    },
    follow() {
      for (let i = 0; i < open.length; i++) {
        open[i]!.count = table[rowOf(places[i]!) + TABLE.count]!
      }
      if (table[TABLE.moves]! === moves) return false
      moves = table[TABLE.moves]!
      move(own, indices[0]!)
      for (let i = 0; i < open.length; i++) move(open[i]!, places[i]!)
      return true
    },
  }
}

function readNames(names: string, indices: Int32Array): string[] {
  const all = names.split('\n')
  return Array.from(indices, (index) => all[index]!)
}

/** Without making strings of the other lines. */
function nameAt(names: string, line: number): string {
  let start = 0
  for (let i = 0; i < line; i++) start = names.indexOf('\n', start) + 1
  const end = names.indexOf('\n', start)
  return names.slice(start, end < 0 ? names.length : end)
}
