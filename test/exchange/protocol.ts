// What the emulated venues differ in: how they answer over REST, and how they speak on sockets.
import type { Growing, Listed, Trading } from './market.ts'

export interface Protocol {
  /** The answer to a GET; undefined: there is no such path. */
  rest(path: string, query: URLSearchParams, trading: Trading): unknown
  /** What a client says on a socket: what is answered, and the symbols whose bars it then gets. */
  hear(frame: string, trading: Trading): Heard
  /** The frame of a bar as it is now, and when. */
  bar(listed: Listed, bar: Growing, context: BarContext): string
}

export interface Heard {
  readonly answers: readonly string[]
  readonly subscribed: readonly Listed[]
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
