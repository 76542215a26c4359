// What a script may know of an order book at a moment, as a row of numbers: the best levels of each
// side, and what stands within bands around the mid. The row goes with a tick through the journal and
// into the frame, so that whoever plays it again sees the same.
import { balance } from './microstructure.ts'

/** So many levels of each side, from the best on. */
export const BOOK_LEVELS = 10
/** Half the width of the bands, in basis points (0.01 %) of the mid. */
export const BOOK_BANDS_BPS = [5, 10, 25, 50, 100] as const

const LEVEL_WIDTH = 4
const BANDS_AT = BOOK_LEVELS * LEVEL_WIDTH

/** Per level bid, bidQuantity, ask, askQuantity; then per band what stands on the bid's and the ask's side. */
export const BOOK_LENGTH = BANDS_AT + 2 * BOOK_BANDS_BPS.length

/** Where a figure lies in the row. */
export const levelAt = (rank: number): number => rank * LEVEL_WIDTH
export const bandAt = (band: number): number => BANDS_AT + 2 * band

/** A row of numbers, or the part of a longer one that begins at `at`. */
export interface BookRow {
  readonly numbers: ArrayLike<number>
  readonly at: number
}

export interface BookLevel {
  readonly bid: number
  readonly bidQuantity: number
  readonly ask: number
  readonly askQuantity: number
}

/** Both sides of the market, in base units; NaN where it is not known. */
export interface Depth {
  readonly bids: number
  readonly asks: number
}

/** The level `rank` places behind the best (0: the best); NaN where a side has fewer. */
export function bookLevel({ numbers, at }: BookRow, rank: number): BookLevel {
  const i = at + levelAt(rank)
  return {
    bid: numberAt(numbers, i),
    bidQuantity: numberAt(numbers, i + 1),
    ask: numberAt(numbers, i + 2),
    askQuantity: numberAt(numbers, i + 3),
  }
}

/** Σ quantity of the best `levels` of each side, or of as many as there are; NaN without a book. */
export function bookDepth({ numbers, at }: BookRow, levels: number): Depth {
  return { bids: sum(numbers, at + 1, levels), asks: sum(numbers, at + 3, levels) }
}

/**
 * Σ quantity within `bps` of the mid, one of BOOK_BANDS_BPS; NaN on a side of which the book that
 * the venue tells does not reach so far.
 */
export function bookDepthWithin({ numbers, at }: BookRow, bps: number): Depth {
  const band = BOOK_BANDS_BPS.indexOf(bps as never)
  const i = at + bandAt(band)
  return { bids: numberAt(numbers, i), asks: numberAt(numbers, i + 1) }
}

/**
 * (Σ bids − Σ asks) / (Σ bids + Σ asks) over the best `levels` of each side: −1 (only asks) to 1
 * (only bids); NaN where a side is not known.
 * Source: Á. Cartea, R. Donnelly, S. Jaimungal, "Enhancing trading strategies with order book
 * signals", Applied Mathematical Finance 25 (2018).
 */
export function depthImbalance(row: BookRow, levels: number): number {
  const { bids, asks } = bookDepth(row, levels)
  return balance(bids, asks)
}

const numberAt = (numbers: ArrayLike<number>, i: number): number => numbers[i] ?? Number.NaN

function sum(numbers: ArrayLike<number>, first: number, levels: number): number {
  let total = numberAt(numbers, first)
  for (let rank = 1; rank < levels; rank++) {
    const quantity = numberAt(numbers, first + levelAt(rank))
    if (Number.isNaN(quantity)) break
    total += quantity
  }
  return total
}
