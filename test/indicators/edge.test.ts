// Hand-worked values, flat markets, ties and sizes that trip careless arithmetic.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Bar, runBars, runSource } from './series.ts'

const HOUR_MS = 3_600_000

function flatBar(close: number, volume: number, openTime = 0): Bar {
  return { open: close, high: close, low: close, close, volume, openTime }
}

describe('values worked by hand', () => {
  it('seeds ema(3) with the mean of the first three', () => {
    // 2, then 2 + (8 − 2)/2 = 5, then 5 + (1 − 5)/2 = 3.
    expect(runSource('ema', [3], [1, 2, 3, 8, 1]).flat()).toEqual([NaN, NaN, 2, 5, 3])
  })

  it('averages gains and losses by Wilder for rsi(2)', () => {
    // Moves +3 −1 +2: gains 1.5 then (1.5 + 2)/2 = 1.75, losses 0.5 then 0.25.
    expect(runSource('rsi', [2], [10, 13, 12, 14]).flat()).toEqual([NaN, NaN, 75, 87.5])
  })

  it('seeds the fast average of macd(2,4,2) with the two values that end with the slow seed', () => {
    // Bar 4: fast (3 + 10)/2 = 6.5, slow (1 + 2 + 3 + 10)/4 = 4, macd 2.5.
    // Bar 5: fast 6.5 + (4 − 6.5)·2/3 = 29/6, slow 4, macd 5/6, signal (2.5 + 5/6)/2 = 5/3.
    const rows = runSource('macd', [2, 4, 2], [1, 2, 3, 10, 4])
    expect(rows[3]).toEqual([NaN, NaN, NaN])
    expect(rows[4]![0]).toBeCloseTo(5 / 6, 14)
    expect(rows[4]![1]).toBeCloseTo(5 / 3, 14)
    expect(rows[4]![2]).toBeCloseTo(-5 / 6, 14)
  })

  it('divides the variance of bollinger by n', () => {
    // Mean 5, squared distances 9 1 1 1 0 0 4 16, so the deviation is 2.
    const rows = runSource('bollinger', [8, 2], [2, 4, 4, 4, 5, 5, 7, 9])
    expect(rows.at(-1)).toEqual([9, 5, 1])
  })

  it('leaves the first bar out of atr(2) and measures gaps from the close before', () => {
    const bar = (high: number, low: number, close: number) => ({ ...flatBar(close, 1), high, low })
    // Ranges: the second bar 12 − 9 = 3, the third gaps down 10 − 4 = 6, the fourth 1.
    const rows = runBars('atr', [2], [bar(50, 1, 10), bar(12, 9, 10), bar(6, 4, 5), bar(6, 5, 5)])
    expect(rows.flat()).toEqual([NaN, NaN, 4.5, 2.75])
  })

  it('weighs vwap by volume and begins anew at 00:00 UTC', () => {
    const rows = runBars(
      'vwap',
      [],
      [
        flatBar(10, 0, 21 * HOUR_MS),
        flatBar(10, 1, 22 * HOUR_MS),
        flatBar(20, 3, 23 * HOUR_MS),
        flatBar(99, 0, 24 * HOUR_MS),
        flatBar(30, 5, 25 * HOUR_MS),
      ],
    )
    expect(rows.flat()).toEqual([NaN, 10, 17.5, NaN, 30])
  })

  it('takes hlc3 as the price of a bar for vwap', () => {
    const rows = runBars('vwap', [], [{ ...flatBar(10, 2), high: 16, low: 7 }])
    expect(rows.flat()).toEqual([11])
  })

  it('smooths k of stochastic(2,2,2) and averages it into d', () => {
    const bar = (high: number, low: number, close: number) => ({ ...flatBar(close, 1), high, low })
    // Raw: (6 − 0)/(10 − 0) = 60, (9 − 2)/(12 − 2) = 70, (4 − 4)/(12 − 4) = 0; k: 65, 35; d: 50.
    const rows = runBars(
      'stochastic',
      [2, 2, 2],
      [bar(10, 0, 5), bar(8, 2, 6), bar(12, 4, 9), bar(10, 4, 4)],
    )
    expect(rows.slice(0, 3).flat()).not.toContain(65)
    expect(rows.at(-1)![0]).toBeCloseTo(35, 12)
    expect(rows.at(-1)![1]).toBeCloseTo(50, 12)
  })
})

