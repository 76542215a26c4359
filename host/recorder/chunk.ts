// Some events, in order, as bytes: a stream per type and symbol, a column per field of each, and in
// which order the streams take turns. Nothing in it refers to another chunk.
import type { BookEvent, Level, MarketEvent, StatusEvent } from '../feeds/market-event.ts'
import { ByteReader } from './byte-reader.ts'
import { ByteWriter } from './byte-writer.ts'
import { EVENT_TYPES, type EventType, FIELDS } from './fields.ts'
import { readColumn, writeColumn } from './number-column.ts'

/** A damaged count must not ask for all memory. */
const EVENTS_MAX = 2 ** 24
const LEVELS_MAX = 2 ** 26

/** The events of one symbol and type, in their order. */
interface Stream {
  readonly type: EventType
  readonly symbol: string
  readonly events: MarketEvent[]
}

export function encodeChunk(events: readonly MarketEvent[]): Uint8Array {
  const { streams, turns } = divide(events)
  const writer = new ByteWriter()
  writer.varint(streams.length)
  for (const { type, symbol, events: own } of streams) {
    writer.byte(EVENT_TYPES.indexOf(type))
    writer.text(symbol)
    writer.varint(own.length)
  }
  if (streams.length > 1) for (let i = 0; i < turns.length; i++) writer.varint(turns[i]!)
  // Of all streams together: it nearly always grows from event to event.
  writeColumn(
    writer,
    columnOf(events, ({ receiveTime }) => receiveTime),
  )
  for (const stream of streams) writeStream(writer, stream)
  return writer.take()
}

function divide(events: readonly MarketEvent[]): { streams: Stream[]; turns: Uint32Array } {
  const streams: Stream[] = []
  const numbers = new Map<string, Map<EventType, number>>()
  const turns = new Uint32Array(events.length)
  for (let i = 0; i < events.length; i++) {
    const event = events[i]!
    const { type, symbol } = event
    let ofSymbol = numbers.get(symbol)
    if (ofSymbol === undefined) {
      ofSymbol = new Map()
      numbers.set(symbol, ofSymbol)
    }
    let number = ofSymbol.get(type)
    if (number === undefined) {
      number = streams.push({ type, symbol, events: [] }) - 1
      ofSymbol.set(type, number)
    }
    streams[number]!.events.push(event)
    turns[i] = number
  }
  return { streams, turns }
}

const exchangeTimeOf = ({ exchangeTime }: MarketEvent) => exchangeTime

function columnOf<E>(events: readonly E[], read: (event: E) => number): Float64Array {
  const values = new Float64Array(events.length)
  for (let i = 0; i < events.length; i++) values[i] = read(events[i]!)
  return values
}

function writeStream(writer: ByteWriter, { type, events }: Stream): void {
  const readers = FIELDS[type].columns as readonly ((event: MarketEvent) => number)[]
  for (const read of [exchangeTimeOf, ...readers]) writeColumn(writer, columnOf(events, read))
  if (type === 'book') {
    const books = events as BookEvent[]
    for (const side of ['bids', 'asks'] as const) {
      writeLevels(
        writer,
        books.map((book) => book[side]),
      )
    }
  }
  if (type === 'status') for (const { detail } of events as StatusEvent[]) writer.text(detail)
}

/** How many levels each event has, then all prices, then all quantities. */
function writeLevels(writer: ByteWriter, sides: readonly (readonly Level[])[]): void {
  const lengths = columnOf(sides, ({ length }) => length)
  const total = lengths.reduce((sum, length) => sum + length, 0)
  const prices = new Float64Array(total)
  const quantities = new Float64Array(total)
  let next = 0
  for (const levels of sides) {
    for (let i = 0; i < levels.length; i++) {
      const level = levels[i]!
      prices[next] = level[0]
      quantities[next++] = level[1]
    }
  }
  for (const column of [lengths, prices, quantities]) writeColumn(writer, column)
}

/** Throws a RangeError for what `encodeChunk` cannot have written. */
export function decodeChunk(bytes: Uint8Array): MarketEvent[] {
  const reader = new ByteReader(bytes)
  const heads = Array.from({ length: reader.count(EVENTS_MAX) }, () => readHead(reader))
  const total = heads.reduce((sum, { count }) => sum + count, 0)
  if (total > EVENTS_MAX) throw new RangeError(`expected at most ${EVENTS_MAX} events`)
  const turns = new Uint32Array(total)
  if (heads.length > 1) for (let i = 0; i < total; i++) turns[i] = reader.count(heads.length - 1)
  const receiveTimes = readColumn(reader, total)
  const makers = heads.map((head) => streamReader(reader, head))
  if (!reader.isAtEnd) throw new RangeError('expected the end of the chunk')
  return Array.from(turns, (turn, i) => makers[turn]!(receiveTimes[i]!))
}

interface StreamHead {
  readonly type: EventType
  readonly symbol: string
  readonly count: number
}

function readHead(reader: ByteReader): StreamHead {
  const type = EVENT_TYPES[reader.count(EVENT_TYPES.length - 1)]!
  return { type, symbol: reader.text(), count: reader.count(EVENTS_MAX) }
}

/** Makes the stream's next event, one after the other. */
function streamReader(
  reader: ByteReader,
  { type, symbol, count }: StreamHead,
): (receiveTime: number) => MarketEvent {
  const exchangeTimes = readColumn(reader, count)
  const { columns, make } = FIELDS[type]
  const values = columns.map(() => readColumn(reader, count))
  const bids = type === 'book' ? readLevels(reader, count) : []
  const asks = type === 'book' ? readLevels(reader, count) : []
  const details = Array.from({ length: type === 'status' ? count : 0 }, () => reader.text())
  let i = -1
  return (receiveTime) => {
    i += 1
    if (i >= count) throw new RangeError('expected no more events of a stream than it has')
    const event = make(values, i, { symbol, exchangeTime: exchangeTimes[i]!, receiveTime })
    if (type === 'book') return { ...event, bids: bids[i]!, asks: asks[i]! } as BookEvent
    return type === 'status' ? ({ ...event, detail: details[i]! } as StatusEvent) : event
  }
}

function readLevels(reader: ByteReader, count: number): Level[][] {
  const lengths = readColumn(reader, count)
  const total = lengths.reduce((sum, length) => sum + length, 0)
  if (!(total <= LEVELS_MAX)) throw new RangeError(`expected at most ${LEVELS_MAX} levels`)
  const prices = readColumn(reader, total)
  const quantities = readColumn(reader, total)
  let next = 0
  return Array.from(lengths, (length) =>
    Array.from({ length }, (): Level => {
      const at = next++
      return [prices[at]!, quantities[at]!]
    }),
  )
}
