// Alpaca as a venue: US stocks, paper or real. Keys are in requests only; nothing that is told, thrown
// or recorded repeats what the venue has answered to them.
import { didYouMean } from '#sdk/did-you-mean.ts'
import { HostError } from '../../errors.ts'
import { type Clock, SYSTEM_CLOCK } from '../../feeds/clock.ts'
import type { MarketEvent } from '../../feeds/market-event.ts'
import { createPacedFetch } from '../ccxt/paced-fetch.ts'
import { redactor } from '../secrets.ts'
import {
  type ConnectionRules,
  DEFAULT_CONNECTION_RULES,
  keepConnected,
} from '../socket/connection.ts'
import { urlsOf } from '../socket/dialect.ts'
import type { HistoryRequest, Instrument, Venue } from '../venue.ts'
import { readAlpacaKeys } from './keys.ts'
import {
  type AlpacaClock,
  type AlpacaDay,
  createGet,
  LIMITS,
  readAsset,
  readBarsPage,
  readCalendar,
  readClock,
  reading,
} from './rest.ts'
import { alpacaDialect } from './stream.ts'

export interface AlpacaOptions {
  /** Takes the place of scheme, host and port. */
  readonly restUrl?: string | undefined
  readonly wsUrl?: string | undefined
  readonly onTrouble: (message: string) => void
  /** Ends all requests. */
  readonly signal: AbortSignal
  readonly clock?: Clock
  readonly rules?: ConnectionRules
  readonly random?: () => number
  /** Where the keys are. */
  readonly environment?: Readonly<Record<string, string | undefined>>
}

export interface AlpacaVenue extends Venue {
  /** Whether the exchange is open, by its own clock. */
  clock(): Promise<AlpacaClock>
  /** The days of trading from one date to another, both inclusive: 2025-01-31. */
  calendar(from: string, to: string): Promise<readonly AlpacaDay[]>
}

const DATA_URL = 'https://data.alpaca.markets'
const STREAM_URL = 'wss://stream.data.alpaca.markets'
/** Of one exchange, IEX: what the free plan has. */
const FEED = 'iex'
/** Bars, at the most. */
const PAGE = 10_000

/** Throws a HostError where a key is missing. */
export function openAlpaca(options: AlpacaOptions): AlpacaVenue {
  const { signal, onTrouble, restUrl, wsUrl, environment = process.env } = options
  const { clock = SYSTEM_CLOCK, random = Math.random } = options
  // The market is closed for most of the day: that no data come says nothing.
  const { rules = { ...DEFAULT_CONNECTION_RULES, dataMs: Number.POSITIVE_INFINITY } } = options
  const keys = readAlpacaKeys(environment)
  const origin = restUrl ?? null
  const paced = createPacedFetch({ limits: LIMITS, clock, random, signal, onTrouble, origin })
  const get = createGet(keys, paced)
  const redact = redactor([keys.keyId, keys.secretKey])
  const dialect = alpacaDialect(keys, `${wsUrl ?? STREAM_URL}/v2/${FEED}`)

  return {
    id: 'alpaca',
    channels: dialect.channels,
    book: null,
    instruments: (symbols) => Promise.all(symbols.map((symbol) => instrumentOf(symbol))),
    hasBars: (intervalMs) => intervalMs >= MINUTE_MS,
    async *history(request) {
      const closed = ({ openTime }: { openTime: number }) =>
        openTime + request.intervalMs <= paced.venueTime()
      for (let token: string | null = ''; token !== null; ) {
        request.signal.throwIfAborted()
        const answer = await get(barsUrl(request, token))
        if (answer === null) throw await unknownSymbol(request.symbol)
        const page = reading('bars', redact, () => readBarsPage(answer, request.symbol))
        const bars = page.bars.filter(closed)
        if (bars.length > 0) yield bars
        token = page.next
      }
    },
    async stream({ symbols, ...wanted }, hear, ending) {
      if (wanted.channels.has('bars')) timeframeName(wanted.intervalMs)
      for (const channel of wanted.channels) {
        if (dialect.channels.has(channel)) continue
        throw new HostError('bad-config', `alpaca has no channel "${channel}" here`)
      }
      const listings = symbols.map((symbol) => ({ symbol, id: symbol, pair: symbol }))
      const wish = { listings, ...wanted }
      const rest = { venue: 'alpaca', dialect, wish, signal: ending, clock, rules, random }
      const url = urlsOf(dialect, wish)[0]!
      // The reason for which a venue closes a connection is its own text.
      const clean = (event: MarketEvent) =>
        hear(event.type === 'status' ? { ...event, detail: redact(event.detail) } : event)
      await keepConnected({ ...rest, url, address: url, hear: clean })
    },
    clock: async () => {
      const answer = await get(`${keys.baseUrl}/v2/clock`)
      return reading('hours', redact, () => readClock(answer))
    },
    calendar: async (from, to) => {
      const answer = await get(`${keys.baseUrl}/v2/calendar?start=${from}&end=${to}`)
      return reading('days', redact, () => readCalendar(answer))
    },
  }

  async function instrumentOf(symbol: string): Promise<Instrument> {
    const answer = await get(`${keys.baseUrl}/v2/assets/${encodeURIComponent(symbol)}`)
    if (answer === null) throw await unknownSymbol(symbol)
    const asset = reading('assets', redact, () => readAsset(answer))
    if (!asset.isTradable) {
      throw new HostError('not-found', `Alpaca does not trade ${symbol} at present`)
    }
    return {
      symbol: asset.symbol,
      // Rule 612 of Regulation NMS; below a dollar a hundredth of it is allowed.
      tickSize: 0.01,
      lotStep: asset.isFractionable ? 1e-9 : 1,
      minNotional: asset.isFractionable ? 1 : 0,
      // Free of commission; what regulators charge of sales is not modelled.
      makerFee: 0,
      takerFee: 0,
    }
  }

  async function unknownSymbol(symbol: string): Promise<HostError> {
    const answer = await get(`${keys.baseUrl}/v2/assets?status=active&asset_class=us_equity`)
    const known = Array.isArray(answer) ? answer.map((one) => String(one?.symbol)) : []
    const nearest = didYouMean(symbol, known)
    return new HostError('not-found', `Alpaca does not know the symbol "${symbol}"`, {
      hint: nearest === null ? undefined : `did you mean "${nearest}"?`,
    })
  }
}

function barsUrl({ symbol, intervalMs, from, to }: HistoryRequest, token: string): string {
  const query = new URLSearchParams({
    symbols: symbol,
    timeframe: timeframeName(intervalMs),
    start: new Date(from).toISOString(),
    // Inclusive there.
    end: new Date(to - 1).toISOString(),
    limit: String(PAGE),
    adjustment: 'raw',
    feed: FEED,
    ...(token === '' ? {} : { page_token: token }),
  })
  return `${DATA_URL}/v2/stocks/bars?${query}`
}

const MINUTE_MS = 60_000
const DAY_MS = 1440 * MINUTE_MS

/** As Alpaca names it: 1Min to 59Min, 1Hour to 23Hour, 1Day. */
function timeframeName(intervalMs: number): string {
  const minutes = intervalMs / MINUTE_MS
  if (intervalMs === DAY_MS) return '1Day'
  if (Number.isInteger(minutes) && minutes >= 1 && minutes < 60) return `${minutes}Min`
  if (Number.isInteger(minutes / 60) && minutes >= 60 && minutes < 1440)
    return `${minutes / 60}Hour`
  throw new HostError('bad-config', `alpaca has no bars of ${intervalMs / 1000} s`, {
    hint: 'from 1m to 12h, or 1d',
  })
}
