// Files of bars into the history store.
import { statSync } from 'node:fs'
import type { BarColumns } from '#sdk/domain.ts'
import { TIMEFRAMES, timeframeMs } from '#sdk/timeframe.ts'
import { contentByName } from '../data/intake/names.ts'
import { listSources, readSource, type SourceBars } from '../data/intake/sources.ts'
import { type Coverage, coverageOf } from '../data/quality/gaps.ts'
import { isoTime, mostCommonStep } from '../data/series.ts'
import { mergeBars } from '../data/store/merge.ts'
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

export interface ImportRequest {
  readonly store: string
  readonly venue: string
  readonly symbol: string
  /** Files, or folders of them. */
  readonly paths: readonly string[]
  /** Null: that of the bars. */
  readonly timeframe: string | null
  readonly isReplacing: boolean
}

export interface ImportPorts {
  readonly signal?: AbortSignal
  /** In bytes of the files. */
  readonly onProgress?: (done: number, total: number) => void
  /** Another import is writing to the same symbol. */
  readonly onWait?: () => void
}

export interface ImportResult {
  readonly name: string
  readonly files: number
  /** Files of a folder that are of another symbol or timeframe. */
  readonly skipped: readonly string[]
  readonly written: Written
  /** Of the whole dataset, as it was read back. */
  readonly bars: number
  readonly from: number
  readonly to: number
  readonly coverage: Coverage
}

export async function importBars(
  request: ImportRequest,
  { signal, onProgress, onWait }: ImportPorts = {},
): Promise<ImportResult> {
  const { store, venue, symbol } = request
  checkName('--venue', venue)
  checkName('--symbol', symbol)
  const { files, skipped } = chooseFiles(request)
  const total = files.reduce((sum, path) => sum + sizeOf(path), 0)
  const sources: SourceBars[] = []
  let done = 0
  for (const path of files) {
    signal?.throwIfAborted()
    const read = await readSource(path)
    for (const source of read) checkContent(source, request)
    sources.push(...read)
    done += sizeOf(path)
    onProgress?.(done, total)
    // Lets a Ctrl-C through between files that are read in one go.
    await new Promise(setImmediate)
  }
  const timeframe = request.timeframe ?? timeframeOf(sources)
  for (const source of sources) checkTimeframe(source, timeframe)
  const id: DatasetId = { venue, symbol, timeframe }
  const { isReplacing } = request
  const bars = joinSources(sources)
  const written = await writeDataset(store, id, bars, { isReplacing, signal, onWait })
  const { openTime } = await readDataset(datasetAt(datasetFolder(store, id))!)
  return {
    name: datasetName(id),
    files: files.length,
    skipped,
    written,
    bars: openTime.length,
    from: openTime[0]!,
    to: openTime.at(-1)!,
    coverage: coverageOf(openTime, timeframe),
  }
}

const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/** What was named must be meant; of a folder, the files of other symbols and timeframes are not. */
function chooseFiles({ paths, symbol, timeframe }: ImportRequest) {
  const skipped: string[] = []
  const files = listSources(paths).filter((path) => {
    const said = contentByName(path)
    if (said === null) return true
    const isSymbol = said.symbol === symbol.toUpperCase()
    const isOther = !isSymbol || (timeframe !== null && said.interval !== timeframe)
    if (!isOther) return true
    if (paths.includes(path)) throw otherContent(path, { said, symbol, timeframe })
    skipped.push(path)
    return false
  })
  const intervals = new Set(files.map((path) => contentByName(path)?.interval))
  intervals.delete(undefined)
  if (intervals.size > 1) {
    throw new HostError(
      'usage',
      `the files are of several timeframes: ${[...intervals].join(', ')}`,
      {
        hint: 'say which one by --timeframe',
      },
    )
  }
  if (files.length === 0) {
    throw new HostError(
      'not-found',
      `no file of ${symbol}${timeframe === null ? '' : ` ${timeframe}`} there`,
      {
        hint: `there are others: ${skipped.slice(0, 3).join(', ')}`,
      },
    )
  }
  return { files, skipped }
}

