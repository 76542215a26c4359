// Every indicator a script can ask for by name.

import { atr } from './atr.ts'
import { bollinger } from './bollinger.ts'
import { ema } from './ema.ts'
import type { IndicatorSpec } from './indicator.ts'
import { macd } from './macd.ts'
import { rsi } from './rsi.ts'
import { sma } from './sma.ts'
import { stochastic } from './stochastic.ts'
import { vwap } from './vwap.ts'

export const CATALOGUE: readonly IndicatorSpec[] = [
  sma,
  ema,
  rsi,
  macd,
  bollinger,
  atr,
  vwap,
  stochastic,
]

/** By Lua's name; undefined where there is none. */
export function findIndicator(name: string): IndicatorSpec | undefined {
  return CATALOGUE.find((indicator) => indicator.name === name)
}
