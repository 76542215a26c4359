// The whole author-facing API as one value, put together from the nouns beside this file.
import { ACTIONS, ENTER_OPTIONS, EXIT_OPTIONS, TRAIL_OPTIONS } from './action.ts'
import { CALLBACKS } from './callbacks.ts'
import { ACCOUNT, CONTEXT, PENDING_ENTRY, POSITION } from './context.ts'
import { INDICATOR_ARGUMENT, INDICATOR_BAR, INDICATOR_DEFINITION } from './custom-indicators.ts'
import type { ApiDescription } from './description.ts'
import { GLOBALS } from './globals.ts'
import { FILL, HOOKS, REJECTED_ORDER, TRADE } from './hooks.ts'
import {
  BAR_INDICATOR_OPTIONS,
  INDICATOR_OPTIONS,
  INDICATOR_VALUES,
  INDICATORS,
  PAIR_INDICATOR_OPTIONS,
} from './indicators.ts'
import { BAR, BOOK_LEVEL, DEPTH, MARKET } from './market.ts'
import { CADENCE, CHOICE_PARAM, NUMBER_PARAM, STRATEGY, SWITCH_PARAM } from './metadata.ts'
import { VALUE_SETS } from './value-sets.ts'

const OBJECTS = [
  ...[STRATEGY, NUMBER_PARAM, CHOICE_PARAM, SWITCH_PARAM, CADENCE],
  ...[MARKET, BAR, BOOK_LEVEL, DEPTH],
  ...[CONTEXT, POSITION, PENDING_ENTRY, ACCOUNT],
  ...[ACTIONS, ENTER_OPTIONS, EXIT_OPTIONS, TRAIL_OPTIONS],
  ...[INDICATORS, INDICATOR_OPTIONS, BAR_INDICATOR_OPTIONS, PAIR_INDICATOR_OPTIONS],
  ...INDICATOR_VALUES,
  ...[INDICATOR_DEFINITION, INDICATOR_ARGUMENT, INDICATOR_BAR],
  ...[FILL, TRADE, REJECTED_ORDER],
]

const byName = <T extends { readonly name: string }>(list: readonly T[]): Record<string, T> =>
  Object.fromEntries(list.map((item) => [item.name, item]))

export const API: ApiDescription = {
  objects: byName(OBJECTS),
  valueSets: byName(VALUE_SETS),
  callbacks: CALLBACKS,
  hooks: HOOKS,
  ...GLOBALS,
}
