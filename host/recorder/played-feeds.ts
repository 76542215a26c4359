// What of a recording can be played, symbol by symbol: on which bars, and from where on. The venue's
// own bars are taken where there are any, else bars are built from the trades: of the length that the session
// had, where it built them, or of a minute.
import { didYouMean } from '#sdk/did-you-mean.ts'
import { HostError } from '../errors.ts'
import type { OpenHours } from '../feeds/bar-grid.ts'
import type { MarketEvent } from '../feeds/market-event.ts'
import { readRecording, summariesOf } from './read.ts'
import { type StreamSummary, Summary } from './summary.ts'

export interface PlayedFeed {
  readonly symbol: string
  readonly intervalMs: number
  /** Open time of the first bar that can come (ms UTC). */
  readonly from: number
  readonly madeOf: 'bars' | 'trades'
  /** Bars of it were recorded: where they are made of trades, what its history had of those missing. */
  readonly hasBars: boolean
  /** When there is trading; without it, always. */
  readonly hours?: OpenHours | null
  /** Trades or quotes of it were recorded as well. */
  readonly hasTicks: boolean
  /** The venue's stream tells changes of the order book only: what they change was asked for. */
  readonly isBookAsked: boolean
}

/** Of the bars that are built from trades where no session is known that had built its own. */
const MINUTE_MS = 60_000

/** What the recording holds, all files together. */
export function streamsOf(folder: string): readonly StreamSummary[] {
  const summary = new Summary()
  for (const { streams } of summariesOf(folder)) summary.join(streams)
  return summary.streams
}

/**
 * In the order of the symbols; throws a HostError where nothing of one was recorded. `built`: how long the
 * bars were (ms) that the session built from trades itself, by symbol.
 */
export function playedFeeds(
  folder: string,
  symbols: readonly string[],
  built: ReadonlyMap<string, number> = new Map(),
): PlayedFeed[] {
  const streams = streamsOf(folder)
  const looks = symbols.map((symbol) => new Look(symbol, streams, built.get(symbol)))
  for (const { symbol, hasStream } of looks) if (!hasStream) throw noSuchSymbol(symbol, folder)
  const bySymbol = new Map(looks.map((look) => [look.symbol, look]))
  for (const event of readRecording(folder)) {
    bySymbol.get(event.symbol)?.see(event)
    if (looks.every(({ isDone }) => isDone)) break
  }
  return looks.map((look) => look.feed)
}

/** What there is of one symbol, as far as one has to read for it. */
class Look {
  readonly symbol: string
  readonly hasStream: boolean
  readonly #builtMs: number | undefined
  readonly #hasBars: boolean
  readonly #hasTicks: boolean
  /** By the venue's clock, where it says. */
  #begun = Number.NaN
  /** By their interval, where the first bar opened of those up to the first that closed. */
  readonly #opened = new Map<number, number>()
  #hasClosed = false
  /** A venue that tells changes only begins with one; others with the book. null: none has come. */
  #isBookAsked: boolean | null

  constructor(symbol: string, streams: readonly StreamSummary[], builtMs: number | undefined) {
    const types = new Set(streams.filter((one) => one.symbol === symbol).map(({ type }) => type))
    this.symbol = symbol
    this.#builtMs = builtMs
    this.hasStream = types.size > 0
    this.#hasBars = types.has('bar')
    this.#hasTicks = types.has('trade') || types.has('quote')
    this.#isBookAsked = types.has('book') ? null : false
  }

  get isDone(): boolean {
    if (this.#isBookAsked === null) return false
    const needsBar = this.#hasBars && this.#builtMs === undefined
    return this.#hasClosed || (!needsBar && !Number.isNaN(this.#begun))
  }

  see(event: MarketEvent): void {
    const { exchangeTime, receiveTime } = event
    if (Number.isNaN(this.#begun)) {
      this.#begun = Number.isNaN(exchangeTime) ? receiveTime : exchangeTime
    }
    if (event.type === 'book') this.#isBookAsked ??= event.change === 'delta'
    if (event.type !== 'bar' || this.#hasClosed) return
    const { intervalMs, openTime, isClosed } = event
    const earliest = this.#opened.get(intervalMs) ?? Number.POSITIVE_INFINITY
    this.#opened.set(intervalMs, Math.min(earliest, openTime))
    this.#hasClosed = isClosed
  }

  get feed(): PlayedFeed {
    const { symbol } = this
    const isBookAsked = this.#isBookAsked ?? false
    const shared = { symbol, hasTicks: this.#hasTicks, hasBars: this.#hasBars, isBookAsked }
    const intervalMs = this.#builtMs
    if (intervalMs !== undefined) {
      const from = Math.floor(this.#begun / intervalMs) * intervalMs
      return { ...shared, intervalMs, from, madeOf: 'trades' }
    }
    if (this.#hasClosed) {
      const intervalMs = Math.min(...this.#opened.keys())
      return { ...shared, intervalMs, from: this.#opened.get(intervalMs)!, madeOf: 'bars' }
    }
    // What came before the first event is not known: a bar has to be whole.
    const from = Math.ceil(this.#begun / MINUTE_MS) * MINUTE_MS
    return { ...shared, intervalMs: MINUTE_MS, from, madeOf: 'trades' }
  }
}

function noSuchSymbol(symbol: string, folder: string): HostError {
  const symbols = [...new Set(streamsOf(folder).map((stream) => stream.symbol))]
  const nearest = didYouMean(symbol, symbols)
  const meant = nearest === null ? '' : `did you mean "${nearest}"? `
  return new HostError('not-found', `nothing of "${symbol}" in the recording "${folder}"`, {
    hint: `${meant}there: ${symbols.join(', ')}`,
  })
}
