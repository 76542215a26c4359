// The venue's stream of a market's symbols. Where there are more of them it is begun anew, on a connection
// of its own: some venues allow no second one. To those that were heard before, that is a connection lost.
import type { Subscription, Venue } from '../../venues/venue.ts'
import type { Clock } from '../clock.ts'
import type { MarketEvent, StatusEvent } from '../market-event.ts'

export interface StreamingOptions {
  readonly venue: Venue
  readonly subscription: Omit<Subscription, 'symbols'>
  readonly hear: (event: MarketEvent) => void
  /** Of each symbol, where its stream was ended for a new one. */
  readonly onEnded: (event: StatusEvent) => void
  /** Trying again does not help. */
  readonly onFailed: (error: unknown) => void
  readonly clock: Clock
  readonly signal: AbortSignal
}

export class Streaming {
  readonly #options: StreamingOptions
  #symbols: readonly string[] = []
  #ending = new AbortController()

  constructor(options: StreamingOptions) {
    this.#options = options
  }

  /** From now on these are heard. */
  begin(symbols: readonly string[]): void {
    const { venue, subscription, hear, onEnded, onFailed, clock, signal } = this.#options
    this.#ending.abort()
    const detail = 'it is begun anew, with more symbols'
    for (const symbol of this.#symbols) {
      const stamp = { symbol, exchangeTime: Number.NaN, receiveTime: clock.now() }
      onEnded({ type: 'status', ...stamp, status: 'lost', detail })
    }
    this.#symbols = symbols
    const ending = new AbortController()
    this.#ending = ending
    const until = AbortSignal.any([signal, ending.signal])
    venue.stream({ ...subscription, symbols }, hear, until).catch((error) => {
      if (!ending.signal.aborted) onFailed(error)
    })
  }
}
