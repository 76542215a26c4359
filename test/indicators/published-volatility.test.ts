// The volatility indicators against series that others computed with other software.
// Not ours are, by definition: LEAN's Keltner channels (a plain mean of typical prices in the
// middle), Stock.Indicators' Donchian (without the latest bar) and its bandwidth (a fraction, judged
// here through LEAN's, in percent), tulip's "natr 5" (counts the first bar's height as a true range)
// and "volatility 5" (a fraction, of simple returns).

import { describe, it } from 'vitest'
import { isPublishedDataThere } from './published.ts'
import { expectPublished, expectTulip, type Published, type Tulip } from './published-compare.ts'

const CALC = 'stock-indicators/calc'
const RESULTS = 'results'
const BANDS = 'lean/spy_bollinger_bands.txt'

const PUBLISHED: Published[] = [
  { file: 'lean/spy_tr.txt', indicator: 'trange', args: [], columns: ['TR'] },
  { file: `${CALC}/Tr.csv.gz`, indicator: 'trange', args: [], columns: ['TR'] },
  { file: 'lean/spy_natr.txt', indicator: 'natr', args: [5], columns: ['NATR_5'] },
  { file: `${CALC}/Atr.csv.gz`, indicator: 'natr', args: [14], columns: ['ATR%'] },
  { file: 'lean/spy_var.txt', indicator: 'var', args: [10], columns: ['Var'], within: 2e-10 },
  { file: `${CALC}/StdDev.csv.gz`, indicator: 'stddev', args: [10, 1], columns: ['stddev'] },
  // Computed from bands of four decimals.
  { file: BANDS, indicator: 'bbw', args: [20, 2], columns: ['BandWidth'], within: 1.5e-4 },
  { file: BANDS, indicator: 'percent_b', args: [20, 2], columns: ['%B'], within: 1e-4 },
  {
    file: `${CALC}/BollingerBands.csv.gz`,
    indicator: 'percent_b',
    args: [20, 2],
    columns: ['%b'],
  },
  {
    file: 'lean/spy_with_don50.txt',
    indicator: 'donchian',
    args: [50],
    columns: [
      'Donchian Channels 50 Top',
      'Donchian Channels 50 Mean',
      'Donchian Channels 50 Bottom',
    ],
  },
  { file: 'lean/spy_midprice.txt', indicator: 'midprice', args: [5], columns: ['MIDPRICE_5'] },
  {
    file: 'lean/spy_acceleration_bands_20_4.txt',
    indicator: 'accbands',
    args: [20],
    columns: ['UpperBand', 'MiddleBand', 'LowerBand'],
    within: 1e-4,
  },
  {
    file: `${RESULTS}/keltner.standard.json.gz`,
    indicator: 'keltner',
    args: [20, 2, 10],
    columns: ['upperBand', 'centerline', 'lowerBand'],
  },
  {
    file: `${RESULTS}/chexit.standard.json.gz`,
    indicator: 'chandelier',
    args: [22, 3],
    columns: ['chandelierExit', null],
  },
  { file: 'lean/spy_with_chop.csv', indicator: 'chop', args: [14], columns: ['CHOP14'] },
  { file: 'lean/spy_sarext.txt', indicator: 'sar', args: [0.02, 0.2], columns: ['SAR'] },
  {
    file: 'lean/spy_sarext.txt',
    indicator: 'sarext',
    args: [0, 0, 0.02, 0.02, 0.2, 0.02, 0.02, 0.2],
    columns: ['SAREXT'],
  },
]

const HL = 'high low'
const HLC = 'high low close'

const TULIP: Tulip[] = [
  { heading: 'psar .2 2', inputs: HL, indicator: 'sar', args: [0.2, 2], outputs: [0] },
  { heading: 'stddev 5', inputs: 'close', indicator: 'stddev', args: [5, 1], outputs: [0] },
  { heading: 'tr', inputs: HLC, indicator: 'trange', args: [], outputs: [0] },
  { heading: 'var 5', inputs: 'close', indicator: 'var', args: [5], outputs: [0] },
]

describe.runIf(isPublishedDataThere)('published series', () => {
  it.each(PUBLISHED)('$file has our $indicator $args in $columns', expectPublished)

  it.each(TULIP)('tulip’s "$heading" is our $indicator', expectTulip)
})
