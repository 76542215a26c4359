// Wilder's directional index and its averages: DX, ADX and ADXR.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { Delay } from '../windows/delay.ts'
import { DirectionalMovement } from './directional-movement.ts'

const args = [lengthArgument('length', 'bars of the sums and the average', { default: 14, min: 2 })]

export const dx: BarIndicatorSpec = {
  name: 'dx',
  title: 'Directional movement index',
  input: 'bar',
  args,
  outputs: ['value'],
  warmup: (length: number) => length + 1,
  create: (length: number) => new Dx(length),
  definition:
    '100 · |plus_di − minus_di| / (plus_di + minus_di); where both are 0 the value before, at ' +
    'first 0.',
  source: 'TA-Lib DX, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_DX.c',
}

export const adx: BarIndicatorSpec = {
  name: 'adx',
  title: 'Average directional movement index',
  input: 'bar',
  args,
  outputs: ['value'],
  warmup: (length: number) => 2 * length,
  create: (length: number) => new Adx(length),
  definition:
    'The average of 100 · |plus_di − minus_di| / (plus_di + minus_di): the mean of the first ' +
    '`length`, then (average · (length − 1) + index) / length. Where both are 0 the average stays ' +
    'as it is; among the first such a bar counts as 0. TradingView’s begins one bar later, which ' +
    'is lost after some ten lengths.',
  source: 'TA-Lib ADX, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_ADX.c',
}

export const adxr: BarIndicatorSpec = {
  name: 'adxr',
  title: 'Average directional movement index rating',
  input: 'bar',
  args,
  outputs: ['value'],
  warmup: (length: number) => 3 * length - 1,
  create: (length: number) => new Adxr(length),
  definition: 'The mean of the adx(length) and the one `length` − 1 bars before it.',
  source: 'TA-Lib ADXR, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_ADXR.c',
}

class Dx implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #movement: DirectionalMovement
  #left: number

  constructor(length: number) {
    this.#movement = new DirectionalMovement(length)
    this.#left = dx.warmup(length)
  }

  update(_open: number, high: number, low: number, close: number): void {
    this.#movement.push(high, low, close)
    if (this.#left > 0) {
      if (--this.#left > 0) return
      this.out[0] = 0
    }
    const index = this.#movement.index()
    if (!Number.isNaN(index)) this.out[0] = index
  }
}

class Adx implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #movement: DirectionalMovement
  readonly #length: number
  readonly #kept: number
  #seen = 0
  #average = 0

  constructor(length: number) {
    this.#movement = new DirectionalMovement(length)
    this.#length = length
    this.#kept = (length - 1) / length
  }

  update(_open: number, high: number, low: number, close: number): void {
    this.#movement.push(high, low, close)
    if (this.#seen < 2 * this.#length) {
      this.#seed()
      return
    }
    const index = this.#movement.index()
    if (Number.isNaN(index)) return
    const average = index + this.#kept * (this.#average - index)
    this.#average = average
    this.out[0] = average
  }

  #seed(): void {
    const indices = ++this.#seen - this.#length
    if (indices <= 0) return
    const index = this.#movement.index()
    this.#average += ((Number.isNaN(index) ? 0 : index) - this.#average) / indices
    if (indices === this.#length) this.out[0] = this.#average
  }
}

class Adxr implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #adx: Adx
  readonly #earlier: Delay

  constructor(length: number) {
    this.#adx = new Adx(length)
    this.#earlier = new Delay(length - 1)
  }

  update(open: number, high: number, low: number, close: number): void {
    this.#adx.update(open, high, low, close)
    const average = this.#adx.out[0]!
    this.out[0] = (average + this.#earlier.push(average)) / 2
  }
}
