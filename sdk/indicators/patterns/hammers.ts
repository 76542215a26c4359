// Short bodies at one end of the candle with a long shadow to the other.

import type { Candles } from './candles.ts'
import { pattern } from './pattern.ts'

const hangs = (c: Candles) => c.isShort(0) && c.lowerShadow(0) > c.body(0) && c.hasNoUpperShadow(0)

const stands = (c: Candles) => c.isShort(0) && c.upperShadow(0) > c.body(0) && c.hasNoLowerShadow(0)

export const cdlHammer = pattern({
  name: 'cdl_hammer',
  title: 'Hammer',
  lookBack: 11,
  definition:
    '100 for a short body below or near the previous low, without upper shadow, the lower one ' +
    'longer than the body.',
  recognise: (c) => (hangs(c) && c.bottom(0) <= c.low(1) + c.near(1) ? 100 : 0),
})

export const cdlHangingMan = pattern({
  name: 'cdl_hanging_man',
  title: 'Hanging man',
  lookBack: 11,
  definition:
    '−100 for a short body above or near the previous high, without upper shadow, the lower one ' +
    'longer than the body.',
  recognise: (c) => (hangs(c) && c.bottom(0) >= c.high(1) - c.near(1) ? -100 : 0),
})

export const cdlInvertedHammer = pattern({
  name: 'cdl_inverted_hammer',
  title: 'Inverted hammer',
  lookBack: 11,
  definition:
    '100 for a short body wholly below the previous body, without lower shadow, the upper one ' +
    'longer than the body.',
  recognise: (c) => (stands(c) && c.isBodyBelow(0, 1) ? 100 : 0),
})

export const cdlShootingStar = pattern({
  name: 'cdl_shooting_star',
  title: 'Shooting star',
  lookBack: 11,
  definition:
    '−100 for a short body wholly above the previous body, without lower shadow, the upper one ' +
    'longer than the body.',
  recognise: (c) => (stands(c) && c.isBodyAbove(0, 1) ? -100 : 0),
})
