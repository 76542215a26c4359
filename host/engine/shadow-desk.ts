// How shadows of live strategies come, take over, and go; for the reloader, which does one thing at a
// time.
import { HostError } from '../errors.ts'
import type { ScriptChange } from '../journal/entry.ts'
import type { Engine } from './engine.ts'
import type { Probations } from './probation.ts'
import { isSameVersion, type Script } from './script.ts'
import { findShadow, type ScriptStatus } from './script-status.ts'
import { liveIdOf, shadowIdOf } from './shadow.ts'

export interface ShadowDeskOptions {
  readonly engine: Engine
  readonly keep: (script: Script) => Promise<void>
  /** By id; the reloader's. */
  readonly scripts: Map<string, ScriptStatus>
  readonly probations: Probations
  readonly record: (
    change: ScriptChange,
    of: { readonly id: string; readonly sha256: string | null },
    notes?: readonly string[],
  ) => Promise<void>
  /** Whether the configuration has the strategy of that id as a shadow. */
  readonly isShadowByConfig: (id: string) => boolean
}

export class ShadowDesk {
  readonly #options: ShadowDeskOptions

  constructor(options: ShadowDeskOptions) {
    this.#options = options
  }

  /** Whether the live strategy has one that runs. */
  has(id: string): boolean {
    const { scripts } = this.#options
    return (scripts.get(shadowIdOf(id))?.running ?? null) !== null
  }

  /** The new version gets a shadow, or takes over the one that is there; returns why not, or null. */
  async runBeside(live: ScriptStatus, script: Script): Promise<string | null> {
    const { engine, keep, scripts, probations, record } = this.#options
    const id = shadowIdOf(live.id)
    const known = scripts.get(id) ?? null
    const previous = known?.running ?? null
    const shadow: Script = { ...script, id }
    const refusal = `its new version runs as a shadow: watchfire promote ${live.id}, or drop`
    scripts.set(live.id, { ...live, refusal })
    if (previous !== null && isSameVersion(previous, shadow)) return null
    await keep(shadow)
    if (previous !== null) probations.begin(id)
    const why = await engine.adopt(shadow)
    if (why !== null) {
      probations.end(id)
      return why
    }
    const loads = (known?.loads ?? 0) + 1
    scripts.set(id, { ...live, id, running: shadow, previous, loads, refusal: null })
    await record(previous === null ? 'shadowed' : 'reloaded', { ...live, id })
    return null
  }

  /**
   * Its version drives the live slots; named by its id, a slot of it, or the live one. Returns what is
   * still to be done about it.
   */
  async promote(name: string): Promise<readonly string[]> {
    const { engine, keep, scripts, probations, record, isShadowByConfig } = this.#options
    const shadow = findShadow(name, [...scripts.values()])
    const id = liveIdOf(shadow.id)
    const known = scripts.get(id) ?? null
    const script: Script = { ...shadow.running!, id }
    await keep(script)
    const previous = known?.running ?? null
    if (previous !== null) probations.begin(id)
    const refusal = await engine.adopt(script)
    if (refusal !== null) {
      probations.end(id)
      throw new HostError('unavailable', refusal)
    }
    await engine.withdraw(shadow.id)
    scripts.delete(shadow.id)
    probations.end(shadow.id)
    const loads = (known?.loads ?? 0) + 1
    scripts.set(id, { ...shadow, id, running: script, previous, loads })
    const notes = isShadowByConfig(id) ? [stillShadow(id)] : []
    await record('promoted', { id, sha256: shadow.sha256 }, notes)
    return notes
  }

  async drop(name: string): Promise<void> {
    const { engine, scripts, probations, record } = this.#options
    const shadow = findShadow(name, [...scripts.values()])
    const { id } = shadow
    await engine.withdraw(id)
    probations.end(id)
    const live = scripts.get(liveIdOf(id))
    if (live === undefined) scripts.set(id, { ...shadow, running: null, refusal: 'dropped' })
    else {
      scripts.delete(id)
      if (live.running?.sources.sha256 !== live.sha256) {
        scripts.set(live.id, { ...live, refusal: 'its new version was dropped' })
      }
    }
    await record('dropped', { id, sha256: null })
  }
}

const stillShadow = (id: string) =>
  `watchfire.toml still has mode = "shadow" for the strategy "${id}": write mode = "paper" there, or the next new session begins it as a shadow again`
