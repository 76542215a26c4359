// A class of ccxt for one venue, loaded alone: the whole package takes three times as long and 60 MB
// more. Everything of ccxt that we rely on is named here; its own types are of another dialect.
import { readdirSync } from 'node:fs'
import { didYouMean } from '#sdk/did-you-mean.ts'
import { HostError } from '../../errors.ts'

export interface Exchange {
  readonly id: string
  readonly markets: Readonly<Record<string, Market>> | undefined
  readonly timeframes: Readonly<Record<string, unknown>> | undefined
  readonly has: Record<string, unknown>
  readonly options: Record<string, unknown>
  readonly urls: { api: unknown }
  readonly features: { spot?: { fetchOHLCV?: { limit?: number } } } | undefined
  /** Ms between two requests of average weight. */
  readonly rateLimit: number
  readonly precisionMode: number
  fetchImplementation: unknown
  /** Without `reload`, a failure is kept for ever. */
  loadMarkets(reload: boolean): Promise<unknown>
  /** In seconds. */
  parseTimeframe(name: string): number
  fetchOHLCV(
    pair: string,
    timeframe: string,
    since: number,
    limit: number,
  ): Promise<readonly OhlcvRow[]>
  watchOHLCV(pair: string, timeframe: string): Promise<readonly OhlcvRow[]>
  watchTrades(pair: string): Promise<readonly WatchedTrade[]>
  watchTicker(pair: string): Promise<WatchedTicker>
  fetchOrderBook(pair: string, limit: number): Promise<WatchedBook>
  watchOrderBook(pair: string): Promise<WatchedBook>
  /** Before sockets without encryption. */
  loadHttpProxyAgent(): Promise<unknown>
  close(): Promise<unknown>
}

/** Open time in ms UTC, open, high, low, close, volume in base units. */
export type OhlcvRow = readonly (number | undefined)[]

export interface Market {
  readonly id: string
  /** "BTC/USDT" */
  readonly symbol: string
  readonly base: string
  readonly quote: string
  readonly spot?: boolean
  readonly active?: boolean
  readonly precision?: { readonly amount?: number; readonly price?: number }
  readonly limits?: { readonly cost?: { readonly min?: number } }
  /** Fractions of the notional where `percentage` is true. */
  readonly maker?: number
  readonly taker?: number
  readonly percentage?: boolean
}

export interface WatchedTrade {
  readonly timestamp?: number
  readonly price?: number
  readonly amount?: number
  readonly side?: string
  readonly id?: string
}

export interface WatchedTicker {
  readonly timestamp?: number
  readonly bid?: number
  readonly bidVolume?: number
  readonly ask?: number
  readonly askVolume?: number
}

export interface WatchedBook {
  readonly bids: readonly (readonly number[])[]
  readonly asks: readonly (readonly number[])[]
  readonly timestamp?: number
  /** The venue's number of its latest update. */
  readonly nonce?: number
}

/** Ms; our own fetch ends what takes too long, and waits where the venue wants it. */
const NEVER_MS = 2 ** 31 - 1

const FOLDER = new URL('src/pro/', import.meta.resolve('ccxt'))

/** The venues that ccxt knows the sockets of. */
export function exchangeNames(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.js'))
    .map((file) => file.slice(0, -3))
}

/** Knows no market yet. All of its requests go through `fetch`. */
export async function loadExchange(id: string, fetch: unknown): Promise<Exchange> {
  assertExchange(id)
  const module = (await import(new URL(`${id}.js`, FOLDER).href)) as {
    default: new (options: object) => Exchange
  }
  const exchange = new module.default({ enableRateLimit: false, timeout: NEVER_MS })
  exchange.fetchImplementation = fetch
  // Spot alone is traded here; currencies would be asked for with keys, or for nothing.
  exchange.has.fetchCurrencies = false
  const { fetchMarkets } = exchange.options
  if (typeof fetchMarkets === 'object' && fetchMarkets !== null) {
    exchange.options.fetchMarkets = { ...fetchMarkets, types: ['spot'] }
  }
  return exchange
}

/** Throws where there is none of that name. */
export function assertExchange(id: string): void {
  const names = exchangeNames()
  if (!names.includes(id)) throw unknownVenue(id, names)
}

function unknownVenue(id: string, names: readonly string[]): HostError {
  const nearest = didYouMean(id, ['replay', ...names])
  const meant = nearest === null ? '' : `; did you mean "${nearest}"?`
  return new HostError('not-found', `there is no data source "${id}"${meant}`, {
    hint: 'sources are replay, binance, coinbase, okx, kraken, bybit and the other exchanges that ccxt has sockets for',
  })
}
