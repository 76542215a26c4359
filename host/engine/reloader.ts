// Keeps the engine's scripts the same as the folder's: loads what is there, follows what changes.
// A version that is not fit is refused with its diagnostics, and the one before it runs on.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Policy, StrategyConfig } from '../config/load.ts'
import { HostError } from '../errors.ts'
import type { FeedInfo } from '../feeds/feed.ts'
import type { LogEntry, ScriptChange } from '../journal/entry.ts'
import type { Limits } from '../limits.ts'
import type { Diagnostic } from '../validate/diagnostic.ts'
import type { Engine } from './engine.ts'
import { saysWhoRuns, waitsForHeir } from './heirs.ts'
import { leftBehind } from './left-behind.ts'
import { Places } from './places.ts'
import { Probations } from './probation.ts'
import { Rollbacks } from './rollbacks.ts'
import { type Given, isSameVersion, loadScript, type Script } from './script.ts'
import { isStrategyPath, listStrategies } from './script-folder.ts'
import { assertRuns, inOneLine, recalledStatus, type ScriptStatus } from './script-status.ts'
import { isShadowId, liveIdOf } from './shadow.ts'
import { ShadowDesk } from './shadow-desk.ts'
import { type Examiner, SlowChecks, type Version } from './slow-checks.ts'
import { type Unit, type UnitRules, unitsOf } from './units.ts'
import type { Worker } from './worker.ts'

export interface ReloaderOptions {
  /** Absolute, without symbolic links. */
  readonly folder: string
  readonly engine: Engine
  readonly trial: Worker
  readonly limits: Limits
  /** At the session's beginning. */
  readonly firstFeeds: readonly FeedInfo[]
  readonly seed: number
  readonly rules: UnitRules
  /** What becomes of positions whose script is removed, and of versions that are saved. */
  readonly policy: () => Policy
  /** Before the version drives anything. */
  readonly keep: (script: Script) => Promise<void>
  /** Checks in full what has begun to run; without it, what the fast checks let in stays. */
  readonly examiner?: Examiner | undefined
}

export class Reloader {
  readonly #options: ReloaderOptions
  #rules: UnitRules
  /** By id. */
  readonly #scripts = new Map<string, ScriptStatus>()
  /** Strategies whose script is not there; told once. */
  #missing: ReadonlySet<string> = new Set()
  readonly #probations: Probations
  readonly #places: Places
  readonly #shadows: ShadowDesk
  readonly #rollbacks: Rollbacks
  readonly #slowChecks: SlowChecks | null
  /** The folder as a session found it is in: what comes now has been saved since. */
  #isFollowing = false
  #isClosed = false
  /** By id: what the configuration gave it when it was loaded last. */
  readonly #tried = new Map<string, Given>()
  /** Files whose next version is to run as a shadow. */
  readonly #beside = new Set<string>()
  #queue: Promise<void> = Promise.resolve()

