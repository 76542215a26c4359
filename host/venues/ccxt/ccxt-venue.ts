// An exchange as a venue. Its rules and its past come through ccxt, which speaks the REST interface
// of a hundred exchanges, with a fetch of our own. Its present comes through a socket of our own
// where there is a dialect for it: ccxt's sockets reconnect out of sight, tell neither the venue's
// time nor whether a bar is closed, and cannot be made to fail in a test as venues do.
import { HostError } from '../../errors.ts'
import { type Clock, SYSTEM_CLOCK } from '../../feeds/clock.ts'
import { BINANCE } from '../socket/binance.ts'
import { BYBIT } from '../socket/bybit.ts'
import { COINBASE } from '../socket/coinbase.ts'
import {
  type ConnectionRules,
  DEFAULT_CONNECTION_RULES,
  keepConnected,
} from '../socket/connection.ts'
import { type Dialect, urlsOf } from '../socket/dialect.ts'
import { KRAKEN } from '../socket/kraken.ts'
import { OKX } from '../socket/okx.ts'
import type { Venue } from '../venue.ts'
import { type Exchange, loadExchange } from './exchange.ts'
import { hasTimeframe, pages, timeframeName } from './history.ts'
import { findListings, instrumentOf } from './listings.ts'
import { createPacedFetch } from './paced-fetch.ts'
import { requestLimits } from './request-limits.ts'
import { bookEvent, watchExchange, watchedChannels } from './watch.ts'

/** Of each side, of a book that is asked for: as many as a request of moderate weight brings. */
const BOOK_LEVELS = 1000

const DIALECTS: Readonly<Record<string, Dialect>> = {
  binance: BINANCE,
  okx: OKX,
  coinbase: COINBASE,
  kraken: KRAKEN,
  bybit: BYBIT,
}

export interface CcxtVenueOptions {
  readonly id: string
  /** Where the venue is instead of where it is: scheme, host and port. */
  readonly restUrl?: string | undefined
  readonly wsUrl?: string | undefined
  readonly onTrouble: (message: string) => void
  /** Ends all requests. */
  readonly signal: AbortSignal
  readonly clock?: Clock
  readonly rules?: ConnectionRules
  readonly random?: () => number
}

/** Rejects where there is no such exchange; nothing is asked of it yet. */
export async function openCcxtVenue(options: CcxtVenueOptions): Promise<Venue> {
  const { id, signal, restUrl, wsUrl, onTrouble } = options
  const { clock = SYSTEM_CLOCK, rules = DEFAULT_CONNECTION_RULES, random = Math.random } = options
  // Its limits are known once it is there.
  const exchange = await loadExchange(id, (url: string, init: object) => paced.fetch(url, init))
  const limits = requestLimits(id, exchange.rateLimit)
  const paced = createPacedFetch({
    limits,
    clock,
    random,
    signal,
    onTrouble,
    origin: restUrl ?? null,
  })
  const dialect = DIALECTS[id]
  if (wsUrl !== undefined) {
    exchange.urls.api = withSockets(exchange.urls.api, (url) => moved(url, wsUrl))
  }

  const listings = async (symbols: readonly string[]) => {
    await asked(exchange, () => exchange.loadMarkets(exchange.markets === undefined))
    return findListings(exchange, symbols)
  }

  return {
    id,
    channels: dialect?.channels ?? watchedChannels(exchange),
    book:
      dialect?.hasBookByRest === true
        ? async (symbol) => {
            const [listing] = await listings([symbol])
            const found = await asked(exchange, () =>
              exchange.fetchOrderBook(listing!.pair, BOOK_LEVELS),
            )
            return bookEvent(found, { symbol, receiveTime: clock.now() })
          }
        : null,
    async instruments(symbols) {
      const found = await listings(symbols).catch(async (error) => {
        if (!(error instanceof HostError) || error.code !== 'not-found') throw error
        // It may have been listed since the markets were asked for.
        await asked(exchange, () => exchange.loadMarkets(true))
        return findListings(exchange, symbols)
      })
      return found.map((listed) => instrumentOf(listed, exchange.precisionMode))
    },
    hasBars: (intervalMs) => hasTimeframe(exchange, intervalMs),
    async *history(request) {
      const [listing] = await listings([request.symbol])
      const { pair } = listing!
      const some = pages({ exchange, pair, venueTime: paced.venueTime }, request)
      for (;;) {
        const { done, value } = await asked(exchange, () => some.next())
        if (done) return
        yield value
      }
    },
    async stream({ symbols, ...wanted }, hear, ending) {
      if (wanted.channels.has('bars')) timeframeName(exchange, wanted.intervalMs)
      const wish = { listings: await listings(symbols), ...wanted }
      if (dialect === undefined) {
        if (wsUrl?.startsWith('ws:')) await exchange.loadHttpProxyAgent()
        return watchExchange({ exchange, wish, hear, signal: ending, clock, random })
      }
      for (const channel of wanted.channels) {
        if (!dialect.channels.has(channel)) {
          throw new HostError('bad-config', `${id} has no channel "${channel}" here`)
        }
      }
      const rest = { venue: id, dialect, wish, hear, signal: ending, clock, rules, random }
      const at = (url: string) => (wsUrl === undefined ? url : moved(url, wsUrl))
      await Promise.all(
        urlsOf(dialect, wish).map((url) => keepConnected({ ...rest, url, address: at(url) })),
      )
    },
  }
}

/** The wall to ccxt: its errors are of its own classes, and their texts are for people only. */
async function asked<T>({ id }: Exchange, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (cause) {
    if (cause instanceof HostError) throw cause
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new HostError('unavailable', `${id} does not answer as it should: ${why}`, { cause })
  }
}

/** The same path at another place. */
function moved(url: string, origin: string): string {
  const { pathname, search } = new URL(url)
  return origin.replace(/\/$/, '') + pathname + search
}

/** ccxt keeps the addresses of its sockets in a tree, some with a {hostname} to fill in. */
function withSockets(tree: unknown, change: (url: string) => string): unknown {
  if (typeof tree === 'string') {
    return tree.startsWith('ws') ? change(tree.replace('{hostname}', 'host')) : tree
  }
  if (typeof tree !== 'object' || tree === null) return tree
  const entries = Object.entries(tree).map(([key, value]) => [key, withSockets(value, change)])
  return Object.fromEntries(entries)
}
