// Turns in three candles: a long body, a star apart from it, and a body back into the first.

import type { Candles } from './candles.ts'
import { pattern } from './pattern.ts'

const STAR_PENETRATION = 0.3

/** Whether a long body is followed, one candle later, by one against it that goes into it so far. */
function turns(c: Candles, penetration: number): boolean {
  const color = c.color(0)
  return (
    c.color(2) === -color &&
    color * (c.close(0) - (c.close(2) + color * c.body(2) * penetration)) > 0 &&
    c.isLong(2) &&
    c.isLong(0)
  )
}

export const cdlMorningStar = pattern({
  name: 'cdl_morning_star',
  title: 'Morning star',
  lookBack: 12,
  penetration: STAR_PENETRATION,
  definition:
    '100 for a long black body, a body below it that is not long, and a long white one that ' +
    'closes more than `penetration` of the first body above its close.',
  recognise: (c, penetration) =>
    c.isWhite(0) && c.isBodyBelow(1, 2) && turns(c, penetration) && !c.isLong(1) ? 100 : 0,
})

export const cdlMorningDojiStar = pattern({
  name: 'cdl_morning_doji_star',
  title: 'Morning doji star',
  lookBack: 12,
  penetration: STAR_PENETRATION,
  definition:
    '100 for a long black body, a doji below it, and a long white body that closes more than ' +
    '`penetration` of the first body above its close.',
  recognise: (c, penetration) =>
    c.isWhite(0) && c.isBodyBelow(1, 2) && turns(c, penetration) && c.isDoji(1) ? 100 : 0,
})

export const cdlEveningStar = pattern({
  name: 'cdl_evening_star',
  title: 'Evening star',
  lookBack: 12,
  penetration: STAR_PENETRATION,
  definition:
    '−100 for a long white body, a body above it that is not long, and a long black one that ' +
    'closes more than `penetration` of the first body below its close.',
  recognise: (c, penetration) =>
    c.isBlack(0) && c.isBodyAbove(1, 2) && turns(c, penetration) && !c.isLong(1) ? -100 : 0,
})

export const cdlEveningDojiStar = pattern({
  name: 'cdl_evening_doji_star',
  title: 'Evening doji star',
  lookBack: 12,
  penetration: STAR_PENETRATION,
  definition:
    '−100 for a long white body, a doji above it, and a long black body that closes more than ' +
    '`penetration` of the first body below its close.',
  recognise: (c, penetration) =>
    c.isBlack(0) && c.isBodyAbove(1, 2) && turns(c, penetration) && c.isDoji(1) ? -100 : 0,
})

export const cdlAbandonedBaby = pattern({
  name: 'cdl_abandoned_baby',
  title: 'Abandoned baby',
  lookBack: 12,
  penetration: STAR_PENETRATION,
  definition:
    '100 for a morning doji star, −100 for an evening doji star, whose doji does not overlap ' +
    'either neighbour, shadows included.',
  recognise: (c, penetration) => {
    const isApart = c.isWhite(0)
      ? c.isBelow(1, 2) && c.isAbove(0, 1)
      : c.isAbove(1, 2) && c.isBelow(0, 1)
    return isApart && turns(c, penetration) && c.isDoji(1) ? 100 * c.color(0) : 0
  },
})

export const cdlDojiStar = pattern({
  name: 'cdl_doji_star',
  title: 'Doji star',
  lookBack: 11,
  definition: '100 for a doji below a long black body, −100 for one above a long white body.',
  recognise: (c) => {
    const isApart = c.isWhite(1) ? c.isBodyAbove(0, 1) : c.isBodyBelow(0, 1)
    return isApart && c.isLong(1) && c.isDoji(0) ? -100 * c.color(1) : 0
  },
})

export const cdlTristar = pattern({
  name: 'cdl_tristar',
  title: 'Tristar',
  lookBack: 12,
  definition:
    '100 for three doji, the second below the first and the third not as low as the second; −100 ' +
    'for the second above and the third not as high. All are measured by the bars before the first.',
  recognise: (c) => {
    const doji = c.tenthOfHeight(2)
    if (c.body(2) > doji || c.body(1) > doji || c.body(0) > doji) return 0
    if (c.isBodyAbove(1, 2) && c.top(0) < c.top(1)) return -100
    return c.isBodyBelow(1, 2) && c.bottom(0) > c.bottom(1) ? 100 : 0
  },
})
