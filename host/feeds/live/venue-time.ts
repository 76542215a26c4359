// What time it is at the venue at the least, by what has come from there and was found good: a stamp,
// or a bar that is over. Our own clock has no say: it may be wrong by hours.
import type { MarketEvent } from '../market-event.ts'

export class VenueTime {
  /** Ms UTC; −Infinity before anything has come. */
  latest = Number.NEGATIVE_INFINITY

  learn(event: MarketEvent): void {
    this.#atLeast(event.exchangeTime)
    if (event.type === 'bar' && event.isClosed) this.#atLeast(event.openTime + event.intervalMs)
  }

  #atLeast(time: number): void {
    if (time > this.latest) this.latest = time
  }
}
