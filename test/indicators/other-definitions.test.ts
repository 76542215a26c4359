// Published series that bear the name of one of our indicators and are another: what each is
// instead is recomputed, so that a difference from ours is known to be one of definition.
// Not recomputed, as their names say it: LEAN's "Moving VWAP 50" (50 bars, not a session),
// Stock.Indicators' "VWAP with Start Date" (anchored at will) and "STO(9,3,3) SMMA" (smoothed by
// Wilder's average and weighted), tulip's "macd 2 5 9" (of the averages below).

import { describe, expect, it } from 'vitest'
import { isPublishedDataThere, readTable, readTulip } from './published.ts'
import { naiveSma, runBars, runSource } from './series.ts'

const numbers = (cells: string[]) => cells.map((cell) => (cell === '' ? NaN : Number(cell)))

/** Of all that the file has a value for; `ours` must be off somewhere by ten times as much. */
function expectTheirs(
  published: number[],
  series: { theirs: number[]; ours: number[]; unit: number },
): void {
  const rows = published.flatMap((value, i) => (Number.isNaN(value) ? [] : [i]))
  const worst = (values: number[]) =>
    Math.max(
      ...rows.map((i) => Math.abs(values[i]! - published[i]!)).filter((e) => !Number.isNaN(e)),
    )
  expect(rows.length).toBeGreaterThan(9)
  expect(worst(series.theirs)).toBeLessThanOrEqual(series.unit)
  expect(worst(series.ours)).toBeGreaterThan(10 * series.unit)
}

describe.runIf(isPublishedDataThere)('not ours is', () => {
  it('the atr of LEAN’s chart, which is the plain mean of the last 14 true ranges', () => {
    const { bars, cells } = readTable('lean/spy_atr.txt')
    const [, ...ranges] = runBars('atr', [1], bars).flat()
    expectTheirs(numbers(cells('Average True Range 14')), {
      theirs: [NaN, ...naiveSma(ranges, 14)],
      ours: runBars('atr', [14], bars).flat(),
      unit: 0.00001,
    })
  })

  it('the other rsi of LEAN’s chart, which takes plain means of gains and losses', () => {
    const { bars, cells } = readTable('lean/spy_with_indicators.txt')
    const closes = bars.map((bar) => bar.close)
    const moves = closes.slice(1).map((close, i) => close - closes[i]!)
    const up = naiveSma(
      moves.map((move) => Math.max(move, 0)),
      14,
    )
    const down = naiveSma(
      moves.map((move) => Math.max(-move, 0)),
      14,
    )
    expectTheirs(numbers(cells('RSI 14')), {
      theirs: [NaN, ...up.map((gain, i) => (100 * gain) / (gain + down[i]!))],
      ours: runSource('rsi', [14], closes).flat(),
      unit: 0.0005,
    })
  })

  it('the ema of tulip, which begins with the first value', () => {
    const [input, published] = readTulip('ema 5').map(numbers)
    const theirs: number[] = []
    for (const value of input!) theirs.push(((theirs.at(-1) ?? value) * 2 + value) / 3)
    const ours = runSource('ema', [5], input!).flat()
    expectTheirs(published!, { theirs, ours, unit: 0.0006 })
  })

  it('the atr of tulip, which counts the first bar’s height as a true range', () => {
    const [high, low, close, published] = readTulip('atr 5').map(numbers)
    const bars = close!.map((value, i) => ({
      open: value,
      high: high![i]!,
      low: low![i]!,
      close: value,
      volume: 1,
      openTime: 0,
    }))
    const ranges = [high![0]! - low![0]!, ...runBars('atr', [1], bars).flat().slice(1)]
    const theirs = [naiveSma(ranges.slice(0, 5), 5)[4]!]
    for (const range of ranges.slice(5)) theirs.push((theirs.at(-1)! * 4 + range) / 5)
    const ours = runBars('atr', [5], bars).flat().slice(4)
    expectTheirs(published!, { theirs, ours, unit: 0.0006 })
  })
})
