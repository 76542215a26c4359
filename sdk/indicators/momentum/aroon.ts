// Aroon: how recently the highest high and the lowest low were, and the difference of the two.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingAges } from '../windows/rolling-ages.ts'

const args = [
  lengthArgument('length', 'bars back that an extreme may lie', { default: 14, min: 2 }),
]

export const aroon: BarIndicatorSpec = {
  name: 'aroon',
  title: 'Aroon',
  input: 'bar',
  args,
  outputs: ['up', 'down'],
  warmup: (length: number) => length + 1,
  create: (length: number) => new Aroon(length),
  definition:
    'up = 100 · (length − bars since the highest high) / length over `length` + 1 bars, the ' +
    'latest of equal highs; down the same of the lowest low.',
  source: 'TA-Lib AROON, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_AROON.c',
}

export const aroonosc: BarIndicatorSpec = {
  name: 'aroonosc',
  title: 'Aroon oscillator',
  input: 'bar',
  args,
  outputs: ['value'],
  warmup: (length: number) => length + 1,
  create: (length: number) => new AroonOscillator(length),
  definition: 'aroon(length).up − aroon(length).down.',
  source: 'TA-Lib AROONOSC, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_AROONOSC.c',
}

class Aroon implements BarIndicator {
  readonly out = new Float64Array(2).fill(NaN)
  readonly #ages: RollingAges
  readonly #length: number
  #left: number

  constructor(length: number) {
    this.#ages = new RollingAges(length + 1)
    this.#length = length
    this.#left = length + 1
  }

  update(_open: number, high: number, low: number): void {
    const ages = this.#ages
    ages.push(high, low)
    if (this.#left > 0 && --this.#left > 0) return
    const length = this.#length
    this.out[0] = (100 * (length - ages.highestAge)) / length
    this.out[1] = (100 * (length - ages.lowestAge)) / length
  }
}

class AroonOscillator implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #ages: RollingAges
  readonly #length: number
  #left: number

  constructor(length: number) {
    this.#ages = new RollingAges(length + 1)
    this.#length = length
    this.#left = length + 1
  }

  update(_open: number, high: number, low: number): void {
    const ages = this.#ages
    ages.push(high, low)
    if (this.#left > 0 && --this.#left > 0) return
    this.out[0] = (100 * (ages.lowestAge - ages.highestAge)) / this.#length
  }
}
