// An order book as the row of numbers that scripts are shown (sdk/book.ts).
import { BOOK_BANDS_BPS, BOOK_LENGTH, BOOK_LEVELS, bandAt, levelAt } from '#sdk/book.ts'
import type { OrderBook } from './book.ts'
import type { BookSide } from './book-side.ts'

/** null where there is no book. */
export function rowOf(book: OrderBook): number[] | null {
  const { bids, asks, isSynced, bestBid, bestAsk, reach } = book
  if (!isSynced) return null
  const row = new Array<number>(BOOK_LENGTH).fill(Number.NaN)
  const middle = (bestBid + bestAsk) / 2
  writeSide(bids, row, { offset: 0, middle, sign: -1, reach: reach.bid })
  writeSide(asks, row, { offset: 1, middle, sign: 1, reach: reach.ask })
  return row
}

interface Side {
  /** 0 for bids, 1 for asks. */
  readonly offset: 0 | 1
  readonly middle: number
  /** The side lies below the mid, or above it. */
  readonly sign: -1 | 1
  /** Beyond this price levels may be missing. */
  readonly reach: number
}

function writeSide(side: BookSide, row: number[], { offset, middle, sign, reach }: Side): void {
  const ends = BOOK_BANDS_BPS.map((bps) => middle * (1 + (sign * bps) / 10_000)).filter(
    (end) => sign * end <= sign * reach,
  )
  for (const [band, sum] of side.sumsTo(ends).entries()) row[bandAt(band) + offset] = sum
  let rank = 0
  side.walk((price, quantity) => {
    row[levelAt(rank) + 2 * offset] = price
    row[levelAt(rank) + 2 * offset + 1] = quantity
    rank += 1
    return rank < BOOK_LEVELS
  })
}
