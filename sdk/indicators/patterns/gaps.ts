// Bodies with a gap between them, and what the next candle makes of it.

import { pattern } from './pattern.ts'

export const cdlTasukiGap = pattern({
  name: 'cdl_tasuki_gap',
  title: 'Tasuki gap',
  lookBack: 7,
  definition:
    '100 for a white body above the one before it, then a black one of near its size that opens ' +
    'within it and closes in the gap; −100 for its mirror image.',
  recognise: (c) => {
    const color = c.color(1)
    const hasGap = color === 1 ? c.isBodyAbove(1, 2) : c.isBodyBelow(1, 2)
    const beyond = color === 1 ? c.top(2) : c.bottom(2)
    return hasGap &&
      c.color(0) === -color &&
      c.open(0) < c.top(1) &&
      c.open(0) > c.bottom(1) &&
      color * (c.open(1) - c.close(0)) > 0 &&
      color * (c.close(0) - beyond) > 0 &&
      Math.abs(c.body(1) - c.body(0)) < c.near(1)
      ? 100 * color
      : 0
  },
})

export const cdlGapSideSideWhite = pattern({
  name: 'cdl_gap_side_side_white',
  title: 'Up- and down-gap side-by-side white lines',
  lookBack: 7,
  definition:
    '100 for two white bodies above the one before them, of near the same size and with equal ' +
    'opens; −100 where they are below it.',
  recognise: (c) => {
    if (!c.isWhite(1) || !c.isWhite(0)) return 0
    const isUp = c.isBodyAbove(1, 2)
    const hasGap = isUp ? c.isBodyAbove(0, 2) : c.isBodyBelow(1, 2) && c.isBodyBelow(0, 2)
    if (!hasGap || !c.isEqual(c.open(0), c.open(1), 1)) return 0
    const near = c.near(1)
    if (c.body(0) < c.body(1) - near || c.body(0) > c.body(1) + near) return 0
    return isUp ? 100 : -100
  },
})

export const cdlXsideGap3Methods = pattern({
  name: 'cdl_xside_gap3_methods',
  title: 'Upside and downside gap three methods',
  lookBack: 2,
  definition:
    '100 for two white bodies, the second above the first, then a black one that opens within ' +
    'the second and closes within the first; −100 for its mirror image.',
  recognise: (c) => {
    const color = c.color(2)
    return c.color(1) === color &&
      c.color(0) === -color &&
      c.open(0) < c.top(1) &&
      c.open(0) > c.bottom(1) &&
      c.close(0) < c.top(2) &&
      c.close(0) > c.bottom(2) &&
      (color === 1 ? c.isBodyAbove(1, 2) : c.isBodyBelow(1, 2))
      ? 100 * color
      : 0
  },
})
