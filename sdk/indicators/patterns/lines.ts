// Single candles told by the length of their body and shadows; 100 for white, −100 for black.

import { pattern } from './pattern.ts'

export const cdlMarubozu = pattern({
  name: 'cdl_marubozu',
  title: 'Marubozu',
  lookBack: 10,
  definition: '100 (white) or −100 (black) for a long body without shadows.',
  recognise: (c) =>
    c.isLong(0) && c.hasNoUpperShadow(0) && c.hasNoLowerShadow(0) ? 100 * c.color(0) : 0,
})

export const cdlClosingMarubozu = pattern({
  name: 'cdl_closing_marubozu',
  title: 'Closing marubozu',
  lookBack: 10,
  definition: '100 (white) or −100 (black) for a long body without shadow beyond its close.',
  recognise: (c) =>
    c.isLong(0) && (c.isWhite(0) ? c.hasNoUpperShadow(0) : c.hasNoLowerShadow(0))
      ? 100 * c.color(0)
      : 0,
})

export const cdlBeltHold = pattern({
  name: 'cdl_belt_hold',
  title: 'Belt-hold',
  lookBack: 10,
  definition: '100 (white) or −100 (black) for a long body without shadow beyond its open.',
  recognise: (c) =>
    c.isLong(0) && (c.isWhite(0) ? c.hasNoLowerShadow(0) : c.hasNoUpperShadow(0))
      ? 100 * c.color(0)
      : 0,
})

export const cdlLongLine = pattern({
  name: 'cdl_long_line',
  title: 'Long line',
  lookBack: 10,
  definition:
    '100 (white) or −100 (black) for a long body with two short shadows: below half the mean of ' +
    'both shadows together over the 10 bars before.',
  recognise: (c) => {
    if (!c.isLong(0)) return 0
    const short = c.meanShadow(0)
    return c.upperShadow(0) < short && c.lowerShadow(0) < short ? 100 * c.color(0) : 0
  },
})

export const cdlShortLine = pattern({
  name: 'cdl_short_line',
  title: 'Short line',
  lookBack: 10,
  definition:
    '100 (white) or −100 (black) for a short body with two short shadows: below half the mean of ' +
    'both shadows together over the 10 bars before.',
  recognise: (c) => {
    if (!c.isShort(0)) return 0
    const short = c.meanShadow(0)
    return c.upperShadow(0) < short && c.lowerShadow(0) < short ? 100 * c.color(0) : 0
  },
})

export const cdlSpinningTop = pattern({
  name: 'cdl_spinning_top',
  title: 'Spinning top',
  lookBack: 10,
  definition: '100 (white) or −100 (black) for a short body with both shadows longer than it.',
  recognise: (c) =>
    c.isShort(0) && c.upperShadow(0) > c.body(0) && c.lowerShadow(0) > c.body(0)
      ? 100 * c.color(0)
      : 0,
})

export const cdlHighWave = pattern({
  name: 'cdl_high_wave',
  title: 'High-wave candle',
  lookBack: 10,
  definition: '100 (white) or −100 (black) for a short body, both shadows over twice as long.',
  recognise: (c) =>
    c.isShort(0) && c.upperShadow(0) > 2 * c.body(0) && c.lowerShadow(0) > 2 * c.body(0)
      ? 100 * c.color(0)
      : 0,
})
