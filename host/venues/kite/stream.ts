// Kite's stream: ticks are what a symbol looks like now, about once a second, not each trade. A trade
// event here stands for all that was traded since the tick before it, at the last price. Bars are not
// sent: those of a live market come from the history, which has every trade in them.
import type { Level, MarketEvent } from '../../feeds/market-event.ts'
import type { Dialect } from '../socket/dialect.ts'
import { fields, parseFrame } from '../socket/fields.ts'
import type { Channel } from '../venue.ts'
import type { KiteKeys } from './keys.ts'
import { type Depth, type DepthLevel, type KiteTick, readTicks } from './packet.ts'

export function kiteDialect({ apiKey, accessToken }: KiteKeys, url: string): Dialect {
  const query = new URLSearchParams({ api_key: apiKey, access_token: accessToken })
  const address = `${url}?${query}`
  return {
    channels: new Set<Channel>(['bars', 'trades', 'quotes', 'book']),
    // Whatever is wanted of a symbol is in its full packets.
    topics: ({ listings }) =>
      listings.map(({ id }) => ({ url: address, key: id, name: 'full', id })),
    request(verb, topics) {
      const tokens = topics.map(({ id }) => Number(id))
      const asked = JSON.stringify({ a: verb, v: tokens })
      const mode = JSON.stringify({ a: 'mode', v: ['full', tokens] })
      return verb === 'subscribe' ? [asked, mode] : [asked]
    },
    // The other end sends a byte each second while it is there.
    ping: null,
    requestGapMs: 0,
    refusingStatuses: new Map([[403, REFUSED]]),
    reader({ listings, channels, more }, hear) {
      const isWanted = (channel: Channel, symbol: string) =>
        channels.has(channel) || (more?.has(symbol, channel) ?? false)
      const symbols = new Map(listings.map(({ id, symbol }) => [Number(id), symbol]))
      const volumes = new Map<number, number>()
      return {
        read(frame) {
          const { type } = fields(parseFrame(frame), 'the frame')
          // Orders and announcements, in words; errors are followed by a close.
          return type === 'order' || type === 'message' || type === 'error' ? 'control' : 'foreign'
        },
        readBytes(frame, receiveTime) {
          const ticks = readTicks(frame)
          for (const tick of ticks) {
            const symbol = symbols.get(tick.token)
            if (symbol === undefined) continue
            const grown = growth(volumes, tick)
            const stamp = { symbol, receiveTime }
            if (isWanted('trades', symbol) && grown > 0) hear(tradeOf(tick, stamp, grown))
            const { depth } = tick
            if (depth === null) continue
            if (isWanted('quotes', symbol)) hear(quoteOf(tick, stamp))
            if (isWanted('book', symbol)) hear(bookOf(depth, tick.exchangeTime, stamp))
          }
          return ticks.length > 0 ? 'data' : 'control'
        },
        // What is known of the day's volume stays true.
        forget() {},
      }
    },
  }
}

export const REFUSED =
  'it does not accept the keys: check KITE_API_KEY, and log in again for a new KITE_ACCESS_TOKEN, which ends every morning'

interface Stamp {
  readonly symbol: string
  readonly receiveTime: number
}

/** By how much the day's volume has grown since the last tick; 0 at the first, and on a new day. */
function growth(volumes: Map<number, number>, { token, traded }: KiteTick): number {
  if (traded === null) return 0
  const before = volumes.get(token) ?? traded.volume
  volumes.set(token, traded.volume)
  return Math.max(0, traded.volume - before)
}

function tradeOf({ price, tradeTime }: KiteTick, stamp: Stamp, quantity: number): MarketEvent {
  const exchangeTime = Number.isNaN(tradeTime) ? stamp.receiveTime : tradeTime
  return { type: 'trade', ...stamp, exchangeTime, price, quantity, aggressor: null, id: Number.NaN }
}

function quoteOf({ depth, exchangeTime }: KiteTick, stamp: Stamp): MarketEvent {
  const [bid, ask] = [best(depth!.bids), best(depth!.asks)]
  return {
    type: 'quote',
    ...stamp,
    exchangeTime,
    bid: bid.price,
    bidQuantity: bid.quantity,
    ask: ask.price,
    askQuantity: ask.quantity,
  }
}

/** The best five of each side, each time anew. */
function bookOf({ bids, asks }: Depth, exchangeTime: number, stamp: Stamp): MarketEvent {
  const [own, other] = [bids, asks].map((side) =>
    side.flatMap(({ price, quantity }): Level[] =>
      price > 0 && quantity > 0 ? [[price, quantity]] : [],
    ),
  )
  const ids = { firstId: stamp.receiveTime, lastId: stamp.receiveTime, previousId: Number.NaN }
  const change = 'snapshot'
  return { type: 'book', ...stamp, exchangeTime, change, bids: own!, asks: other!, ...ids }
}

/** Levels without orders are zeros. */
function best([first]: readonly DepthLevel[]): { price: number; quantity: number } {
  const isThere = first !== undefined && first.price > 0 && first.quantity > 0
  return isThere ? first : { price: Number.NaN, quantity: Number.NaN }
}
