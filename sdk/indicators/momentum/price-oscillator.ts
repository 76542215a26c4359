// Price oscillators: the distance between two averages, absolute and in percent of the slow one.

import { averageArgument, averageWarmup, createAverage } from '../averages/kinds.ts'
import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'

function priceOscillator(
  names: { readonly name: string; readonly title: string; readonly talib: string },
  isPercentage: boolean,
  definition: string,
): SourceIndicatorSpec {
  return {
    name: names.name,
    title: names.title,
    input: 'source',
    args: [
      lengthArgument('fast', 'bars of the fast average', { default: 12, min: 2 }),
      lengthArgument('slow', 'bars of the slow average', { default: 26, min: 2 }),
      averageArgument('average', 'the kind of both averages'),
    ],
    outputs: ['value'],
    warmup: (fast: number, slow: number, kind: number) => averageWarmup(kind, Math.max(fast, slow)),
    create: (fast: number, slow: number, kind: number) =>
      new PriceOscillator([fast, slow], kind, isPercentage),
    definition:
      `${definition} of the averages of both lengths, each seeded on its own first values. A ` +
      'fast longer than slow is swapped with it. (Charts often take "ema" for the average.)',
    source: `TA-Lib ${names.talib}, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_${names.talib}.c`,
  }
}

export const apo = priceOscillator(
  { name: 'apo', title: 'Absolute price oscillator', talib: 'APO' },
  false,
  'fast − slow',
)

export const ppo = priceOscillator(
  { name: 'ppo', title: 'Percentage price oscillator', talib: 'PPO' },
  true,
  '100 · (fast − slow) / slow, 0 where slow is 0,',
)

class PriceOscillator implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #fast: SourceIndicator
  readonly #slow: SourceIndicator
  readonly #isPercentage: boolean

  constructor(lengths: readonly [number, number], kind: number, isPercentage: boolean) {
    this.#fast = createAverage(kind, Math.min(...lengths))
    this.#slow = createAverage(kind, Math.max(...lengths))
    this.#isPercentage = isPercentage
  }

  update(value: number): void {
    this.#fast.update(value)
    this.#slow.update(value)
    const slow = this.#slow.out[0]!
    const distance = this.#fast.out[0]! - slow
    if (!this.#isPercentage) this.out[0] = distance
    else this.out[0] = slow === 0 ? 0 : 100 * (distance / slow)
  }
}
