// Averages of a series, and lines fitted to it.

import type { IndicatorSpec } from '../indicator.ts'
import { alma } from './alma.ts'
import { dema } from './dema.ts'
import { ema } from './ema.ts'
import { hma } from './hma.ts'
import { htTrendline } from './ht-trendline.ts'
import { kama } from './kama.ts'
import {
  linearreg,
  linearregAngle,
  linearregIntercept,
  linearregSlope,
  tsf,
} from './linear-regression.ts'
import { mama } from './mama.ts'
import { midpoint } from './midpoint.ts'
import { rma } from './rma.ts'
import { sma } from './sma.ts'
import { sum } from './sum.ts'
import { t3 } from './t3.ts'
import { tema } from './tema.ts'
import { trima } from './trima.ts'
import { vwma } from './vwma.ts'
import { wma } from './wma.ts'
import { zlema } from './zlema.ts'

export const AVERAGES: readonly IndicatorSpec[] = [
  sma,
  ema,
  wma,
  dema,
  tema,
  trima,
  kama,
  mama,
  t3,
  rma,
  hma,
  vwma,
  alma,
  zlema,
  linearreg,
  linearregSlope,
  linearregIntercept,
  linearregAngle,
  tsf,
  midpoint,
  sum,
  htTrendline,
]
