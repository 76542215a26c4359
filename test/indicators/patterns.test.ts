// Candlestick patterns: by hand, and on every bar of two published series with all of TA-Lib's 61.

import { describe, expect, it } from 'vitest'
import { findIndicator } from '#sdk/indicators/catalogue.ts'
import { PATTERNS } from '#sdk/indicators/patterns/index.ts'
import { isPublishedDataThere, readTable } from './published.ts'
import { type Bar, runBars } from './series.ts'

type Candle = readonly [open: number, high: number, low: number, close: number]

/** 20 candles of height 10 with bodies of 4, up and down by turns, then those given. */
function market(...candles: readonly Candle[]): Bar[] {
  const calm = Array.from({ length: 20 }, (_, i): Candle => {
    const [open, close] = i % 2 === 0 ? [100, 104] : [104, 100]
    return [open, 107, 97, close]
  })
  return [...calm, ...candles].map(([open, high, low, close]) => ({
    open,
    high,
    low,
    close,
    volume: 1,
    openTime: 0,
  }))
}

function value(name: string, bars: Bar[], ...args: number[]): number {
  const defaults = findIndicator(name)!.args.map((arg) => arg.default!)
  return runBars(name, args.length > 0 ? args : defaults, bars).at(-1)![0]!
}

describe('by hand', () => {
  it('takes for a doji a body of at most a tenth of the mean height of the ten bars before', () => {
    expect(value('cdl_doji', market([100, 104, 96, 101]))).toBe(100)
    expect(value('cdl_doji', market([100, 104, 96, 101.125]))).toBe(0)
  })

  it('does not count the candle itself among those it is measured by', () => {
    // Counting its own height of 110 the mean were 20, and a body of 2 a doji's.
    expect(value('cdl_doji', market([100, 205, 95, 102]))).toBe(0)
  })

  it('knows a hammer by its place, a hanging man by the other', () => {
    // A near distance is 2: the body's lower end at most 97 + 2, or at least 107 − 2.
    expect(value('cdl_hammer', market([98, 99.5, 90, 99.25]))).toBe(100)
    expect(value('cdl_hammer', market([99.5, 100.5, 90, 100.25]))).toBe(0)
    expect(value('cdl_hanging_man', market([105, 106.5, 98, 106]))).toBe(-100)
    expect(value('cdl_hanging_man', market([98, 99.5, 90, 99.25]))).toBe(0)
  })

  it('gives 100 for an engulfing body, 80 where it matches at one end, 0 at both', () => {
    expect(value('cdl_engulfing', market([99, 108, 96, 105]))).toBe(100)
    expect(value('cdl_engulfing', market([100, 108, 96, 105]))).toBe(80)
    expect(value('cdl_engulfing', market([99, 108, 96, 104]))).toBe(80)
    expect(value('cdl_engulfing', market([100, 108, 96, 104]))).toBe(0)
    expect(value('cdl_engulfing', market([100, 107, 97, 104], [105, 108, 96, 99]))).toBe(-100)
  })

  it('closes a morning star only as deep in the first body as is asked for', () => {
    // The first body reaches from 104 down to 94: 30 % of it above 94 is 97, half 99.
    const star = (close: number) =>
      market([104, 105, 93, 94], [91, 92, 90, 92], [93, 104, 92, close])
    expect(value('cdl_morning_star', star(98))).toBe(100)
    expect(value('cdl_morning_star', star(97))).toBe(0)
    expect(value('cdl_morning_star', star(98), 0.5)).toBe(0)
    expect(value('cdl_morning_star', star(99.5), 0.5)).toBe(100)
  })

  it('closes an evening star likewise', () => {
    const star = (close: number) =>
      market([94, 105, 93, 104], [107, 108, 106, 106], [105, 106, 94, close])
    expect(value('cdl_evening_star', star(100))).toBe(-100)
    expect(value('cdl_evening_star', star(101))).toBe(0)
  })

  it('knows a concealing baby swallow, which the published series do not have', () => {
    const swallow = (high: number) =>
      market([104, 104, 96, 96], [96, 96, 90, 90], [88, high, 85, 86], [95, 96, 80, 82])
    expect(value('cdl_conceal_babys_wall', swallow(91))).toBe(100)
    // The third's shadow must reach the second's body, and the fourth hold the third.
    expect(value('cdl_conceal_babys_wall', swallow(90))).toBe(0)
    expect(value('cdl_conceal_babys_wall', swallow(96))).toBe(0)
  })

  it('confirms a hikkake within three bars, once', () => {
    const inside: Candle[] = [
      [100, 112, 90, 104],
      [100, 110, 92, 104],
      [100, 108, 91, 95],
    ]
    const calm: Candle = [100, 109, 90, 104]
    const up: Candle = [100, 112, 91, 111]
    const last = (...more: Candle[]) => value('cdl_hikkake', market(...inside, ...more))
    expect(last()).toBe(100)
    expect(last(up)).toBe(200)
    expect(last(calm, calm, up)).toBe(200)
    expect(last(calm, calm, calm, up)).toBe(0)
    expect(last(up, [100, 113, 90, 112])).toBe(0)
  })

  it('gives NaN until as many bars have closed as TA-Lib looks back', () => {
    const rows = runBars('cdl_doji', [], market()).flat()
    expect(rows.findIndex((one) => !Number.isNaN(one))).toBe(10)
  })
})

it('measures a candle by the bars before it exactly, however wild those before them were', () => {
  const calm = market([100, 104, 96, 101], [100, 104, 96, 101])
  const wild = market().map((bar) => ({ ...bar, high: 1e15, low: 1e-15 }))
  const names = PATTERNS.map((spec) => spec.name)
  const last = (bars: Bar[]) => names.map((name) => value(name, bars))
  expect(last([...wild, ...calm])).toEqual(last(calm))
})

describe.runIf(isPublishedDataThere)('published', () => {
  /** The files come from a TA-Lib before 0.6, which gave 0 for bodies that match at one end. */
  const HALF_MATCHES = ['cdl_engulfing', 'cdl_harami', 'cdl_harami_cross']

  it.each(['lean/ewz_candle_patterns.txt', 'lean/eurusd_candle_patterns.txt'])(
    '%s has our values of all 61 patterns on every bar',
    (file) => {
      const { bars, cells } = readTable(file)
      expect(PATTERNS).toHaveLength(61)
      let found = 0
      for (const { name, args } of PATTERNS) {
        const ours = runBars(
          name,
          args.map((arg) => arg.default!),
          bars,
        ).flat()
        const older = HALF_MATCHES.includes(name)
          ? ours.map((one) => (Math.abs(one) === 80 ? 0 : one))
          : ours
        const theirs = cells(name.replaceAll('_', '').toUpperCase())
        expect(older, name).toEqual(theirs.map((cell) => (cell === '' ? NaN : Number(cell))))
        if (older.some((one) => one > 0 || one < 0)) found++
      }
      expect(found).toBeGreaterThan(45)
    },
  )
})
