// TA-Lib's formulas over windows, with sums that are never rounded: for the functions whose running
// sums in doubles lose digits on large or calm prices. NaN until the window is full.

import { decimal, exact, quotient, toNumber, windowSums } from './exact.ts'
import type { Bar } from './series.ts'

type Values = readonly number[]

const known = new WeakMap<Values, readonly bigint[]>()

/** The same series is asked for with many arguments. */
function exactly(values: Values): readonly bigint[] {
  const made = known.get(values) ?? values.map(exact)
  known.set(values, made)
  return made
}

/** `value` gets the index of each full window's last bar. */
const overFull = (count: number, length: number, value: (i: number) => number): number[] =>
  Array.from({ length: count }, (_, i) => (i + 1 < length ? NaN : value(i)))

export function exactSum(values: Values, length: number): number[] {
  const sums = windowSums(exactly(values), length)
  return overFull(values.length, length, (i) => toNumber(sums[i]!))
}

export function exactMean(values: Values, length: number): number[] {
  const sums = windowSums(exactly(values), length)
  const whole = exact(length)
  return overFull(values.length, length, (i) => quotient(sums[i]!, whole))
}

/** Of the population. */
export function exactVariance(values: Values, length: number): number[] {
  const x = exactly(values)
  const sums = windowSums(x, length)
  const squares = windowSums(
    x.map((one) => one * one),
    length,
  )
  const n = BigInt(length)
  const unit = exact(1)
  return overFull(values.length, length, (i) => {
    const sum = sums[i]!
    return quotient(n * squares[i]! - sum * sum, n * n * unit * unit)
  })
}

export const exactDeviation = (values: Values, length: number): number[] =>
  exactVariance(values, length).map(Math.sqrt)

/** The weights are 1 for the oldest to `length` for the latest. */
function weightedSums(
  x: readonly bigint[],
  length: number,
): { sums: bigint[]; weighted: bigint[] } {
  const sums = windowSums(x, length)
  let sum = 0n
  const weighted = x.map((one, i) => {
    sum += BigInt(Math.min(i + 1, length)) * one
    if (i >= length) sum -= sums[i - 1]!
    return sum
  })
  return { sums, weighted }
}

export function exactWeightedMean(values: Values, length: number): number[] {
  const { weighted } = weightedSums(exactly(values), length)
  const total = exact((length * (length + 1)) / 2)
  return overFull(values.length, length, (i) => quotient(weighted[i]!, total))
}

/** A mean of means, whose lengths add up to one more than `length`. */
export function exactTriangularMean(values: Values, length: number): number[] {
  const inner = Math.floor((length + 1) / 2)
  const outer = length + 1 - inner
  const sums = windowSums(exactly(values), inner)
  // Before the first full inner window there is nothing to average.
  const twice = windowSums(sums.slice(inner - 1), outer)
  const total = exact(inner * outer)
  return overFull(values.length, length, (i) => quotient(twice[i - inner + 1]!, total))
}

/** Of the least-squares line over each window: its slope, or the line at its first bar, at its last, one after. */
export type LineFigure = 'slope' | 'intercept' | 'value' | 'forecast'

export function exactLine(values: Values, length: number, figure: LineFigure): number[] {
  const { sums, weighted } = weightedSums(exactly(values), length)
  const n = BigInt(length)
  const unit = exact(1)
  const sumX = (n * (n - 1n)) / 2n
  const sumXX = ((n - 1n) * n * (2n * n - 1n)) / 6n
  const divisor = n * sumXX - sumX * sumX
  const x = { slope: 0n, intercept: 0n, value: n - 1n, forecast: n }[figure]
  return overFull(values.length, length, (i) => {
    const sum = sums[i]!
    const rise = n * (weighted[i]! - sum) - sumX * sum
    if (figure === 'slope') return quotient(rise, divisor * unit)
    return quotient(sum * divisor + rise * (x * n - sumX), n * divisor * unit)
  })
}

/** Kaufman’s average: only the path, a sum over the window, needs to be exact. */
export function exactKama(values: Values, length: number): number[] {
  const moves = values.map((value, i) => (i === 0 ? 0 : Math.abs(value - values[i - 1]!)))
  const paths = exactSum(moves, length)
  const [slowest, fastest] = [2 / 31, 2 / 3]
  let average = values[length - 1]!
  return overFull(values.length, length + 1, (i) => {
    const path = paths[i]!
    const way = Math.abs(values[i]! - values[i - length]!)
    const efficiency = path === 0 ? 1 : Math.min(1, way / path)
    const weight = (efficiency * (fastest - slowest) + slowest) ** 2
    average += weight * (values[i]! - average)
    return average
  })
}

/** Mean distance from the mean, over n · n so that it stays whole. */
function distances(x: readonly bigint[], sum: bigint, { from = 0, to = 0 }): bigint {
  const n = BigInt(to - from)
  let total = 0n
  for (let i = from; i < to; i++) {
    const distance = n * x[i]! - sum
    total += distance < 0n ? -distance : distance
  }
  return total
}

