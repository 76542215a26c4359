// Black candles that fall from a white one's height.

import type { Candles } from './candles.ts'
import { pattern } from './pattern.ts'

const opensInside = (c: Candles, ago: number) =>
  c.open(ago) < c.open(ago + 1) && c.open(ago) > c.close(ago + 1)

const falls = (c: Candles) =>
  c.isBlack(2) && c.isBlack(1) && c.isBlack(0) && c.close(2) > c.close(1) && c.close(1) > c.close(0)

const haveNoLowerShadows = (c: Candles) =>
  c.hasNoLowerShadow(2) && c.hasNoLowerShadow(1) && c.hasNoLowerShadow(0)

export const cdl2Crows = pattern({
  name: 'cdl2_crows',
  title: 'Two crows',
  lookBack: 12,
  definition:
    '−100 for a long white body, a black one wholly above it, and a black one that opens within ' +
    'the second’s body and closes within the first’s.',
  recognise: (c) =>
    c.isWhite(2) &&
    c.isBlack(1) &&
    c.isBlack(0) &&
    c.isBodyAbove(1, 2) &&
    opensInside(c, 0) &&
    c.close(0) > c.open(2) &&
    c.close(0) < c.close(2) &&
    c.isLong(2)
      ? -100
      : 0,
})

export const cdlUpsideGap2Crows = pattern({
  name: 'cdl_upside_gap2_crows',
  title: 'Upside gap two crows',
  lookBack: 12,
  definition:
    '−100 for a long white body, a black one wholly above it that is not long, and a black one ' +
    'that engulfs the second and closes above the first’s close.',
  recognise: (c) =>
    c.isWhite(2) &&
    c.isBlack(1) &&
    c.isBlack(0) &&
    c.isBodyAbove(1, 2) &&
    c.open(0) > c.open(1) &&
    c.close(0) < c.close(1) &&
    c.close(0) > c.close(2) &&
    c.isLong(2) &&
    !c.isLong(1)
      ? -100
      : 0,
})

export const cdl3BlackCrows = pattern({
  name: 'cdl3_black_crows',
  title: 'Three black crows',
  lookBack: 13,
  definition:
    '−100 for a white candle, then three black ones without lower shadow, each closing lower: ' +
    'the first below the white one’s high, the others opening within the body before.',
  recognise: (c) =>
    c.isWhite(3) &&
    falls(c) &&
    opensInside(c, 1) &&
    opensInside(c, 0) &&
    c.high(3) > c.close(2) &&
    haveNoLowerShadows(c)
      ? -100
      : 0,
})

export const cdlIdentical3Crows = pattern({
  name: 'cdl_identical3_crows',
  title: 'Identical three crows',
  lookBack: 12,
  definition:
    '−100 for three black candles without lower shadow, each closing lower and opening equal to ' +
    'the close before.',
  recognise: (c) =>
    falls(c) &&
    c.isEqual(c.open(1), c.close(2), 2) &&
    c.isEqual(c.open(0), c.close(1), 1) &&
    haveNoLowerShadows(c)
      ? -100
      : 0,
})
