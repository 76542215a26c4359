// The indicators that a script defines itself, as far as they are written out.
import type { Literal } from './literal.ts'

export interface CustomIndicator {
  readonly name: string
  /** Where its value is no single number; null where they cannot be seen. */
  readonly outputs: readonly string[] | null
}

export interface CustomNames {
  readonly names: ReadonlySet<string>
  readonly indicators: readonly CustomIndicator[]
  /** False where a definition cannot be seen through: then any name may be one. */
  readonly isComplete: boolean
}

/** `definitions` are the arguments of all calls that define one. */
export function customNames(definitions: readonly (Literal | undefined)[]): CustomNames {
  const found = definitions.map(readDefinition)
  const indicators = found.filter((one) => one !== null)
  return {
    names: new Set(indicators.map(({ name }) => name)),
    indicators,
    isComplete: indicators.length === found.length,
  }
}

function readDefinition(literal: Literal | undefined): CustomIndicator | null {
  if (literal?.kind !== 'table') return null
  const valueAt = (key: string) => literal.fields.find((field) => field.key === key)?.value
  const name = valueAt('name')
  if (name?.kind !== 'string') return null
  const outputs = valueAt('outputs')
  if (outputs === undefined) return { name: name.value, outputs: literal.isComplete ? [] : null }
  if (outputs.kind !== 'table' || !outputs.isComplete) return { name: name.value, outputs: null }
  const words = outputs.items.flatMap((item) => (item.kind === 'string' ? [item.value] : []))
  return { name: name.value, outputs: words.length === outputs.items.length ? words : null }
}
