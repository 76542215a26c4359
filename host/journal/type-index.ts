// Which entries a journal can find by their type: not those that most instants bring. Each place in an
// index is a page more that a commit has to write.
import type { LogEntry } from './entry.ts'

/** Read in their order or not at all; the answers of a busy session are most of what it writes. */
const UNINDEXED: ReadonlySet<LogEntry['type']> = new Set([
  ...(['turn', 'fact', 'log', 'quality', 'ticks'] as const),
])

/** What the index holds. SQLite takes it only for a question that says the same in the same words. */
export const INDEXED = `type NOT IN (${[...UNINDEXED].map((type) => `'${type}'`).join(', ')})`

/** Of some types; the types are its parameters. */
export function whereType(types: readonly LogEntry['type'][]): string {
  const isOneOf = `type IN (${types.map(() => '?').join(', ')})`
  return types.some((type) => UNINDEXED.has(type)) ? isOneOf : `${isOneOf} AND ${INDEXED}`
}
