// Backtests while an author types: one runner process is kept warm, with the bars in it, so that a
// pause in typing costs neither a start nor a load. One backtest runs at a time. One that is aborted
// is stopped between two bars; where that takes too long its process is ended, and a fresh one made.
import type { BacktestJob } from '#host/runner/protocol.ts'
import type { TimeRange } from '../data/load.ts'
import type { Limits } from '../limits.ts'
import { type Runner, ScriptFault, startRunner } from '../runner/client.ts'
import {
  askBacktest,
  type BacktestOutcome,
  type BacktestPorts,
  type BacktestRequest,
  feedData,
} from './backtest.ts'
import type { DataSource } from './backtest-inputs.ts'
import type { BarLibrary } from './bar-library.ts'
import { digestOf } from './charted-result.ts'
import { calendarOfData, type LoadedFeed, loadScript } from './load-inputs.ts'
import { openSlots } from './open-slots.ts'
import { runnerError } from './script-errors.ts'

export interface DeskRequest {
  /** The script's path, and its text where that is not what lies on disk. */
  readonly script: string
  readonly draft: string | null
  readonly data: DataSource
  readonly range: TimeRange
  readonly request: Omit<BacktestRequest, 'scripts' | 'data' | 'symbols' | 'range' | 'isPortfolio'>
}

export interface DeskPorts extends BacktestPorts {
  /** Asked when its turn comes. */
  readonly isWanted?: () => boolean
}

/** A run that was told to stop, and a script that is in the middle of a call, have this to end. */
const GRACE_MS = 400
/** Series of bars that a process holds before it is replaced. */
const RUNNER_FEEDS_MAX = 8

export class BacktestDesk {
  readonly #limits: Limits
  readonly #bars: BarLibrary
  #bench: Bench | null = null
  #turn: Promise<unknown> = Promise.resolve()
  #puttingBack: Promise<void> = Promise.resolve()
  #isClosed = false

  constructor(limits: Limits, bars: BarLibrary) {
    this.#limits = limits
    this.#bars = bars
  }

  /** Starts the process ahead of its first use. */
  warm(): void {
    this.#bench ??= new Bench(this.#limits)
  }

  /** As `runBacktest`, for one script on one symbol; waits for those asked for before. */
  run(request: DeskRequest, ports: DeskPorts = {}): Promise<BacktestOutcome> {
    const turn = this.#turn.then(() => this.#run(request, ports))
    // The next one waits until all is put back; whoever asked for this one does not.
    this.#turn = turn.catch(() => {}).then(() => this.#puttingBack)
    return turn
  }

  close(): void {
    this.#isClosed = true
    this.#bench?.end()
  }

  async #run(asked: DeskRequest, ports: DeskPorts): Promise<BacktestOutcome> {
    const { signal } = ports
    signal?.throwIfAborted()
    if (ports.isWanted?.() === false) throw new Error('nobody waits for it any more')
    if (this.#isClosed) throw new Error('the desk is closed')
    const began = performance.now()
    const script = await loadScript(asked.script, asked.draft)
    const feed = await this.#feed(asked)
    this.warm()
    const bench = this.#bench!
    let ending: NodeJS.Timeout | undefined
    const stop = () => {
      bench.stop()
      ending = setTimeout(() => bench.end(), GRACE_MS)
    }
    signal?.addEventListener('abort', stop)
    try {
      const request = requestOf(asked)
      const index = await bench.feed(keyOf(asked), feed)
      const slot = bench.nextSlot()
      const plan = await openSlots(bench.ask, request, [script], [feed], { slot, feed: index })
      signal?.throwIfAborted()
      const loadMs = performance.now() - began
      bench.onProgress = (done) => ports.onProgress?.(done, feed.series.count)
      const digest = digestOf(plan[0]!, request)
      const ask = (job: BacktestJob) => bench.ask({ type: 'backtest', job })
      const { results, runMs } = await askBacktest(ask, request, plan, ports, digest)
      signal?.throwIfAborted()
      const run = { run: plan[0]!, result: results[0]!, runMs, runBars: feed.series.count }
      return { request, runs: [run], account: null, loadMs }
    } catch (error) {
      signal?.throwIfAborted()
      throw error instanceof ScriptFault ? runnerError(error) : error
    } finally {
      signal?.removeEventListener('abort', stop)
      clearTimeout(ending)
      this.#puttingBack = this.#putBack(bench)
    }
  }

  /** For the next backtest: this process with nothing but its bars, or a new one. */
  async #putBack(bench: Bench): Promise<void> {
    if (await bench.clear()) return
    bench.end()
    this.#bench = null
    if (!this.#isClosed) this.warm()
  }

  async #feed(asked: DeskRequest): Promise<LoadedFeed> {
    const series = await this.#bars.load(asked.data.path, asked.range)
    const { symbol, path } = asked.data
    return { symbol, series, calendar: calendarOfData(path) }
  }
}

const keyOf = ({ data, range }: DeskRequest) =>
  `${data.path} ${data.symbol} ${range.from} ${range.to}`

function requestOf({ script, data, range, request }: DeskRequest): BacktestRequest {
  const inputs = { scripts: [script], data: [data.path], symbols: [data.symbol], range }
  return { ...request, ...inputs, isPortfolio: false }
}

/** A runner process, and the bars that it has. */
class Bench {
  onProgress: (done: number) => void = () => {}
  readonly #starting: Promise<Runner>
  readonly #feeds = new Map<string, number>()
  #slots = 0
  #open: number | null = null
  #isEnded = false

  constructor(limits: Limits) {
    const onProgress = (done: number) => this.onProgress(done)
    this.#starting = startRunner({ limits, languages: ['js', 'lua'], onProgress })
    // Whoever asks first is told.
    this.#starting.catch(() => {})
  }

  ask: Runner['request'] = async (request) => {
    const runner = await this.#starting
    return runner.request(request)
  }

  /** Where in the runner the bars are; they are sent once. */
  async feed(key: string, feed: LoadedFeed): Promise<number> {
    const known = this.#feeds.get(key)
    if (known !== undefined) return known
    const index = this.#feeds.size
    this.#feeds.set(key, index)
    await this.ask({ type: 'feeds', feeds: [feedData(feed)] })
    return index
  }

  nextSlot(): number {
    this.#open = this.#slots++
    return this.#open
  }

  /** Closes what is open; false where the process should not be used again. */
  async clear(): Promise<boolean> {
    if (this.#isEnded || this.#feeds.size > RUNNER_FEEDS_MAX || this.#slots >= SLOTS_MAX)
      return false
    try {
      if (this.#open !== null) await this.ask({ type: 'close', slot: this.#open })
      return true
    } catch {
      return false
    }
  }

  /** Ends early what runs: its process goes on being of use. */
  stop(): void {
    const slot = this.#open
    if (slot !== null) this.#starting.then((runner) => runner.stop(slot)).catch(() => {})
  }

  end(): void {
    if (this.#isEnded) return
    this.#isEnded = true
    this.#starting.then((runner) => runner.end()).catch(() => {})
  }
}

/** A process that has served so many backtests is replaced: fewer than it has marks for. */
const SLOTS_MAX = 1000
