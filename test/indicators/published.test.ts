// Against series that others computed with other software, to the digits these carry. Series with
// our names but another definition: other-definitions.test.ts.

import { describe, expect, it } from 'vitest'
import { findIndicator } from '#sdk/indicators/catalogue.ts'
import { isPublishedDataThere, readTable, readTulip } from './published.ts'
import { type Bar, runBars, runSource } from './series.ts'

interface Published {
  file: string
  indicator: string
  args: number[]
  /** Its column for each output; null where it has none. */
  columns: (string | null)[]
  /** The unit of the last place: a number of decimals, or of significant digits. */
  decimals?: number
  significant?: number
  /** Reads this instead of the close. */
  source?: 'open' | 'volume'
  /** Row of the first comparison: 0 unless the file starts its recursion elsewhere. */
  from?: number
  /** What the file's value is of ours. */
  of?: (value: number, bar: Bar) => number
}

const CALC = 'stock-indicators/calc'

const PUBLISHED: Published[] = [
  { file: 'lean/spy_ema.csv', indicator: 'ema', args: [14], columns: ['EMA14'] },
  {
    file: 'lean/spy_bollinger_bands.txt',
    indicator: 'bollinger',
    args: [20, 2],
    columns: ['Bollinger Bands® 20 2 Top', 'Moving Average 20', 'Bollinger Bands® 20 2 Bottom'],
    decimals: 4,
  },
  {
    file: 'lean/spy_with_indicators.txt',
    indicator: 'sma',
    args: [14],
    columns: ['SMA14'],
    significant: 7,
  },
  {
    file: 'lean/spy_with_indicators.txt',
    indicator: 'ema',
    args: [14],
    columns: ['EMA14'],
    significant: 7,
  },
  {
    file: 'lean/spy_with_indicators.txt',
    indicator: 'rsi',
    args: [14],
    columns: ['RSI 14 Wilder'],
    significant: 7,
  },
  {
    file: 'lean/spy_with_macd.txt',
    indicator: 'macd',
    args: [12, 26, 9],
    columns: ['MACD', 'Signal', 'Histogram'],
    decimals: 5,
  },
  {
    // Its prices were rounded to two decimals after it was computed, hence the one digit less.
    file: 'lean/spy_with_stoch12k3.txt',
    indicator: 'stochastic',
    args: [12, 3, 5],
    columns: ['Stochastics 12 %K 3', '%D 5'],
    decimals: 3,
  },
  {
    file: 'lean/spy_natr.txt',
    indicator: 'atr',
    args: [5],
    columns: ['NATR_5'],
    of: (value, bar) => (100 * value) / bar.close,
  },
  { file: 'lean/spy_tr.txt', indicator: 'atr', args: [1], columns: ['TR'] },
  { file: `${CALC}/Sma.csv.gz`, indicator: 'sma', args: [20], columns: ['SMA'] },
  {
    file: `${CALC}/Sma.csv.gz`,
    indicator: 'sma',
    args: [20],
    columns: ['SMA(O)'],
    source: 'open',
  },
  {
    file: `${CALC}/Sma.SMA-Volume.csv.gz`,
    indicator: 'sma',
    args: [20],
    columns: ['sma'],
    source: 'volume',
  },
  { file: `${CALC}/Ema.csv.gz`, indicator: 'ema', args: [20], columns: ['ema'] },
  {
    file: `${CALC}/Ema.csv.gz`,
    indicator: 'ema',
    args: [20],
    columns: ['ema(O)'],
    source: 'open',
  },
  { file: `${CALC}/Rsi.csv.gz`, indicator: 'rsi', args: [14], columns: ['RSI(14)'] },
  {
    // Its fast average starts on its own 12th bar; that bar's weight is below 1e-12 from here on.
    file: `${CALC}/Macd.csv.gz`,
    indicator: 'macd',
    args: [12, 26, 9],
    columns: ['MACD', 'Signal', 'Histo'],
    from: 250,
  },
  {
    // As above; and its closes were rounded to cents after it was computed.
    file: 'lean/spy_with_indicators.txt',
    indicator: 'macd',
    args: [12, 26, 9],
    columns: ['MACD 12 26', null, null],
    decimals: 3,
    from: 250,
  },
  {
    file: `${CALC}/BollingerBands.csv.gz`,
    indicator: 'bollinger',
    args: [20, 2],
    columns: ['upper', 'sma', 'lower'],
  },
  { file: `${CALC}/Atr.csv.gz`, indicator: 'atr', args: [14], columns: ['ATR'] },
  { file: `${CALC}/Tr.csv.gz`, indicator: 'atr', args: [1], columns: ['TR'] },
  { file: `${CALC}/Vwap.csv.gz`, indicator: 'vwap', args: [], columns: ['VWAP'] },
  {
    file: `${CALC}/Stoch.csv.gz`,
    indicator: 'stochastic',
    args: [14, 3, 3],
    columns: ['%K', '%D'],
  },
]

