// Ticks for tests: of which nothing more is known than what is given.
import type { Tick } from '#kernel/tick.ts'

export const tickOf = <T extends Partial<Tick>>(given: T) => ({
  ...{ time: 0, price: Number.NaN, bid: Number.NaN, ask: Number.NaN, quantity: 1 },
  ...{ bidQuantity: Number.NaN, askQuantity: Number.NaN, flowImbalance: Number.NaN },
  ...given,
})
