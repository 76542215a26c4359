// Zero-lag exponential moving average: an ema of values that are moved on by what they gained.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { Delay } from '../windows/delay.ts'
import { Ema } from './ema.ts'

const lag = (length: number) => Math.floor((length - 1) / 2)

export const zlema: SourceIndicatorSpec = {
  name: 'zlema',
  title: 'Zero-lag exponential moving average',
  input: 'source',
  args: [lengthArgument('length', 'bars of the average', { default: 20, min: 1 })],
  outputs: ['value'],
  warmup: (length: number) => length + lag(length),
  create: (length: number) => new Zlema(length),
  definition:
    'EMA(length) of value + (value − value ⌊(length − 1) / 2⌋ bars before), seeded with the ' +
    'mean of its first `length` values. (Some seed it with the first value.)',
  source:
    'John F. Ehlers and Ric Way, Zero Lag (Well, Almost), ' +
    'https://en.wikipedia.org/wiki/Zero_lag_exponential_moving_average',
}

class Zlema implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #delay: Delay | null
  readonly #average: Ema

  constructor(length: number) {
    this.#delay = lag(length) > 0 ? new Delay(lag(length)) : null
    this.#average = new Ema(length)
  }

  update(value: number): void {
    const before = this.#delay === null ? value : this.#delay.push(value)
    if (Number.isNaN(before)) return
    this.#average.update(value + (value - before))
    this.out[0] = this.#average.out[0]!
  }
}
