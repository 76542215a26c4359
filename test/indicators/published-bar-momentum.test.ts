// The momentum indicators of bars against series that others computed with other software.
// Not ours are, by definition: tulip's "adx 5" and "adxr 5" (begin with the index of one bar earlier
// than TA-Lib's) and the first two hundred rows of any ADX by Wilder's own sum of `length` moves.

import { describe, it } from 'vitest'
import { isPublishedDataThere } from './published.ts'
import { expectPublished, expectTulip, type Published, type Tulip } from './published-compare.ts'

const CALC = 'stock-indicators/calc'
/** Where another first sum is forgotten to the digits that are shown. */
const FORGOTTEN = { from: 400, within: 1e-10 }
const ADX = 'lean/spy_with_adx.txt'

const PUBLISHED: Published[] = [
  { file: ADX, indicator: 'plus_di', args: [14], columns: ['+DI14'], from: 250, within: 6e-5 },
  { file: ADX, indicator: 'minus_di', args: [14], columns: ['-DI14'], from: 250, within: 6e-5 },
  { file: ADX, indicator: 'dx', args: [14], columns: ['DX'], from: 250, within: 6e-3 },
  { file: ADX, indicator: 'adx', args: [14], columns: ['ADX 14'], from: 250, within: 6e-5 },
  { file: ADX, indicator: 'adxr', args: [14], columns: ['ADXR 14'], from: 250, within: 6e-5 },
  {
    file: `${CALC}/Adx.csv.gz`,
    indicator: 'plus_di',
    args: [14],
    columns: ['+DI14'],
    ...FORGOTTEN,
  },
  {
    file: `${CALC}/Adx.csv.gz`,
    indicator: 'minus_di',
    args: [14],
    columns: ['-DI14'],
    ...FORGOTTEN,
  },
  { file: `${CALC}/Adx.csv.gz`, indicator: 'dx', args: [14], columns: ['DX'], ...FORGOTTEN },
  { file: `${CALC}/Adx.csv.gz`, indicator: 'adx', args: [14], columns: ['ADX'], ...FORGOTTEN },
  { file: `${CALC}/Adx.csv.gz`, indicator: 'adxr', args: [14], columns: ['ADXR'], ...FORGOTTEN },
  {
    // Its prices were rounded to cents after it was computed.
    file: 'lean/spy_with_cci.txt',
    indicator: 'cci',
    args: [14],
    columns: ['Commodity Channel Index (CCI) 14'],
    within: 2.5e-3,
  },
  { file: 'results/cci.standard.json.gz', indicator: 'cci', args: [20], columns: ['cci'] },
  {
    file: 'lean/spy_with_vtx.csv',
    indicator: 'vortex',
    args: [14],
    columns: ['plus_vtx', 'minus_vtx'],
  },
  {
    // Both begin with the first bars, of which we wait for a whole range.
    file: 'lean/spy_with_fisher.txt',
    indicator: 'fisher',
    args: [10],
    columns: ['Fisher Transform 10', null],
    from: 250,
    within: 5e-8,
  },
  {
    file: `${CALC}/FisherTransform.csv.gz`,
    indicator: 'fisher',
    args: [10],
    columns: ['fisher', 'trigger'],
    from: 100,
  },
  { file: 'lean/spy_bop.txt', indicator: 'bop', args: [], columns: ['BOP'] },
  { file: `${CALC}/Bop.csv.gz`, indicator: 'bop', args: [], columns: ['bmp'] },
  { file: `${CALC}/Awesome.csv.gz`, indicator: 'ao', args: [5, 34], columns: ['AO'] },
]

const HL = 'high low'
const HLC = 'high low close'

const TULIP: Tulip[] = [
  { heading: 'aroon 5', inputs: HL, indicator: 'aroon', args: [5], outputs: [1, 0] },
  { heading: 'aroonosc 5', inputs: HL, indicator: 'aroonosc', args: [5], outputs: [0] },
  { heading: 'bop', inputs: 'open high low close', indicator: 'bop', args: [], outputs: [0] },
  { heading: 'cci 5', inputs: HLC, indicator: 'cci', args: [5], outputs: [0] },
  { heading: 'di 5', inputs: HLC, indicator: 'plus_di', args: [5], outputs: [0] },
  { heading: 'di 5', inputs: HLC, indicator: 'minus_di', args: [5], outputs: [1] },
  { heading: 'dm 5', inputs: HL, indicator: 'plus_dm', args: [5], outputs: [0] },
  { heading: 'dm 5', inputs: HL, indicator: 'minus_dm', args: [5], outputs: [1] },
  { heading: 'dx 5', inputs: HL, indicator: 'dx', args: [5], outputs: [0] },
  { heading: 'fisher 5', inputs: HL, indicator: 'fisher', args: [5], outputs: [0, 1] },
  { heading: 'mfi 5', inputs: `${HLC} volume`, indicator: 'mfi', args: [5], outputs: [0] },
  { heading: 'ultosc 2 3 5', inputs: HLC, indicator: 'ultosc', args: [2, 3, 5], outputs: [0] },
  { heading: 'willr 5', inputs: HLC, indicator: 'willr', args: [5], outputs: [0] },
]

describe.runIf(isPublishedDataThere)('published series', () => {
  it.each(PUBLISHED)('$file has our $indicator $args in $columns', expectPublished)

  it.each(TULIP)('tulip’s "$heading" is our $indicator', expectTulip)
})
