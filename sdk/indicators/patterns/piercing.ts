// A candle that opens beyond a long one and closes back towards or into it, by how far it comes.

import type { Candles } from './candles.ts'
import { pattern } from './pattern.ts'

/** A long black body, then a white one that opens below its low. */
const opensBelow = (c: Candles) =>
  c.isBlack(1) && c.isWhite(0) && c.open(0) < c.low(1) && c.isLong(1)

export const cdlPiercing = pattern({
  name: 'cdl_piercing',
  title: 'Piercing pattern',
  lookBack: 11,
  definition:
    '100 for a long black body, then a long white one that opens below its low and closes above ' +
    'its middle but below its open.',
  recognise: (c) =>
    opensBelow(c) &&
    c.close(0) < c.open(1) &&
    c.close(0) > c.close(1) + c.body(1) * 0.5 &&
    c.isLong(0)
      ? 100
      : 0,
})

export const cdlDarkCloudCover = pattern({
  name: 'cdl_dark_cloud_cover',
  title: 'Dark cloud cover',
  lookBack: 11,
  penetration: 0.5,
  definition:
    '−100 for a long white body, then a black one that opens above its high and closes above its ' +
    'open, but more than `penetration` of the body below its close.',
  recognise: (c, penetration) =>
    c.isWhite(1) &&
    c.isBlack(0) &&
    c.open(0) > c.high(1) &&
    c.close(0) > c.open(1) &&
    c.close(0) < c.close(1) - c.body(1) * penetration &&
    c.isLong(1)
      ? -100
      : 0,
})

export const cdlOnNeck = pattern({
  name: 'cdl_on_neck',
  title: 'On-neck',
  lookBack: 11,
  definition:
    '−100 for a long black body, then a white one that opens below its low and closes equal to it.',
  recognise: (c) => (opensBelow(c) && c.isEqual(c.close(0), c.low(1), 1) ? -100 : 0),
})

export const cdlInNeck = pattern({
  name: 'cdl_in_neck',
  title: 'In-neck',
  lookBack: 11,
  definition:
    '−100 for a long black body, then a white one that opens below its low and closes at its ' +
    'close or just above, by no more than what counts as equal.',
  recognise: (c) =>
    opensBelow(c) && c.close(0) >= c.close(1) && c.close(0) <= c.close(1) + c.equal(1) ? -100 : 0,
})

export const cdlThrusting = pattern({
  name: 'cdl_thrusting',
  title: 'Thrusting pattern',
  lookBack: 11,
  definition:
    '−100 for a long black body, then a white one that opens below its low and closes in its ' +
    'lower half, above what counts as equal to its close.',
  recognise: (c) =>
    opensBelow(c) &&
    c.close(0) <= c.close(1) + c.body(1) * 0.5 &&
    c.close(0) > c.close(1) + c.equal(1)
      ? -100
      : 0,
})
