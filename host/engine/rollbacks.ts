// How versions that should not have begun to run go again: by hand, or because the checks that follow
// a save hold something against them. For the reloader, which does one thing at a time.
import { basename } from 'node:path'
import { didYouMean } from '#sdk/did-you-mean.ts'
import { HostError } from '../errors.ts'
import type { ScriptChange } from '../journal/entry.ts'
import type { Diagnostic } from '../validate/diagnostic.ts'
import type { Engine } from './engine.ts'
import type { Probations } from './probation.ts'
import type { Script } from './script.ts'
import { inOneLine, type ScriptStatus } from './script-status.ts'
import { isHeldAgainst, type Version } from './slow-checks.ts'

export interface RollbacksOptions {
  readonly engine: Engine
  /** By id; the reloader's. */
  readonly scripts: Map<string, ScriptStatus>
  readonly probations: Probations
  /** Before the version drives anything. */
  readonly keep: (script: Script) => Promise<void>
  readonly record: (
    change: ScriptChange,
    of: { readonly id: string; readonly sha256: string | null },
    notes: readonly string[],
  ) => Promise<void>
}

export class Rollbacks {
  readonly #options: RollbacksOptions

  constructor(options: RollbacksOptions) {
    this.#options = options
  }

  /** The slow checks are through with a version: where it is wrong, it does not stay. */
  async judge({ path, sha256 }: Version, diagnostics: readonly Diagnostic[]): Promise<void> {
    const { scripts } = this.#options
    for (const known of [...scripts.values()]) {
      const isIt = known.file === basename(path) && known.sha256 === sha256
      if (!isIt || known.running?.sources.sha256 !== sha256) continue
      const status = { ...known, diagnostics }
      scripts.set(known.id, status)
      const errors = diagnostics.filter(isHeldAgainst).map(inOneLine)
      if (errors.length === 0) continue
      await this.#takeBack(status, `the checks after the save found ${errors.join('; ')}`)
    }
  }

  async #takeBack(known: ScriptStatus, why: string): Promise<void> {
    const { engine, scripts, probations, record } = this.#options
    const { id, previous } = known
    if (previous !== null) {
      // Where the one before it cannot take over, such as in a trade on another timeframe, it runs on.
      return this.rollBack(id, why).catch((error) =>
        record('kept', known, [why, (error as Error).message]),
      )
    }
    probations.end(id)
    await engine.withdraw(id)
    scripts.set(id, { ...known, running: null, refusal: why })
    await record('refused', known, [why])
  }

  /** The version that ran before drives the strategy's slots again. */
  async rollBack(id: string, why: string): Promise<void> {
    const { engine, scripts, probations, keep, record } = this.#options
    const known = scripts.get(id)
    if (known === undefined) throw unknownScript(id, [...scripts.keys()])
    const { previous } = known
    if (previous === null) {
      throw new HostError('not-found', `no earlier version of ${id} has run in this session`)
    }
    probations.end(id)
    // On the symbols that are fed by now it is another version than the one that ran.
    await keep(previous)
    const refusal = await engine.adopt(previous)
    if (refusal !== null) throw new HostError('unavailable', refusal)
    const text = `rolled back to ${previous.metadata.version ?? previous.sources.sha256.slice(0, 12)}: ${why}`
    scripts.set(id, { ...known, running: previous, previous: null, refusal: text })
    await record('rolled back', { id, sha256: previous.sources.sha256 }, [why])
  }
}

function unknownScript(id: string, known: readonly string[]): HostError {
  const nearest = didYouMean(id, known)
  const hint =
    nearest === null ? `there is ${known.join(', ') || 'none'}` : `did you mean "${nearest}"?`
  return new HostError('not-found', `no script or strategy "${id}" is in this session: ${hint}`)
}
