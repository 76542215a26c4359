// The bars that a script is tried on: the bundled recording, in a grain that gives any timeframe
// some thousands of strategy bars.
//
// Up to 30m the bars are the recorded ones, at their own times. For longer timeframes fifty days of
// recording hold too few bars: 3-minute bars are stamped with a longer interval then, so that a
// "1d" strategy sees 2,000 days whose bars moved like minutes. Prices are real, the pace is not.
import { DATASETS } from '#host/data/dataset.ts'
import { type BarSeries, loadBars } from '#host/data/load.ts'
import type { FeedData } from '#host/runner/protocol.ts'
import { BAR_COLUMNS, type BarColumns } from '#sdk/domain.ts'
import { spellInterval, TIMEFRAMES } from '#sdk/timeframe.ts'
import type { Mentions } from './mentions.ts'

export interface Sample {
  /** Says which bars these are: equal ids, equal bars. */
  readonly id: string
  /** The slot's own symbol first; all with bars of the same times. */
  readonly feeds: readonly FeedData[]
  /** Open of the first bar and close of the last, ms UTC. */
  readonly from: number
  readonly to: number
  readonly timeframeMs: number
  readonly strategyBars: number
}

export interface SampleRequest {
  readonly timeframe: string
  /** The strategy's own list, if it has one: the first is what it is tried as. */
  readonly symbols: readonly string[] | null
  readonly mentions: Mentions
}

/** What is taken of a recording: `count` bars of so many minutes, stamped as `intervalMs` long. */
interface Cut {
  readonly minutes: number
  readonly count: number
  readonly intervalMs: number
}

const MINUTE = 60_000
const RECORDED = { own: 'BTCUSDT', other: 'ETHUSDT' }
const DATA_BARS = 24_000
/** Data bars per strategy bar: enough for fills between closes, few enough for 2,000 closes. */
const GRAIN_MAX = 12
/** Recorded bars are joined to this many minutes where their own times cannot be kept. */
const STAMPED_MINUTES = 3

export async function takeSample(request: SampleRequest): Promise<Sample> {
  const timeframeMs = TIMEFRAMES[request.timeframe]!
  const intervalMs = chooseInterval(timeframeMs, request.mentions.timeframes)
  const own = request.symbols?.[0] ?? RECORDED.own
  const others = new Set([...(request.symbols ?? []), ...request.mentions.symbols])
  others.delete(own)
  const recorded = await readRecorded(RECORDED.own)
  const grain = timeframeMs / intervalMs
  const minutes = Math.min(Math.max(1, intervalMs / MINUTE), STAMPED_MINUTES)
  const recordedBars = Math.floor(recorded.count / minutes)
  // A script that looks at much shorter bars than its own gets all there are.
  const wanted = grain > GRAIN_MAX ? recordedBars : Math.min(DATA_BARS, recordedBars)
  const count = wanted - (wanted % grain)
  const cut: Cut = { minutes, count, intervalMs }
  const feeds = [feed(own, recorded, cut)]
  if (others.size > 0) {
    const second = await readRecorded(RECORDED.other)
    for (const symbol of others) feeds.push(feed(symbol, second, cut))
  }
  const to = endOf(recorded)
  return {
    id: describe(cut),
    feeds,
    from: to - count * intervalMs,
    to,
    timeframeMs,
    strategyBars: count / grain,
  }
}

function describe({ minutes, count, intervalMs }: Cut): string {
  const bars = `the last ${count} ${minutes}m bars of ${RECORDED.own}`
  const stamped = intervalMs / MINUTE
  return stamped === minutes ? bars : `${bars}, as if each took ${spellInterval(intervalMs)}`
}

/** The finest interval that keeps the grain; finer still where the script looks at shorter bars. */
function chooseInterval(timeframeMs: number, mentioned: readonly number[]): number {
  const shorter = mentioned.filter((ms) => ms < timeframeMs)
  const known = Object.values(TIMEFRAMES)
  const divides = (ms: number) => [timeframeMs, ...shorter].every((one) => one % ms === 0)
  // What is recorded are minutes; who trades seconds gets them stamped so.
  const least = Math.min(MINUTE, timeframeMs, ...shorter)
  const usable = known.filter((ms) => ms >= least && ms <= timeframeMs && divides(ms))
  return usable.find((ms) => timeframeMs / ms <= GRAIN_MAX) ?? usable.at(-1)!
}

/** Begins to read what any sample is made of; whoever takes one hears whether that went well. */
export function prepareSample(): void {
  readRecorded(RECORDED.own).catch(() => {})
}

const recordings = new Map<string, Promise<BarSeries>>()

/** Reads a file once in the life of the process: the editor asks again and again. */
function readRecorded(symbol: string): Promise<BarSeries> {
  let recording = recordings.get(symbol)
  if (recording === undefined) {
    recording = loadBars(`${DATASETS.bundled}/${symbol}-1m.csv.gz`)
    recordings.set(symbol, recording)
  }
  return recording
}

const endOf = ({ columns, count, intervalMs }: BarSeries) =>
  columns.openTime[count - 1]! + intervalMs

/** The last bars of a recording without holes, joined by so many and stamped anew. */
function feed(symbol: string, recorded: BarSeries, { minutes, count, intervalMs }: Cut): FeedData {
  const buffer = new ArrayBuffer(BAR_COLUMNS.length * count * 8)
  const bars = columnsOf(buffer, count)
  const from = recorded.columns
  const first = recorded.count - count * minutes
  const start = endOf(recorded) - count * intervalMs
  for (let i = 0; i < count; i++) {
    const at = first + i * minutes
    const end = at + minutes
    bars.openTime[i] = start + i * intervalMs
    bars.open[i] = from.open[at]!
    bars.high[i] = Math.max(...from.high.subarray(at, end))
    bars.low[i] = Math.min(...from.low.subarray(at, end))
    bars.close[i] = from.close[end - 1]!
    bars.volume[i] = from.volume.subarray(at, end).reduce((sum, one) => sum + one, 0)
  }
  return { symbol, intervalMs, count, columns: buffer }
}

/** The columns of a feed, as views on its buffer. */
export function columnsOf(buffer: ArrayBuffer, count: number): BarColumns {
  return Object.fromEntries(
    BAR_COLUMNS.map((name, i) => [name, new Float64Array(buffer, i * count * 8, count)]),
  ) as unknown as BarColumns
}