function otherContent(
  path: string,
  {
    said,
    symbol,
    timeframe,
  }: {
    said: { symbol: string; interval: string }
    symbol: string
    timeframe: string | null
  },
): HostError {
  const isSymbol = said.symbol === symbol.toUpperCase()
  const [found, wanted] = isSymbol ? [said.interval, timeframe] : [said.symbol, symbol]
  const option = isSymbol ? '--timeframe' : '--symbol'
  return new HostError('bad-data', `by its name this file is of ${found}, not ${wanted}`, {
    file: path,
    hint: `${option} ${found}; or rename the file, if its name is wrong`,
  })
}

/** An archive may be called anything; what is in it has the venue's name. */
function checkContent({ path }: SourceBars, { symbol, timeframe }: ImportRequest): void {
  const said = contentByName(path)
  if (said === null) return
  const isSymbol = said.symbol === symbol.toUpperCase()
  if (isSymbol && (timeframe === null || said.interval === timeframe)) return
  throw otherContent(path, { said, symbol, timeframe })
}

function timeframeOf(sources: readonly SourceBars[]): string {
  const longest = sources.reduce((best, one) => (countOf(one) > countOf(best) ? one : best))
  const step = mostCommonStep(longest.bars.openTime)
  const found = Object.keys(TIMEFRAMES).find((name) => TIMEFRAMES[name] === step)
  if (found !== undefined) return found
  const said = step === 0 ? 'with one bar there is no telling' : `bars are ${step / 1000} s apart`
  throw new HostError('bad-data', `the timeframe is not clear: ${said}`, {
    file: longest.path,
    hint: `say --timeframe, one of ${Object.keys(TIMEFRAMES).join(' ')}`,
  })
}

const countOf = ({ bars }: SourceBars) => bars.openTime.length

/** Thin markets leave bars out; but two must lie a timeframe apart, and most not closer. */
function checkTimeframe({ path, bars: { openTime } }: SourceBars, timeframe: string): void {
  if (openTime.length < 2) return
  const interval = timeframeMs(timeframe)!
  const step = mostCommonStep(openTime)
  const isThere = openTime.some((time, i) => i > 0 && time - openTime[i - 1]! === interval)
  if (step === interval || (isThere && step > interval)) return
  const found = Object.keys(TIMEFRAMES).find((name) => TIMEFRAMES[name] === step)
  throw new HostError(
    'bad-data',
    `bars are ${found ?? `${step / 1000} s`} apart, not ${timeframe}`,
    {
      file: path,
      hint: found === undefined ? 'is this the right file?' : `--timeframe ${found}`,
    },
  )
}

/** All bars in order; files may overlap where they agree. */
function joinSources(sources: readonly SourceBars[]): BarColumns {
  let runs = sources.map(({ bars }) => bars).sort((a, b) => a.openTime[0]! - b.openTime[0]!)
  // In pairs, so that a bar is copied a few times, not once per file.
  while (runs.length > 1) {
    const next: BarColumns[] = []
    for (let k = 0; k < runs.length; k += 2) {
      if (k + 1 === runs.length) next.push(runs[k]!)
      else {
        const merge = mergeBars(runs[k]!, runs[k + 1]!)
        if (merge.firstConflict !== null) throw disagreement(sources, merge.firstConflict.time)
        next.push(merge.bars)
      }
    }
    runs = next
  }
  return runs[0]!
}

function disagreement(sources: readonly SourceBars[], time: number): HostError {
  const [first, ...others] = sources.filter(({ bars }) => bars.openTime.includes(time))
  return new HostError('bad-data', `the bar of ${isoTime(time)} differs between files`, {
    file: first!.path,
    hint: `it is also in ${others.map(({ path }) => path).join(', ')}: import the right one alone`,
  })
}
