// Where scripts trade: on those of the fed symbols that their text, the configuration, or somebody's hand
// says. For the reloader, which does one thing at a time.
import { HostError } from '../errors.ts'
import type { FeedInfo } from '../feeds/feed.ts'
import type { ScriptChange } from '../journal/entry.ts'
import type { Engine } from './engine.ts'
import { type Fed, type Given, isSameVersion, placed, type Script } from './script.ts'
import type { ScriptStatus } from './script-status.ts'
import type { Unit } from './units.ts'

export interface PlacesOptions {
  readonly engine: Engine
  /** By id; the reloader's. */
  readonly scripts: Map<string, ScriptStatus>
  /** At the session's beginning. */
  readonly firstFeeds: readonly FeedInfo[]
  /** Before the version drives anything. */
  readonly keep: (script: Script) => Promise<void>
  readonly record: (
    change: ScriptChange,
    of: { readonly id: string; readonly sha256: string | null },
    notes: readonly string[],
  ) => Promise<void>
}

export class Places {
  readonly #options: PlacesOptions
  /** Those that scripts may drive by now. */
  #feeds: readonly FeedInfo[]
  /** By id: the symbols that somebody chose for it, by attaching and detaching slots. */
  readonly #chosen = new Map<string, readonly string[]>()

  constructor(options: PlacesOptions) {
    this.#options = options
    this.#feeds = options.firstFeeds
  }

  get fed(): Fed {
    return { feeds: this.#feeds, firstFeeds: this.#options.firstFeeds }
  }

  get symbols(): readonly string[] {
    return this.#feeds.map(({ symbol }) => symbol)
  }

  /** It runs already. */
  recall({ id, given, symbols }: Script): void {
    if (given.isChosen) this.#chosen.set(id, symbols)
  }

  forget(id: string): void {
    this.#chosen.delete(id)
  }

  /** What somebody chose for a strategy holds for its later versions too. */
  asChosen(unit: Unit): Unit {
    const symbols = this.#chosen.get(unit.id)
    return symbols === undefined ? unit : { ...unit, given: chosen(unit.given, symbols) }
  }

  /** From now on scripts may drive these and no others: they leave the rest, and come to none yet. */
  async leave(feeds: readonly FeedInfo[]): Promise<void> {
    const before = this.symbols
    this.#feeds = feeds
    await this.#place(feeds.filter(({ symbol }) => before.includes(symbol)))
  }

  /** They come to all of theirs among those. */
  come(): Promise<void> {
    return this.#place(this.#feeds)
  }

  async #place(feeds: readonly FeedInfo[]): Promise<void> {
    const { engine, scripts, keep, record } = this.#options
    const fed = { ...this.fed, feeds }
    for (const known of [...scripts.values()]) {
      const { id, sha256, running, previous } = known
      if (running === null) continue
      const next = placed(running, fed)
      const status = { ...known, previous: previous === null ? null : placed(previous, fed) }
      scripts.set(id, status)
      if (isSameVersion(next, running)) continue
      await keep(next)
      const refusal = await engine.adopt(next)
      if (refusal === null) scripts.set(id, { ...status, running: next })
      else await record('kept', { id, sha256 }, [`its symbols stay as they were: ${refusal}`])
    }
  }

  /** Lets a script drive one more of the fed symbols, or one less; what runs is not reloaded. */
  async attach(id: string, symbol: string, isAttached: boolean): Promise<void> {
    const { engine, scripts, keep } = this.#options
    const known = scripts.get(id)
    const running = known?.running ?? null
    if (known === undefined || running === null) {
      throw new HostError('not-found', `no version of "${id}" runs in this session`)
    }
    const fed = this.symbols
    const others = `there is no "${symbol}" among ${fed.join(', ')}`
    if (!fed.includes(symbol)) throw new HostError('not-found', others)
    if (running.symbols.includes(symbol) === isAttached) {
      const how = isAttached ? 'already' : 'not'
      throw new HostError('unavailable', `${id} does ${how} run on ${symbol}`)
    }
    const isIn = (one: string) => (one === symbol ? isAttached : running.symbols.includes(one))
    const symbols = fed.filter(isIn)
    const script = placed({ ...running, given: chosen(running.given, symbols) }, this.fed)
    await keep(script)
    const refusal = await engine.adopt(script)
    if (refusal !== null) throw new HostError('unavailable', refusal)
    this.#chosen.set(id, symbols)
    scripts.set(id, { ...known, running: script })
  }
}

const chosen = (given: Given, symbols: readonly string[]): Given => ({
  ...given,
  ...{ symbols, isChosen: true },
})
