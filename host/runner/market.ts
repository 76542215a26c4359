// The bars that a runner holds for all its slots, in memory that it shares with their isolates. It
// grows in place, so an isolate gets it once; where columns move, a count in the table tells.
import { BAR_COLUMNS } from '#sdk/domain.ts'
import {
  type FeedList,
  type MarketMemory,
  openFeed,
  rowOf,
  TABLE,
} from '#sdk/runtime/market-memory.ts'
import type { Feed } from '#sdk/runtime/series.ts'
import { UTC_DAYS } from '#sdk/runtime/sessions.ts'
import { roomFor } from './bar-room.ts'
import type { FeedData } from './protocol.ts'

/** Addresses, not memory: more than any machine has bars for, and what it takes is what is used. */
const BARS_BYTES_MAX = 2 ** 36
const TABLE_BYTES_MAX = 2 ** 24
const WIDTH = BAR_COLUMNS.length

/** A feed's row in the table. */
type Place = Readonly<Record<'intervalMs' | 'offset' | 'capacity' | 'count', number>>

export class RunnerMarket {
  readonly memory: MarketMemory = {
    table: growable(TABLE.width * 8, TABLE_BYTES_MAX),
    bars: growable(0, BARS_BYTES_MAX),
  }
  readonly #symbols: string[] = []
  #names: string | null = null
  readonly #opens: (SharedArrayBuffer | null)[] = []
  #table = viewOf(this.memory.table)
  #bars = viewOf(this.memory.bars)

  /** Feeds come to stay; they are numbered in the order of their coming. */
  add(feeds: readonly FeedData[]): void {
    this.#names = null
    for (const { symbol, intervalMs, count, columns, opens } of feeds) {
      this.#opens.push(opens == null ? null : shared(opens))
      const values = new Float64Array(columns)
      const offset = this.#bars.length
      const row = rowOf(this.#symbols.push(symbol) - 1)
      this.#bars = grown(this.memory.bars, offset + values.length)
      this.#bars.set(values, offset)
      this.#table = grown(this.memory.table, row + TABLE.width)
      this.#table.set([intervalMs, offset, values.length / WIDTH, count], row)
    }
  }

  /** Bars come as rows of seven numbers: the feed's, then BAR_COLUMNS. */
  append(rows: Float64Array): void {
    for (let at = 0; at < rows.length; at += WIDTH + 1) {
      const feed = rows[at]!
      const { capacity, count } = this.#place(feed)
      if (count === capacity) this.#makeRoom()
      const place = this.#place(feed)
      for (let k = 0; k < WIDTH; k++) {
        this.#bars[place.offset + k * place.capacity + count] = rows[at + 1 + k]!
      }
      this.#table[rowOf(feed) + TABLE.count] = count + 1
    }
  }

  symbolOf(feed: number): string {
    return this.#symbols[feed]!
  }

  /** What a slot is told of the feeds that it sees, the own one first. */
  listOf(feeds: readonly number[]): FeedList {
    this.#names ??= this.#symbols.join('\n')
    return { feeds: Int32Array.from(feeds), names: this.#names, opens: this.#opensOf(feeds) }
  }

  /** When the feeds' sessions open; nothing where no market of theirs ever closes. */
  #opensOf(feeds: readonly number[]): (SharedArrayBuffer | null)[] {
    const opens = feeds.map((feed) => this.#opens[feed]!)
    return opens.every((one) => one === null) ? [] : opens
  }

  /** A feed as it lies there now; valid until more bars come. */
  feed(index: number): Feed {
    return openFeed(this.memory, index, this.symbolOf(index), UTC_DAYS)
  }

  get bytes(): number {
    return this.memory.bars.byteLength + this.memory.table.byteLength
  }

  /** Room for all: symbols that live are full at about the same time. */
  #makeRoom(): void {
    const before = this.#symbols.map((_, feed) => this.#place(feed))
    const rooms = before.map(({ capacity, count, intervalMs }) =>
      Math.max(capacity, roomFor(count, intervalMs)),
    )
    let end = rooms.reduce((sum, room) => sum + WIDTH * room, 0)
    this.#bars = grown(this.memory.bars, end)
    // From the end: nothing moves to the front, so nothing is written over before it has moved.
    for (let feed = rooms.length - 1; feed >= 0; feed--) {
      const { offset: from, capacity, count } = before[feed]!
      const room = rooms[feed]!
      const offset = end - WIDTH * room
      for (let k = WIDTH - 1; k >= 0; k--) {
        const column = from + k * capacity
        const moved = offset + k * room
        this.#bars.copyWithin(moved, column, column + count)
        // Taken from the system now, not page by page over the day.
        this.#bars.fill(0, moved + count, moved + room)
      }
      this.#table[rowOf(feed) + TABLE.offset] = offset
      this.#table[rowOf(feed) + TABLE.capacity] = room
      end = offset
    }
    this.#table[TABLE.moves]! += 1
  }

  #place(feed: number): Place {
    const row = rowOf(feed)
    return {
      intervalMs: this.#table[row + TABLE.intervalMs]!,
      offset: this.#table[row + TABLE.offset]!,
      capacity: this.#table[row + TABLE.capacity]!,
      count: this.#table[row + TABLE.count]!,
    }
  }
}

/** Of its length now: V8 reads a view that grows with its buffer more slowly. */
const viewOf = (memory: SharedArrayBuffer) =>
  new Float64Array(memory, 0, Math.floor(memory.byteLength / 8))

function grown(memory: SharedArrayBuffer, doubles: number): Float64Array<SharedArrayBuffer> {
  if (doubles * 8 > memory.byteLength) memory.grow(doubles * 8)
  return viewOf(memory)
}

function shared(values: Float64Array): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(values.byteLength)
  new Float64Array(buffer).set(values)
  return buffer
}

/** Where the system does not give so many addresses, as many as it does. */
function growable(byteLength: number, maxByteLength: number): SharedArrayBuffer {
  try {
    return new SharedArrayBuffer(byteLength, { maxByteLength })
  } catch (error) {
    if (maxByteLength <= TABLE_BYTES_MAX) throw error
    return growable(byteLength, maxByteLength / 2)
  }
}
