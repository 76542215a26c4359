// Keeps the engine's scripts the same as the folder's: loads what is there, follows what changes.
// A version that is not fit is refused with its diagnostics, and the one before it runs on.
import { basename, join } from 'node:path'
import type { FeedInfo } from '../feeds/feed.ts'
import type { Limits } from '../limits.ts'
import type { Diagnostic } from '../validate/diagnostic.ts'
import type { Engine } from './engine.ts'
import { loadScript, type Script } from './script.ts'
import { isStrategyPath, listStrategies } from './script-folder.ts'
import type { Worker } from './worker.ts'

/** What is known of a file of the folder. */
export interface ScriptStatus {
  readonly file: string
  /** What runs; null where no version has been fit. */
  readonly running: Script | null
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

export interface ReloaderOptions {
  /** Absolute, without symbolic links. */
  readonly folder: string
  readonly engine: Engine
  readonly trial: Worker
  readonly limits: Limits
  readonly feeds: readonly FeedInfo[]
  readonly seed: number
  /** Before the version drives anything. */
  readonly keep: (script: Script) => void
}

export class Reloader {
  readonly #options: ReloaderOptions
  readonly #scripts = new Map<string, ScriptStatus>()
  #queue: Promise<void> = Promise.resolve()

  constructor(options: ReloaderOptions) {
    this.#options = options
  }

  get scripts(): readonly ScriptStatus[] {
    return [...this.#scripts.values()].sort((a, b) => (a.file < b.file ? -1 : 1))
  }

  /** These run already. */
  recall(scripts: Iterable<Script>): void {
    const { folder } = this.#options
    for (const running of scripts) {
      const { file, sources } = running
      const files = new Set([file, ...sources.files.map(({ path }) => path)])
      this.#scripts.set(file, {
        ...{ file, running, diagnostics: [], refusal: null, sha256: sources.sha256 },
        ...{ files: new Set([...files].map((path) => join(folder, path))), loads: 1 },
      })
    }
  }

  /** Takes in the folder as it is. */
  loadAll(): Promise<void> {
    return this.#afterwards(() => this.#follow(new Set(listStrategies(this.#options.folder))))
  }

  /** Takes in a batch of changes, after those before it. */
  follow(paths: ReadonlySet<string>): Promise<void> {
    return this.#afterwards(() => this.#follow(paths))
  }

  #afterwards(task: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(task)
    return this.#queue
  }

  async #follow(paths: ReadonlySet<string>): Promise<void> {
    const { folder } = this.#options
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
      diagnostics,
      refusal: null,
      sha256,
      files: new Set(loaded.files),
      loads: known?.loads ?? 0,
    }
    if (script === null) return this.#refuse(status, null)
    // Saved as it was: or back to what runs, after an attempt that was refused.
    if (running?.sources.sha256 === sha256) return void this.#scripts.set(file, status)
    this.#options.keep(script)
    const refusal = await engine.adopt(script)
    if (refusal !== null) return this.#refuse(status, refusal)
    this.#scripts.set(file, { ...status, running: script, loads: status.loads + 1 })
    await this.#record(running === null ? 'added' : 'reloaded', loaded, [])
  }

  async #refuse(status: ScriptStatus, refusal: string | null): Promise<void> {
    this.#scripts.set(status.file, { ...status, refusal })
    const errors = status.diagnostics.filter(({ severity }) => severity === 'error').map(inOneLine)
    await this.#record('refused', status, refusal === null ? errors : [refusal])
  }

  async #remove(file: string): Promise<void> {
    const { engine } = this.#options
    await engine.withdraw(file)
    this.#scripts.delete(file)
    await this.#record('removed', { file, sha256: null }, [])
  }

  #record(
    change: 'added' | 'reloaded' | 'refused' | 'removed',
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
