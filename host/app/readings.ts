// What the indicators of a slot's script are at each bar of its session, those that the script asks
// for: found by running the version that drives the slot once more over the session's bars, beside the
// session. What an indicator is follows from the bars alone; which ones there are, from what is asked.

import { BAR_COLUMNS } from '#sdk/domain.ts'
import type { TraceSpan } from '#sdk/runtime/trace.ts'
import type { History } from '../engine/history.ts'
import type { SlotSeat } from '../engine/paper-session.ts'
import { HostError } from '../errors.ts'
import type { Limits } from '../limits.ts'
import { type Runner, ScriptFault, startRunner } from '../runner/client.ts'
import { type ChartedTrace, chartTrace } from './charted-trace.ts'
import { createTurns } from './turns.ts'

/** An evaluation a row. */
export type Readings = Pick<ChartedTrace, 'time' | 'price' | 'plots'>

export interface ReadingsQuestion {
  readonly seat: SlotSeat
  readonly history: Bars
  readonly span: TraceSpan
}

type Bars = Pick<History, 'feeds' | 'counts' | 'feedData' | 'rowsSince'>

/** Of pages that ask at once. */
const WAITING_MAX = 100
/** A run is ended early after so long, and told as far as it has come. */
const RUN_MS_MAX = 5_000
/** So long nobody asks, and the process ends: a page asks at each bar. */
const IDLE_MS = 150_000
/** A process that has served so many, or holds so many symbols, is replaced. */
const SLOTS_MAX = 1000
const FEEDS_MAX = 100
/** Answers that are kept of a slot. */
const SPANS_MAX = 20
const CASH = 10_000
/** Errors that would hold a slot of the session do not hide what it asks for. */
const STRIKES = 1000
/** A feed's number, then its bar. */
const ROW = 1 + BAR_COLUMNS.length
const NONE: Readings = { time: [], price: [], plots: [] }

export class ReadingsDesk {
  readonly #limits: Limits
  readonly #turns = createTurns(WAITING_MAX, 'questions about indicators')
  /** Of the latest bar: pages that look at the same ask the same. */
  readonly #answers = new WeakMap<SlotSeat['spec'], Answers>()
  #bench: Bench | null = null
  #idle: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /** Rejects with what the script is ended for, where it is. */
  async read(asked: ReadingsQuestion): Promise<Readings> {
    const { seat, history, span } = asked
    const bars = history.counts[seat.start.feeds[0]!]!
    let answers = this.#answers.get(seat.spec)
    if (answers?.bars !== bars || answers.bySpan.size >= SPANS_MAX) {
      answers = { bars, bySpan: new Map() }
      this.#answers.set(seat.spec, answers)
    }
    const { bySpan } = answers
    const key = JSON.stringify([span.from, span.to, span.points])
    const known = bySpan.get(key)
    if (known !== undefined) return known
    const answer = this.#turns(() => this.#read(asked))
    bySpan.set(key, answer)
    answer.catch(() => bySpan.delete(key))
    return answer
  }

  close(): void {
    this.#isClosed = true
    this.#end()
  }

  async #read(asked: ReadingsQuestion): Promise<Readings> {
    if (this.#isClosed) throw new HostError('unavailable', 'the host stops')
    clearTimeout(this.#idle)
    if (this.#bench?.isWorn === true) this.#end()
    this.#bench ??= new Bench(this.#limits)
    try {
      return await this.#bench.read(asked)
    } catch (error) {
      this.#end()
      if (!(error instanceof ScriptFault)) throw error
      throw new HostError('bad-script', `its indicators are not known: ${error.message}`)
    } finally {
      this.#idle = setTimeout(() => this.#end(), IDLE_MS).unref()
    }
  }

  #end(): void {
    clearTimeout(this.#idle)
    this.#bench?.end()
    this.#bench = null
  }
}

interface Answers {
  readonly bars: number
  readonly bySpan: Map<string, Promise<Readings>>
}

/** A runner process, and the bars of one session that it has. */
class Bench {
  readonly #starting: Promise<Runner>
  /** By the session's own number of the feed: the process's, and how many bars of it are there. */
  readonly #feeds = new Map<number, { readonly index: number; count: number }>()
  #slots = 0

  constructor(limits: Limits) {
    this.#starting = startRunner({ limits, languages: ['js', 'lua'] })
    this.#starting.catch(() => {})
  }

  get isWorn(): boolean {
    return this.#slots >= SLOTS_MAX || this.#feeds.size > FEEDS_MAX
  }

  async read({ seat, history, span }: ReadingsQuestion): Promise<Readings> {
    const runner = await this.#starting
    const { spec, start, broker } = seat
    if (history.counts[seat.start.feeds[0]!] === 0) return NONE
    const feeds: number[] = []
    for (const feed of feedsOf(seat, history)) feeds.push(await this.#bring(runner, history, feed))
    const slot = this.#slots++
    const report = await runner.request({ type: 'open', slot: { ...spec, id: slot } })
    if (!report.ok) return NONE
    const own = { feeds, timeframe: start.timeframe, params: start.params, memory: null }
    await runner.request({ type: 'start', slot, start: own })
    const bold = { ...broker, strikes: STRIKES }
    const late = setTimeout(() => runner.stop(slot), RUN_MS_MAX)
    try {
      const { results } = await runner.request({
        type: 'backtest',
        job: {
          ...{ runs: [{ slot, feed: feeds[0]! }], broker: bold, initialCash: CASH, trace: span },
          ...{ keepGoing: true, isPortfolio: false, placement: 'inside', withDecisions: false },
        },
      })
      const trace = chartTrace(results[0]!.trace)
      if (trace === null) return NONE
      const { time, price, plots } = trace
      return { time, price, plots }
    } finally {
      clearTimeout(late)
      await runner.request({ type: 'close', slot }).catch(() => {})
    }
  }

  end(): void {
    this.#starting.then((runner) => runner.end()).catch(() => {})
  }

  /** All bars of the feed that there are now; its number in the process. */
  async #bring(runner: Runner, history: Bars, feed: number): Promise<number> {
    const known = this.#feeds.get(feed)
    const count = history.counts[feed]!
    if (known === undefined) {
      const index = this.#feeds.size
      this.#feeds.set(feed, { index, count })
      await runner.request({ type: 'feeds', feeds: [history.feedData(feed)] })
      return index
    }
    const since = history.counts.map((all, i) => (i === feed ? known.count : all))
    const bars = history.rowsSince(since)
    for (let at = 0; at < bars.length; at += ROW) bars[at] = known.index
    known.count = count
    if (bars.length > 0) await runner.request({ type: 'append', bars })
    return known.index
  }
}

/** Its own first; of the others those that its text or its params name. */
function feedsOf({ spec, start }: SlotSeat, { feeds, counts }: Bars): number[] {
  const text = spec.script.files.map(({ code }) => code).join('\n') + JSON.stringify(start.params)
  const [own, ...others] = start.feeds
  return [own!, ...others.filter((feed) => counts[feed]! > 0 && text.includes(feeds[feed]!.symbol))]
}
