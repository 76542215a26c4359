// Bars for a chart: few enough, and the same ones whatever stretch is looked at.
import { expect, it } from 'vitest'
import { barWindow } from '#host/app/bar-window.ts'
import type { BarSeries } from '#host/data/series.ts'

const MINUTE = 60_000
const START = Date.UTC(2025, 0, 1, 0, 7)

function series(count: number): BarSeries {
  const column = (value: (i: number) => number) =>
    Float64Array.from({ length: count }, (_, i) => value(i))
  return {
    path: 'x',
    intervalMs: MINUTE,
    count,
    columns: {
      openTime: column((i) => START + i * MINUTE),
      open: column((i) => 100 + i),
      high: column((i) => 101 + i),
      low: column((i) => 99 + i),
      close: column((i) => 100.5 + i),
      volume: column(() => 2),
    },
  } as BarSeries
}

it('gives the bars themselves where they are few', () => {
  const window = barWindow(series(10), {
    from: START + MINUTE,
    to: START + 4 * MINUTE,
    points: 100,
  })
  expect(window).toEqual({
    step_ms: MINUTE,
    time: [1, 2, 3].map((i) => START + i * MINUTE),
    open: [101, 102, 103],
    high: [102, 103, 104],
    low: [100, 101, 102],
    close: [101.5, 102.5, 103.5],
    volume: [2, 2, 2],
  })
})

it('joins them on UTC boundaries where they are many', () => {
  const window = barWindow(series(40), { from: 0, to: Infinity, points: 10 })
  expect(window.step_ms).toBe(5 * MINUTE)
  // 00:07 to 00:46: the first bucket holds three minutes, the last two.
  expect(window.time).toEqual(
    [5, 10, 15, 20, 25, 30, 35, 40, 45].map((m) => Date.UTC(2025, 0, 1, 0, m)),
  )
  expect(window.open.slice(0, 2)).toEqual([100, 103])
  expect(window.high.slice(0, 2)).toEqual([103, 108])
  expect(window.low.slice(0, 2)).toEqual([99, 102])
  expect(window.close.slice(0, 2)).toEqual([102.5, 107.5])
  expect(window.volume).toEqual([6, 10, 10, 10, 10, 10, 10, 10, 4])
})

it('shows a bar alike in every stretch that holds all of it', () => {
  const whole = barWindow(series(2000), { from: 0, to: Infinity, points: 100 })
  const part = barWindow(series(2000), { from: START + 600 * MINUTE, to: Infinity, points: 70 })
  expect(part.step_ms).toBe(whole.step_ms)
  const at = whole.time.indexOf(part.time[1]!)
  expect(part.high.slice(1)).toEqual(whole.high.slice(at))
  expect(part.volume.slice(1)).toEqual(whole.volume.slice(at))
})
