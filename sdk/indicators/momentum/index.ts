// How fast and how one-sidedly prices move.

import type { IndicatorSpec } from '../indicator.ts'
import { macd } from './macd.ts'
import { rsi } from './rsi.ts'
import { stochastic } from './stochastic.ts'

export const MOMENTUM: readonly IndicatorSpec[] = [rsi, macd, stochastic]
