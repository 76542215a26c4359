// The momentum indicators of one series recomputed from their formulas: each window from scratch,
// each recursion written out, with none of the streaming code's shortcuts.

import {
  naiveDema,
  naiveEmas,
  naiveKama,
  naiveRma,
  naiveT3,
  naiveTema,
  naiveTrima,
  naiveWma,
} from './naive-averages.ts'
import { naiveMama } from './naive-cycle.ts'
import { naiveEma, naiveRsi, naiveSma } from './series.ts'

/** In the order of the kinds of averages. */
const AVERAGES: ((values: readonly number[], length: number) => number[])[] = [
  naiveSma,
  naiveEma,
  naiveWma,
  naiveDema,
  naiveTema,
  naiveTrima,
  naiveKama,
  (values) => naiveMama(values, 0.5, 0.05).map((row) => row[0]!),
  (values, length) => naiveT3(values, length, 0.7),
]

/** NaNs at the start of `values` are skipped; a length of 1 gives the values themselves. */
export function naiveAverage(values: readonly number[], kind: number, length: number): number[] {
  if (length === 1) return [...values]
  const start = values.findIndex((value) => !Number.isNaN(value))
  if (start < 0) return [...values]
  const skipped: number[] = Array(start).fill(NaN)
  return [...skipped, ...AVERAGES[kind]!(values.slice(start), length)]
}

const back = (values: readonly number[], length: number) =>
  values.map((_, i) => (i < length ? NaN : values[i - length]!))

/** `of` the value and the one `length` bars before, 0 where that is 0. */
export const naiveRate = (
  values: readonly number[],
  length: number,
  of: (value: number, before: number) => number,
) => back(values, length).map((before, i) => (before === 0 ? 0 : of(values[i]!, before)))

export const percent = (value: number, before: number) => 100 * ((value - before) / before)

export function naiveMomentum(values: readonly number[], length: number): number[] {
  return back(values, length).map((before, i) => values[i]! - before)
}

export function naiveCmo(values: readonly number[], length: number): number[] {
  const moves = naiveMomentum(values, 1).slice(1)
  const gains = naiveRma(
    moves.map((move) => Math.max(0, move)),
    length,
  )
  const losses = naiveRma(
    moves.map((move) => Math.max(0, -move)),
    length,
  )
  const strength = gains.map((gain, i) => {
    const total = gain + losses[i]!
    return total === 0 ? 0 : (100 * (gain - losses[i]!)) / total
  })
  return [NaN, ...strength]
}

export function naiveTrix(values: readonly number[], length: number): number[] {
  return naiveRate(naiveEmas(values, length, 3)[2]!, 1, percent)
}

export function naiveTsi(
  values: readonly number[],
  [long, short, signal]: [number, number, number],
): number[][] {
  const moves = naiveMomentum(values, 1)
  const smooth = (line: number[]) => naiveEma(naiveEma(line, long), short)
  const sizes = smooth(moves.map(Math.abs))
  const tsi = smooth(moves).map((move, i) => (sizes[i] === 0 ? 0 : (100 * move) / sizes[i]!))
  const average = naiveEma(tsi, signal)
  return tsi.map((value, i) => (Number.isNaN(average[i]) ? [NaN, NaN] : [value, average[i]!]))
}

export function naiveCoppock(
  values: readonly number[],
  [length, long, short]: [number, number, number],
): number[] {
  const slow = naiveRate(values, long, percent)
  const fast = naiveRate(values, short, percent)
  return naiveWma(
    slow.map((value, i) => value + fast[i]!),
    length,
  )
}

/** Fast and slow in that order. */
export function naiveOscillator(
  values: readonly number[],
  [fast, slow, kind]: [number, number, number],
): { distance: number; slow: number }[] {
  const slowLine = naiveAverage(values, kind, slow)
  return naiveAverage(values, kind, fast).map((value, i) => ({
    distance: value - slowLine[i]!,
    slow: slowLine[i]!,
  }))
}

/** As if the series began where each average just has its first value on the common first bar. */
export function naiveMacdext(
  values: readonly number[],
  averages: [kind: number, length: number][],
): number[][] {
  const [fast, slow, signal] = averages
  const lookBack = ([kind, length]: [number, number]) =>
    naiveAverage(
      values.map((_, i) => i),
      kind,
      length,
    ).findIndex((value) => !Number.isNaN(value))
  const backs = [lookBack(fast!), lookBack(slow!)]
  const nothing = values.map(() => [NaN, NaN, NaN])
  if (Math.min(...backs) < 0) return nothing
  const from = ([kind, length]: [number, number], lookBack: number) => {
    const skipped = Math.max(...backs) - lookBack
    const late = values.map((value, i) => (i < skipped ? NaN : value))
    return naiveAverage(late, kind, length)
  }
  const slowLine = from(slow!, backs[1]!)
  const line = from(fast!, backs[0]!).map((value, i) => value - slowLine[i]!)
  const average = naiveAverage(line, ...signal!)
  return line.map((value, i) =>
    Number.isNaN(average[i]) ? [NaN, NaN, NaN] : [value, average[i]!, value - average[i]!],
  )
}

/** `k` and `d`: how k and d are averaged. */
export function naiveStochasticRsi(
  values: readonly number[],
  lengths: { rsi: number; range: number },
  { k, d }: { k: [kind: number, length: number]; d: [kind: number, length: number] },
): number[][] {
  const rsi = naiveRsi(values, lengths.rsi)
  const raw = rsi.map((value, i) => {
    if (i < lengths.rsi + lengths.range - 1) return NaN
    const window = rsi.slice(i + 1 - lengths.range, i + 1)
    const lowest = Math.min(...window)
    const height = Math.max(...window) - lowest
    return height < 1e-10 ? 0 : (100 * (value - lowest)) / height
  })
  const kLine = naiveAverage(raw, ...k)
  const dLine = naiveAverage(kLine, ...d)
  return kLine.map((value, i) => (Number.isNaN(dLine[i]) ? [NaN, NaN] : [value, dLine[i]!]))
}
