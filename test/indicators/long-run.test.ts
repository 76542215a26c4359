// After a million and a half updates an indicator is what its formula gives over the bars that
// still matter: the window, or for recursions as many bars as their memory is longer than 1e-9.

import { describe, expect, it } from 'vitest'
import { findIndicator } from '#sdk/indicators/catalogue.ts'
import {
  type Bar,
  naiveAtr,
  naiveBollinger,
  naiveEma,
  naiveMacd,
  naiveRsi,
  naiveSma,
  naiveStochastic,
} from './series.ts'

const BARS = 1_500_000
const MEMORY_BARS = 2000

/** A random walk in cents; `price` turns one into the value that is fed. */
function* walk(price: (cents: number) => number): Generator<Bar> {
  let seed = 20_240_229
  const draw = (range: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
    return (seed >> 8) % range
  }
  let cents = 4_000_000
  for (let i = 0; i < BARS; i++) {
    const open = cents
    cents = Math.max(1000, cents + draw(2001) - 1000)
    const high = Math.max(open, cents) + draw(500)
    const low = Math.min(open, cents) - draw(500)
    yield {
      open: price(open),
      high: price(high),
      low: price(low),
      close: price(cents),
      volume: 1 + draw(1000),
      openTime: i * 60_000,
    }
  }
}

const RECOMPUTED: [string, number[], (bars: Bar[], closes: number[]) => number[][]][] = [
  ['sma', [20], (_, closes) => naiveSma(closes, 20).map((value) => [value])],
  ['ema', [50], (_, closes) => naiveEma(closes, 50).map((value) => [value])],
  ['rsi', [14], (_, closes) => naiveRsi(closes, 14).map((value) => [value])],
  ['macd', [12, 26, 9], (_, closes) => naiveMacd(closes, [12, 26, 9])],
  ['bollinger', [20, 2], (_, closes) => naiveBollinger(closes, 20, 2)],
  ['atr', [14], (bars) => naiveAtr(bars, 14).map((value) => [value])],
  ['stochastic', [14, 3, 3], (bars) => naiveStochastic(bars, [14, 3, 3])],
]

describe('after 1.5 million bars', () => {
  it.each([
    ['cents', (cents: number) => cents / 100],
    ['thirds of cents', (cents: number) => cents / 300],
  ])('nothing has drifted, with prices in %s', (_, price) => {
    const bars: Bar[] = []
    const indicators = RECOMPUTED.map(([name, args]) => {
      const spec = findIndicator(name)!
      return spec.input === 'source'
        ? { input: spec.input, running: spec.create(...args) }
        : { input: spec.input, running: spec.create(...args) }
    })
    let index = 0
    for (const bar of walk(price)) {
      if (index++ >= BARS - MEMORY_BARS) bars.push(bar)
      for (const indicator of indicators) {
        if (indicator.input === 'source') indicator.running.update(bar.close)
        else
          indicator.running.update(bar.open, bar.high, bar.low, bar.close, bar.volume, bar.openTime)
      }
    }
    const closes = bars.map((bar) => bar.close)
    const largest = Math.max(...bars.map((bar) => bar.high))
    RECOMPUTED.forEach(([name, , recompute], i) => {
      const expected = recompute(bars, closes).at(-1)!
      expected.forEach((value, output) => {
        const error = Math.abs(indicators[i]!.running.out[output]! - value)
        const scale = name === 'rsi' || name === 'stochastic' ? 100 : largest
        expect(error, `${name}, output ${output}`).toBeLessThanOrEqual(1e-9 * scale)
      })
    })
  })
})
