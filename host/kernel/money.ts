// The only file that rounds prices and quantities. Steps of null leave a number as it is.

// A quotient this close to a whole number is that number: 0.3 / 0.1 is 2.9999999999999996.
const TOLERANCE = 1e-9

function toStep(value: number, step: number | null, round: (x: number) => number): number {
  if (step === null) return value
  const steps = value / step
  const nearest = Math.round(steps)
  const isWhole = Math.abs(steps - nearest) <= TOLERANCE * Math.max(1, Math.abs(nearest))
  const count = isWhole ? nearest : round(steps)
  // 3 × 0.1 is 0.30000000000000004 but 3 / 10 is 0.3: divide where the step is one over a whole.
  const inverse = Math.round(1 / step)
  const hasInverse = inverse >= 1 && Math.abs(inverse * step - 1) <= TOLERANCE
  return hasInverse ? count / inverse : count * step
}

export const roundDown = (value: number, step: number | null) => toStep(value, step, Math.floor)
export const roundUp = (value: number, step: number | null) => toStep(value, step, Math.ceil)

/** A price rounded up where `sign` is positive, down where it is negative. */
export const roundToward = (price: number, sign: number, tickSize: number | null) =>
  sign > 0 ? roundUp(price, tickSize) : roundDown(price, tickSize)