  constructor(options: ReloaderOptions) {
    this.#options = options
    this.#rules = options.rules
    this.#probations = new Probations(options.engine, (id, why) => {
      void this.rollBack(id, why).catch(() => {})
    })
    const shared = {
      ...{ engine: options.engine, scripts: this.#scripts, probations: this.#probations },
      keep: options.keep,
      record: this.#record.bind(this),
    }
    this.#places = new Places({ ...shared, firstFeeds: options.firstFeeds })
    this.#shadows = new ShadowDesk({
      ...shared,
      isShadowByConfig: (id) =>
        this.#rules.strategies.some(({ name, isShadow }) => name === id && isShadow),
    })
    this.#rollbacks = new Rollbacks(shared)
    const judge = (version: Version, found: readonly Diagnostic[]) => {
      void this.#afterwards(() => this.#rollbacks.judge(version, found)).catch(() => {})
    }
    const { examiner } = options
    this.#slowChecks = examiner === undefined ? null : new SlowChecks(examiner, judge)
  }

  get scripts(): readonly ScriptStatus[] {
    return [...this.#scripts.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  /** These run already. */
  recall(scripts: Iterable<Script>): void {
    const { folder } = this.#options
    this.#isFollowing = true
    for (const running of scripts) {
      this.#places.recall(running)
      this.#scripts.set(running.id, recalledStatus(running, folder))
    }
  }

  /** Takes in the folder as it is. */
  async loadAll(): Promise<void> {
    await this.#afterwards(() => this.#follow(new Set(listStrategies(this.#options.folder))))
    this.#isFollowing = true
  }

  /** Hears what the session does: a new version that faults early is not kept. */
  hear(entry: LogEntry): void {
    this.#probations.hear(entry)
  }

  /**
   * From now on these strategies are to run, and drive those of the engine's feeds and no others. Nobody
   * comes to a new symbol by rules that are not in force any more.
   */
  configure(rules: UnitRules, feeds: readonly FeedInfo[]): Promise<void> {
    return this.#afterwards(async () => {
      const before = this.symbols
      await this.#places.leave(feeds)
      this.#rules = rules
      await this.#follow(this.#waitingFor(before))
      await this.#places.come()
    })
  }

  /** Files that were refused for what is in them, maybe as none of their symbols was fed, where some have come. */
  #waitingFor(before: readonly string[]): ReadonlySet<string> {
    if (this.symbols.every((symbol) => before.includes(symbol))) return new Set()
    const waiting = this.scripts.filter(
      ({ running, sha256, refusal }) => refusal === null && running?.sources.sha256 !== sha256,
    )
    return new Set(waiting.map(({ file }) => join(this.#options.folder, file)))
  }

  /** The symbols that scripts may drive. */
  get symbols(): readonly string[] {
    return this.#places.symbols
  }

  /**
   * From now on scripts may drive these, in the order of the engine's feeds, and no others. What they hold
   * where they leave stays under its stops.
   */
  refeed(feeds: readonly FeedInfo[]): Promise<void> {
    return this.#afterwards(() => this.#places.leave(feeds).then(() => this.#places.come()))
  }

  /** The version that ran before drives the script's slots again; the file stays as it is. */
  rollBack(id: string, why: string): Promise<void> {
    return this.#afterwards(() => this.#rollbacks.rollBack(id, why))
  }

  /** Lets a script drive one more of the session's symbols, or one less; what runs is not reloaded. */
  attach(id: string, symbol: string, isAttached: boolean): Promise<void> {
    return this.#afterwards(() => this.#places.attach(id, symbol, isAttached))
  }

  /** Takes in a batch of changes, after those before it. */
  follow(paths: ReadonlySet<string>): Promise<void> {
    return this.#afterwards(() => this.#follow(paths))
  }

  /**
   * The next version of that file runs beside the one that trades; throws where none does. To be told once it
   * is written.
   */
  saveBeside(path: string): () => void {
    assertRuns(path, this.scripts)
    return () => void this.#beside.add(join(this.#options.folder, path))
  }

  /** Resolves once nothing changes any more. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#queue
  }

  #afterwards<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(() => {
      if (this.#isClosed) throw new HostError('unavailable', 'the session is being ended')
      return task()
    })
    this.#queue = result.then(
      () => {},
      () => {},
    )
    return result
  }

  async #follow(paths: ReadonlySet<string>): Promise<void> {
    const { folder } = this.#options
    // It may be a network folder that comes back: until then, what runs goes on running.
    if (!existsSync(folder)) return
    // A shadow that was promoted is live until the session ends.
    const isLive = (id: string) => (this.#scripts.get(id)?.running ?? null) !== null
    const rules = { ...this.#rules, isLive }
    const { units, missing } = unitsOf(folder, listStrategies(folder), rules)
    // The shadow of a live strategy is there as long as that one is.
    const isGone = (id: string) => !units.has(id) && !(isShadowId(id) && units.has(liveIdOf(id)))
    const heirs = { ...this.#loading, units, scripts: this.#scripts, attach: rules.attach }
    for (const id of [...this.#scripts.keys()].filter(isGone)) {
      if (!(await waitsForHeir(id, heirs))) await this.#remove(id)
    }
    await this.#tellMissing(missing)
    const isShared = [...paths].some((path) => !isStrategyPath(folder, path))
    for (const planned of units.values()) {
      const unit = this.#places.asChosen(planned)
      const known = this.#scripts.get(unit.id)
      const isTouched = paths.has(unit.path) || [...paths].some((one) => known?.files.has(one))
      const running = known?.running ?? null
      const given = running?.given ?? this.#tried.get(unit.id)
      const isOther = given !== undefined && !isDeepStrictEqual(given, unit.given)
      // A refused script may have been waiting for just this file.
      const isWaiting = isShared && running?.sources.sha256 !== known?.sha256
      if (known === undefined || isTouched || isOther || isWaiting) await this.#load(unit)
    }
    for (const path of paths) this.#beside.delete(path)
  }

  async #tellMissing(missing: readonly StrategyConfig[]): Promise<void> {
    const told = this.#missing
    this.#missing = new Set(missing.map(({ name }) => name))
    for (const { name: id, script } of missing.filter(({ name }) => !told.has(name))) {
      await this.#record('refused', { id, sha256: null }, [
        `there is no ${script} in the scripts folder`,
      ])
    }
  }

  async #load(unit: Unit): Promise<void> {
    const { engine } = this.#options
    const { id, path } = unit
    const known = this.#scripts.get(id)
    this.#tried.set(id, unit.given)
    const loaded = await loadScript(path, this.#loading, unit)
    const { file, sha256, script, diagnostics } = loaded
    const running = known?.running ?? null
    const status: ScriptStatus = {
      ...{ id, file, running, diagnostics, sha256 },
      previous: known?.previous ?? null,
      refusal: null,
      files: new Set(loaded.files),
      loads: known?.loads ?? 0,
    }
    if (script === null) return this.#refuse(status, null)
    // Saved as it was: or back to what runs, after an attempt that was refused.
    if (running !== null && isSameVersion(running, script) && engine.isWholly(running)) {
      this.#scripts.set(id, status)
      // Back to what runs: nothing is left to be tried beside it.
      if (!isShadowId(id) && this.#shadows.has(id)) await this.#shadows.drop(id)
      return
    }
    const isLive = running !== null && !isShadowId(id) && !isSameVersion(running, script)
    // One that is being tried stays a trial until it is promoted or dropped.
    const isTried = this.#beside.has(path) || this.#shadows.has(id)
    if (isLive && (isTried || this.#options.policy().saved === 'shadow')) {
      const why = await this.#shadows.runBeside(status, script)
      if (why !== null) return this.#refuse(status, why)
      this.#slowChecks?.ask({ path, sha256 })
      return
    }
    await this.#options.keep(script)
    if (running !== null) this.#probations.begin(id)
    const refusal = await engine.adopt(script)
    if (refusal !== null) {
      this.#probations.end(id)
      return this.#refuse(status, refusal)
    }
    const loads = status.loads + 1
    this.#scripts.set(id, { ...status, running: script, previous: running, loads })
    await this.#record(running === null ? 'added' : 'reloaded', status, [])
    if (running !== null || this.#isFollowing) this.#slowChecks?.ask({ path, sha256 })
  }

  /** The shadow's version drives the live slots from now on; named by its id, a slot, or the live one. */
  promote(name: string): Promise<readonly string[]> {
    return this.#afterwards(() => this.#shadows.promote(name))
  }

  /** The shadow goes, with all that it holds. */
  drop(name: string): Promise<void> {
    return this.#afterwards(() => this.#shadows.drop(name))
  }

  async #refuse(status: ScriptStatus, refusal: string | null): Promise<void> {
    this.#scripts.set(status.id, { ...status, refusal })
    const errors = status.diagnostics.filter(({ severity }) => severity === 'error').map(inOneLine)
    const reasons = refusal === null ? errors : [refusal]
    await this.#record('refused', status, [...reasons, ...saysWhoRuns(status, this.#scripts)])
  }

  get #loading() {
    return { ...this.#options, ...this.#places.fed }
  }

  async #remove(id: string): Promise<void> {
    const isFlat = this.#options.policy().removed === 'flatten'
    await this.#options.engine.withdraw(id, isFlat)
    this.#scripts.delete(id)
    this.#probations.end(id)
    this.#places.forget(id)
    await this.#record('removed', { id, sha256: null }, [])
  }

  #record(
    change: ScriptChange,
    { id, sha256 }: { readonly id: string; readonly sha256: string | null },
    reasons: readonly string[] = [],
  ): Promise<void> {
    const { engine } = this.#options
    const wall = new Date().toISOString()
    const notes = [...reasons, ...leftBehind(engine.slots.filter((one) => one.script.id === id))]
    return engine.note({ type: 'script', change, script: id, sha256, wall, notes })
  }
}