export function exactMeanDistance(values: Values, length: number): number[] {
  const x = exactly(values)
  const sums = windowSums(x, length)
  const total = exact(length * length)
  return overFull(values.length, length, (i) =>
    quotient(distances(x, sums[i]!, { from: i + 1 - length, to: i + 1 }), total),
  )
}

/** Three times the typical price, from the decimals that prices are: so that equal ones are equal. */
const typicals = (bars: readonly Bar[]) =>
  bars.map(({ high, low, close }) => decimal(high) + decimal(low) + decimal(close))

export function exactCci(bars: readonly Bar[], length: number): number[] {
  const x = typicals(bars)
  const sums = windowSums(x, length)
  const n = BigInt(length)
  return overFull(bars.length, length, (i) => {
    const total = distances(x, sums[i]!, { from: i + 1 - length, to: i + 1 })
    return total === 0n ? 0 : quotient((n * x[i]! - sums[i]!) * n * 1000n, 15n * total)
  })
}

/** What the first sum is of both; 0 where both are. */
function exactShare(first: Values, second: Values, length: number): number[] {
  const a = windowSums(exactly(first), length)
  const b = windowSums(exactly(second), length)
  return a.map((sum, i) => (sum + b[i]! === 0n ? 0 : quotient(sum, sum + b[i]!)))
}

export function exactMfi(bars: readonly Bar[], length: number): number[] {
  const prices = typicals(bars)
  const moves = prices.map((price, i) => price - (prices[i - 1] ?? price))
  const flows = bars.map(({ high, low, close, volume }) => ((high + low + close) / 3) * volume)
  const shares = exactShare(
    flows.map((flow, i) => (moves[i]! > 0n ? flow : 0)),
    flows.map((flow, i) => (moves[i]! < 0n ? flow : 0)),
    length,
  )
  return overFull(bars.length, length + 1, (i) => 100 * shares[i]!)
}

export function exactImi(bars: readonly Bar[], length: number): number[] {
  const move = (sign: number) => bars.map(({ open, close }) => Math.max(0, sign * (close - open)))
  const shares = exactShare(move(1), move(-1), length)
  return overFull(bars.length, length, (i) => 100 * shares[i]!)
}

export function exactUltimate(bars: readonly Bar[], lengths: readonly number[]): number[] {
  const before = bars.map((_, i) => bars[Math.max(0, i - 1)]!.close)
  const lows = bars.map((bar, i) => Math.min(bar.low, before[i]!))
  const pressure = bars.map((bar, i) => (i === 0 ? 0 : bar.close - lows[i]!))
  const ranges = bars.map((bar, i) => (i === 0 ? 0 : Math.max(bar.high, before[i]!) - lows[i]!))
  const [short, middle, long] = lengths
    .toSorted((a, b) => a - b)
    .map((length) => {
      const p = windowSums(exactly(pressure), length)
      const r = windowSums(exactly(ranges), length)
      return p.map((sum, i) => (r[i] === 0n ? 0 : quotient(sum, r[i]!)))
    })
  return overFull(
    bars.length,
    Math.max(...lengths) + 1,
    (i) => (100 * (4 * short![i]! + 2 * middle![i]! + long![i]!)) / 7,
  )
}

/** Sums of two series and of their products, for correlation and regression of one on the other. */
function pairSums(x: readonly bigint[], y: readonly bigint[], length: number) {
  const product = (a: readonly bigint[], b: readonly bigint[]) =>
    windowSums(
      a.map((one, i) => one * b[i]!),
      length,
    )
  const [sumX, sumY] = [windowSums(x, length), windowSums(y, length)]
  const [xx, yy, xy] = [product(x, x), product(y, y), product(x, y)]
  const n = BigInt(length)
  return x.map((_, i) => ({
    xx: n * xx[i]! - sumX[i]! ** 2n,
    yy: n * yy[i]! - sumY[i]! ** 2n,
    xy: n * xy[i]! - sumX[i]! * sumY[i]!,
  }))
}

export function exactCorrelation(first: Values, second: Values, length: number): number[] {
  const sums = pairSums(exactly(first), exactly(second), length)
  return overFull(first.length, length, (i) => {
    const { xx, yy, xy } = sums[i]!
    if (xx === 0n || yy === 0n) return 0
    const square = quotient(xy * xy, xx * yy)
    return xy < 0n ? -Math.sqrt(square) : Math.sqrt(square)
  })
}

/** The slope of the second's returns over the first's. */
export function exactBeta(first: Values, second: Values, length: number): number[] {
  const returns = (values: Values) =>
    values.map((value, i) => {
      const before = values[i - 1]
      return before === undefined || before === 0 ? 0 : (value - before) / before
    })
  const x = exactly(returns(first)).slice(1)
  const y = exactly(returns(second)).slice(1)
  const sums = pairSums(x, y, length)
  return overFull(first.length, length + 1, (i) => {
    const { xx, xy } = sums[i - 1]!
    return xx === 0n ? 0 : quotient(xy, xx)
  })
}
