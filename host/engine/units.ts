// Which strategies there are to be: those that the configuration names, and every other script of the
// folder as the rule for dropped scripts says.
import { basename, join } from 'node:path'
import type { Attach, StrategyConfig } from '../config/load.ts'
import type { Given } from './script.ts'
import { shadowIdOf } from './shadow.ts'

/** A script with what the configuration gives it. */
export interface Unit {
  /** What it is known by: the strategy's name, or the file's. */
  readonly id: string
  /** Absolute. */
  readonly path: string
  readonly given: Given
}

export interface UnitRules {
  readonly strategies: readonly StrategyConfig[]
  readonly attach: Attach
}

/** By id. `there` are the folder's scripts: a strategy whose script is not among them is `missing`. */
export function unitsOf(
  folder: string,
  there: readonly string[],
  { strategies, attach, isLive }: UnitRules & { readonly isLive: (id: string) => boolean },
): { units: ReadonlyMap<string, Unit>; missing: readonly StrategyConfig[] } {
  const paths = new Set(there)
  const [named, missing]: [Unit[], StrategyConfig[]] = [[], []]
  for (const strategy of strategies.filter(({ isEnabled }) => isEnabled)) {
    const { name, script, symbols, params, isShadow } = strategy
    const id = isShadow && !isLive(name) ? shadowIdOf(name) : name
    const path = join(folder, script)
    if (paths.has(path)) named.push({ id, path, given: { symbols, params } })
    else missing.push(strategy)
  }
  // A script that a strategy names is that strategy's, also while it is switched off.
  const owned = new Set(strategies.map(({ script }) => join(folder, script)))
  const dropped = there
    .filter((path) => attach !== 'none' && !owned.has(path))
    .map((path): Unit => {
      return { id: basename(path), path, given: { symbols: DROPPED[attach], params: {} } }
    })
  return { units: new Map([...dropped, ...named].map((unit) => [unit.id, unit])), missing }
}

const DROPPED = { own: null, all: 'all', none: null } as const
