// Keeps the engine's scripts the same as the folder's: loads what is there, follows what changes.
// A version that is not fit is refused with its diagnostics, and the one before it runs on.
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Policy } from '../config/load.ts'
import { HostError } from '../errors.ts'
import type { FeedInfo } from '../feeds/feed.ts'
import type { LogEntry, ScriptChange } from '../journal/entry.ts'
import type { Limits } from '../limits.ts'
import type { Diagnostic } from '../validate/diagnostic.ts'
import type { Engine } from './engine.ts'
import { loadScript, type Script } from './script.ts'
import { isStrategyPath, listStrategies } from './script-folder.ts'
import { type Examiner, isHeldAgainst, SlowChecks, type Version } from './slow-checks.ts'
import type { Worker } from './worker.ts'

/** What is known of a file of the folder. */
export interface ScriptStatus {
  readonly file: string
  /** What runs; null where no version has been fit. */
  readonly running: Script | null
  /** What ran before it, in this session. */
  readonly previous: Script | null
  /** Of the newest version: errors where it was refused, else warnings. */
  readonly diagnostics: readonly Diagnostic[]
  /** Why the newest version does not run although nothing is wrong with it as such. */
  readonly refusal: string | null
  readonly sha256: string
  /** Every file that it consists of, as absolute paths. */
  readonly files: ReadonlySet<string>
  /** How many versions have run. */
  readonly loads: number
}

interface Probation {
  /** The turns that each slot had had when the version began to drive it. */
  readonly turns: Map<string, number>
  faults: number
}

/** One fault may be an accident. */
const PROBATION_FAULTS = 2
const PROBATION_TURNS = 100

export interface ReloaderOptions {
  /** Absolute, without symbolic links. */
  readonly folder: string
  readonly engine: Engine
  readonly trial: Worker
  readonly limits: Limits
  readonly feeds: readonly FeedInfo[]
  readonly seed: number
  /** What becomes of positions whose script's file is removed. */
  readonly onRemoved: () => Policy['removed']
  /** Before the version drives anything. */
  readonly keep: (script: Script) => void
  /** Checks in full what has begun to run; without it, what the fast checks let in stays. */
  readonly examiner?: Examiner | undefined
}

export class Reloader {
  readonly #options: ReloaderOptions
  readonly #scripts = new Map<string, ScriptStatus>()
  /** New versions that have yet to show that they can be borne. */
  readonly #probations = new Map<string, Probation>()
  readonly #slowChecks: SlowChecks | null
  /** The folder as a session found it is in: what comes now has been saved since. */
  #isFollowing = false
  #isClosed = false
  #queue: Promise<void> = Promise.resolve()

  constructor(options: ReloaderOptions) {
    this.#options = options
    const judge = (version: Version, found: readonly Diagnostic[]) => {
      void this.#afterwards(() => this.#judge(version, found)).catch(() => {})
    }
    const { examiner } = options
    this.#slowChecks = examiner === undefined ? null : new SlowChecks(examiner, judge)
  }

