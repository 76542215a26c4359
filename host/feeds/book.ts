// An order book kept from a snapshot and the changes after it. Changes that come before the snapshot
// are kept and applied to it; a change that does not follow the one before it, or that leaves the
// best bid at or above the best ask, makes the book worthless until the next snapshot.
// Source of the sequence rules: "How to manage a local order book correctly", Binance API
// documentation, https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams
import { BookSide } from './book-side.ts'
import type { BookEvent } from './market-event.ts'

export type BookOutcome =
  | 'applied' // the book is that of the event
  | 'old' // the book has it already
  | 'waiting' // kept for the snapshot that is needed
  | 'gap' // changes are missing before it: a snapshot is needed
  | 'crossed' // it leaves a bid at or above an ask: a snapshot is needed

/** Some minutes of changes; more than any snapshot takes to come. */
const WAITING_MAX = 5000
/** A side of which such a part of the snapshot's span is left tells too little of its depth. */
const SHALLOW = 1 / 4

export interface BookOptions {
  /**
   * The venue sends changes only, and the snapshot comes from elsewhere: it may be older than what is
   * known, and where it ends, nothing is known of what lies beyond.
   */
  readonly isSnapshotAsked: boolean
}

export class OrderBook {
  readonly bids = new BookSide('descending')
  readonly asks = new BookSide('ascending')
  /** By the venue's clock, of the last event that was applied; NaN without a book. */
  time = Number.NaN
  #isSynced = false
  #lastId = Number.NaN
  /** The snapshot is the last that was applied: the first change may overlap it. */
  #isFresh = false
  #waiting: BookEvent[] = []
  readonly #isSnapshotAsked: boolean
  #reach: Reach = NO_REACH

  constructor({ isSnapshotAsked }: BookOptions = { isSnapshotAsked: true }) {
    this.#isSnapshotAsked = isSnapshotAsked
  }

  /** False: there is no book, and a snapshot is needed. */
  get isSynced(): boolean {
    return this.#isSynced
  }

  /** With `previousId` NaN a change follows by number, otherwise by what it says came before it. */
  take(event: BookEvent): BookOutcome {
    if (event.change === 'snapshot') return this.#begin(event)
    if (this.#isSynced) return this.#follow(event)
    this.#wait(event)
    return 'waiting'
  }

  /** The market has come near the end of what the snapshot showed: another is needed. */
  get isShallow(): boolean {
    const { bid, ask, bidSpan, askSpan } = this.#reach
    return this.bestBid - bid < SHALLOW * bidSpan || ask - this.bestAsk < SHALLOW * askSpan
  }

  /** Beyond these prices levels may be missing. */
  get reach(): { readonly bid: number; readonly ask: number } {
    return this.#reach
  }

  /** Nothing is known any more: the connection was lost. */
  clear(): void {
    this.#drop()
    this.#waiting = []
  }

  /** NaN where the side is empty, as everywhere below. */
  get bestBid(): number {
    return this.bids.bestPrice
  }

  get bestAsk(): number {
    return this.asks.bestPrice
  }

  #begin(snapshot: BookEvent): BookOutcome {
    const { bids, asks, lastId, exchangeTime } = snapshot
    // Asked for before the book was complete: it would take us back.
    const isOlder = this.#isSynced && lastId < this.#lastId
    if (isOlder && this.#isSnapshotAsked && !this.isShallow) return 'old'
    this.#drop()
    for (const [price, quantity] of bids) this.bids.set(price, quantity)
    for (const [price, quantity] of asks) this.asks.set(price, quantity)
    if (this.#isCrossed()) return this.#fail('crossed')
    if (this.#isSnapshotAsked) this.#reach = this.#reachOf(snapshot)
    this.#isSynced = true
    this.#isFresh = true
    this.#lastId = lastId
    this.time = exchangeTime
    // Where the snapshot comes in the same stream, what came before it is in it.
    const waiting = this.#isSnapshotAsked ? this.#waiting : []
    this.#waiting = []
    for (const [i, event] of waiting.entries()) {
      const outcome = this.#follow(event)
      if (outcome === 'applied' || outcome === 'old') continue
      // The snapshot is older than what has been kept: the next one may fit.
      if (outcome === 'gap') this.#waiting = waiting.slice(i)
      return outcome
    }
    return 'applied'
  }

  #follow(event: BookEvent): BookOutcome {
    const order = this.#place(event)
    if (order === 'old') return 'old'
    if (order === 'gap') {
      this.#fail('gap')
      this.#wait(event)
      return 'gap'
    }
    this.#isFresh = false
    this.#lastId = event.lastId
    this.time = event.exchangeTime
    for (const [price, quantity] of event.bids) this.bids.set(price, quantity)
    for (const [price, quantity] of event.asks) this.asks.set(price, quantity)
    if (this.#isCrossed()) return this.#fail('crossed')
    // For the snapshot that is needed now.
    if (this.isShallow) this.#wait(event)
    return 'applied'
  }

  #place({ firstId, lastId, previousId }: BookEvent): 'old' | 'next' | 'gap' {
    const isLinked = !Number.isNaN(previousId)
    if (isLinked && this.#isFresh) {
      if (lastId < this.#lastId) return 'old'
      return firstId <= this.#lastId || previousId === this.#lastId ? 'next' : 'gap'
    }
    if (lastId <= this.#lastId) return 'old'
    if (isLinked) return previousId === this.#lastId ? 'next' : 'gap'
    return firstId <= this.#lastId + 1 ? 'next' : 'gap'
  }

  /** To the last level of each side. */
  #reachOf({ bids, asks }: BookEvent): Reach {
    const bid = bids.reduce((least, [price]) => Math.min(least, price), this.bestBid)
    const ask = asks.reduce((most, [price]) => Math.max(most, price), this.bestAsk)
    return { bid, ask, bidSpan: this.bestBid - bid, askSpan: ask - this.bestAsk }
  }

  #isCrossed(): boolean {
    return this.bids.bestPrice >= this.asks.bestPrice
  }

  #fail(outcome: 'gap' | 'crossed'): BookOutcome {
    this.#drop()
    return outcome
  }

  #drop(): void {
    this.bids.clear()
    this.asks.clear()
    this.time = Number.NaN
    this.#isSynced = false
    this.#lastId = Number.NaN
    this.#reach = NO_REACH
  }

  #wait(event: BookEvent): void {
    if (this.#waiting.length === WAITING_MAX) this.#waiting.shift()
    this.#waiting.push(event)
  }
}

interface Reach {
  readonly bid: number
  readonly ask: number
  /** From the best price to there, when the snapshot came. */
  readonly bidSpan: number
  readonly askSpan: number
}

const NO_REACH: Reach = { bid: 0, ask: Number.POSITIVE_INFINITY, bidSpan: 0, askSpan: 0 }
