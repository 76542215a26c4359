// Averages of a series, and lines fitted to it.

import type { IndicatorSpec } from '../indicator.ts'
import { ema } from './ema.ts'
import { sma } from './sma.ts'

export const AVERAGES: readonly IndicatorSpec[] = [sma, ema]
