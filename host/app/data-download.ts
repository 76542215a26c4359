// Bars of a venue into the history store: what is missing there of a stretch of time, and nothing
// else. What has come is kept, however the download ends.
import { BAR_COLUMNS, type BarColumns } from '#sdk/domain.ts'
import { timeframeMs } from '#sdk/timeframe.ts'
import { checkBars } from '../data/check.ts'
import { coverageOf } from '../data/quality/gaps.ts'
import { asBars, type TimeRange } from '../data/series.ts'
import {
  checkName,
  type DatasetId,
  datasetAt,
  datasetFolder,
  datasetName,
} from '../data/store/place.ts'
import { readDataset } from '../data/store/read.ts'
import { type Written, writeDataset } from '../data/store/write.ts'
import { HostError } from '../errors.ts'
import { openVenue } from '../venues/open-venue.ts'
import type { HistoryBar, Venue } from '../venues/venue.ts'
import type { ImportPorts, ImportResult } from './data-import.ts'

export interface DownloadRequest {
  readonly store: string
  readonly source: string
  readonly symbol: string
  readonly timeframe: string
  /** Open times, ms UTC: `from` inclusive, `to` exclusive. */
  readonly from: number
  readonly to: number
  /** Where the venue is instead of where it is. */
  readonly restUrl?: string | undefined
}

export interface DownloadPorts extends Omit<ImportPorts, 'signal'> {
  readonly signal: AbortSignal
  /** In one sentence: the venue does not answer, and is asked again. */
  readonly onTrouble: (message: string) => void
}

export type DownloadResult = Pick<
  ImportResult,
  'name' | 'written' | 'bars' | 'from' | 'to' | 'coverage'
>

/** Bars that are written at a time: what a crash may cost, against how often a month is rewritten. */
const BATCH = 20_000

export async function downloadBars(
  request: DownloadRequest,
  ports: DownloadPorts,
): Promise<DownloadResult> {
  const { store, source, timeframe, restUrl } = request
  checkName('--symbol', request.symbol)
  const venue = await openVenue(source, { restUrl, ...ports })
  const [instrument] = await venue.instruments([request.symbol])
  const id: DatasetId = { venue: source, symbol: instrument!.symbol.toUpperCase(), timeframe }
  const stretches = await missingStretches(request, id)
  const written = { added: 0, same: 0, replaced: 0, files: 0 }
  const total = stretches.reduce((sum, { from, to }) => sum + to - from, 0)
  let done = 0
  for (const stretch of stretches) {
    for await (const bars of batches(venue, { ...request, ...stretch }, ports)) {
      // Written to its end also when it is interrupted: none of it has to be asked for again.
      add(written, await writeDataset(store, id, bars, { onWait: ports.onWait }))
      ports.onProgress?.(done + bars.openTime.at(-1)! - stretch.from, total)
      ports.signal.throwIfAborted()
    }
    done += stretch.to - stretch.from
  }
  return { name: datasetName(id), written, ...(await readBack(store, id, request)) }
}

async function readBack(store: string, id: DatasetId, { source, symbol }: DownloadRequest) {
  const dataset = datasetAt(datasetFolder(store, id))
  if (dataset === null) {
    throw new HostError('no-data', `${source} has no bars of ${symbol} in that time`)
  }
  const { openTime } = await readDataset(dataset)
  return {
    bars: openTime.length,
    from: openTime[0]!,
    to: openTime.at(-1)!,
    coverage: coverageOf(openTime, id.timeframe),
  }
}

type Stretch = Required<{ readonly [K in keyof TimeRange]: number }>

/** Where the store has no bars, in order. */
async function missingStretches(
  { store, from, to }: DownloadRequest,
  id: DatasetId,
): Promise<Stretch[]> {
  const dataset = datasetAt(datasetFolder(store, id))
  if (dataset === null) return [{ from, to }]
  const { openTime } = await readDataset(dataset)
  const interval = timeframeMs(id.timeframe)!
  const stretches: Stretch[] = []
  let next = from
  for (const time of openTime) {
    if (time < from || time >= to) continue
    if (time > next) stretches.push({ from: next, to: time })
    next = time + interval
  }
  if (next < to) stretches.push({ from: next, to })
  return stretches
}

/** Checked bars, many at a time; what has come before an interruption or a failure comes too. */
async function* batches(
  venue: Venue,
  { symbol, timeframe, from, to }: DownloadRequest,
  { signal }: DownloadPorts,
): AsyncGenerator<BarColumns> {
  const intervalMs = timeframeMs(timeframe)!
  let bars: HistoryBar[] = []
  let failure: { readonly error: unknown } | null = null
  try {
    for await (const page of venue.history({ symbol, intervalMs, from, to, signal })) {
      bars.push(...page)
      if (bars.length < BATCH) continue
      yield checked(bars, venue.id)
      bars = []
    }
  } catch (error) {
    failure = { error }
  }
  if (bars.length > 0) yield checked(bars, venue.id)
  if (failure !== null) throw failure.error
}

function checked(bars: readonly HistoryBar[], path: string): BarColumns {
  const columns = asBars(BAR_COLUMNS.map((name) => Float64Array.from(bars, (bar) => bar[name])))
  checkBars(columns, { path, lineOf: null })
  return columns
}

function add(sum: { -readonly [K in keyof Written]: number }, one: Written): void {
  sum.added += one.added
  sum.same += one.same
  sum.replaced += one.replaced
  sum.files += one.files
}
