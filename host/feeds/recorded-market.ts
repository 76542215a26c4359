// A recorded session as a market: bars, and the trades and quotes between them, as they came.
import type { TimeRange } from '../data/series.ts'
import { recordedBars, seriesOf } from '../recorder/bars.ts'
import { Player } from '../recorder/player.ts'
import type { Instant, Market, TickWish } from './feed.ts'
import type { GateRecord } from './gate.ts'
import { type Clock, Playback } from './playback.ts'
import { feedsOfRecording } from './recording.ts'
import { paced } from './replay.ts'

export interface RecordedMarketOptions {
  /** Of the recording. */
  readonly folder: string
  readonly symbols: readonly string[]
  readonly range: TimeRange
  readonly speed: number | 'max'
  readonly record: (record: GateRecord) => void
  readonly clock?: Clock
}

/** Throws a HostError where the recording has no bars of a symbol. */
export function openRecordedMarket(options: RecordedMarketOptions): Market {
  const { folder, symbols, range, speed, record, clock } = options
  const known = feedsOfRecording(folder, symbols, range)
  const feeds = known.map(({ played }) => played)
  const bars = recordedBars(folder, feeds, range)
  const from = Math.min(...bars.map(({ rows }) => rows[0]![0]!))
  const to = Math.max(...bars.map(({ rows }, i) => rows.at(-1)![0]! + feeds[i]!.intervalMs))
  const total = bars.reduce((sum, { rows }) => sum + rows.length, 0)
  const playback = new Playback({ speed, from, to, clock })
  return {
    feeds: known.map(({ info }) => info),
    recording: { from, to, bars: total },
    playback,
    past: known.map(({ played, past }) => seriesOf(folder, played, past)),
    instants: (signal, after, wish, taken = []) => {
      const player = new Player({ folder, feeds, range, record })
      const place = { after, taken: feeds.map((_, feed) => taken[feed] ?? after) }
      return paced(goOn(player, wish ?? null, place), playback, signal)
    },
  }
}

interface Place {
  readonly after: number
  /** Where the last bar ended that each feed has had. */
  readonly taken: readonly number[]
}

/** What comes after that place; what was before it is played for the gates' sake. */
function* goOn(player: Player, wish: TickWish | null, place: Place): Generator<Instant> {
  const { after, taken } = place
  const isNew = (time: number) => wish !== null && time > wish.after
  const rest: TickWish | null = wish && {
    ...wish,
    needs: (tick) => isNew(tick.time) && wish.needs(tick),
  }
  for (const instant of player.instants(rest)) {
    if (instant.ticks !== undefined) {
      if (isNew(instant.time)) yield instant
      continue
    }
    const bars = instant.bars.filter(({ feed, openTime }) => openTime >= taken[feed]!)
    if (bars.length > 0) yield { ...instant, bars }
    else if (instant.time > after) yield instant
  }
}
