// Rate of change: a value against the one some bars before, as four figures.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { Delay } from '../windows/delay.ts'

function rateIndicator(
  names: { readonly name: string; readonly title: string; readonly talib: string },
  figure: { readonly offset: number; readonly factor: number },
  definition: string,
): SourceIndicatorSpec {
  return {
    name: names.name,
    title: names.title,
    input: 'source',
    args: [lengthArgument('length', 'bars back to compare with', { default: 10, min: 1 })],
    outputs: ['value'],
    warmup: (length: number) => length + 1,
    create: (length: number) => new RateOfChange(length, figure),
    definition: `${definition}, where before is the value \`length\` bars back; 0 where before is 0.`,
    source: `TA-Lib ${names.talib}, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_${names.talib}.c`,
  }
}

const PERCENT = { offset: 1, factor: 100 }

export const roc = rateIndicator(
  { name: 'roc', title: 'Rate of change, in percent', talib: 'ROC' },
  PERCENT,
  '100 · (value − before) / before',
)

export const rocp = rateIndicator(
  { name: 'rocp', title: 'Rate of change, as a fraction', talib: 'ROCP' },
  { offset: 1, factor: 1 },
  '(value − before) / before',
)

export const rocr = rateIndicator(
  { name: 'rocr', title: 'Rate of change, as a ratio', talib: 'ROCR' },
  { offset: 0, factor: 1 },
  'value / before',
)

export const rocr100 = rateIndicator(
  { name: 'rocr100', title: 'Rate of change, as a ratio times 100', talib: 'ROCR100' },
  { offset: 0, factor: 100 },
  '100 · value / before',
)

export class RateOfChange implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #delay: Delay
  readonly #offset: number
  readonly #factor: number

  /** Gives factor · (value / before − offset); by default the change in percent. */
  constructor(length: number, { offset, factor } = PERCENT) {
    this.#delay = new Delay(length)
    this.#offset = offset
    this.#factor = factor
  }

  update(value: number): void {
    const before = this.#delay.push(value)
    if (Number.isNaN(before)) return
    const change = (value - this.#offset * before) / before
    this.out[0] = before === 0 ? 0 : this.#factor * change
  }
}
