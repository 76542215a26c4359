// How far prices range, and bands and stops made of that.

import type { IndicatorSpec } from '../indicator.ts'
import { accbands } from './accbands.ts'
import { atr } from './atr.ts'
import { avgdev } from './avgdev.ts'
import { bollinger } from './bollinger.ts'
import { bbw, percentB } from './bollinger-place.ts'
import { chandelier } from './chandelier.ts'
import { chop } from './choppiness.ts'
import { stddev, variance } from './deviation.ts'
import { donchian, midprice } from './donchian.ts'
import { historicalVolatility } from './historical-volatility.ts'
import { keltner } from './keltner.ts'
import { natr } from './natr.ts'
import { sar, sarext } from './sar.ts'
import { supertrend } from './supertrend.ts'
import { trange } from './trange.ts'

export const VOLATILITY: readonly IndicatorSpec[] = [
  bollinger,
  percentB,
  bbw,
  keltner,
  donchian,
  accbands,
  midprice,
  atr,
  natr,
  trange,
  stddev,
  variance,
  avgdev,
  historicalVolatility,
  chop,
  supertrend,
  chandelier,
  sar,
  sarext,
]
