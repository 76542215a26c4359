// The market that a configuration names: recorded bars behind a gate, or a venue.
import { TIMEFRAMES } from '#sdk/timeframe.ts'
import {
  CALENDARS,
  type CalendarId,
  calendarOfVenue,
  hoursOf,
} from '../calendar/market-calendar.ts'
import type { Config, LiveConfig } from '../config/load.ts'
import { resolveData } from '../data/dataset.ts'
import { loadBars } from '../data/load.ts'
import { datasetAt } from '../data/store/place.ts'
import { HostError } from '../errors.ts'
import { recordingAt } from '../recorder/folder.ts'
import { backoffMs, DEFAULT_BACKOFF } from '../venues/backoff.ts'
import { openVenue } from '../venues/open-venue.ts'
import { SYSTEM_CLOCK } from './clock.ts'
import type { FeedInfo, Market } from './feed.ts'
import type { GateRecord } from './gate.ts'
import { RECORDED_GATE_RULES } from './gate-rules.ts'
import { gateMarket } from './gated-market.ts'
import { openLiveMarket } from './live.ts'
import type { MarketEvent } from './market-event.ts'
import { openRecordedMarket } from './recorded-market.ts'
import { createReplay } from './replay.ts'

export interface MarketPorts {
  readonly record: (record: GateRecord) => void
  /** Every event of a venue, as it came. */
  readonly onEvent: (event: MarketEvent) => void
  /** In one sentence: something is wrong and is being tried again. */
  readonly onTrouble: (message: string) => void
  /** Ends everything that the market asks of a venue. */
  readonly signal: AbortSignal
  /** Symbols that are fed for what may be held there alone: a venue may not know them any more. */
  readonly former?: readonly FeedInfo[]
}

/** A venue that does not answer is asked until it does, or until the signal is aborted. */
export async function openMarket(config: Config, ports: MarketPorts): Promise<Market> {
  const { live } = config
  if (live !== null) return openLive(live, config.symbols, ports)
  const { symbols, data } = config
  const folder = recordingAt(data.path, config.sessions)
  if (folder !== null) {
    const { speed, from, to } = data
    return openRecordedMarket({ folder, symbols, range: { from, to }, speed, record: ports.record })
  }
  return gateMarket(await openReplay(config), RECORDED_GATE_RULES, ports.record)
}

async function openLive(
  { source, timeframe, pastBars, hasTicks, restUrl, wsUrl }: LiveConfig,
  symbols: readonly string[],
  ports: MarketPorts,
): Promise<Market> {
  const { onTrouble, signal } = ports
  const intervalMs = TIMEFRAMES[timeframe]!
  const calendar = calendarOfVenue(source)
  assertOnGrid(source, timeframe, calendar.id)
  const venue = await openVenue(source, { restUrl, wsUrl, onTrouble, signal })
  const hours = hoursOf(calendar.id)
  for (let failures = 1; ; failures++) {
    try {
      return await openLiveMarket({
        ...{ venue, symbols, intervalMs, pastBars, hasTicks, hours },
        calendar: calendar.id,
        ...ports,
      })
    } catch (error) {
      if (!(error instanceof HostError) || error.code !== 'unavailable' || signal.aborted)
        throw error
      if (failures === 1) onTrouble(`${error.message}; trying again until it does`)
      await SYSTEM_CLOCK.sleep(backoffMs(failures, Math.random(), DEFAULT_BACKOFF), signal)
      if (signal.aborted) throw error
    }
  }
}

/**
 * The longest bars of a venue that begin on boundaries of UTC, by which a live market goes: others count
 * from the session's open or from midnight where the market is.
 */
const LONGEST: Readonly<Partial<Record<CalendarId, string>>> = { us: '1h', india: '15m' }

function assertOnGrid(source: string, timeframe: string, calendar: CalendarId): void {
  const longest = LONGEST[calendar]
  if (longest === undefined || TIMEFRAMES[timeframe]! <= TIMEFRAMES[longest]!) return
  const what = `${source}'s bars of ${timeframe} do not begin on boundaries of UTC, as a live market's do`
  throw new HostError('bad-config', what, {
    hint: `set data.timeframe to "${longest}" or shorter: those of scripts are made of them`,
  })
}

/** Where each symbol's recorded bars lie; throws where there are none. */
export function recordedFiles({ symbols, data: { path } }: Pick<Config, 'symbols' | 'data'>) {
  return symbols.map((symbol) => {
    const file = resolveData(path, symbol)
    if (file === path && symbols.length > 1) {
      throw new HostError(
        'bad-config',
        `the file ${path} cannot hold the bars of ${symbols.length} symbols`,
        {
          hint: 'name a folder of <SYMBOL>-<interval> files as data.path, or one symbol in `symbols`',
        },
      )
    }
    return { symbol, file }
  })
}

async function openReplay(config: Config): Promise<Market> {
  const { speed, from, to } = config.data
  const series = []
  for (const { symbol, file } of recordedFiles(config)) {
    const dataset = datasetAt(file)
    const { id: calendar } = dataset === null ? CALENDARS.always : calendarOfVenue(dataset.venue)
    series.push({ symbol, bars: await loadBars(file, { from, to }), calendar })
  }
  return createReplay({ series, speed })
}
