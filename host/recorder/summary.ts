// What a file of a recording holds, without its events: written at its end, or counted again where a
// crash came before.
import type { MarketEvent } from '../feeds/market-event.ts'
import type { EventType } from './fields.ts'

/** The events of one symbol and type; times by this host's clock, ms UTC. */
export interface StreamSummary {
  readonly symbol: string
  readonly type: EventType
  readonly count: number
  readonly from: number
  readonly to: number
}

type Counted = { -readonly [K in keyof StreamSummary]: StreamSummary[K] }

export class Summary {
  readonly #streams = new Map<string, Map<EventType, Counted>>()

  add({ symbol, type, receiveTime }: MarketEvent): void {
    const stream = this.#stream(symbol, type)
    stream.count += 1
    if (receiveTime < stream.from) stream.from = receiveTime
    if (receiveTime > stream.to) stream.to = receiveTime
  }

  join(streams: readonly StreamSummary[]): void {
    for (const { symbol, type, count, from, to } of streams) {
      const stream = this.#stream(symbol, type)
      stream.count += count
      stream.from = Math.min(stream.from, from)
      stream.to = Math.max(stream.to, to)
    }
  }

  /** By symbol, then by type. */
  get streams(): readonly StreamSummary[] {
    return [...this.#streams.values()]
      .flatMap((types) => [...types.values()])
      .sort((a, b) => compare(a.symbol, b.symbol) || compare(a.type, b.type))
  }

  #stream(symbol: string, type: EventType): Counted {
    let types = this.#streams.get(symbol)
    if (types === undefined) {
      types = new Map()
      this.#streams.set(symbol, types)
    }
    let stream = types.get(type)
    if (stream === undefined) {
      const [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
      stream = { symbol, type, count: 0, from, to }
      types.set(type, stream)
    }
    return stream
  }
}

/** By code units, so that the order is the same everywhere. */
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
