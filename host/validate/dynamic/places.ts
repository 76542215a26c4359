// Where in the source stands what only the running script could tell: a callback, or a property of
// the strategy. Found over the syntax tree where it is written out, else over the text.
import type { ScriptSources } from '#host/catalog/sources.ts'
import { snakeCase } from '#sdk/names.ts'
import type { Place } from '../diagnostic.ts'
import { jsLiteral } from '../js/literals.ts'
import { readJsScript } from '../js/script.ts'
import type { Literal, LiteralField } from '../literal.ts'
import { readLuaScript } from '../lua/script.ts'

export interface Places {
  /** Of the strategy's table, or the first line. */
  readonly strategy: Place
  /** Where a callback or hook is defined; as a last resort the strategy's place. */
  callback(name: string): Place
  /** A property by its path in camelCase; the nearest that is written out. */
  property(path: readonly string[]): Place
}

/** `strategy` is its table as `strategyLiteral` found it. */
export function findPlaces(sources: ScriptSources, strategy: Literal | null): Places {
  const isLua = sources.language === 'lua'
  const spell = isLua ? snakeCase : (name: string) => name
  const start = strategy?.place ?? { file: sources.entry, line: 1, column: 1 }
  const inText = (name: string) => findInText(sources, name, isLua)
  return {
    strategy: start,
    callback: (name) => fieldOf(strategy, spell(name))?.place ?? inText(spell(name)) ?? start,
    property([first, ...rest]) {
      const key = spell(first!)
      const property = fieldOf(strategy, key)
      if (property === null) return inText(key) ?? start
      return rest.reduce(
        // Names of params are the author's, names of states ours.
        (at, name) => fieldOf(at.value, name) ?? fieldOf(at.value, spell(name)) ?? at,
        property,
      ).place
    },
  }
}

/** The strategy's table as it is written out; null where it cannot be seen. */
export function strategyLiteral(sources: ScriptSources): Literal | null {
  if (sources.language === 'lua') return readLuaScript(sources).strategy
  const { strategy, entry } = readJsScript(sources)
  return strategy === null ? null : jsLiteral(strategy, entry)
}

function fieldOf(table: Literal | null, key: string): LiteralField | null {
  if (table?.kind !== 'table') return null
  return table.fields.find((field) => field.key === key) ?? null
}

/** The first line that seems to define the name. */
function findInText(sources: ScriptSources, name: string, isLua: boolean): Place | null {
  const definition = new RegExp(`(?<![\\w$])${name}\\s*(?:[=:]|\\()`)
  const comment = isLua ? '--' : '//'
  for (const { path, code } of sources.files) {
    for (const [i, line] of code.split('\n').entries()) {
      const column = definition.exec(line.split(comment)[0]!)?.index ?? -1
      if (column >= 0) return { file: path, line: i + 1, column: column + 1 }
    }
  }
  return null
}
