// At what price an order executes on a data bar: pure arithmetic on prices, no state.
//
// `sign` is +1 for a buy, −1 for a sell. A price is reached "adversely" where the market has to
// rise to a buyer's stop or fall to a seller's, "favourably" where it comes to a limit.

export interface Prices {
  readonly open: number
  readonly high: number
  readonly low: number
}

/** An execution; `isAtOpen` tells that the order was already there when the bar opened. */
export interface Match {
  readonly price: number
  readonly isAtOpen: boolean
}

/** A limit fills where the bar comes to it: at the limit, or at the open where that is better. */
export function matchLimit(bar: Prices, sign: 1 | -1, limit: number): Match | null {
  if (sign * (bar.open - limit) <= 0) return { price: bar.open, isAtOpen: true }
  const nearest = sign > 0 ? bar.low : bar.high
  return sign * (nearest - limit) <= 0 ? { price: limit, isAtOpen: false } : null
}

/** A stop fills where the bar comes to its trigger: there, or at the open where that is beyond. */
export function matchStop(bar: Prices, sign: 1 | -1, trigger: number): Match | null {
  if (sign * (bar.open - trigger) >= 0) return { price: bar.open, isAtOpen: true }
  const farthest = sign > 0 ? bar.high : bar.low
  return sign * (farthest - trigger) >= 0 ? { price: trigger, isAtOpen: false } : null
}
