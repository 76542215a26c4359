// Random bars for properties: made from a seed, so that a failure is told in one line.

import { createRandom } from '#sdk/runtime/random.ts'
import type { Bar } from './series.ts'

/**
 * Cents; a handful of values; runs of the same price without volume; spans of many powers of ten;
 * multiples of 1/8.
 */
export type Kind = 'walk' | 'ties' | 'flats' | 'wild' | 'grid'

const TIES = [100.1, 100.2, 100.3]
const HOUR_MS = 3_600_000

/** Hours, so that a hundred bars see a few days begin. */
export function makeBars(kind: Kind, seed: number, count: number): Bar[] {
  const random = createRandom(seed, kind)
  const draw = () => random.next()
  let close = 20_000
  return Array.from({ length: count }, (_, i) => {
    const isFlat = kind === 'flats' && Math.floor(i / 20) % 2 === 1
    const open = isFlat ? close : Math.max(200, close + step(draw))
    close = isFlat ? close : Math.max(200, open + step(draw))
    const high = isFlat ? close : Math.max(open, close) + Math.floor(draw() * 40)
    const low = isFlat ? close : Math.min(open, close) - Math.floor(draw() * 40)
    const [a, b, c, d] = [open, high, low, close].map((ticks) => price(kind, ticks, draw))
    const prices = [a!, b!, c!, d!]
    return {
      open: a!,
      high: Math.max(...prices),
      low: Math.min(...prices),
      close: d!,
      volume: isFlat || draw() < 0.1 ? 0 : Math.floor(draw() * 1000) + 1,
      openTime: i * HOUR_MS,
    }
  })
}

const step = (draw: () => number) => Math.floor(draw() * 201) - 100

function price(kind: Kind, ticks: number, draw: () => number): number {
  if (kind === 'ties') return TIES[ticks % TIES.length]!
  if (kind === 'wild') return ticks * 10 ** Math.floor(draw() * 14 - 8)
  return kind === 'grid' ? ticks / 8 : ticks / 100
}
