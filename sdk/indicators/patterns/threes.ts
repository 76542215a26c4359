// Three candles that settle a turn: inside and outside bars confirmed, and bottoms.

import { pattern } from './pattern.ts'

export const cdl3Inside = pattern({
  name: 'cdl3_inside',
  title: 'Three inside up and down',
  lookBack: 12,
  definition:
    '100 for a long black body, one inside it that is not long, and a white one that closes above ' +
    'the first’s open; −100 for its mirror image.',
  recognise: (c) => {
    const color = c.color(0)
    return c.color(2) === -color &&
      c.top(1) < c.top(2) &&
      c.bottom(1) > c.bottom(2) &&
      color * (c.close(0) - c.open(2)) > 0 &&
      c.isLong(2) &&
      !c.isLong(1)
      ? 100 * color
      : 0
  },
})

export const cdl3Outside = pattern({
  name: 'cdl3_outside',
  title: 'Three outside up and down',
  lookBack: 3,
  definition:
    '100 for a white body that engulfs the black one before, then a higher close; −100 for a ' +
    'black one that engulfs a white one, then a lower close.',
  recognise: (c) => {
    const color = c.color(1)
    return c.color(2) === -color &&
      color * (c.close(1) - c.open(2)) > 0 &&
      color * (c.close(2) - c.open(1)) > 0 &&
      color * (c.close(0) - c.close(1)) > 0
      ? 100 * color
      : 0
  },
})

export const cdl3StarsInSouth = pattern({
  name: 'cdl3_stars_in_south',
  title: 'Three stars in the south',
  lookBack: 12,
  definition:
    '100 for three black candles: long with a lower shadow over its body; a smaller body that ' +
    'opens within the first candle above its close and has a lower but not the lowest low; a ' +
    'short marubozu within the second candle.',
  recognise: (c) =>
    c.isBlack(2) &&
    c.isBlack(1) &&
    c.isBlack(0) &&
    c.lowerShadow(2) > c.body(2) &&
    c.body(1) < c.body(2) &&
    c.open(1) > c.close(2) &&
    c.open(1) <= c.high(2) &&
    c.low(1) < c.close(2) &&
    c.low(1) >= c.low(2) &&
    c.low(0) > c.low(1) &&
    c.high(0) < c.high(1) &&
    c.isLong(2) &&
    c.lowerShadow(1) > c.tenthOfHeight(1) &&
    c.isShort(0) &&
    c.hasNoLowerShadow(0) &&
    c.hasNoUpperShadow(0)
      ? 100
      : 0,
})

export const cdlUnique3River = pattern({
  name: 'cdl_unique3_river',
  title: 'Unique three river',
  lookBack: 12,
  definition:
    '100 for a long black body, a black one that closes above its close, opens no higher and has ' +
    'a lower low, and a short white one that opens above that low.',
  recognise: (c) =>
    c.isBlack(2) &&
    c.isBlack(1) &&
    c.isWhite(0) &&
    c.close(1) > c.close(2) &&
    c.open(1) <= c.open(2) &&
    c.low(1) < c.low(2) &&
    c.open(0) > c.low(1) &&
    c.isLong(2) &&
    c.isShort(0)
      ? 100
      : 0,
})

export const cdlStickSandwich = pattern({
  name: 'cdl_stick_sandwich',
  title: 'Stick sandwich',
  lookBack: 7,
  definition:
    '100 for a black candle, a white one wholly above its close, and a black one with an equal close.',
  recognise: (c) =>
    c.isBlack(2) &&
    c.isWhite(1) &&
    c.isBlack(0) &&
    c.low(1) > c.close(2) &&
    c.isEqual(c.close(0), c.close(2), 2)
      ? 100
      : 0,
})
