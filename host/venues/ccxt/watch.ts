// The stream of an exchange that we have no dialect for: ccxt's own sockets, asked again after every
// failure. It hides frames, sequence numbers and whether a bar is closed; bars are closed by their
// successors, and what is missed comes from the history.
import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../../feeds/clock.ts'
import type { BookEvent, Level, MarketEvent, Status } from '../../feeds/market-event.ts'
import { backoffMs, DEFAULT_BACKOFF } from '../backoff.ts'
import type { Listing, Wish } from '../socket/dialect.ts'
import { FormingBars } from '../socket/forming-bars.ts'
import type { Channel } from '../venue.ts'
import type { Exchange, OhlcvRow, WatchedBook } from './exchange.ts'
import { timeframeName } from './history.ts'

export interface WatchOptions {
  readonly exchange: Exchange
  readonly wish: Wish
  readonly hear: (event: MarketEvent) => void
  readonly signal: AbortSignal
  readonly clock: Clock
  readonly random: () => number
}

/** Ends with the signal. */
export async function watchExchange(options: WatchOptions): Promise<void> {
  const { exchange, wish, signal } = options
  const timeframe = timeframeName(exchange, wish.intervalMs)
  const forming = new FormingBars(options.hear)
  const tasks = wish.listings.flatMap((listing) => [
    keep(options, listing, async () => {
      if (wish.channels.has('bars') && exchange.has.watchOHLCV === true) {
        const rows = await exchange.watchOHLCV(listing.pair, timeframe)
        const receiveTime = options.clock.now()
        for (const row of rows) takeRow(row, { forming, listing, wish, receiveTime })
      } else {
        const ticker = await exchange.watchTicker(listing.pair)
        options.hear({
          type: 'quote',
          symbol: listing.symbol,
          exchangeTime: Number.NaN,
          receiveTime: options.clock.now(),
          ...side('bid', ticker.bid, ticker.bidVolume),
          ...side('ask', ticker.ask, ticker.askVolume),
        } as MarketEvent)
      }
    }),
  ])
  const books = wish.listings.map((listing) => watchBook(options, listing))
  const ended = Promise.withResolvers<void>()
  signal.addEventListener('abort', () => ended.resolve())
  if (signal.aborted) ended.resolve()
  await Promise.race([ended.promise, Promise.all([...tasks, ...books])])
  await exchange.close()
}

/** What can be told of an exchange that we have no dialect for. */
export const watchedChannels = ({ has }: Exchange): ReadonlySet<Channel> =>
  new Set<Channel>(has.watchOrderBook === true ? ['bars', 'book'] : ['bars'])

/** The order book for as long as somebody wants it, each time as a whole. */
async function watchBook(options: WatchOptions, listing: Listing): Promise<void> {
  const { exchange, wish, hear, signal, clock } = options
  const { symbol, pair } = listing
  const isWanted = () => wish.channels.has('book') || (wish.more?.has(symbol, 'book') ?? false)
  while (!signal.aborted) {
    if (!isWanted()) await nextChange(wish, signal)
    else {
      await keep(
        options,
        listing,
        async () => {
          const book = await exchange.watchOrderBook(pair)
          if (isWanted()) hear(bookEvent(book, { symbol, receiveTime: clock.now() }))
        },
        isWanted,
      )
    }
  }
}

function nextChange({ more }: Wish, signal: AbortSignal): Promise<void> {
  const done = new AbortController()
  return new Promise<void>((resolve) => {
    more?.listen(() => resolve(), done.signal)
    signal.addEventListener('abort', () => resolve(), { signal: done.signal })
  }).finally(() => done.abort())
}

/** A whole book as ccxt has it. */
export function bookEvent(
  { bids, asks, timestamp, nonce }: WatchedBook,
  stamp: { readonly symbol: string; readonly receiveTime: number },
): BookEvent {
  const levels = (side: readonly (readonly number[])[]) =>
    side.map(([price, quantity]): Level => [price ?? Number.NaN, quantity ?? Number.NaN])
  const lastId = nonce ?? stamp.receiveTime
  return {
    type: 'book',
    ...stamp,
    exchangeTime: timestamp ?? Number.NaN,
    change: 'snapshot',
    bids: levels(bids),
    asks: levels(asks),
    ...{ firstId: lastId, lastId, previousId: Number.NaN },
  }
}

/** Watches for as long as it is wanted; after a failure, again. */
async function keep(
  { hear, signal, clock, random }: WatchOptions,
  { symbol }: Listing,
  watchOnce: () => Promise<void>,
  isWanted = () => true,
): Promise<void> {
  let failures = 0
  let isConnected = false
  const tell = (status: Status, detail: string) => {
    const receiveTime = clock.now()
    hear({ type: 'status', symbol, exchangeTime: Number.NaN, receiveTime, status, detail })
  }
  while (!signal.aborted && isWanted()) {
    try {
      await watchOnce()
      if (!isConnected) tell('connected', '')
      isConnected = true
      failures = 0
      // What is cached is handed out at once: others must have their turn.
      await pause(0)
    } catch (error) {
      if (signal.aborted) return
      if (isConnected || failures === 0) tell('lost', (error as Error).message)
      isConnected = false
      failures += 1
      await clock.sleep(backoffMs(failures, random(), DEFAULT_BACKOFF), signal)
    }
  }
}

interface RowContext {
  readonly forming: FormingBars
  readonly listing: Listing
  readonly wish: Wish
  readonly receiveTime: number
}

function takeRow(row: OhlcvRow, { forming, listing, wish, receiveTime }: RowContext): void {
  const [openTime, open, high, low, close, volume] = row.map((value) => value ?? Number.NaN)
  forming.take({
    type: 'bar',
    symbol: listing.symbol,
    exchangeTime: Number.NaN,
    receiveTime,
    openTime: openTime!,
    intervalMs: wish.intervalMs,
    open: open!,
    high: high!,
    low: low!,
    close: close!,
    volume: volume!,
    isClosed: false,
  })
}

function side(name: 'bid' | 'ask', price: number | undefined, quantity: number | undefined) {
  // Exchanges that leave the quantity out have one all the same; what it is, nobody asks here.
  const isThere = price !== undefined && price > 0
  return {
    [name]: isThere ? price : Number.NaN,
    [`${name}Quantity`]: isThere ? (quantity ?? 1) : Number.NaN,
  }
}
