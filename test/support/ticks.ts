// Ticks for tests: of which nothing more is known than what is given.
import type { Tick } from '#kernel/tick.ts'

export const tickOf = <T extends Partial<Tick>>(given: T) => ({
  ...{ time: 0, price: Number.NaN, bid: Number.NaN, ask: Number.NaN, quantity: 1 },
  ...{ bidQuantity: Number.NaN, askQuantity: Number.NaN, flowImbalance: Number.NaN },
  book: null,
  ...given,
})

type Pairs = readonly (readonly [number, number])[]

/** The row of a book: ten levels of [bid, its quantity, ask, its quantity], then five bands of [bids, asks]. */
export function bookOf(given: {
  readonly bids: Pairs
  readonly asks: Pairs
  readonly bands: Pairs
}): number[] {
  const nothing = [Number.NaN, Number.NaN] as const
  const levels = Array.from({ length: 10 }, (_, i) => [
    ...(given.bids[i] ?? nothing),
    ...(given.asks[i] ?? nothing),
  ])
  return [
    ...levels.flat(),
    ...Array.from({ length: 5 }, (_, i) => given.bands[i] ?? nothing).flat(),
  ]
}
