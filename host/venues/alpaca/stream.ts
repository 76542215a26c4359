// Alpaca's stream of stock data: lists of messages, each with its kind in `T`; the log-in goes in two
// steps. Source: https://docs.alpaca.markets/docs/streaming-market-data and
// https://docs.alpaca.markets/docs/real-time-stock-pricing-data
import type { MarketEvent, Status } from '../../feeds/market-event.ts'
import type { Dialect, FrameKind, Topic, Wish } from '../socket/dialect.ts'
import { bySpelling, idsByName, topicsFor } from '../socket/dialect.ts'
import {
  decimal,
  type Fields,
  fields,
  identity,
  isoTime,
  list,
  parseFrame,
} from '../socket/fields.ts'
import type { Channel } from '../venue.ts'
import type { AlpacaKeys } from './keys.ts'
import { readBar } from './rest.ts'

/** The only bars that are sent; longer ones are asked of the history. */
const BAR_MS = 60_000
const NAMES: Readonly<Partial<Record<Channel, string>>> = {
  bars: 'bars',
  trades: 'trades',
  quotes: 'quotes',
}

/** Errors that trying again would not change; by Alpaca's codes, in our words. */
const REFUSALS: Readonly<Record<number, string>> = {
  402: 'it does not know the keys: check APCA_API_KEY_ID and APCA_API_SECRET_KEY',
  405: 'your plan does not allow so many symbols at once',
  409: 'your plan does not have this data feed',
  410: 'it does not send what was asked for',
}

export const alpacaDialect = (keys: AlpacaKeys, url: string): Dialect => ({
  channels: new Set<Channel>(['bars', 'trades', 'quotes']),
  // The log-in is answered step by step: nothing is sent before the venue has spoken.
  hasLogin: true,
  topics(wish) {
    // Whether a symbol is halted is told whatever else is.
    const topics = topicsFor(wish, 'id', { url, name: (one) => nameOf(one, wish) })
    return [...topics, ...wish.listings.map(({ id }) => statusTopic(url, id))]
  },
  request: (verb, topics) => [
    JSON.stringify({ action: verb, ...Object.fromEntries(idsByName(topics)) }),
  ],
  ping: null,
  requestGapMs: 0,
  refusingStatuses: new Map([
    [401, REFUSALS[402]!],
    [403, REFUSALS[409]!],
  ]),
  reader: (wish, hear) => {
    const symbols = bySpelling(wish.listings, 'id')
    return {
      read(frame, receiveTime) {
        let frameKind: FrameKind = 'foreign'
        for (const one of list(parseFrame(frame), 'the frame')) {
          const message = fields(one, 'a message')
          const control = answerTo(message, keys)
          if (control !== null) {
            frameKind = graver(frameKind, control)
            continue
          }
          const symbol = symbols.get(message.S)
          if (symbol === undefined) continue
          const event = readMessage(message, symbol, receiveTime)
          if (event === null) continue
          hear(event)
          frameKind = graver(frameKind, 'data')
        }
        return frameKind
      },
      forget() {},
    }
  },
})

/** What a frame of several messages is: the one that asks most of us. */
function graver(a: FrameKind, b: FrameKind): FrameKind {
  const rank = (kind: FrameKind) =>
    typeof kind === 'object' ? ('refused' in kind ? 5 : 4) : RANKS[kind]
  return rank(b) > rank(a) ? b : a
}

const RANKS = { foreign: 0, control: 1, data: 2, ready: 3 } as const

/** The venue's word about the connection; null where the message is about a symbol. */
function answerTo({ T, msg, code }: Fields, keys: AlpacaKeys): FrameKind | null {
  if (T === 'subscription') return 'control'
  if (T === 'error') {
    const refused = REFUSALS[typeof code === 'number' ? code : Number.NaN]
    // Others pass: the venue then closes the connection, and it is made again.
    return refused === undefined ? 'control' : { refused }
  }
  if (T !== 'success') return null
  if (msg === 'connected') {
    const { keyId, secretKey } = keys
    return { reply: JSON.stringify({ action: 'auth', key: keyId, secret: secretKey }) }
  }
  return msg === 'authenticated' ? 'ready' : 'control'
}

const nameOf = (channel: Channel, { intervalMs }: Wish): string | null =>
  channel === 'bars' && intervalMs !== BAR_MS ? null : (NAMES[channel] ?? null)

const statusTopic = (url: string, id: string): Topic => {
  return { url, key: `statuses ${id}`, name: 'statuses', id }
}

/** The event that a message tells of; null where it tells of none. Throws a FrameFault. */
export function readMessage(
  message: Fields,
  symbol: string,
  receiveTime: number,
): MarketEvent | null {
  switch (message.T) {
    case 't':
      return {
        type: 'trade',
        symbol,
        exchangeTime: isoTime(message.t, 't'),
        receiveTime,
        price: decimal(message.p, 'p'),
        quantity: decimal(message.s, 's'),
        aggressor: null,
        id: identity(message.i),
      }
    case 'q': {
      const [bid, ask] = [side(message.bp, message.bs, 'b'), side(message.ap, message.as, 'a')]
      return {
        type: 'quote',
        symbol,
        exchangeTime: isoTime(message.t, 't'),
        receiveTime,
        bid: bid.price,
        bidQuantity: bid.quantity,
        ask: ask.price,
        askQuantity: ask.quantity,
      }
    }
    case 'b': {
      const bar = readBar(message)
      const exchangeTime = bar.openTime + BAR_MS
      const isClosed = true
      return {
        type: 'bar',
        symbol,
        exchangeTime,
        receiveTime,
        intervalMs: BAR_MS,
        isClosed,
        ...bar,
      }
    }
    case 's': {
      const status = STATUSES[String(message.sc)]
      if (status === undefined) return null
      const exchangeTime = isoTime(message.t, 't')
      const detail = typeof message.rm === 'string' ? message.rm : ''
      return { type: 'status', symbol, exchangeTime, receiveTime, status, detail }
    }
    // Bars that are told again because a trade came late, corrections, cancellations: what a session
    // has acted upon stays as it was.
    default:
      return null
  }
}

/** A side without an order has a price of 0. Quantities are as the feed counts them. */
function side(price: unknown, quantity: unknown, name: string) {
  const isThere = decimal(price, `${name}p`) > 0
  return {
    price: isThere ? decimal(price, `${name}p`) : Number.NaN,
    quantity: isThere ? decimal(quantity, `${name}s`) : Number.NaN,
  }
}

/** Trading status codes of the two tapes' plans (CTA: digits, UTP: letters). */
const STATUSES: Readonly<Record<string, Status>> = {
  ...{ 2: 'halted', H: 'halted', P: 'halted' },
  ...{ 3: 'trading', T: 'trading' },
}
