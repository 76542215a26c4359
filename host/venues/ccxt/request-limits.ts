// How much venues let a program ask, by their documentation: limits per class of endpoint, and what
// a request weighs. Venues that are not here get ccxt's own average.
// Sources: https://developers.binance.com/docs/binance-spot-api-docs/rest-api/limits,
// https://www.okx.com/docs-v5/en/#overview-rate-limits,
// https://docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/rate-limits,
// https://docs.kraken.com/api/docs/guides/spot-rest-ratelimits,
// https://bybit-exchange.github.io/docs/v5/rate-limit
import type { RateLimit } from '../token-bucket.ts'

export interface RequestLimits {
  readonly limits: Readonly<Record<string, readonly RateLimit[]>>
  /** The class and the weight of a request, by the path of its URL. */
  readonly weigh: (path: string) => { readonly name: string; readonly weight: number }
}

const SECOND = 1000
const MINUTE = 60_000

const LIMITS: Readonly<Record<string, RequestLimits>> = {
  binance: {
    limits: {
      all: [{ limit: 6000, windowMs: MINUTE }],
    },
    weigh: (path) => {
      // Of the order book: for a thousand levels.
      const weight = path.endsWith('/exchangeInfo') ? 20 : path.endsWith('/depth') ? 50 : 2
      return { name: 'all', weight }
    },
  },
  okx: {
    limits: {
      'history-candles': [{ limit: 20, windowMs: 2 * SECOND }],
      candles: [{ limit: 40, windowMs: 2 * SECOND }],
      instruments: [{ limit: 20, windowMs: 2 * SECOND }],
    },
    weigh: (path) => ({ name: path.slice(path.lastIndexOf('/') + 1), weight: 1 }),
  },
  coinbase: {
    limits: { all: [{ limit: 10, windowMs: SECOND }] },
    weigh: () => ({ name: 'all', weight: 1 }),
  },
  kraken: {
    limits: { all: [{ limit: 15, windowMs: 15 * SECOND }] },
    weigh: () => ({ name: 'all', weight: 1 }),
  },
  bybit: {
    limits: { all: [{ limit: 600, windowMs: 5 * SECOND }] },
    weigh: () => ({ name: 'all', weight: 1 }),
  },
}

/** `spacingMs`: between two requests, for a venue without a row of its own. */
export function requestLimits(venue: string, spacingMs: number): RequestLimits {
  const limit = Math.max(2, Math.floor(MINUTE / spacingMs))
  return (
    LIMITS[venue] ?? {
      limits: { all: [{ limit, windowMs: MINUTE }] },
      weigh: () => ({ name: 'all', weight: 1 }),
    }
  )
}
