// Moving average convergence/divergence. Both averages begin on the same bar, as in TA-Lib, so the
// fast one is seeded with the `fast` values that end there, not with the first ones of the series.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'

export const macd: SourceIndicatorSpec = {
  name: 'macd',
  title: 'Moving average convergence/divergence',
  input: 'source',
  args: [
    lengthArgument('fast', 'bars of the fast average', { default: 12, min: 2 }),
    lengthArgument('slow', 'bars of the slow average', { default: 26, min: 2 }),
    lengthArgument('signal', 'bars of the average of the difference', { default: 9, min: 1 }),
  ],
  outputs: ['macd', 'signal', 'histogram'],
  warmup: (fast: number, slow: number, signal: number) => Math.max(fast, slow) + signal - 1,
  create: (fast: number, slow: number, signal: number) => new Macd(fast, slow, signal),
  definition:
    'macd = EMA(fast) − EMA(slow), both seeded with the mean of their last values at the ' +
    'bar where the slow one is first complete; signal = EMA(signal) of macd, seeded with ' +
    'the mean of its first values; histogram = macd − signal. A fast longer than slow is ' +
    'swapped with it.',
  source: 'TA-Lib MACD, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_MACD.c',
}

class Macd implements SourceIndicator {
  readonly out = new Float64Array(3).fill(NaN)
  readonly #fastLength: number
  readonly #slowLength: number
  readonly #signalLength: number
  readonly #fastKept: number
  readonly #slowKept: number
  readonly #signalKept: number
  readonly #warmup: number
  #seen = 0
  #fast = 0
  #slow = 0
  #signal = 0

  constructor(fast: number, slow: number, signal: number) {
    this.#fastLength = Math.min(fast, slow)
    this.#slowLength = Math.max(fast, slow)
    this.#signalLength = signal
    this.#fastKept = (this.#fastLength - 1) / (this.#fastLength + 1)
    this.#slowKept = (this.#slowLength - 1) / (this.#slowLength + 1)
    this.#signalKept = (signal - 1) / (signal + 1)
    this.#warmup = this.#slowLength + signal - 1
  }

  update(value: number): void {
    if (this.#seen < this.#warmup) {
      this.#seed(value)
      return
    }
    this.#fast = value + this.#fastKept * (this.#fast - value)
    this.#slow = value + this.#slowKept * (this.#slow - value)
    const line = this.#fast - this.#slow
    this.#signal = line + this.#signalKept * (this.#signal - line)
    this.#write(line)
  }

  #seed(value: number): void {
    const seen = ++this.#seen
    const slowLength = this.#slowLength
    if (seen <= slowLength) {
      const fastSeen = seen - (slowLength - this.#fastLength)
      if (fastSeen > 0) this.#fast += (value - this.#fast) / fastSeen
      this.#slow += (value - this.#slow) / seen
      if (seen < slowLength) return
    } else {
      this.#fast = value + this.#fastKept * (this.#fast - value)
      this.#slow = value + this.#slowKept * (this.#slow - value)
    }
    const line = this.#fast - this.#slow
    const lines = seen - slowLength + 1
    this.#signal += (line - this.#signal) / lines
    if (lines === this.#signalLength) this.#write(line)
  }

  #write(line: number): void {
    const out = this.out
    out[0] = line
    out[1] = this.#signal
    out[2] = line - this.#signal
  }
}