  get scripts(): readonly ScriptStatus[] {
    return [...this.#scripts.values()].sort((a, b) => (a.file < b.file ? -1 : 1))
  }

  /** These run already. */
  recall(scripts: Iterable<Script>): void {
    const { folder } = this.#options
    this.#isFollowing = true
    for (const running of scripts) {
      const { file, sources } = running
      const files = new Set([file, ...sources.files.map(({ path }) => path)])
      this.#scripts.set(file, {
        ...{
          file,
          running,
          previous: null,
          diagnostics: [],
          refusal: null,
          sha256: sources.sha256,
        },
        ...{ files: new Set([...files].map((path) => join(folder, path))), loads: 1 },
      })
    }
  }

  /** Takes in the folder as it is. */
  async loadAll(): Promise<void> {
    await this.#afterwards(() => this.#follow(new Set(listStrategies(this.#options.folder))))
    this.#isFollowing = true
  }

  /** Hears what the session does: a new version that faults early is not kept. */
  hear(entry: LogEntry): void {
    if (entry.type !== 'fact') return
    const { slot, fact } = entry
    if (fact.type !== 'faulted' && fact.type !== 'quarantined') return
    for (const [file, probation] of this.#probations) {
      const since = probation.turns.get(slot)
      if (since === undefined) continue
      const turns = this.#options.engine.slots.find(({ key }) => key === slot)?.past.turns ?? 0
      if (turns - since > PROBATION_TURNS) probation.turns.delete(slot)
      else probation.faults += fact.type === 'faulted' ? 1 : PROBATION_FAULTS
      if (probation.faults < PROBATION_FAULTS) continue
      this.#probations.delete(file)
      const why = `it failed ${PROBATION_FAULTS} times in its first ${PROBATION_TURNS} turns: ${fact.error.message}`
      void this.rollBack(file, why).catch(() => {})
    }
  }

  /** The version that ran before drives the script's slots again; the file stays as it is. */
  rollBack(file: string, why: string): Promise<void> {
    return this.#afterwards(() => this.#rollBack(file, why))
  }

  /** Takes in a batch of changes, after those before it. */
  follow(paths: ReadonlySet<string>): Promise<void> {
    return this.#afterwards(() => this.#follow(paths))
  }

  /** Resolves once nothing changes any more. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#queue
  }

  #afterwards(task: () => Promise<void>): Promise<void> {
    const result = this.#queue.then(() => {
      if (this.#isClosed) throw new HostError('unavailable', 'the session is being ended')
      return task()
    })
    this.#queue = result.catch(() => {})
    return result
  }

  async #follow(paths: ReadonlySet<string>): Promise<void> {
    const { folder } = this.#options
    // It may be a network folder that comes back: until then, what runs goes on running.
    if (!existsSync(folder)) return
    const there = listStrategies(folder)
    const names = new Set(there.map((path) => basename(path)))
    for (const file of this.#scripts.keys()) if (!names.has(file)) await this.#remove(file)
    const isShared = [...paths].some((path) => !isStrategyPath(folder, path))
    for (const path of there) {
      const known = this.#scripts.get(basename(path))
      const isTouched = paths.has(path) || [...paths].some((one) => known?.files.has(one))
      // A refused script may have been waiting for just this file.
      const isWaiting = isShared && known?.running?.sources.sha256 !== known?.sha256
      if (known === undefined || isTouched || isWaiting) await this.#load(path)
    }
  }

  async #load(path: string): Promise<void> {
    const { engine } = this.#options
    const known = this.#scripts.get(basename(path))
    const loaded = await loadScript(path, this.#options)
    const { file, sha256, script, diagnostics } = loaded
    const running = known?.running ?? null
    const status: ScriptStatus = {
      file,
      running,
      previous: known?.previous ?? null,
      diagnostics,
      refusal: null,
      sha256,
      files: new Set(loaded.files),
      loads: known?.loads ?? 0,
    }
    if (script === null) return this.#refuse(status, null)
    // Saved as it was: or back to what runs, after an attempt that was refused.
    if (running?.sources.sha256 === sha256) {
      this.#scripts.set(file, { ...status, previous: known!.previous })
      return
    }
    this.#options.keep(script)
    const refusal = await engine.adopt(script)
    if (refusal !== null) return this.#refuse(status, refusal)
    const loads = status.loads + 1
    this.#scripts.set(file, { ...status, running: script, previous: running, loads })
    if (running !== null) this.#watch(file)
    await this.#record(running === null ? 'added' : 'reloaded', loaded, [])
    if (running !== null || this.#isFollowing) this.#slowChecks?.ask({ path, sha256 })
  }

  /** The slow checks are through with a version: where it is wrong, it does not stay. */
  async #judge({ path, sha256 }: Version, diagnostics: readonly Diagnostic[]): Promise<void> {
    const known = this.#scripts.get(basename(path))
    if (known?.running?.sources.sha256 !== sha256 || known.sha256 !== sha256) return
    const status = { ...known, diagnostics }
    this.#scripts.set(known.file, status)
    const errors = diagnostics.filter(isHeldAgainst).map(inOneLine)
    if (errors.length === 0) return
    const why = `the checks after the save found ${errors.join('; ')}`
    if (known.previous !== null) {
      // Where the one before it cannot take over, such as in a trade on another timeframe, it runs on.
      return this.#rollBack(known.file, why).catch((error) =>
        this.#record('kept', known, [why, (error as Error).message]),
      )
    }
    this.#probations.delete(known.file)
    await this.#options.engine.withdraw(known.file)
    this.#scripts.set(known.file, { ...status, running: null, refusal: why })
    await this.#record('refused', known, [why])
  }

  async #refuse(status: ScriptStatus, refusal: string | null): Promise<void> {
    this.#scripts.set(status.file, { ...status, refusal })
    const errors = status.diagnostics.filter(({ severity }) => severity === 'error').map(inOneLine)
    await this.#record('refused', status, refusal === null ? errors : [refusal])
  }

  /** From now on the script's slots are watched for early faults. */
  #watch(file: string): void {
    const own = this.#options.engine.slots.filter(({ script }) => script.file === file)
    const turns = new Map(own.map(({ key, past }) => [key, past.turns]))
    this.#probations.set(file, { turns, faults: 0 })
  }

  async #rollBack(file: string, why: string): Promise<void> {
    const known = this.#scripts.get(file)
    const previous = known?.previous ?? null
    if (known === undefined || previous === null) {
      throw new HostError('not-found', `no earlier version of ${file} has run in this session`)
    }
    this.#probations.delete(file)
    const refusal = await this.#options.engine.adopt(previous)
    if (refusal !== null) throw new HostError('unavailable', refusal)
    const text = `rolled back to ${previous.metadata.version ?? previous.sources.sha256.slice(0, 12)}: ${why}`
    this.#scripts.set(file, { ...known, running: previous, previous: null, refusal: text })
    await this.#record('rolled back', { file, sha256: previous.sources.sha256 }, [why])
  }

  async #remove(file: string): Promise<void> {
    const { engine } = this.#options
    const isFlat = this.#options.onRemoved() === 'flatten'
    await engine.withdraw(file, isFlat)
    this.#scripts.delete(file)
    await this.#record('removed', { file, sha256: null }, [])
  }

  #record(
    change: ScriptChange,
    { file, sha256 }: { readonly file: string; readonly sha256: string | null },
    notes: readonly string[],
  ): Promise<void> {
    const wall = new Date().toISOString()
    return this.#options.engine.note({ type: 'script', change, script: file, sha256, wall, notes })
  }
}

/** "line:column: message", with the file where it is another one. */
export function inOneLine({ file, line, column, message }: Diagnostic): string {
  return `${file === undefined ? '' : `${file}:`}${line}:${column}: ${message}`
}
