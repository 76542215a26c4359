// Single candles that close about where they opened.

import { pattern } from './pattern.ts'

export const cdlDoji = pattern({
  name: 'cdl_doji',
  title: 'Doji',
  lookBack: 10,
  definition: '100 for a doji.',
  recognise: (c) => (c.isDoji(0) ? 100 : 0),
})

export const cdlLongLeggedDoji = pattern({
  name: 'cdl_long_legged_doji',
  title: 'Long-legged doji',
  lookBack: 10,
  definition: '100 for a doji with a shadow longer than its body.',
  recognise: (c) =>
    c.isDoji(0) && (c.lowerShadow(0) > c.body(0) || c.upperShadow(0) > c.body(0)) ? 100 : 0,
})

export const cdlDragonflyDoji = pattern({
  name: 'cdl_dragonfly_doji',
  title: 'Dragonfly doji',
  lookBack: 10,
  definition: '100 for a doji without upper and with a lower shadow.',
  recognise: (c) =>
    c.isDoji(0) && c.hasNoUpperShadow(0) && c.lowerShadow(0) > c.tenthOfHeight(0) ? 100 : 0,
})

export const cdlGravestoneDoji = pattern({
  name: 'cdl_gravestone_doji',
  title: 'Gravestone doji',
  lookBack: 10,
  definition: '100 for a doji without lower and with an upper shadow.',
  recognise: (c) =>
    c.isDoji(0) && c.hasNoLowerShadow(0) && c.upperShadow(0) > c.tenthOfHeight(0) ? 100 : 0,
})

export const cdlTakuri = pattern({
  name: 'cdl_takuri',
  title: 'Takuri',
  lookBack: 10,
  definition: '100 for a doji without upper shadow and with a lower one over twice its body.',
  recognise: (c) =>
    c.isDoji(0) && c.hasNoUpperShadow(0) && c.lowerShadow(0) > 2 * c.body(0) ? 100 : 0,
})

export const cdlRickshawMan = pattern({
  name: 'cdl_rickshaw_man',
  title: 'Rickshaw man',
  lookBack: 10,
  definition: '100 for a doji near the middle of its candle, both shadows longer than its body.',
  recognise: (c) => {
    if (!c.isDoji(0) || c.lowerShadow(0) <= c.body(0) || c.upperShadow(0) <= c.body(0)) return 0
    const middle = c.low(0) + c.height(0) / 2
    const near = c.near(0)
    return c.bottom(0) <= middle + near && c.top(0) >= middle - near ? 100 : 0
  },
})
