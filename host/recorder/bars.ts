// The bars of one symbol of a recording, for a backtest over a recorded session: every event goes
// through the quality gate, as it would in the session; the venue's own closed bars are taken where
// there are any, else bars of a minute are built from the trades.
import { didYouMean } from '#sdk/did-you-mean.ts'
import { asBars, type BarSeries, type TimeRange, toSeries } from '../data/series.ts'
import { HostError } from '../errors.ts'
import { BarBuilder } from '../feeds/bar-builder.ts'
import { utcGrid } from '../feeds/bar-grid.ts'
import { Gate } from '../feeds/gate.ts'
import { DEFAULT_GATE_RULES } from '../feeds/gate-rules.ts'
import type { MarketEvent } from '../feeds/market-event.ts'
import { readRecording, summariesOf } from './read.ts'
import { type StreamSummary, Summary } from './summary.ts'

export interface RecordedBars {
  readonly series: BarSeries
  readonly madeOf: 'bars' | 'trades'
  /** Events of the symbol that the quality gate turned away. */
  readonly refused: number
}

/** Of the bars that are built from trades: the shortest that a script may ask for. */
const BUILT_MS = 60_000
/** What comes later than that by the venue's clock is left out, as it would be in a session. */
const GRACE_MS = 1000

type Row = readonly number[]

/** `range` cuts by open time. Throws a HostError where the recording has no bars of the symbol. */
export function recordedBars(folder: string, symbol: string, range: TimeRange = {}): RecordedBars {
  const kinds = streamsOf(folder).filter((stream) => stream.symbol === symbol)
  if (kinds.length === 0) throw noSuchSymbol(folder, symbol)
  const collector = new Collector()
  const gate = new Gate({
    symbol,
    rules: DEFAULT_GATE_RULES,
    listener: { pass: (event) => collector.take(event), record: () => {} },
  })
  for (const event of readRecording(folder)) if (event.symbol === symbol) gate.take(event)
  const { rows, intervalMs, madeOf } = collector.bars()
  if (rows.length === 0) throw noBars(folder, symbol, kinds)
  const columns = asBars([0, 1, 2, 3, 4, 5].map((k) => Float64Array.from(rows, (row) => row[k]!)))
  const series = { ...toSeries(columns, folder, range), intervalMs }
  return { series, madeOf, refused: gate.counts.rejected }
}

/** What the recording holds, all files together. */
export function streamsOf(folder: string): readonly StreamSummary[] {
  const summary = new Summary()
  for (const { streams } of summariesOf(folder)) summary.join(streams)
  return summary.streams
}

/** Keeps the closed bars of each interval, and builds its own from the trades. */
class Collector {
  readonly #told = new Map<number, Row[]>()
  readonly #built: Row[] = []
  readonly #builder: BarBuilder
  /** By the venue's clock. */
  #begun = Number.NaN
  #ended = Number.NEGATIVE_INFINITY

  constructor() {
    this.#builder = new BarBuilder({
      grid: utcGrid(BUILT_MS),
      graceMs: GRACE_MS,
      listener: {
        bar: ({ openTime, open, high, low, close, volume }) => {
          // The recording began in the middle of it: what came before is not known.
          if (openTime < this.#begun) return
          this.#built.push([openTime, open, high, low, close, volume])
        },
        refused: () => {},
      },
    })
  }

  take(event: MarketEvent): void {
    const time = Number.isNaN(event.exchangeTime) ? event.receiveTime : event.exchangeTime
    if (Number.isNaN(this.#begun)) this.#begun = time
    this.#ended = Math.max(this.#ended, time)
    if (event.type === 'trade') {
      const { price, quantity } = event
      this.#builder.take({ time, price, quantity })
    } else if (event.type === 'bar' && event.isClosed) {
      const { openTime, intervalMs, open, high, low, close, volume } = event
      const rows = this.#told.get(intervalMs) ?? []
      this.#told.set(intervalMs, rows)
      const last = rows.at(-1)
      if (last !== undefined && openTime <= last[0]!) return
      rows.push([openTime, open, high, low, close, volume])
    }
  }

  /** The finest of the venue's, or else those of the trades. */
  bars(): { rows: readonly Row[]; intervalMs: number; madeOf: 'bars' | 'trades' } {
    const intervals = [...this.#told.keys()]
    if (intervals.length > 0) {
      const intervalMs = Math.min(...intervals)
      return { rows: this.#told.get(intervalMs)!, intervalMs, madeOf: 'bars' }
    }
    this.#builder.pass(this.#ended + GRACE_MS)
    return { rows: this.#built, intervalMs: BUILT_MS, madeOf: 'trades' }
  }
}

function noSuchSymbol(folder: string, symbol: string): HostError {
  const symbols = [...new Set(streamsOf(folder).map((stream) => stream.symbol))]
  const nearest = didYouMean(symbol, symbols)
  const meant = nearest === null ? '' : `did you mean "${nearest}"? `
  return new HostError('not-found', `nothing of "${symbol}" in the recording "${folder}"`, {
    hint: `${meant}there: ${symbols.join(', ')}`,
  })
}

function noBars(folder: string, symbol: string, kinds: readonly StreamSummary[]): HostError {
  const there = kinds.map(({ type, count }) => `${count} ${type}`).join(', ')
  return new HostError('no-data', `no bar of ${symbol} can be made of this recording (${there})`, {
    file: folder,
    hint: 'it takes closed bars, or trades over more than a whole minute',
  })
}
