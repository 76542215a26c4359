// What volume says about price.

import type { IndicatorSpec } from '../indicator.ts'
import { vwap } from './vwap.ts'

export const VOLUME: readonly IndicatorSpec[] = [vwap]
