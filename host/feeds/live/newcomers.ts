// Symbols that a live market takes in while it is played: they wait here for whoever makes its lanes.
import type { FeedInfo } from '../feed.ts'

export interface Newcomer {
  /** Index into the market's feeds. */
  readonly feed: number
  readonly info: FeedInfo
  /** Open time of its first bar to come. */
  readonly from: number
}

export class Newcomers {
  #count: number
  #waiting: Newcomer[] = []
  /** Called where some have come. */
  onCome = () => {}

  /** `count`: how many feeds the market has. */
  constructor(count: number) {
    this.#count = count
  }

  come(all: readonly Omit<Newcomer, 'feed'>[]): void {
    for (const one of all) this.#waiting.push({ ...one, feed: this.#count++ })
    this.onCome()
  }

  /** Those that have come since they were taken last. */
  take(): readonly Newcomer[] {
    return this.#waiting.splice(0)
  }
}
