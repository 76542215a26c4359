// A script that has run by itself, and that strategies of the configuration name now: it goes once one of
// them is fit to run. Were it to go before, a misspelt param would leave its positions to nobody.
import { join } from 'node:path'
import type { Attach } from '../config/load.ts'
import { type LoadOptions, loadScript } from './script.ts'
import type { ScriptStatus } from './script-status.ts'
import type { Unit } from './units.ts'

export interface Inheritance extends LoadOptions {
  readonly folder: string
  readonly attach: Attach
  /** Those that are to run. */
  readonly units: ReadonlyMap<string, Unit>
  /** Those that are known, by id. */
  readonly scripts: ReadonlyMap<string, ScriptStatus>
}

/** Whether nothing but strategies that are not fit would come instead of the script. */
export async function waitsForHeir(id: string, options: Inheritance): Promise<boolean> {
  const { folder, attach, units, scripts } = options
  const known = scripts.get(id)!
  if (known.running === null || known.file !== id || attach === 'none') return false
  const heirs = [...units.values()].filter(({ path }) => path === join(folder, known.file))
  for (const heir of heirs) {
    const runs = (scripts.get(heir.id)?.running ?? null) !== null
    if (runs || (await loadScript(heir.path, options, heir)).script !== null) return false
  }
  return heirs.length > 0
}

/** What there is to say of a strategy that is refused meanwhile. */
export function saysWhoRuns({ id, file }: ScriptStatus, scripts: Inheritance['scripts']): string[] {
  const runs = id !== file && (scripts.get(file)?.running ?? null) !== null
  return runs ? [`${file} goes on by itself until the strategy is fit`] : []
}
