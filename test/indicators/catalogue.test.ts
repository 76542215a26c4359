import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CATALOGUE, findIndicator } from '#sdk/indicators/catalogue.ts'
import type { IndicatorSpec } from '#sdk/indicators/indicator.ts'
import { runBars, runSource } from './series.ts'

const run = (spec: IndicatorSpec, args: number[], values: number[]) =>
  spec.input === 'source'
    ? runSource(spec.name, args, values)
    : runBars(spec.name, args, bars(values))

const bars = (values: number[]) =>
  values.map((close, i) => ({
    open: close,
    high: close + (i % 3),
    low: close - (i % 2),
    close,
    volume: 1 + (i % 7),
    openTime: i * 60_000,
  }))

/** Whole numbers near the lower end of each argument's range. */
const someArgs = (spec: IndicatorSpec) =>
  fc.tuple(...spec.args.map((arg) => fc.integer({ min: Math.ceil(arg.min), max: 12 })))

const prices = (length: number) =>
  fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: length, maxLength: length })

describe('the catalogue', () => {
  it('has the eight indicators of the contract with their outputs', () => {
    const outputs = Object.fromEntries(CATALOGUE.map((spec) => [spec.name, spec.outputs.join(' ')]))
    expect(outputs).toEqual({
      sma: 'value',
      ema: 'value',
      rsi: 'value',
      macd: 'macd signal histogram',
      bollinger: 'upper middle lower',
      atr: 'value',
      vwap: 'value',
      stochastic: 'k d',
    })
  })

  it('has the usual defaults, and none for the length of sma and ema', () => {
    const defaults = Object.fromEntries(
      CATALOGUE.map((spec) => [spec.name, spec.args.map((arg) => arg.default)]),
    )
    expect(defaults).toEqual({
      sma: [null],
      ema: [null],
      rsi: [14],
      macd: [12, 26, 9],
      bollinger: [20, 2],
      atr: [14],
      vwap: [],
      stochastic: [14, 3, 3],
    })
  })

  it('finds an indicator by its name only', () => {
    expect(findIndicator('macd')?.outputs).toHaveLength(3)
    expect(findIndicator('MACD')).toBeUndefined()
    expect(findIndicator('toString')).toBeUndefined()
  })
})

describe.each(CATALOGUE)('$name', (spec) => {
  it('is NaN until its warm-up, and a number from then on', () => {
    fc.assert(
      fc.property(someArgs(spec), prices(60), (args, values) => {
        const firsts = run(spec, args, values).map((row) => row.map(Number.isNaN))
        const warmup = spec.warmup(...args)
        expect(firsts.slice(0, warmup - 1).flat()).not.toContain(false)
        expect(firsts.slice(warmup - 1).flat()).not.toContain(true)
      }),
    )
  })

  it('gives the same value for a bar whether or not later bars follow', () => {
    fc.assert(
      fc.property(someArgs(spec), prices(60), fc.integer({ min: 1, max: 60 }), (args, all, end) => {
        expect(run(spec, args, all.slice(0, end))).toEqual(run(spec, args, all).slice(0, end))
      }),
    )
  })

  it('shares nothing between two of its kind', () => {
    const args = spec.args.map((arg) => arg.default ?? 5)
    const rising = Array.from({ length: 80 }, (_, i) => 100 + i * (i % 5))
    const alone = run(spec, args, rising)
    run(spec, args, [...rising].reverse())
    expect(run(spec, args, rising)).toEqual(alone)
  })
})
