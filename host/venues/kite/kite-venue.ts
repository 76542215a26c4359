// Kite Connect (Zerodha) as a venue: Indian equities. Symbols are of NSE unless another exchange is
// named: "INFY", "BSE:INFY". Keys are in requests only.
import { didYouMean } from '#sdk/did-you-mean.ts'
import { HostError } from '../../errors.ts'
import { type Clock, SYSTEM_CLOCK } from '../../feeds/clock.ts'
import type { MarketEvent } from '../../feeds/market-event.ts'
import { createPacedFetch } from '../ccxt/paced-fetch.ts'
import type { RequestLimits } from '../ccxt/request-limits.ts'
import { redactor } from '../secrets.ts'
import {
  type ConnectionRules,
  DEFAULT_CONNECTION_RULES,
  keepConnected,
} from '../socket/connection.ts'
import { urlsOf } from '../socket/dialect.ts'
import { FrameFault } from '../socket/fields.ts'
import type { Venue } from '../venue.ts'
import { hasInterval, indiaTime, intervalOf, readCandles } from './history.ts'
import { type KiteInstrument, readInstruments } from './instruments.ts'
import { readKiteKeys } from './keys.ts'
import { kiteDialect, REFUSED } from './stream.ts'

export interface KiteOptions {
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

const REST_URL = 'https://api.kite.trade'
const STREAM_URL = 'wss://ws.kite.trade'

/** Source: https://kite.trade/docs/connect/v3/exceptions/#api-rate-limit */
const LIMITS: RequestLimits = {
  limits: {
    history: [{ limit: 3, windowMs: 1000 }],
    other: [{ limit: 10, windowMs: 1000 }],
  },
  weigh: (path) => ({ name: path.includes('/historical/') ? 'history' : 'other', weight: 1 }),
}

/** Throws a HostError where a key is missing. */
export function openKite(options: KiteOptions): Venue {
  const { signal, onTrouble, restUrl, wsUrl, environment = process.env } = options
  const { clock = SYSTEM_CLOCK, random = Math.random } = options
  // The market is closed for most of the day: that no ticks come says nothing.
  const { rules = { ...DEFAULT_CONNECTION_RULES, dataMs: Number.POSITIVE_INFINITY } } = options
  const keys = readKiteKeys(environment)
  const origin = restUrl ?? null
  const paced = createPacedFetch({ limits: LIMITS, clock, random, signal, onTrouble, origin })
  const dialect = kiteDialect(keys, wsUrl ?? STREAM_URL)
  const redact = redactor([keys.apiKey, keys.accessToken])
  /** By exchange: the list of a day is large, and asked for by everything. */
  const lists = new Map<string, Promise<ReadonlyMap<string, KiteInstrument>>>()

  async function get(path: string): Promise<string> {
    const authorization = `token ${keys.apiKey}:${keys.accessToken}`
    const headers = { 'X-Kite-Version': '3', authorization }
    let response: Response
    try {
      response = await paced.fetch(REST_URL + path, { headers })
    } catch (cause) {
      const { message } = cause as Error
      throw new HostError('unavailable', `Kite does not answer: ${message}`, { cause })
    }
    // What an answer says may repeat what it was asked with: it is not shown.
    const [what] = path.split('?')
    if (response.status === 403) throw new HostError('bad-config', `Kite refuses: ${REFUSED}`)
    if (response.status !== 200) {
      throw new HostError('unavailable', `Kite answers ${what} with status ${response.status}`)
    }
    return response.text()
  }

  function reading<T>(what: string, read: () => T): T {
    try {
      return read()
    } catch (cause) {
      if (!(cause instanceof FrameFault) && !(cause instanceof SyntaxError)) throw cause
      const why = cause instanceof FrameFault ? redact(cause.message) : 'it is not JSON'
      throw new HostError('unavailable', `Kite's ${what} are not as documented: ${why}`)
    }
  }

  function listOf(exchange: string): Promise<ReadonlyMap<string, KiteInstrument>> {
    const known = lists.get(exchange)
    if (known !== undefined) return known
    const asked = get(`/instruments/${exchange}`).then((csv) => {
      const all = reading('instruments', () => readInstruments(csv))
      return new Map(all.map((one) => [one.symbol, one]))
    })
    lists.set(exchange, asked)
    asked.catch(() => lists.delete(exchange))
    return asked
  }

  async function find(symbol: string): Promise<KiteInstrument> {
    const [, exchange = 'NSE', name] = /^(?:(NSE|BSE):)?(.+)$/.exec(symbol) ?? []
    const list = await listOf(exchange)
    const found = list.get(name ?? symbol)
    if (found !== undefined) return found
    const nearest = didYouMean(name ?? symbol, [...list.keys()])
    throw new HostError('not-found', `${exchange} has no symbol "${name ?? symbol}"`, {
      hint: nearest === null ? undefined : `did you mean "${nearest}"?`,
    })
  }

  return {
    id: 'kite',
    channels: dialect.channels,
    book: null,
    async instruments(symbols) {
      const found = await Promise.all(symbols.map(find))
      return found.map(({ tickSize, lotSize }, i) => ({
        symbol: symbols[i]!,
        tickSize,
        lotStep: lotSize,
        minNotional: 0,
        // Brokerage, taxes and charges are no fraction of the notional.
        makerFee: null,
        takerFee: null,
      }))
    },
    hasBars: hasInterval,
    async *history({ symbol, intervalMs, from, to, signal: wanted }) {
      const { name, spanMs } = intervalOf(intervalMs)
      const { token } = await find(symbol)
      for (let start = from; start < to; start += spanMs) {
        wanted.throwIfAborted()
        const end = Math.min(to, start + spanMs)
        // Both inclusive there, to the second.
        const query = new URLSearchParams({ from: indiaTime(start), to: indiaTime(end - 1) })
        const answer = await get(`/instruments/historical/${token}/${name}?${query}`)
        const bars = reading('candles', () => readCandles(JSON.parse(answer))).filter(
          ({ openTime }) =>
            openTime >= start && openTime < end && openTime + intervalMs <= paced.venueTime(),
        )
        if (bars.length > 0) yield bars
      }
    },
    async stream({ symbols, ...wanted }, hear, ending) {
      if (wanted.channels.has('bars')) intervalOf(wanted.intervalMs)
      const found = await Promise.all(symbols.map(find))
      const listings = found.map(({ token }, i) => {
        const symbol = symbols[i]!
        return { symbol, id: String(token), pair: symbol }
      })
      const wish = { listings, ...wanted }
      const rest = { venue: 'kite', dialect, wish, signal: ending, clock, rules, random }
      const url = urlsOf(dialect, wish)[0]!
      // The reason for which a venue closes a connection is its own text.
      const clean = (event: MarketEvent) =>
        hear(event.type === 'status' ? { ...event, detail: redact(event.detail) } : event)
      await keepConnected({ ...rest, url, address: url, hear: clean })
    },
  }
}
