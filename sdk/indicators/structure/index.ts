// Levels, turning points, and where a value stands among others.

import type { IndicatorSpec } from '../indicator.ts'

export const STRUCTURE: readonly IndicatorSpec[] = []
