// Which function of TA-Lib each entry of the catalogue is, how its arguments map, and where TA-Lib's
// own arithmetic is too coarse to be the judge. An entry whose name in capitals is a function of
// TA-Lib needs no line here: it is compared argument for argument.

import type { IndicatorSpec } from '#sdk/indicators/indicator.ts'
import type { Bar } from './series.ts'
import { TALIB_FUNCTIONS, talib } from './talib.ts'
import {
  exactBeta,
  exactCci,
  exactCorrelation,
  exactDeviation,
  exactImi,
  exactKama,
  exactLine,
  exactMean,
  exactMeanDistance,
  exactMfi,
  exactSum,
  exactTriangularMean,
  exactUltimate,
  exactVariance,
  exactWeightedMean,
} from './talib-exact.ts'
import type { Column } from './talib-series.ts'

/** Rows of TA-Lib's outputs without a sum that was rounded; `other` is the pair's second series. */
export type Exact = (
  data: { bars: readonly Bar[]; values: readonly number[]; other: readonly number[] },
  args: readonly number[],
) => readonly (readonly number[])[]

export interface TalibCase {
  function: string
  columns: readonly Column[]
  /** TA-Lib's outputs, each by our name of it. */
  outputs: readonly string[]
  integers: boolean
  /** The least of each argument that TA-Lib takes, where ours may be less. */
  least: readonly number[]
  /** Its sums are rounded, and there is no exact judge instead. */
  sums: boolean
  options(args: readonly number[]): number[]
  exact: Exact | null
}

const RENAMED: Readonly<Record<string, string>> = {
  bollinger: 'BBANDS',
  stochastic: 'STOCH',
  highest: 'MAX',
  lowest: 'MIN',
}

/** TA-Lib numbers its kinds of averages. */
export const AVERAGES = ['sma', 'ema', 'wma', 'dema', 'tema', 'trima', 'kama', 'mama', 't3']

const COLUMNS: readonly (readonly [columns: string, functions: string])[] = [
  [
    'high low close',
    'ACCBANDS ADX ADXR ATR CCI DX MINUS_DI NATR PLUS_DI STOCH STOCHF TRANGE TYPPRICE ULTOSC WCLPRICE WILLR',
  ],
  ['high low', 'AROON AROONOSC MEDPRICE MIDPRICE MINUS_DM PLUS_DM SAR SAREXT'],
  ['high low close volume', 'AD ADOSC MFI'],
  ['close volume', 'OBV'],
  ['open high low close', 'AVGPRICE BOP'],
  ['open close', 'IMI'],
  ['close high', 'CORREL'],
  // The market comes first.
  ['high close', 'BETA'],
]

const OUTPUTS: Readonly<Record<string, string>> = {
  ACCBANDS: 'upper middle lower',
  AROON: 'down up',
  BBANDS: 'upper middle lower',
  HT_PHASOR: 'in_phase quadrature',
  HT_SINE: 'sine lead_sine',
  MACD: 'macd signal histogram',
  MACDEXT: 'macd signal histogram',
  MACDFIX: 'macd signal histogram',
  MAMA: 'mama fama',
  MINMAX: 'min max',
  MINMAXINDEX: 'min max',
  STOCH: 'k d',
  STOCHF: 'k d',
  STOCHRSI: 'k d',
}

const INTEGERS = /^(CDL.*|MAXINDEX|MININDEX|MINMAXINDEX|HT_TRENDMODE)$/

/** Averages of one bar TA-Lib’s MACD, TRIX and ULTOSC take, but lose count of their look-back. */
const LEAST: Readonly<Record<string, readonly number[]>> = {
  SMA: [2],
  EMA: [2],
  MACD: [2, 2, 2],
  MAX: [2],
  MIN: [2],
  SUM: [2],
  TRIX: [2],
  ULTOSC: [2, 2, 2],
}

/** It carries sums along in these too, which a spike spoils; properties.test.ts has the spike. */
const SUMS = /^(APO|PPO|MACDEXT|STOCH|STOCHF|STOCHRSI)$/

const one = (values: readonly number[]) => values.map((value) => [value])

function average(values: readonly number[], length: number, kind: number): number[] {
  const { begin, outputs } = talib('MA', { inputs: [values], options: [length, kind], outputs: 1 })
  return [...Array(begin).fill(NaN), ...outputs[0]!]
}

