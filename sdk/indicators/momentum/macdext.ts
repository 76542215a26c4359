// MACD of any kinds of averages. As in TA-Lib both begin on the bar where the later one is complete:
// the other one is fed only as many values before it as it takes to its first.

import { averageArgument, averageWarmup, createAverage } from '../averages/kinds.ts'
import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'

interface Average {
  readonly length: number
  readonly kind: number
}

const warmupOf = ({ kind, length }: Average) => averageWarmup(kind, length)

export const macdext: SourceIndicatorSpec = {
  name: 'macdext',
  title: 'MACD with a choice of averages',
  input: 'source',
  args: [
    lengthArgument('fast', 'bars of the fast average', { default: 12, min: 2 }),
    averageArgument('fast_average', 'the kind of the fast average'),
    lengthArgument('slow', 'bars of the slow average', { default: 26, min: 2 }),
    averageArgument('slow_average', 'the kind of the slow average'),
    lengthArgument('signal', 'bars of the average of the difference', { default: 9, min: 1 }),
    averageArgument('signal_average', 'the kind of the average of the difference'),
  ],
  outputs: ['macd', 'signal', 'histogram'],
  warmup: (...args: number[]) => {
    const [fast, slow, signal] = averagesOf(args)
    return Math.max(warmupOf(fast), warmupOf(slow)) + warmupOf(signal) - 1
  },
  create: (...args: number[]) => new MacdExtended(...averagesOf(args)),
  definition:
    'macd = fast average − slow average, both from the bar where the later one is complete ' +
    'and of no values before those it needs; signal = the average of macd; histogram = macd ' +
    '− signal. A fast longer than slow is swapped with it, kind and all.',
  source: 'TA-Lib MACDEXT, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_MACDEXT.c',
}

function averagesOf(args: readonly number[]): [fast: Average, slow: Average, signal: Average] {
  const average = (at: number) => ({ length: args[at]!, kind: args[at + 1]! })
  const first = average(0)
  const second = average(2)
  return second.length < first.length ? [second, first, average(4)] : [first, second, average(4)]
}

class MacdExtended implements SourceIndicator {
  readonly out = new Float64Array(3).fill(NaN)
  readonly #fast: SourceIndicator
  readonly #slow: SourceIndicator
  readonly #signal: SourceIndicator
  #fastSkipped: number
  #slowSkipped: number

  constructor(fast: Average, slow: Average, signal: Average) {
    this.#fast = createAverage(fast.kind, fast.length)
    this.#slow = createAverage(slow.kind, slow.length)
    this.#signal = createAverage(signal.kind, signal.length)
    this.#fastSkipped = Math.max(0, warmupOf(slow) - warmupOf(fast))
    this.#slowSkipped = Math.max(0, warmupOf(fast) - warmupOf(slow))
  }

  update(value: number): void {
    if (this.#fastSkipped > 0) this.#fastSkipped--
    else this.#fast.update(value)
    if (this.#slowSkipped > 0) this.#slowSkipped--
    else this.#slow.update(value)
    const line = this.#fast.out[0]! - this.#slow.out[0]!
    if (Number.isNaN(line)) return
    this.#signal.update(line)
    const signal = this.#signal.out[0]!
    if (Number.isNaN(signal)) return
    this.out[0] = line
    this.out[1] = signal
    this.out[2] = line - signal
  }
}
