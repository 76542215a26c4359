// Compares indicators with their recomputation over bars of every size and shape.

import { expect } from 'vitest'
import { findIndicator } from '#sdk/indicators/catalogue.ts'
import { type Bar, runBars, runSource } from './series.ts'
import { makeSeries } from './talib-series.ts'

export interface Formula {
  name: string
  args: number[][]
  naive(bars: Bar[], args: number[]): number[][]
  /** What 1e-9 is a part of beside the value: the largest price it depends on, its square, or 1. */
  unit: 'price' | 'square' | 'one'
  /** Only the bars of the warm-up count; else all since the first. */
  isWindow?: boolean
}

/** More would take minutes to recompute; it holds the spike at bar 250. */
const BARS = 320

const series = makeSeries().map(({ name, bars }) => ({ name, bars: bars.slice(0, BARS) }))

export function run(name: string, args: number[], bars: Bar[]): number[][] {
  return findIndicator(name)?.input === 'bar'
    ? runBars(name, args, bars)
    : runSource(
        name,
        args,
        bars.map((bar) => bar.close),
      )
}

export function expectFormula(formula: Formula): void {
  for (const args of formula.args) {
    for (const { name, bars } of series) {
      const actual = run(formula.name, args, bars)
      const expected = formula.naive(bars, args)
      const at = `${formula.name}(${args.join()}) on ${name}`
      expect(actual.map(isWarm), at).toEqual(expected.map(isWarm))
      const sizes = sizesOf(formula, args, bars)
      actual.forEach((row, i) => {
        row.forEach((value, output) => {
          const goal = expected[i]![output]!
          // One comparison by the test library for each of a million values would take a minute.
          if (Math.abs(value - goal) > 1e-9 * Math.max(Math.abs(goal), sizes[i]!)) {
            expect(value, `${at}, output ${output} of bar ${i}`).toBe(goal)
          }
        })
      })
    }
  }
}

const isWarm = (row: number[]) => row.map((value) => !Number.isNaN(value))

/** What the value of each bar may differ by, but for the factor. */
function sizesOf({ name, unit, isWindow = false }: Formula, args: number[], bars: Bar[]): number[] {
  if (unit === 'one') return bars.map(() => 1)
  const count = isWindow ? findIndicator(name)!.warmup(...args) : bars.length
  const prices = bars.map(({ high, low }) => Math.max(Math.abs(high), Math.abs(low)))
  return prices.map((_, i) => {
    const largest = Math.max(...prices.slice(Math.max(0, i + 1 - count), i + 1))
    return unit === 'price' ? largest : largest * largest
  })
}

/** Prices that make a bar; those that are not given are the close. */
export function bar(close: number, given: Partial<Bar> = {}): Bar {
  return { open: close, high: close, low: close, close, volume: 1, openTime: 0, ...given }
}

/** `high`, `low` and `close` of each bar. */
export const barsOf = (rows: [high: number, low: number, close: number][]): Bar[] =>
  rows.map(([high, low, close]) => bar(close, { high, low }))

/** Wanders in whole cents, the same on every run. */
export const WALK: Bar[] = series.find(({ name }) => name === 'walk in cents')!.bars

export const lastOf = (name: string, args: number[], bars: Bar[]) => run(name, args, bars).at(-1)!

/** After a bar a million million high that has left the window, what a fresh start gives. */
export function expectNoTrace(name: string, args: number[]): void {
  const spike = bar(1e12, { open: 1, low: 1e-12, volume: 1e9 })
  expectSame(name, args, [...WALK.slice(0, 100), spike])
}

const ROUNDS = 300

/** After a hundred thousand bars, in thirds of cents that never sum exactly, likewise. */
export function expectNoDrift(name: string, args: number[]): void {
  const thirds = WALK.map(({ open, high, low, close, ...rest }) => {
    return { open: open / 3, high: high / 3, low: low / 3, close: close / 3, ...rest }
  })
  expectSame(name, args, Array<Bar[]>(ROUNDS).fill(thirds).flat())
}

function expectSame(name: string, args: number[], past: Bar[]): void {
  // One bar more than the warm-up, as a true range reaches back to the close before.
  const recent = WALK.slice(-findIndicator(name)!.warmup(...args) - 1)
  const expected = lastOf(name, args, recent)
  lastOf(name, args, [...past, ...recent]).forEach((value, output) => {
    expect(Math.abs(value - expected[output]!), name).toBeLessThanOrEqual(
      1e-11 * Math.max(1, Math.abs(expected[output]!)),
    )
  })
}
