// Reads what a backtest needs from disk: each script with its imports, each bar file once.
import { CALENDARS, calendarOfVenue, type MarketCalendar } from '../calendar/market-calendar.ts'
import { collectSources, type ScriptSources } from '../catalog/sources.ts'
import { type BarSeries, loadBars, type TimeRange } from '../data/load.ts'
import { datasetAt } from '../data/store/place.ts'
import type { OrderRules } from '../feeds/feed.ts'
import { feedsOfRecording } from '../feeds/recording.ts'
import { recordedBars, seriesOf } from '../recorder/bars.ts'
import { isRecording } from '../recorder/folder.ts'
import type { PlayedFeed } from '../recorder/played-feeds.ts'
import { readSources } from '../validate/static.ts'
import type { DataSource } from './backtest-inputs.ts'
import { sourceError } from './script-errors.ts'

export interface LoadedScript {
  /** As the user gave it. */
  readonly path: string
  readonly sources: ScriptSources
}

export interface LoadedFeed {
  readonly symbol: string
  readonly series: BarSeries
  readonly calendar: MarketCalendar
  /** How many of its bars came before the run: known, and not traded on. */
  readonly past?: number
  /** Where it is of a recording: what can be played of it, and what its venue asked of orders. */
  readonly recorded?: PlayedFeed
  readonly rules?: OrderRules | undefined
}

/** A dataset of the store tells its venue; files never close. */
export function calendarOfData(path: string): MarketCalendar {
  const dataset = datasetAt(path)
  return dataset === null ? CALENDARS.always : calendarOfVenue(dataset.venue)
}

/** Throws for the first script that has an error in it. */
export async function loadScripts(paths: readonly string[]): Promise<LoadedScript[]> {
  const scripts: LoadedScript[] = []
  // Here nobody else waits: a thread to be parsed on would take longer to start than to parse.
  for (const path of paths) scripts.push(sound(path, await collectSources(path)))
  return scripts
}

/** `draft` stands for what the script's file holds. Throws where there is an error in it. */
export async function loadScript(path: string, draft: string | null = null): Promise<LoadedScript> {
  return sound(path, await readSources(path, draft))
}

function sound(path: string, sources: ScriptSources): LoadedScript {
  const errors = sources.diagnostics.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw sourceError(path, errors)
  return { path, sources }
}

export interface LoadOptions {
  /** null: as the data says. */
  readonly calendar: MarketCalendar | null
  readonly onNote?: ((note: string) => void) | undefined
}

export async function loadFeeds(
  sources: readonly DataSource[],
  range: TimeRange,
  { calendar, onNote = () => {} }: LoadOptions,
): Promise<LoadedFeed[]> {
  const byPath = new Map<string, BarSeries>()
  const recorded = loadRecordings(sources, range)
  const feeds: LoadedFeed[] = []
  for (const { symbol, path } of sources) {
    const own = recorded.get(path)?.find((one) => one.symbol === symbol)
    if (own !== undefined) {
      onNote(noteOf(own))
      feeds.push(calendar === null ? own : { ...own, calendar })
      continue
    }
    const series = byPath.get(path) ?? (await loadBars(path, range))
    byPath.set(path, series)
    feeds.push({ symbol, series, calendar: calendar ?? calendarOfData(path) })
  }
  return feeds
}

/** Each recording once, with all of its symbols that are asked for. */
function loadRecordings(
  sources: readonly DataSource[],
  range: TimeRange,
): ReadonlyMap<string, readonly RecordedFeed[]> {
  const ofRecordings = sources.filter(({ path }) => isRecording(path))
  const byPath = Map.groupBy(ofRecordings, ({ path }) => path)
  return new Map(
    [...byPath].map(([path, own]) => {
      const symbols = own.map(({ symbol }) => symbol)
      return [path, loadRecording(path, symbols, range)]
    }),
  )
}

interface RecordedFeed extends LoadedFeed {
  readonly recorded: PlayedFeed
  readonly refused: number
}

function loadRecording(
  folder: string,
  symbols: readonly string[],
  range: TimeRange,
): RecordedFeed[] {
  const feeds = feedsOfRecording(folder, symbols, range)
  const bars = recordedBars(
    folder,
    feeds.map(({ played }) => played),
    range,
  )
  return feeds.map(({ played, info, past }, i) => {
    const { rows, refused } = bars[i]!
    return {
      ...{ symbol: played.symbol, calendar: CALENDARS[info.calendar ?? 'always'] },
      ...{ series: seriesOf(folder, played, [...past, ...rows]), past: past.length },
      ...{ recorded: played, rules: info.rules, refused },
    }
  })
}

/** Which bars a backtest over a recording runs on: the recording itself does not say. */
function noteOf({ series, past = 0, recorded, refused }: RecordedFeed): string {
  const { symbol, madeOf, hasTicks } = recorded
  const bars = `${symbol}: ${series.count - past} bars of ${series.intervalMs / 1000} s`
  const from = madeOf === 'bars' ? "the venue's own" : 'built from trades'
  const ticks = hasTicks ? ', with the trades and quotes between them' : ''
  const before = past === 0 ? '' : `, after the ${past} that the session had warmed up on`
  const kept = refused === 0 ? '' : `; the quality gate refused ${refused} events`
  return `${bars}, ${from}${ticks}${before}${kept}`
}