describe('a market that does not move', () => {
  const constant = fc.oneof(
    fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
    fc.integer({ min: 1, max: 10_000_000 }).map((cents) => cents / 100),
    fc.integer({ min: 1, max: 1_000_000 }).map((value) => value / 3),
  )

  it('has its price as every average and as all three bands', () => {
    fc.assert(
      fc.property(constant, fc.integer({ min: 2, max: 40 }), (price, n) => {
        const prices = Array(n + 60).fill(price)
        expect(runSource('sma', [n], prices).at(-1)).toEqual([price])
        expect(runSource('ema', [n], prices).at(-1)).toEqual([price])
        expect(runSource('bollinger', [n, 2], prices).at(-1)).toEqual([price, price, price])
        expect(runSource('macd', [n, n + 5, 3], prices).at(-1)).toEqual([0, 0, 0])
      }),
    )
  })

  it('has bands on its price again as soon as the last move has left the window', () => {
    const prices = [97.13, 1e7, 0.01, ...Array(20).fill(100.1)]
    const rows = runSource('bollinger', [20, 2], prices)
    expect(rows.at(-1)).toEqual([100.1, 100.1, 100.1])
    expect(rows.at(-2)![0]).toBeGreaterThan(100.1)
  })

  it('has an rsi, an atr and a stochastic of 0, as in TA-Lib', () => {
    const bars = Array.from({ length: 40 }, () => flatBar(42.42, 1))
    expect(runSource('rsi', [14], Array(40).fill(42.42)).at(-1)).toEqual([0])
    expect(runBars('atr', [14], bars).at(-1)).toEqual([0])
    expect(runBars('stochastic', [14, 3, 3], bars).at(-1)).toEqual([0, 0])
  })

  it('has an rsi of 0 once its last move has decayed to nothing', () => {
    const prices = [1, 2, 1.5, ...Array(12_000).fill(1.5)]
    expect(runSource('rsi', [14], prices).at(-1)).toEqual([0])
  })
})

describe('an rsi that only rises or only falls', () => {
  it('is 100 or 0, also for a coin worth a millionth of a cent', () => {
    const rising = Array.from({ length: 30 }, (_, i) => (1000 + i) * 1e-12)
    expect(runSource('rsi', [14], rising).at(-1)).toEqual([100])
    expect(runSource('rsi', [14], rising.reverse()).at(-1)).toEqual([0])
  })
})

describe('equal means', () => {
  const decimals = fc.integer({ min: 0, max: 8 })

  it('are equal to the last bit, however long the windows', () => {
    // A series of period p has the same mean over p, 2p and 3p values.
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9_999_999 }), { minLength: 1, maxLength: 12 }),
        decimals,
        (period, places) => {
          const prices = Array(20)
            .fill(period)
            .flat()
            .map((value) => Number(`${value}e-${places}`))
          const p = period.length
          const [short, double, triple] = [p, 2 * p, 3 * p].map((n) =>
            runSource('sma', [n], prices)
              .flat()
              .slice(3 * p),
          )
          expect(double).toEqual(short)
          expect(triple).toEqual(short)
        },
      ),
    )
  })

  it('are the double nearest to the decimal mean', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 99_999_999 }), { minLength: 40, maxLength: 80 }),
        fc.integer({ min: 1, max: 40 }),
        decimals,
        (units, n, places) => {
          const prices = units.map((unit) => Number(`${unit}e-${places}`))
          const total = units.slice(-n).reduce((sum, unit) => sum + unit, 0)
          // Both are whole numbers below 2^53, so one division rounds once.
          expect(runSource('sma', [n], prices).at(-1)).toEqual([total / (n * 10 ** places)])
        },
      ),
    )
  })

  it('are equal again after values that are no decimals have gone', () => {
    const noise = Array.from({ length: 50 }, (_, i) => 100 + Math.sin(i))
    const prices = [...noise, ...Array.from({ length: 1200 }, (_, i) => [0.1, 0.7, 0.3][i % 3]!)]
    const short = runSource('sma', [3], prices).at(-1)
    expect(runSource('sma', [9], prices).at(-1)).toEqual(short)
    expect(runSource('sma', [300], prices).at(-1)).toEqual(short)
  })
})

describe('a spike', () => {
  it('leaves no trace in a window it has left', () => {
    const calm = Array.from({ length: 60 }, (_, i) => 1 + (i % 7) / 10)
    const spiked = [...calm.slice(0, 30), 1e15, 1e-15, ...calm]
    for (const [name, args] of [
      ['sma', [20]],
      ['bollinger', [20, 2]],
    ] as const) {
      const expected = runSource(name, [...args], calm).at(-1)!
      runSource(name, [...args], spiked)
        .at(-1)!
        .forEach((value, i) => {
          expect(value).toBeCloseTo(expected[i]!, 12)
        })
    }
  })
})
