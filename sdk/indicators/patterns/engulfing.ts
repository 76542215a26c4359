// One body inside the other. Since 0.6 TA-Lib gives 80 where bodies match at one end, 0 before.

import type { Candles } from './candles.ts'
import { pattern } from './pattern.ts'

export const cdlEngulfing = pattern({
  name: 'cdl_engulfing',
  title: 'Engulfing pattern',
  lookBack: 2,
  definition:
    '100 (white) or −100 (black) for a body that engulfs the previous one of the other colour; ' +
    '80 or −80 if they match at one end.',
  recognise: (c) => {
    const color = c.color(0)
    if (color === c.color(1)) return 0
    const opens = color * (c.close(1) - c.open(0))
    const closes = color * (c.close(0) - c.open(1))
    if (opens < 0 || closes < 0 || (opens === 0 && closes === 0)) return 0
    return color * (opens === 0 || closes === 0 ? 80 : 100)
  },
})

/** Of a long body that holds a small one: against the long one's colour. */
function harami(c: Candles): number {
  if (c.top(0) < c.top(1) && c.bottom(0) > c.bottom(1)) return -100 * c.color(1)
  if (c.top(0) <= c.top(1) && c.bottom(0) >= c.bottom(1)) return -80 * c.color(1)
  return 0
}

export const cdlHarami = pattern({
  name: 'cdl_harami',
  title: 'Harami',
  lookBack: 11,
  definition:
    '100 for a body that is not long inside the long black one before, −100 inside a long white ' +
    'one; 80 or −80 if they match at one end.',
  recognise: (c) => (c.isLong(1) && !c.isLong(0) ? harami(c) : 0),
})

export const cdlHaramiCross = pattern({
  name: 'cdl_harami_cross',
  title: 'Harami cross',
  lookBack: 11,
  definition:
    '100 for a doji inside the long black body before, −100 inside a long white one; 80 or −80 ' +
    'if they match at one end.',
  recognise: (c) => (c.isLong(1) && c.isDoji(0) ? harami(c) : 0),
})

export const cdlHomingPigeon = pattern({
  name: 'cdl_homing_pigeon',
  title: 'Homing pigeon',
  lookBack: 11,
  definition: '100 for a black body that is not long inside the long black one before.',
  recognise: (c) =>
    c.isBlack(1) &&
    c.isBlack(0) &&
    c.open(0) < c.open(1) &&
    c.close(0) > c.close(1) &&
    c.isLong(1) &&
    !c.isLong(0)
      ? 100
      : 0,
})
