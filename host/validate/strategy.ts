// The metadata of a strategy, where they are written out: the same checks for Lua's table and for
// the object given to defineStrategy.
import { objectByVariable } from './api.ts'
import type { Literal } from './literal.ts'
import { checkTable, type ValueChecks } from './values.ts'

/** The names in `params`; null where they cannot be seen. */
export function findParamNames(strategy: Literal | null): readonly string[] | null {
  if (strategy?.kind !== 'table') return null
  const params = strategy.fields.find(({ key }) => key === 'params')
  if (params === undefined) return strategy.isComplete ? [] : null
  const { value } = params
  if (value.kind !== 'table' || !value.isComplete) return null
  return value.fields.map(({ key }) => key)
}

/** Keys and values; callbacks that stand among them are the language's own matter. */
export function checkStrategy(strategy: Literal, checks: ValueChecks): void {
  if (strategy.kind !== 'table') return
  const fields = strategy.fields.filter(({ value }) => value.kind !== 'function')
  checkTable({ ...strategy, fields }, objectByVariable('strategy')!, 'strategy', checks)
}
