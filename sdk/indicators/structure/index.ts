// Levels, turning points, and where a value stands among others.

import type { IndicatorSpec } from '../indicator.ts'
import { beta, correl } from './correlation.ts'
import { barsSinceHighest, barsSinceLowest, highest, lowest } from './extremes.ts'
import { heikinAshi } from './heikin-ashi.ts'
import { ichimoku } from './ichimoku.ts'
import { pivotPoints } from './pivot-points.ts'
import { median, percentRank, quantile } from './ranks.ts'
import { pivotHigh, pivotLow } from './swings.ts'
import { zScore } from './z-score.ts'
import { zigzag } from './zigzag.ts'

export const STRUCTURE: readonly IndicatorSpec[] = [
  pivotPoints,
  pivotHigh,
  pivotLow,
  zigzag,
  ichimoku,
  heikinAshi,
  highest,
  lowest,
  barsSinceHighest,
  barsSinceLowest,
  median,
  quantile,
  percentRank,
  zScore,
  correl,
  beta,
]
