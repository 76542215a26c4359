// Order books of Kraken: a snapshot of so many levels, then changes, with a checksum over the best ten
// levels as they are written. Changes are not numbered: where a checksum does not hold, we leave out a
// number, and whoever keeps the book knows that it is not that of the venue any more.
// Source: "Book checksum (v2)", Kraken API Center, https://docs.kraken.com/api/docs/guides/spot-ws-book-v2
import { crc32 } from 'node:zlib'
import type { BookEvent, Level } from '../../feeds/market-event.ts'
import { decimal, type Fields, FrameFault, fields, isoTime, list, text } from './fields.ts'

/** Levels that the checksum is over. */
const CHECKED = 10

/** One side: what is written of each level, by its price. */
type Side = Map<number, readonly [price: string, quantity: string]>

interface Book {
  readonly bids: Side
  readonly asks: Side
  id: number
}

export class KrakenBooks {
  readonly #depth: number
  readonly #books = new Map<string, Book>()

  constructor(depth: number) {
    this.#depth = depth
  }

  /** The events of a frame of the channel; `symbol` is the venue's spelling. */
  read(frame: string, receiveTime: number): BookEvent[] {
    const message = fields(parseAsWritten(frame), 'the frame')
    return list(message.data, 'data').map((one) => {
      return this.#take(fields(one, 'data'), message.type === 'snapshot', receiveTime)
    })
  }

  #take(data: Fields, isSnapshot: boolean, receiveTime: number): BookEvent {
    const symbol = text(data.symbol, 'symbol')
    const before = this.#books.get(symbol)
    const book: Book =
      isSnapshot || before === undefined
        ? { bids: new Map(), asks: new Map(), id: before?.id ?? 0 }
        : before
    this.#books.set(symbol, book)
    const bids = [...change(book.bids, data.bids), ...cut(book.bids, this.#depth, -1)]
    const asks = [...change(book.asks, data.asks), ...cut(book.asks, this.#depth, 1)]
    const isRight = checksumOf(book) === decimal(data.checksum, 'checksum')
    book.id += isRight || isSnapshot ? 1 : 2
    return {
      type: 'book',
      symbol,
      exchangeTime:
        data.timestamp === undefined ? Number.NaN : isoTime(data.timestamp, 'timestamp'),
      receiveTime,
      change: isSnapshot ? 'snapshot' : 'delta',
      bids,
      asks,
      ...{ firstId: book.id, lastId: book.id, previousId: Number.NaN },
    }
  }
}

/** Prices and quantities stay text: the checksum is over their digits. */
function parseAsWritten(frame: string): unknown {
  try {
    return JSON.parse(frame, ((key: string, value: unknown, context: { source?: string }) =>
      (key === 'price' || key === 'qty') && typeof value === 'number' ? context.source : value) as (
      key: string,
      value: unknown,
    ) => unknown)
  } catch {
    throw new FrameFault('it is not JSON')
  }
}

function change(side: Side, levels: unknown): Level[] {
  return list(levels, 'a side').map((one): Level => {
    const { price, qty } = fields(one, 'a level')
    const level: Level = [decimal(price, 'price'), decimal(qty, 'qty')]
    if (level[1] === 0) side.delete(level[0])
    else side.set(level[0], [text(price, 'price'), text(qty, 'qty')])
    return level
  })
}

/** Levels beyond the depth are not kept up to date: they go, as changes. `sign`: 1 where less is better. */
function cut(side: Side, depth: number, sign: 1 | -1): Level[] {
  if (side.size <= depth) return []
  const gone = byBest(side, sign).slice(depth)
  for (const price of gone) side.delete(price)
  return gone.map((price): Level => [price, 0])
}

const byBest = (side: Side, sign: 1 | -1): number[] =>
  [...side.keys()].sort((a, b) => sign * (a - b))

export function checksumOf({ bids, asks }: Pick<Book, 'bids' | 'asks'>): number {
  return crc32([...digits(asks, 1), ...digits(bids, -1)].join(''))
}

const digits = (side: Side, sign: 1 | -1): string[] =>
  byBest(side, sign)
    .slice(0, CHECKED)
    .flatMap((price) =>
      side.get(price)!.map((written) => written.replace('.', '').replace(/^0+/, '')),
    )
