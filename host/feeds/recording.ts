// A recording, together with what the journal beside it knows: for a backtest over it as for a session.
import { hoursOf } from '../calendar/market-calendar.ts'
import type { TimeRange } from '../data/series.ts'
import { type RecordedFeed, recordedSession } from '../journal/recorded-session.ts'
import { type PlayedFeed, playedFeeds } from '../recorder/played-feeds.ts'
import type { FeedInfo } from './feed.ts'

export interface FeedOfRecording {
  readonly played: PlayedFeed
  readonly info: FeedInfo
  /** Bars from before the recording, as rows in the order of BAR_COLUMNS. */
  readonly past: readonly (readonly number[])[]
}

/** With more bars missing in between, what came before is another story. */
const GAP_BARS_MAX = 1000

/** In the order of the symbols; throws a HostError where nothing of one was recorded. */
export function feedsOfRecording(
  folder: string,
  symbols: readonly string[],
  { from }: TimeRange,
): FeedOfRecording[] {
  const session = recordedSession(folder)
  const built = [...session.values()].flatMap(({ symbol, intervalMs, isBuilt }) =>
    isBuilt === true ? [[symbol, intervalMs] as const] : [],
  )
  const known = playedFeeds(folder, symbols, new Map(built)).map((found): FeedOfRecording => {
    const { symbol, intervalMs } = found
    const its = session.get(symbol)
    const played = { ...found, hours: hoursOf(its?.calendar ?? 'always') }
    const info = { symbol, intervalMs, ...rulesOf(its) }
    const past = its?.intervalMs === intervalMs ? its.past : []
    const end = past.length === 0 ? Number.NaN : past.at(-1)![0]! + intervalMs
    // Nothing before `from` is to be seen.
    const isWanted = from === undefined && played.from - end <= GAP_BARS_MAX * intervalMs
    // The session went on where its past ended, whatever came first by the stream.
    return isWanted ? { played: { ...played, from: end }, info, past } : { played, info, past: [] }
  })
  // One that the session took in later brought bars from after the others had begun: they were to come.
  const begin = Math.min(
    ...known.map(({ played, info }) => session.get(info.symbol)?.since || played.from),
  )
  return known.map(({ info, past, ...rest }) => {
    const isPast = ([openTime]: readonly number[]) => openTime! + info.intervalMs <= begin
    return { ...rest, info, past: past.filter(isPast) }
  })
}

function rulesOf(known: RecordedFeed | undefined): Pick<FeedInfo, 'rules' | 'calendar'> {
  const { rules, calendar } = known ?? {}
  return { ...(rules && { rules }), ...(calendar && { calendar }) }
}
