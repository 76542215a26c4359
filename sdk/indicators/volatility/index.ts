// How far prices range, and bands and stops made of that.

import type { IndicatorSpec } from '../indicator.ts'
import { atr } from './atr.ts'
import { bollinger } from './bollinger.ts'

export const VOLATILITY: readonly IndicatorSpec[] = [bollinger, atr]
