// Runs indicators over whole series, and recomputes them naively from their formulas: each value
// from scratch, or each recursion written out, with none of the streaming code's shortcuts.

import { findIndicator } from '#sdk/indicators/catalogue.ts'

export interface Bar {
  open: number
  high: number
  low: number
  close: number
  volume: number
  openTime: number
}

/** One row of outputs per value, in the order of the spec's `outputs`. */
export function runSource(name: string, args: number[], values: readonly number[]): number[][] {
  const spec = findIndicator(name)
  if (spec?.input !== 'source') throw new Error(`expected ${name} to read a source`)
  const indicator = spec.create(...args)
  return values.map((value) => {
    indicator.update(value)
    return [...indicator.out]
  })
}

export function runBars(name: string, args: number[], bars: readonly Bar[]): number[][] {
  const spec = findIndicator(name)
  if (spec?.input !== 'bar') throw new Error(`expected ${name} to read bars`)
  const indicator = spec.create(...args)
  return bars.map((bar) => {
    indicator.update(bar.open, bar.high, bar.low, bar.close, bar.volume, bar.openTime)
    return [...indicator.out]
  })
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const mean = (values: readonly number[]) => sum(values) / values.length
const last = <T>(values: readonly T[], end: number, count: number) =>
  values.slice(Math.max(0, end + 1 - count), end + 1)

export function naiveSma(values: readonly number[], length: number): number[] {
  return values.map((_, i) => (i + 1 < length ? NaN : mean(last(values, i, length))))
}

/** NaNs at the start of `values` are skipped. */
export function naiveEma(values: readonly number[], length: number): number[] {
  const start = values.findIndex((value) => !Number.isNaN(value))
  const k = 2 / (length + 1)
  const out: number[] = []
  values.forEach((value, i) => {
    const count = i - start + 1
    if (start < 0 || count < length) out.push(NaN)
    else if (count === length) out.push(mean(last(values, i, length)))
    else out.push(k * value + (1 - k) * out[i - 1]!)
  })
  return out
}

function naiveWilder(values: readonly number[], length: number): number[] {
  const out: number[] = []
  values.forEach((value, i) => {
    if (i + 1 < length) out.push(NaN)
    else if (i + 1 === length) out.push(mean(last(values, i, length)))
    else out.push((out[i - 1]! * (length - 1) + value) / length)
  })
  return out
}

export function naiveRsi(values: readonly number[], length: number): number[] {
  const moves = values.slice(1).map((value, i) => value - values[i]!)
  const gains = naiveWilder(
    moves.map((move) => Math.max(move, 0)),
    length,
  )
  const losses = naiveWilder(
    moves.map((move) => Math.max(-move, 0)),
    length,
  )
  const strength = gains.map((gain, i) => {
    const total = gain + losses[i]!
    return total === 0 ? 0 : (100 * gain) / total
  })
  return [NaN, ...strength]
}

/** TA-Lib's alignment: both averages begin where the slow one is complete. */
export function naiveMacd(
  values: readonly number[],
  [fast, slow, signal]: [number, number, number],
): number[][] {
  const skipped = slow - fast
  const fastLine = [...Array(skipped).fill(NaN), ...naiveEma(values.slice(skipped), fast)]
  const slowLine = naiveEma(values, slow)
  const line = slowLine.map((value, i) => fastLine[i] - value)
  const signalLine = naiveEma(line, signal)
  return line.map((value, i) => {
    const average = signalLine[i]!
    return Number.isNaN(average) ? [NaN, NaN, NaN] : [value, average, value - average]
  })
}

export function naiveBollinger(
  values: readonly number[],
  length: number,
  deviations: number,
): number[][] {
  return values.map((_, i) => {
    if (i + 1 < length) return [NaN, NaN, NaN]
    const window = last(values, i, length)
    const middle = mean(window)
    const deviation = Math.sqrt(mean(window.map((value) => (value - middle) ** 2)))
    return [middle + deviations * deviation, middle, middle - deviations * deviation]
  })
}

export function naiveAtr(bars: readonly Bar[], length: number): number[] {
  const ranges = bars.slice(1).map((bar, i) => {
    const previous = bars[i]!.close
    return Math.max(bar.high - bar.low, Math.abs(bar.high - previous), Math.abs(bar.low - previous))
  })
  return [NaN, ...naiveWilder(ranges, length)]
}

export function naiveVwap(bars: readonly Bar[]): number[] {
  const day = (bar: Bar) => new Date(bar.openTime).toISOString().slice(0, 10)
  return bars.map((bar, i) => {
    const session = bars.slice(0, i + 1).filter((other) => day(other) === day(bar))
    const volume = sum(session.map((other) => other.volume))
    const worth = session.map((o) => ((o.high + o.low + o.close) / 3) * o.volume)
    return volume === 0 ? NaN : sum(worth) / volume
  })
}

export function naiveStochastic(
  bars: readonly Bar[],
  [length, kSmoothing, dSmoothing]: [number, number, number],
): number[][] {
  const raw = bars.map((bar, i) => {
    if (i + 1 < length) return NaN
    const window = last(bars, i, length)
    const highest = Math.max(...window.map((other) => other.high))
    const lowest = Math.min(...window.map((other) => other.low))
    return highest === lowest ? 0 : (100 * (bar.close - lowest)) / (highest - lowest)
  })
  // A mean over a window that still has a NaN in it is NaN.
  const k = naiveSma(raw, kSmoothing)
  const d = naiveSma(k, dSmoothing)
  return k.map((value, i) => (Number.isNaN(d[i]) ? [NaN, NaN] : [value, d[i]!]))
}