/** TA-Lib carries sums along in doubles here, or takes a variance as a difference of squares. */
const EXACT: Readonly<Record<string, Exact>> = {
  ACCBANDS: ({ bars }, [n]) => {
    const reach = bars.map(({ high, low }) =>
      high + low === 0 ? 0 : (4 * (high - low)) / (high + low),
    )
    const columns = [
      bars.map(({ high }, i) => high * (1 + reach[i]!)),
      bars.map(({ close }) => close),
      bars.map(({ low }, i) => low * (1 - reach[i]!)),
    ].map((values) => exactMean(values, n!))
    return bars.map((_, i) => columns.map((column) => column[i]!))
  },
  AVGDEV: ({ values }, [n]) => one(exactMeanDistance(values, n!)),
  BBANDS: ({ values }, [n, reach, kind = 0]) => {
    const middle = kind === 0 ? exactMean(values, n!) : average(values, n!, kind)
    const deviation = exactDeviation(values, n!)
    return middle.map((mean, i) => [
      mean + reach! * deviation[i]!,
      mean,
      mean - reach! * deviation[i]!,
    ])
  },
  BETA: ({ values, other }, [n]) => one(exactBeta(other, values, n!)),
  CCI: ({ bars }, [n]) => one(exactCci(bars, n!)),
  CORREL: ({ values, other }, [n]) => one(exactCorrelation(values, other, n!)),
  IMI: ({ bars }, [n]) => one(exactImi(bars, n!)),
  KAMA: ({ values }, [n]) => one(exactKama(values, n!)),
  LINEARREG: ({ values }, [n]) => one(exactLine(values, n!, 'value')),
  LINEARREG_ANGLE: ({ values }, [n]) =>
    exactLine(values, n!, 'slope').map((slope) => [(Math.atan(slope) * 180) / Math.PI]),
  LINEARREG_INTERCEPT: ({ values }, [n]) => one(exactLine(values, n!, 'intercept')),
  LINEARREG_SLOPE: ({ values }, [n]) => one(exactLine(values, n!, 'slope')),
  MFI: ({ bars }, [n]) => one(exactMfi(bars, n!)),
  SMA: ({ values }, [n]) => one(exactMean(values, n!)),
  STDDEV: ({ values }, [n, deviations]) =>
    exactDeviation(values, n!).map((deviation) => [deviation * deviations!]),
  SUM: ({ values }, [n]) => one(exactSum(values, n!)),
  TRIMA: ({ values }, [n]) => one(exactTriangularMean(values, n!)),
  TSF: ({ values }, [n]) => one(exactLine(values, n!, 'forecast')),
  ULTOSC: ({ bars }, lengths) => one(exactUltimate(bars, lengths)),
  VAR: ({ values }, [n]) => one(exactVariance(values, n!)),
  WMA: ({ values }, [n]) => one(exactWeightedMean(values, n!)),
}

/** TA-Lib’s CDL3LINESTRIKE is our cdl3_line_strike. */
const letters = (name: string) => name.replaceAll('_', '').toLowerCase()
const BY_LETTERS = new Map([...TALIB_FUNCTIONS].map((name) => [letters(name), name]))

/** Entries that TA-Lib does not have, by the test that covers them. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  'averages.test.ts': 'rma hma vwma alma zlema',
  'momentum-source.test.ts': 'stochastic_rsi tsi coppock',
  'bar-momentum.test.ts': 'vortex ao fisher',
  'volatility.test.ts':
    'percent_b bbw keltner donchian historical_volatility chop supertrend chandelier',
  'volume.test.ts': 'vwap anchored_vwap vwap_bands cmf force_index eom pvt nvi pvi volume_profile',
  'structure-points.test.ts': 'pivot_points pivot_high pivot_low zigzag',
  'structure.test.ts':
    'ichimoku heikin_ashi bars_since_highest bars_since_lowest median quantile percent_rank z_score',
}

/** Its functions that need no entry: arithmetic on series, and other forms of entries. */
export const NO_ENTRY: Readonly<Record<string, string>> = {
  'ACOS ADD ASIN ATAN CEIL COS COSH DIV EXP FLOOR LN LOG10 MULT SIN SINH SQRT SUB TAN TANH':
    'arithmetic on a series, which a script does itself',
  'MA MAVP': 'a choice among the averages',
  MACDFIX: 'macd with its defaults',
  'AVGPRICE MEDPRICE TYPPRICE WCLPRICE': 'sources: ohlc4, hl2, hlc3; and one weighted by hand',
  'MAXINDEX MININDEX MINMAX MINMAXINDEX': 'highest, lowest, bars_since_highest, bars_since_lowest',
}

/** Null where TA-Lib has no such function. */
export function talibCase(spec: IndicatorSpec): TalibCase | null {
  const name = RENAMED[spec.name] ?? BY_LETTERS.get(letters(spec.name))
  if (name === undefined) return null
  const outputs = OUTPUTS[name]?.split(' ') ?? spec.outputs
  return {
    function: name,
    columns: columnsOf(name),
    outputs,
    integers: INTEGERS.test(name),
    options: (args) => optionsOf(name, spec, args),
    least: LEAST[name] ?? [],
    sums: SUMS.test(name),
    exact: EXACT[name] ?? null,
  }
}

function columnsOf(name: string): Column[] {
  const known = COLUMNS.find(([, functions]) => functions.split(' ').includes(name))?.[0]
  const columns = known ?? (name.startsWith('CDL') ? 'open high low close' : 'close')
  return columns.split(' ') as Column[]
}

function optionsOf(name: string, spec: IndicatorSpec, args: readonly number[]): number[] {
  const options = args.map((value, i) => {
    const word = spec.args[i]!.choices?.[value]
    return word === undefined ? value : AVERAGES.indexOf(word)
  })
  const [a, b, c, d, e] = options
  if (name === 'BBANDS' && options.length === 2) return [a!, b!, b!, 0]
  if (name === 'BBANDS' && options.length === 3) return [a!, b!, b!, c!]
  if (name === 'STOCH' && options.length === 3) return [a!, b!, 0, c!, 0]
  if (name === 'STOCH' && options.length === 5) return [a!, b!, d!, c!, e!]
  // Its second option does nothing.
  if (name === 'VAR') return [a!, 1]
  return options
}

/** Where a cycle is measured, or the range of an rsi that hardly moves: prices must not repeat. */
export const isBrittle = (spec: IndicatorSpec, args: readonly number[]): boolean =>
  /^(mama|stochrsi|ht_.*)$/.test(spec.name) || averages(spec, args).includes('mama')

/** A stochastic is 0 or 100 again and again: where it stands still, rounding decides for these. */
export const isHopeless = (spec: IndicatorSpec, args: readonly number[]): boolean =>
  spec.name.startsWith('stoch') &&
  averages(spec, args).some((kind) => kind === 'mama' || kind === 'kama')

const averages = (spec: IndicatorSpec, args: readonly number[]) =>
  spec.args.flatMap(({ choices }, i) => choices?.[args[i]!] ?? [])
