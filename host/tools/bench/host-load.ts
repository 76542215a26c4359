// A load for the paper host: as many symbols as asked, at a pace of the wall's clock, and how long the
// host took for each instant, its commit to the journal included.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '#host/config/load.ts'
import { openPaper } from '#host/engine/paper.ts'
import type { PaperSession } from '#host/engine/paper-session.ts'
import type { FeedBar, FeedInfo, Instant, Market } from '#host/feeds/feed.ts'

const MINUTE_MS = 60_000
const START = Date.UTC(2025, 0, 1)

export interface LoadOptions {
  readonly symbols: number
  /** Instants a second of the wall's clock; 'max': the next as soon as the host is through. */
  readonly perSecond: number | 'max'
  /** Symbols that have a bar in each instant, in turns. */
  readonly together: number
  readonly instants: number
  readonly script: string
  readonly runners: number
  /** Called with each instant's number before it comes. */
  readonly before?: (instant: number, host: LoadedHost) => Promise<void> | void
}

export interface LoadedHost {
  readonly session: PaperSession
  readonly folder: string
  save(source: string): void
}

export interface LoadFigures {
  /** Ms until the first instant could come. */
  readonly startMs: number
  /** Ms per instant, from its coming to its commit; in order. */
  readonly latencies: readonly number[]
  /** Of this process, per second of the wall's clock. */
  readonly cpuShare: number
}

/** Plays the load to its end. */
export async function playLoad(options: LoadOptions): Promise<LoadFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'watchfire-load-'))
  mkdirSync(join(folder, 'scripts'))
  const save = (source: string) => writeFileSync(join(folder, 'scripts/load.js'), source)
  save(options.script)
  const file = join(folder, 'watchfire.toml')
  writeFileSync(file, '')
  const market = new LoadMarket(options)
  const symbols = market.feeds.map(({ symbol }) => symbol)
  const began = performance.now()
  const config = { ...loadConfig(file), symbols, cash: 1e9, runners: options.runners }
  const session = await openPaper(config, { market })
  const startMs = performance.now() - began
  market.host = { session, folder, save }
  const cpu = process.cpuUsage()
  const playing = performance.now()
  try {
    await session.play()
    const wallMs = performance.now() - playing
    const { user, system } = process.cpuUsage(cpu)
    return {
      startMs,
      latencies: market.latencies,
      cpuShare: (user + system) / 1000 / wallMs,
    }
  } finally {
    await session.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

class LoadMarket implements Market {
  readonly feeds: readonly FeedInfo[]
  readonly recording = null
  readonly past = []
  readonly latencies: number[] = []
  host: LoadedHost | null = null
  readonly #options: LoadOptions

  constructor(options: LoadOptions) {
    this.#options = options
    this.feeds = Array.from({ length: options.symbols }, (_, i) => {
      return { symbol: `S${i}USD`, intervalMs: MINUTE_MS }
    })
  }

  async *instants(signal: AbortSignal): AsyncGenerator<Instant> {
    const { instants, perSecond, together, symbols, before } = this.#options
    const turns = Math.ceil(symbols / together)
    const began = performance.now()
    for (let i = 0; i < instants && !signal.aborted; i++) {
      await before?.(i, this.host!)
      if (perSecond !== 'max') await until(began + (i * 1000) / perSecond)
      const minute = Math.floor(i / turns)
      const first = (i % turns) * together
      const bars = Array.from({ length: Math.min(together, symbols - first) }, (_, k) =>
        bar(first + k, minute),
      )
      const came = performance.now()
      yield { time: START + (minute + 1) * MINUTE_MS, bars, silent: [], stale: [] }
      // Asked for the next one: the host is through, and the journal has it.
      this.latencies.push(performance.now() - came)
    }
  }
}

/** A price that goes up and down, another one for each symbol. */
function bar(feed: number, minute: number): FeedBar {
  const price = (at: number) => 100 + feed * 0.01 + 5 * Math.sin((at + feed) / 7)
  const [open, close] = [price(minute), price(minute + 1)]
  const openTime = START + minute * MINUTE_MS
  const [high, low] = [Math.max(open, close) + 0.1, Math.min(open, close) - 0.1]
  return { feed, openTime, open, high, low, close, volume: 10 }
}

/** Timers come up to a millisecond late: the last stretch is waited for in turns of the event loop. */
async function until(time: number): Promise<void> {
  const left = time - performance.now()
  if (left > 2) await new Promise((resolve) => setTimeout(resolve, left - 2))
  while (performance.now() < time) await new Promise(setImmediate)
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!
}
