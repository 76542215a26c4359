// Published series of volume indicators, against ours. Not compared: LEAN's volume profile and market
// profile (vp_datatest.csv, tp_datatest.csv), whose rows are prices rounded to a fixed step.

import { describe, expect, it } from 'vitest'
import { isPublishedDataThere, readTable, readTulip } from './published.ts'
import { type Bar, runBars } from './series.ts'

const CALC = 'stock-indicators/calc'

/** Tulip begins on-balance volume with 0, TA-Lib with the first bar's volume. */
const fromZero = (value: number, bars: readonly Bar[]) => value - bars[0]!.volume

type Ours = (value: number, bars: readonly Bar[]) => number

const PUBLISHED: [
  file: string,
  name: string,
  args: number[],
  column: string,
  unit?: number,
  ours?: Ours,
][] = [
  ['lean/spy_ad.txt', 'ad', [], 'AD'],
  [`${CALC}/Adl.csv.gz`, 'ad', [], 'adl'],
  // Both it and its volumes were rounded to seven digits.
  ['lean/spy_with_obv.txt', 'obv', [], 'OBV', 5000],
  ['lean/spy_with_ForceIndex.csv', 'force_index', [20], 'ForceIndex20'],
  [`${CALC}/ForceIndex.csv.gz`, 'force_index', [13], 'ema force'],
]

const TULIP: [heading: string, name: string, args: number[], fields: string, ours?: Ours][] = [
  ['ad', 'ad', [], 'high low close volume'],
  ['adosc 2 5', 'adosc', [2, 5], 'high low close volume'],
  ['obv', 'obv', [], 'close volume', fromZero],
  ['emv', 'eom', [1, 10_000], 'high low volume'],
  // Tulip begins both with 1000.
  ['nvi', 'nvi', [], 'close volume', (value) => 1000 * value],
  ['pvi', 'pvi', [], 'close volume', (value) => 1000 * value],
]

describe.runIf(isPublishedDataThere)('published series', () => {
  it.each(PUBLISHED)('%s has our %s %j in %s', (file, name, args, column, unit, ours) => {
    const { bars, cells } = readTable(file)
    const actual = runBars(name, args, bars).flat()
    let compared = 0
    cells(column).forEach((cell, i) => {
      if (cell === '' || Number.isNaN(actual[i])) return
      const value = ours?.(actual[i]!, bars) ?? actual[i]!
      const tolerance = unit ?? 1e-11 * Math.max(1, Math.abs(Number(cell)))
      expect(Math.abs(value - Number(cell)), `row ${i}`).toBeLessThanOrEqual(tolerance)
      compared++
    })
    expect(compared).toBeGreaterThan(400)
  })

  it.each(TULIP)('tulip’s "%s" is our %s', (heading, name, args, fields, ours) => {
    const columns = readTulip(heading).map((column) => column.map(Number))
    const expected = columns.pop()!
    const bars = columns[0]!.map((_, i): Bar => {
      const bar = { open: 1, high: 1, low: 1, close: 1, volume: 1, openTime: 0 }
      const given = fields.split(' ').map((field, at) => [field, columns[at]![i]!])
      return { ...bar, ...Object.fromEntries(given) }
    })
    const warm = runBars(name, args, bars)
      .flat()
      .filter((value) => !Number.isNaN(value))
    expect(warm).toHaveLength(expected.length)
    warm.forEach((value, i) => {
      const error = Math.abs((ours?.(value, bars) ?? value) - expected[i]!)
      expect(error, `value ${i}`).toBeLessThanOrEqual(0.0005001)
    })
  })

  it('Stock.Indicators’ "VWAP with Start Date" is our anchored_vwap', () => {
    const { bars, cells } = readTable(`${CALC}/Vwap.VWAP-with-Start-Date.csv.gz`)
    const times = cells('date').map((date) => Date.parse(`${date}Z`))
    const theirs = cells('VWAP')
    const start = times[theirs.findIndex((cell) => cell !== '')]!
    const timed = bars.map((bar, i) => ({ ...bar, openTime: times[i]! }))
    const ours = runBars('anchored_vwap', [start], timed).flat()
    expect(theirs.filter((cell) => cell !== '').length).toBeGreaterThan(300)
    theirs.forEach((cell, i) => {
      if (cell === '') expect(ours[i]).toBeNaN()
      else expect(ours[i]).toBeCloseTo(Number(cell), 10)
    })
  })
})
