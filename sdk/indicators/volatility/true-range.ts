// The true range of a bar: its height, stretched to the close before it where that lies outside.

/** The greatest of high − low, |high − previous close| and |low − previous close|; of a bar without
 * one before it, whose previous close is NaN, high − low. */
export function trueRange(high: number, low: number, previousClose: number): number {
  const top = previousClose > high ? previousClose : high
  const bottom = previousClose < low ? previousClose : low
  return top - bottom
}
