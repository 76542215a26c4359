// Every indicator a script can ask for by name.

import { camelCase } from '../names.ts'
import { AVERAGES } from './averages/index.ts'
import type { IndicatorSpec } from './indicator.ts'
import { MOMENTUM } from './momentum/index.ts'
import { PATTERNS } from './patterns/index.ts'
import { STRUCTURE } from './structure/index.ts'
import { VOLATILITY } from './volatility/index.ts'
import { VOLUME } from './volume/index.ts'

export const CATALOGUE: readonly IndicatorSpec[] = [
  ...AVERAGES,
  ...MOMENTUM,
  ...VOLATILITY,
  ...VOLUME,
  ...STRUCTURE,
  ...PATTERNS,
]

/** As Lua has them, in the catalogue's order. */
export const INDICATOR_NAMES: readonly string[] = CATALOGUE.map(({ name }) => name)

/** The same as JS and TS have them. */
export const INDICATOR_NAMES_IN_JS: readonly string[] = INDICATOR_NAMES.map(camelCase)

const BY_NAME = new Map(CATALOGUE.map((indicator) => [indicator.name, indicator]))

/** By Lua's name; undefined where there is none. */
export function findIndicator(name: string): IndicatorSpec | undefined {
  return BY_NAME.get(name)
}
