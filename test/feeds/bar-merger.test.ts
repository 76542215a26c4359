// Bars → bars of a longer timeframe. Times in minutes.
import { describe, expect, it } from 'vitest'
import { type BarGrid, utcGrid } from '#host/feeds/bar-grid.ts'
import { BarMerger } from '#host/feeds/bar-merger.ts'
import { hoursOf, sessionGrid } from './support.ts'

const M = 60_000

/** One-minute bars of these minutes; each opens at n, reaches n + 2 and n − 2, closes at n + 1. */
function merge(
  steps: readonly (number | { readonly pass: number })[],
  { grid = utcGrid(5 * M) as BarGrid, graceMs = 0, lengthMs = M } = {},
): string[] {
  const said: string[] = []
  const merger = new BarMerger({
    grid,
    graceMs,
    listener: {
      bar: ({ openTime, closeTime, open, high, low, close, volume, count, gapFrom }) => {
        const gap = Number.isNaN(gapFrom) ? '' : ` after a gap from ${gapFrom / M}`
        const figures = `${open} ${high} ${low} ${close} ×${volume} of ${count}`
        said.push(`${openTime / M}–${closeTime / M}: ${figures}${gap}`)
      },
      refused: ({ openTime }, reason) => said.push(`${reason} ${openTime / M}`),
    },
  })
  for (const step of steps) {
    if (typeof step !== 'number') merger.pass(step.pass * M)
    else {
      const figures = { open: step, high: step + 2, low: step - 2, close: step + 1, volume: 3 }
      merger.take({ openTime: step * M, closeTime: step * M + lengthMs, ...figures })
    }
  }
  return said
}

describe('a longer bar', () => {
  it('closes with the last shorter one that fits into it', () => {
    expect(merge([10, 11, 12, 13])).toEqual([])
    expect(merge([10, 11, 12, 13, 14])).toEqual(['10–15: 10 16 8 15 ×15 of 5'])
  })

  it('closes before a bar of a later interval where its last is missing', () => {
    expect(merge([10, 12, 15])).toEqual(['10–15: 10 14 8 13 ×6 of 2'])
  })

  it('closes by time where nothing comes, after its grace', () => {
    expect(merge([10, { pass: 15 }])).toHaveLength(1)
    expect(merge([10, { pass: 15 }], { graceMs: 1 })).toEqual([])
    expect(merge([10, { pass: 16 }, 14], { graceMs: 1 })).toEqual([
      '10–15: 10 12 8 11 ×3 of 1',
      'late 14',
    ])
  })

  it('without any shorter one does not exist, and the next one shows the gap', () => {
    expect(merge([14, 29])).toEqual([
      '10–15: 14 16 12 15 ×3 of 1',
      '25–30: 29 31 27 30 ×3 of 1 after a gap from 15',
    ])
  })

  it('refuses a bar that comes again, and one that does not fit', () => {
    expect(merge([10, 10, 11, 10])).toEqual(['late 10', 'late 10'])
    expect(merge([14], { lengthMs: 2 * M })).toEqual(['outside 14'])
  })

  it('follows the session where there is one', () => {
    const grid = sessionGrid(5 * M, hoursOf([{ start: 12 * M, end: 20 * M }]))
    expect(merge([11, 12, 16, 17, 19], { grid })).toEqual([
      'outside 11',
      '12–17: 12 18 10 17 ×6 of 2',
      '17–20: 17 21 15 20 ×6 of 2',
    ])
  })
})
