// The averages and fitted lines recomputed from their formulas: each window from scratch, each
// recursion written out over whole arrays, with none of the streaming code's shortcuts.

import { type Bar, naiveEma } from './series.ts'

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** Applies `of` to each whole window, oldest value first; NaN before the first. */
export function windows(
  values: readonly number[],
  length: number,
  of: (window: number[]) => number,
): number[] {
  return values.map((_, i) => (i + 1 < length ? NaN : of(values.slice(i + 1 - length, i + 1))))
}

/** Windows of values that contain a NaN give NaN. */
export function naiveWeighted(values: readonly number[], weights: readonly number[]): number[] {
  const total = sum(weights)
  return windows(
    values,
    weights.length,
    (window) => sum(window.map((value, i) => value * weights[i]!)) / total,
  )
}

const places = (length: number) => Array.from({ length }, (_, i) => i + 1)

export const naiveWma = (values: readonly number[], length: number) =>
  naiveWeighted(values, places(length))

export const naiveTrima = (values: readonly number[], length: number) =>
  naiveWeighted(
    values,
    places(length).map((place) => Math.min(place, length + 1 - place)),
  )

export function naiveAlma(
  values: readonly number[],
  [length, offset, sigma]: [number, number, number],
): number[] {
  const middle = offset * (length - 1)
  const deviation = length / sigma
  const weights = Array.from({ length }, (_, i) =>
    Math.exp(-((i - middle) ** 2) / (2 * deviation * deviation)),
  )
  return naiveWeighted(values, weights)
}

export function naiveHma(values: readonly number[], length: number): number[] {
  const half = naiveWma(values, Math.floor(length / 2))
  const whole = naiveWma(values, length)
  return naiveWma(
    half.map((value, i) => 2 * value - whole[i]!),
    Math.floor(Math.sqrt(length)),
  )
}

/** The first is of the values, each further one of the one before. */
export function naiveEmas(values: readonly number[], length: number, count: number): number[][] {
  const emas: number[][] = []
  for (let i = 0; i < count; i++) emas.push(naiveEma(emas.at(-1) ?? values, length))
  return emas
}

export function naiveDema(values: readonly number[], length: number): number[] {
  const [e1, e2] = naiveEmas(values, length, 2)
  return e2!.map((value, i) => 2 * e1![i]! - value)
}

export function naiveTema(values: readonly number[], length: number): number[] {
  const [e1, e2, e3] = naiveEmas(values, length, 3)
  return e3!.map((value, i) => 3 * e1![i]! - 3 * e2![i]! + value)
}

/** With Tillson's published coefficients. */
export function naiveT3(values: readonly number[], length: number, v: number): number[] {
  const [, , e3, e4, e5, e6] = naiveEmas(values, length, 6)
  const c1 = -(v ** 3)
  const c2 = 3 * v ** 2 + 3 * v ** 3
  const c3 = -6 * v ** 2 - 3 * v - 3 * v ** 3
  const c4 = 1 + 3 * v + v ** 3 + 3 * v ** 2
  return e6!.map((value, i) => c1 * value + c2 * e5![i]! + c3 * e4![i]! + c4 * e3![i]!)
}

export function naiveZlema(values: readonly number[], length: number): number[] {
  const lag = Math.floor((length - 1) / 2)
  return naiveEma(
    values.map((value, i) => (i < lag ? NaN : 2 * value - values[i - lag]!)),
    length,
  )
}

export function naiveRma(values: readonly number[], length: number): number[] {
  const out: number[] = []
  values.forEach((value, i) => {
    if (i + 1 < length) out.push(NaN)
    else if (i + 1 === length) out.push(sum(values.slice(0, length)) / length)
    else out.push((out[i - 1]! * (length - 1) + value) / length)
  })
  return out
}

export function naiveKama(values: readonly number[], length: number): number[] {
  let average = NaN
  return values.map((value, i) => {
    if (i < length) return NaN
    let path = 0
    for (let k = i - length; k < i; k++) path += Math.abs(values[k + 1]! - values[k]!)
    const efficiency = path === 0 ? 1 : Math.abs(value - values[i - length]!) / path
    const constant = (efficiency * (2 / 3 - 2 / 31) + 2 / 31) ** 2
    if (i === length) average = values[i - 1]!
    average = constant * value + (1 - constant) * average
    return average
  })
}

export interface NaiveLine {
  intercept: number
  slope: number
}

/** From the covariance with the places 0, 1, …, which have their middle at (length − 1) / 2. */
export function naiveLine(window: readonly number[]): NaiveLine {
  const middle = (window.length - 1) / 2
  const mean = sum(window) / window.length
  const covariance = sum(window.map((value, i) => (i - middle) * (value - mean)))
  const slope = covariance / sum(window.map((_, i) => (i - middle) ** 2))
  return { slope, intercept: mean - slope * middle }
}

export function naiveVwma(bars: readonly Bar[], length: number): number[] {
  return bars.map((_, i) => {
    if (i + 1 < length) return NaN
    const window = bars.slice(i + 1 - length, i + 1)
    return sum(window.map((bar) => bar.close * bar.volume)) / sum(window.map((bar) => bar.volume))
  })
}