const TULIP = [
  { heading: 'sma 5', indicator: 'sma', args: [5], outputs: [0] },
  { heading: 'rsi 5', indicator: 'rsi', args: [5], outputs: [0] },
  // Tulip's bands come lower, middle, upper.
  { heading: 'bbands 5 2', indicator: 'bollinger', args: [5, 2], outputs: [2, 1, 0] },
]

const isThere = isPublishedDataThere
if (!isThere)
  console.log('published indicator series skipped: ../shared/data/indicators is missing')

function run(indicator: string, args: number[], bars: Bar[], source: 'close' | 'open' | 'volume') {
  return findIndicator(indicator)!.input === 'source'
    ? runSource(
        indicator,
        args,
        bars.map((bar) => bar[source]),
      )
    : runBars(indicator, args, bars)
}

/** One unit of the last place, as files round or cut; without one, what a double can tell. */
function tolerance({ decimals, significant }: Published, value: number): number {
  if (decimals !== undefined) return 10 ** -decimals
  if (significant === undefined) return 1e-11 * Math.max(1, Math.abs(value))
  return 10 ** (Math.floor(Math.log10(Math.abs(value))) + 1 - significant)
}

describe.runIf(isThere)('published series', () => {
  it.each(PUBLISHED)('$file has our $indicator $args in $columns', (published) => {
    const { file, indicator, args, columns, source = 'close', from = 0, of } = published
    const { bars, cells } = readTable(file)
    const actual = run(indicator, args, bars, source)
    let compared = 0
    columns.forEach((column, output) => {
      if (column === null) return
      cells(column).forEach((cell, i) => {
        const value = actual[i]![output]!
        // A file may show one of its columns earlier than TA-Lib, which waits for all outputs.
        if (cell === '' || cell === 'NaN' || i < from || Number.isNaN(value)) return
        const error = Math.abs((of?.(value, bars[i]!) ?? value) - Number(cell))
        expect(error, `${column}, row ${i}`).toBeLessThanOrEqual(
          tolerance(published, Number(cell)) * 1.000001,
        )
        compared++
      })
    })
    expect(compared).toBeGreaterThan(150 * columns.filter(Boolean).length)
  })

  it.each(TULIP)(
    'tulip’s "$heading" is our $indicator',
    ({ heading, indicator, args, outputs }) => {
      const [input, ...published] = readTulip(heading)
      const actual = runSource(indicator, args, input!.map(Number))
      const warm = actual.slice(findIndicator(indicator)!.warmup(...args) - 1)
      outputs.forEach((at, output) => {
        // Ties of the fourth decimal may have been rounded either way.
        const expected = published[at]!.map(Number)
        expect(warm).toHaveLength(expected.length)
        warm.forEach((row, i) => {
          expect(Math.abs(row[output]! - expected[i]!)).toBeLessThanOrEqual(0.0005001)
        })
      })
    },
  )

  it('tulip’s "stoch 5 3 3" is our stochastic', () => {
    const [high, low, close, ...published] = readTulip('stoch 5 3 3')
    const bars = close!.map((value, i) => ({
      open: Number(value),
      high: Number(high![i]),
      low: Number(low![i]),
      close: Number(value),
      volume: 1,
      openTime: 0,
    }))
    const warm = runBars('stochastic', [5, 3, 3], bars).slice(8)
    expect(warm).toHaveLength(published[0]!.length)
    warm.forEach((row, i) => {
      expect(Math.abs(row[0]! - Number(published[0]![i]))).toBeLessThanOrEqual(0.0005001)
      expect(Math.abs(row[1]! - Number(published[1]![i]))).toBeLessThanOrEqual(0.0005001)
    })
  })
})
