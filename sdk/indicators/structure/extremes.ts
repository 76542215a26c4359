// The highest and lowest value of a series, and how long ago they were.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingAges } from '../windows/rolling-ages.ts'
import { RollingRange } from '../windows/rolling-range.ts'

const args = [
  lengthArgument('length', 'bars to look at, the latest included', { default: null, min: 1 }),
]

export const highest: SourceIndicatorSpec = {
  name: 'highest',
  title: 'Highest value',
  input: 'source',
  args,
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number) => new Extreme(length, 'highest'),
  definition: 'The greatest of the last `length` values.',
  source: 'TA-Lib MAX, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_MAX.c',
}

export const lowest: SourceIndicatorSpec = {
  name: 'lowest',
  title: 'Lowest value',
  input: 'source',
  args,
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number) => new Extreme(length, 'lowest'),
  definition: 'The least of the last `length` values.',
  source: 'TA-Lib MIN, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_MIN.c',
}

export const barsSinceHighest: SourceIndicatorSpec = {
  name: 'bars_since_highest',
  title: 'Bars since the highest value',
  input: 'source',
  args,
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number) => new Age(length, 'highestAge'),
  definition:
    'How many bars ago the greatest of the last `length` values was, 0 for the latest; of equal ' +
    'ones the latest counts. TradingView’s highestbars is the negative of it, TA-Lib’s MAXINDEX ' +
    'the index of the same bar.',
  source: 'TA-Lib MAXINDEX, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_MAXINDEX.c',
}

export const barsSinceLowest: SourceIndicatorSpec = {
  name: 'bars_since_lowest',
  title: 'Bars since the lowest value',
  input: 'source',
  args,
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number) => new Age(length, 'lowestAge'),
  definition:
    'How many bars ago the least of the last `length` values was, 0 for the latest; of equal ones ' +
    'the latest counts. TradingView’s lowestbars is the negative of it, TA-Lib’s MININDEX the ' +
    'index of the same bar.',
  source: 'TA-Lib MININDEX, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_MININDEX.c',
}

class Extreme implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #range: RollingRange
  readonly #side: 'highest' | 'lowest'
  #left: number

  constructor(length: number, side: 'highest' | 'lowest') {
    this.#range = new RollingRange(length)
    this.#side = side
    this.#left = length - 1
  }

  update(value: number): void {
    this.#range.push(value, value)
    if (this.#left > 0) this.#left--
    else this.out[0] = this.#range[this.#side]
  }
}

class Age implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #ages: RollingAges
  readonly #side: 'highestAge' | 'lowestAge'
  #left: number

  constructor(length: number, side: 'highestAge' | 'lowestAge') {
    this.#ages = new RollingAges(length)
    this.#side = side
    this.#left = length - 1
  }

  update(value: number): void {
    this.#ages.push(value, value)
    if (this.#left > 0) this.#left--
    else this.out[0] = this.#ages[this.#side]
  }
}
