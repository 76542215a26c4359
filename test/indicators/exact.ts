// Arithmetic without rounding for the sums inside indicators: doubles as whole multiples of
// 2^-128, so that a sum over a window may be carried along and still be exact.

const PLACES = 128n
const UNIT = 2 ** 64
const ONE = 2 ** 128
const DECIMAL_PLACES = 30

/** Exact for 0 and from 1e-22 on. */
export function exact(value: number): bigint {
  // Powers of two round nothing; in two steps, so that large values stay doubles.
  const scaled = value * UNIT
  if (Number.isInteger(scaled)) return BigInt(scaled) << (PLACES / 2n)
  return BigInt(Math.round(scaled * UNIT))
}

/** In units of 1e-30 what the shortest decimal says that gives this double: 0.1 is a tenth. */
export function decimal(value: number): bigint {
  const [digits, exponent = '0'] = String(value).split('e')
  const [whole, fraction = ''] = digits!.split('.')
  const zeros = DECIMAL_PLACES + Number(exponent) - fraction.length
  return BigInt(whole! + fraction) * 10n ** BigInt(zeros)
}

/** A quotient as a double, its two parts and itself each rounded once. */
export const quotient = (numerator: bigint, denominator: bigint): number =>
  Number(numerator) / Number(denominator)

/** An exact value as a double. */
export const toNumber = (value: bigint): number => Number(value) / ONE

/** Exact sums over the last `length` of the values, one for each value; over fewer at the start. */
export function windowSums(values: readonly bigint[], length: number): bigint[] {
  let sum = 0n
  return values.map((value, i) => {
    sum += value
    if (i >= length) sum -= values[i - length]!
    return sum
  })
}
