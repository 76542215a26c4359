// Two candles of one size that meet or part: counterattack, separating lines, kicking, matching low.

import type { Candles } from './candles.ts'
import { pattern } from './pattern.ts'

export const cdlCounterattack = pattern({
  name: 'cdl_counterattack',
  title: 'Counterattack',
  lookBack: 11,
  definition:
    '100 (white) or −100 (black) for a long body after a long one of the other colour, with an equal close.',
  recognise: (c) =>
    c.color(1) === -c.color(0) && c.isEqual(c.close(0), c.close(1), 1) && c.isLong(1) && c.isLong(0)
      ? 100 * c.color(0)
      : 0,
})

export const cdlSeparatingLines = pattern({
  name: 'cdl_separating_lines',
  title: 'Separating lines',
  lookBack: 11,
  definition:
    '100 (white) or −100 (black) for a long body without shadow beyond its open, which is equal ' +
    'to the open of the candle of the other colour before.',
  recognise: (c) =>
    c.color(1) === -c.color(0) &&
    c.isEqual(c.open(0), c.open(1), 1) &&
    c.isLong(0) &&
    (c.isWhite(0) ? c.hasNoLowerShadow(0) : c.hasNoUpperShadow(0))
      ? 100 * c.color(0)
      : 0,
})

const isMarubozu = (c: Candles, ago: number) =>
  c.isLong(ago) && c.hasNoUpperShadow(ago) && c.hasNoLowerShadow(ago)

/** Two marubozus of either colour with a gap between them, the second away from the first. */
const kicks = (c: Candles) =>
  c.color(1) === -c.color(0) &&
  (c.isWhite(0) ? c.isAbove(0, 1) : c.isBelow(0, 1)) &&
  isMarubozu(c, 1) &&
  isMarubozu(c, 0)

export const cdlKicking = pattern({
  name: 'cdl_kicking',
  title: 'Kicking',
  lookBack: 11,
  definition:
    '100 for a black marubozu, then a white one wholly above it; −100 for a white one, then a ' +
    'black one wholly below it.',
  recognise: (c) => (kicks(c) ? 100 * c.color(0) : 0),
})

export const cdlKickingByLength = pattern({
  name: 'cdl_kicking_by_length',
  title: 'Kicking by length',
  lookBack: 11,
  definition: 'As kicking, but with the sign of the longer body, the first’s where they are equal.',
  recognise: (c) => (kicks(c) ? 100 * c.color(c.body(0) > c.body(1) ? 0 : 1) : 0),
})

export const cdlMatchingLow = pattern({
  name: 'cdl_matching_low',
  title: 'Matching low',
  lookBack: 6,
  definition: '100 for a black body after a black one, with an equal close.',
  recognise: (c) =>
    c.isBlack(1) && c.isBlack(0) && c.isEqual(c.close(0), c.close(1), 1) ? 100 : 0,
})
