// Candlestick patterns, as TA-Lib defines them.

import type { IndicatorSpec } from '../indicator.ts'

export const PATTERNS: readonly IndicatorSpec[] = []
