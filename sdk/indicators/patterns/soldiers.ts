// Three white candles that climb, and how the climb tires.

import type { Candles } from './candles.ts'
import { pattern } from './pattern.ts'

const climbs = (c: Candles) =>
  c.isWhite(2) && c.isWhite(1) && c.isWhite(0) && c.close(0) > c.close(1) && c.close(1) > c.close(2)

/** Whether the candle opens within or near the body of the one before. */
const opensWithin = (c: Candles, ago: number) =>
  c.open(ago) > c.open(ago + 1) && c.open(ago) <= c.close(ago + 1) + c.near(ago + 1)

export const cdl3WhiteSoldiers = pattern({
  name: 'cdl3_white_soldiers',
  title: 'Three advancing white soldiers',
  lookBack: 12,
  definition:
    '100 for three white candles without upper shadow, each closing higher and opening in or near ' +
    'the body before, none far shorter than it, the last not short.',
  recognise: (c) =>
    climbs(c) &&
    opensWithin(c, 1) &&
    opensWithin(c, 0) &&
    c.hasNoUpperShadow(2) &&
    c.hasNoUpperShadow(1) &&
    c.hasNoUpperShadow(0) &&
    c.body(1) > c.body(2) - c.far(2) &&
    c.body(0) > c.body(1) - c.far(1) &&
    c.isLong(0)
      ? 100
      : 0,
})

/** Bodies that shrink, or shadows that grow above them. */
function tires(c: Candles): boolean {
  const first = c.body(2)
  const second = c.body(1)
  const third = c.body(0)
  if (second < first - c.far(2) && third < second + c.near(1)) return true
  if (third < second - c.far(1)) return true
  if (third >= second) return false
  if (c.upperShadow(0) > third) return true
  return (
    second < first && (c.upperShadow(0) > c.meanShadow(0) || c.upperShadow(1) > c.meanShadow(1))
  )
}

export const cdlAdvanceBlock = pattern({
  name: 'cdl_advance_block',
  title: 'Advance block',
  lookBack: 12,
  definition:
    '−100 for three white candles, each closing higher and opening in or near the body before, ' +
    'the first long with a short upper shadow, that tire: the second far shorter and the third ' +
    'not longer; or the third far shorter; or ever shorter with an upper shadow that is not ' +
    'short; or the third shorter with an upper shadow over its body.',
  recognise: (c) =>
    climbs(c) &&
    opensWithin(c, 1) &&
    opensWithin(c, 0) &&
    c.isLong(2) &&
    c.upperShadow(2) < c.meanShadow(2) &&
    tires(c)
      ? -100
      : 0,
})

export const cdlStalledPattern = pattern({
  name: 'cdl_stalled_pattern',
  title: 'Stalled pattern',
  lookBack: 12,
  definition:
    '−100 for three white candles, each closing higher: two long ones, the second without upper ' +
    'shadow and opening in or near the first’s body, and a short one near or above its close.',
  recognise: (c) =>
    climbs(c) &&
    opensWithin(c, 1) &&
    c.isLong(2) &&
    c.isLong(1) &&
    c.hasNoUpperShadow(1) &&
    c.isShort(0) &&
    c.open(0) >= c.close(1) - c.body(0) - c.near(1)
      ? -100
      : 0,
})
