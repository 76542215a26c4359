// Patterns of four and five candles.

import type { Candles } from './candles.ts'
import { pattern } from './pattern.ts'

/** Whether the candle opens in or near the body of the one before. */
function opensNear(c: Candles, ago: number): boolean {
  const near = c.near(ago + 1)
  return c.open(ago) >= c.bottom(ago + 1) - near && c.open(ago) <= c.top(ago + 1) + near
}

export const cdl3LineStrike = pattern({
  name: 'cdl3_line_strike',
  title: 'Three-line strike',
  lookBack: 8,
  definition:
    '100 for three white candles, each closing higher and opening in or near the body before, ' +
    'then a black one from above the last close to below the first open; −100 for its mirror image.',
  recognise: (c) => {
    const color = c.color(1)
    return c.color(3) === color &&
      c.color(2) === color &&
      c.color(0) === -color &&
      color * (c.close(1) - c.close(2)) > 0 &&
      color * (c.close(2) - c.close(3)) > 0 &&
      color * (c.open(0) - c.close(1)) > 0 &&
      color * (c.open(3) - c.close(0)) > 0 &&
      opensNear(c, 2) &&
      opensNear(c, 1)
      ? 100 * color
      : 0
  },
})

export const cdlConcealBabysWall = pattern({
  name: 'cdl_conceal_babys_wall',
  title: 'Concealing baby swallow',
  lookBack: 13,
  definition:
    '100 for four black candles: two marubozus; one whose body is below the second’s and whose ' +
    'upper shadow reaches above its close; one that engulfs the third, shadows included.',
  recognise: (c) =>
    c.isBlack(3) &&
    c.isBlack(2) &&
    c.isBlack(1) &&
    c.isBlack(0) &&
    c.isBodyBelow(1, 2) &&
    c.high(1) > c.close(2) &&
    c.high(0) > c.high(1) &&
    c.low(0) < c.low(1) &&
    c.hasNoUpperShadow(3) &&
    c.hasNoLowerShadow(3) &&
    c.hasNoUpperShadow(2) &&
    c.hasNoLowerShadow(2) &&
    c.upperShadow(1) > c.tenthOfHeight(1)
      ? 100
      : 0,
})

export const cdlLadderBottom = pattern({
  name: 'cdl_ladder_bottom',
  title: 'Ladder bottom',
  lookBack: 14,
  definition:
    '100 for three black candles with ever lower opens and closes, a black one with an upper ' +
    'shadow, and a white one that opens above its open and closes above its high.',
  recognise: (c) =>
    c.isBlack(4) &&
    c.isBlack(3) &&
    c.isBlack(2) &&
    c.isBlack(1) &&
    c.isWhite(0) &&
    c.open(4) > c.open(3) &&
    c.open(3) > c.open(2) &&
    c.close(4) > c.close(3) &&
    c.close(3) > c.close(2) &&
    c.open(0) > c.open(1) &&
    c.close(0) > c.high(1) &&
    c.upperShadow(1) > c.tenthOfHeight(1)
      ? 100
      : 0,
})

export const cdlBreakaway = pattern({
  name: 'cdl_breakaway',
  title: 'Breakaway',
  lookBack: 14,
  definition:
    '100 for a long black body, a black one below it, a candle of either colour and a black one ' +
    'with ever lower highs and lows, and a white one that closes in the gap; −100 for its mirror ' +
    'image.',
  recognise: (c) => {
    const color = c.color(0)
    return c.color(1) === -color &&
      c.color(3) === -color &&
      c.color(4) === -color &&
      (color === 1 ? c.isBodyBelow(3, 4) : c.isBodyAbove(3, 4)) &&
      color * (c.high(3) - c.high(2)) > 0 &&
      color * (c.low(3) - c.low(2)) > 0 &&
      color * (c.high(2) - c.high(1)) > 0 &&
      color * (c.low(2) - c.low(1)) > 0 &&
      color * (c.close(0) - c.open(3)) > 0 &&
      color * (c.close(4) - c.close(0)) > 0 &&
      c.isLong(4)
      ? 100 * color
      : 0
  },
})

/** Whether the three candles between the first and the last are short. */
const restsAfterLong = (c: Candles) => c.isLong(4) && c.isShort(3) && c.isShort(2) && c.isShort(1)

export const cdlMatHold = pattern({
  name: 'cdl_mat_hold',
  title: 'Mat hold',
  lookBack: 14,
  penetration: 0.5,
  definition:
    '100 for a long white body, a short black one above it, two short ones that sink into it, no ' +
    'deeper than `penetration` of it, and a white one that opens above the last close and closes ' +
    'above the highs of all three.',
  recognise: (c, penetration) => {
    if (!c.isWhite(4) || !c.isBlack(3) || !c.isWhite(0) || !c.isBodyAbove(3, 4)) return 0
    const first = c.close(4)
    const deepest = first - c.body(4) * penetration
    return c.bottom(2) < first &&
      c.bottom(1) < first &&
      c.bottom(2) > deepest &&
      c.bottom(1) > deepest &&
      c.top(2) < c.open(3) &&
      c.top(1) < c.top(2) &&
      c.open(0) > c.close(1) &&
      c.close(0) > Math.max(c.high(3), c.high(2), c.high(1)) &&
      restsAfterLong(c)
      ? 100
      : 0
  },
})

export const cdlRiseFall3Methods = pattern({
  name: 'cdl_rise_fall3_methods',
  title: 'Rising and falling three methods',
  lookBack: 14,
  definition:
    '100 for a long white body, three short black ones that reach into its candle, each closing ' +
    'lower, and a long white one that opens above the last close and closes above the first; −100 ' +
    'for its mirror image.',
  recognise: (c) => {
    const color = c.color(0)
    const isThere =
      c.color(4) === color &&
      c.color(3) === -color &&
      c.color(2) === -color &&
      c.color(1) === -color &&
      color * (c.close(3) - c.close(2)) > 0 &&
      color * (c.close(2) - c.close(1)) > 0 &&
      color * (c.open(0) - c.close(1)) > 0 &&
      color * (c.close(0) - c.close(4)) > 0
    if (!isThere) return 0
    for (let ago = 1; ago <= 3; ago++) {
      if (c.bottom(ago) >= c.high(4) || c.top(ago) <= c.low(4)) return 0
    }
    return restsAfterLong(c) && c.isLong(0) ? 100 * color : 0
  },
})
