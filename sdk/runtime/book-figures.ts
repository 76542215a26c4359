// What a script can read of the order book in the frame, by the name that JS and TS give it; Lua's
// names are the same in snake_case.
import {
  BOOK_BANDS_BPS,
  BOOK_LEVELS,
  bookDepth,
  bookDepthWithin,
  bookLevel,
  depthImbalance,
} from '#sdk/book.ts'
import { BOOK_AT } from '#sdk/frame.ts'
import { show } from './actions.ts'
import { MarketError } from './market-data.ts'

/** A number, or a table of numbers with camelCase keys. */
type Figure = number | object

/**
 * `argument` is what the script gave, undefined where it gave nothing; `name` what it called. Throws a
 * MarketError.
 */
export const BOOK_FIGURES: Readonly<
  Record<string, (frame: Float64Array, argument: unknown, name: string) => Figure>
> = {
  bookLevel(frame, argument, name) {
    return bookLevel(rowIn(frame), whole(name, argument ?? 0, 0, BOOK_LEVELS - 1))
  },
  bookDepth(frame, argument, name) {
    return bookDepth(rowIn(frame), whole(name, argument, 1, BOOK_LEVELS))
  },
  bookDepthWithin(frame, argument, name) {
    if (!BOOK_BANDS_BPS.includes(argument as never)) {
      const known = BOOK_BANDS_BPS.join(', ')
      const expected = `expected one of ${known} (basis points), received ${show(argument)}`
      throw new MarketError(`market.${name}: ${expected}`)
    }
    return bookDepthWithin(rowIn(frame), argument as number)
  },
  depthImbalance(frame, argument, name) {
    return depthImbalance(rowIn(frame), whole(name, argument, 1, BOOK_LEVELS))
  },
}

const rowIn = (frame: Float64Array) => ({ numbers: frame, at: BOOK_AT })

function whole(name: string, n: unknown, least: number, most: number): number {
  if (typeof n === 'number' && Number.isInteger(n) && n >= least && n <= most) return n
  const expected = `expected a whole number from ${least} to ${most}`
  throw new MarketError(`market.${name}: ${expected}, received ${show(n)}`)
}
