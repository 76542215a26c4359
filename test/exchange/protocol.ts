// What the emulated venues differ in: how they answer over REST, and how they speak on sockets.
import type { Growing, Listed, Trading } from './market.ts'

export interface Protocol {
  /** The answer to a GET; undefined: there is no such path. */
  rest(path: string, query: URLSearchParams, trading: Trading): unknown
  /** What a client says on a socket: what is answered, and the symbols whose bars it then gets. */
  hear(frame: string, trading: Trading): Heard
  /** The frame of a bar as it is now, and when. */
  bar(listed: Listed, bar: Growing, context: BarContext): string
  /** The frames of a trade and of a quote, at venues whose ticks a test plays. */
  trade?(listed: Listed, trade: Trade): string
  quote?(listed: Listed, quote: Quote): string
  /** The frame of a change of the order book, at venues whose books a test plays. */
  depth?(listed: Listed, change: BookChange): string
}

/** Levels that are another now; a quantity of 0: that are gone. */
export interface BookChange {
  /** One more than the change before. */
  readonly id: number
  /** By the exchange's clock. */
  readonly time: number
  readonly bids: readonly (readonly [price: number, quantity: number])[]
  readonly asks: readonly (readonly [price: number, quantity: number])[]
}

export interface Trade {
  readonly id: number
  /** By the exchange's clock. */
  readonly time: number
  readonly price: number
  readonly quantity: number
  readonly aggressor: 'buy' | 'sell'
}

export interface Quote {
  readonly bid: number
  readonly bidQuantity: number
  readonly ask: number
  readonly askQuantity: number
}

export interface Heard {
  readonly answers: readonly string[]
  readonly subscribed: readonly Listed[]
  /** … and those whose trades and quotes. */
  readonly ticks?: readonly Listed[]
  /** … and those whose order books. */
  readonly books?: readonly Listed[]
  /** It does not want them any more. */
  readonly isLeaving?: boolean
}

export interface BarContext {
  readonly intervalMs: number
  readonly now: number
}

export const INTERVALS: Readonly<Record<string, number>> = {
  '1s': 1000,
  '1m': 60_000,
  '5m': 300_000,
  '1h': 3_600_000,
}

export const nameOfInterval = (ms: number) =>
  Object.keys(INTERVALS).find((name) => INTERVALS[name] === ms)!
