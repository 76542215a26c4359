// Paper sessions for tests: a scripts folder of their own, a market that moves when it is told to,
// and waiting for what the session reports instead of for time to pass.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Config, loadConfig } from '#host/config/load.ts'
import { openPaper } from '#host/engine/paper.ts'
import type { PaperOptions, PaperSession } from '#host/engine/paper-session.ts'
import type { FeedBar, FeedInfo, Instant, Market, TickWish } from '#host/feeds/feed.ts'
import type { LogEntry } from '#host/journal/entry.ts'
import type { Tick } from '#kernel/tick.ts'
import { tickOf } from '../../support/ticks.ts'

export function makeFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'watchfire-paper-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'scripts'))
  for (const [path, text] of Object.entries(files)) save(folder, path, text)
  return folder
}

/** Writes a file of the scripts folder. */
export function save(folder: string, path: string, text: string): void {
  const full = join(folder, 'scripts', path)
  mkdirSync(dirname(full), { recursive: true })
  writeFileSync(full, text)
}

export function configIn(folder: string, changes: Partial<Config> = {}): Config {
  const file = join(folder, 'watchfire.toml')
  writeFileSync(file, 'symbols = ["BTCUSDT"]\n')
  // One process, however many cores there are: tests count them.
  return { ...loadConfig(file), runners: 1, ...changes }
}

/** Everything that a session reported, and promises for what it has yet to report. */
export class Ear {
  readonly entries: LogEntry[] = []
  #waiting: { test: (entry: LogEntry) => boolean; resolve: (entry: LogEntry) => void }[] = []

  readonly hear = (entry: LogEntry): void => {
    // Orders in it live on and change.
    this.entries.push(structuredClone(entry))
    this.#waiting = this.#waiting.filter(({ test, resolve }) => {
      if (!test(entry)) return true
      resolve(entry)
      return false
    })
  }

  /** The next entry that passes; not one that is here already. */
  next(test: (entry: LogEntry) => boolean): Promise<LogEntry> {
    return new Promise((resolve) => this.#waiting.push({ test, resolve }))
  }

  /** The next change of a script, as "reloaded" or "refused: why". */
  async script(file: string): Promise<string> {
    const entry = await this.next((one) => one.type === 'script' && one.script === file)
    return entry.type === 'script' ? [entry.change, ...entry.notes].join(': ') : ''
  }

  get logs(): string[] {
    return this.entries.flatMap((entry) => (entry.type === 'log' ? [entry.text] : []))
  }

  facts(slot: string) {
    return this.entries.flatMap((entry) =>
      entry.type === 'fact' && entry.slot === slot ? [entry.fact] : [],
    )
  }

  trades(slot: string) {
    return this.facts(slot).flatMap((fact) => (fact.type === 'tradeClosed' ? [fact.trade] : []))
  }

  transitions(slot: string): string[] {
    return this.facts(slot).flatMap((fact) => {
      if (fact.type !== 'transitioned') return []
      const { from, to, reason } = fact.transition
      return [`${from} → ${to}: ${reason}`]
    })
  }
}

/** A market whose instants come when the test says so. */
export class ManualMarket implements Market {
  readonly feeds: readonly FeedInfo[]
  readonly recording = null
  readonly past = []
  #pending: Instant | null = null
  #wake = Promise.withResolvers<void>()
  #taken = Promise.withResolvers<void>()
  #count: number
  /** What the session wants of ticks; null before it plays. */
  wish: TickWish | null = null
  /** Nothing good has come of any symbol for a while. */
  isStale = false

  /** `after` minutes that an earlier life of the session has had. */
  constructor(symbols: readonly string[] = ['BTCUSDT'], after = 0) {
    this.#count = after
    this.feeds = symbols.map((symbol) => ({ symbol, intervalMs: 60_000 }))
  }

  /** One-minute bars that open one after the other; resolves once the session is through. */
  async minutes(...bars: readonly Ohlc[]): Promise<void> {
    for (const [open, high, low, close] of bars) {
      const openTime = START + this.#count * 60_000
      this.#count += 1
      const bar = { openTime, open, high, low, close, volume: 1 }
      const all = this.feeds.map((_, feed): FeedBar => ({ feed, ...bar }))
      const stale = this.isStale ? [...this.feeds.keys()] : []
      await this.#give({ time: openTime + 60_000, bars: all, silent: [], stale })
    }
  }

  /** A tick so many minutes after START, of every symbol; resolves once the session is through. */
  tick(
    minute: number,
    price: number,
    bid = Number.NaN,
    ask = Number.NaN,
    more: Partial<Tick> = {},
  ): Promise<void> {
    const time = START + Math.round(minute * 60_000)
    const ticks = this.feeds.map((_, feed) => tickOf({ feed, time, price, bid, ask, ...more }))
    return this.#give({ time, bars: [], silent: [], ticks, stale: [] })
  }

  async #give(instant: Instant): Promise<void> {
    this.#pending = instant
    this.#taken = Promise.withResolvers()
    this.#wake.resolve()
    await this.#taken.promise
  }

  /** Minutes in which nothing happens. */
  async calm(count: number, price = 100): Promise<void> {
    for (let i = 0; i < count; i++) await this.minutes([price, price, price, price])
  }

  async *instants(signal: AbortSignal, _after: number, wish?: TickWish): AsyncGenerator<Instant> {
    this.wish = wish ?? null
    signal.addEventListener('abort', () => this.#wake.resolve())
    for (;;) {
      await this.#wake.promise
      if (signal.aborted || this.#pending === null) return
      this.#wake = Promise.withResolvers()
      yield this.#pending
      // Asked for the next one: the session is through with this one.
      this.#pending = null
      this.#taken.resolve()
    }
  }
}

export type Ohlc = readonly [open: number, high: number, low: number, close: number]

/** 2025-01-01 00:00 UTC. */
export const START = 1_735_689_600_000

export interface OpenSession {
  readonly session: PaperSession
  readonly ear: Ear
  readonly market: ManualMarket
  readonly folder: string
}

/** A session over a manual market that is being played; it ends with the test. */
export async function startSession(
  files: Readonly<Record<string, string>>,
  changes: Partial<Config> = {},
  ports: Pick<PaperOptions, 'examiner' | 'onLog' | 'onStuck'> = {},
): Promise<OpenSession> {
  const folder = makeFolder(files)
  const ear = new Ear()
  const market = new ManualMarket(changes.symbols)
  const session = await openPaper(configIn(folder, changes), {
    ...ports,
    market,
    onEntry: ear.hear,
  })
  const played = session.play()
  onTestFinished(async () => {
    session.stop()
    await played
    await session.close()
  })
  return { session, ear, market, folder }
}
