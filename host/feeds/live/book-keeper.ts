// The order book of one symbol while somebody wants it: kept from what has passed the gate, said to be
// unknown where it cannot be right, and asked for anew then.
import { OrderBook } from '../book.ts'
import { rowOf } from '../book-row.ts'
import type { Flag, Rejection } from '../checks/check.ts'
import type { GateRecord } from '../gate.ts'
import type { BookEvent } from '../market-event.ts'

export interface BookKeeperOptions {
  readonly isSnapshotAsked: boolean
  readonly record: (record: GateRecord) => void
}

export class BookKeeper {
  /** What scripts are shown (sdk/book.ts); null: nothing is known. */
  row: readonly number[] | null = null
  /** Changes come, and the book that they change is not there, or not for long any more. */
  isLacking = false
  readonly #options: BookKeeperOptions
  readonly #book: OrderBook

  constructor(options: BookKeeperOptions) {
    this.#options = options
    this.#book = new OrderBook(options)
  }

  /** Whether `row` has changed by it. */
  take(event: BookEvent): boolean {
    const before = this.row
    const { bestBid, bestAsk } = this.#book
    const outcome = this.#book.take(event)
    if (outcome === 'gap') this.#flag(event)
    else if (outcome === 'crossed') {
      const best = `bid ${bestBid} and ask ${bestAsk} before it`
      this.#reject(event, 'crossed', `it leaves a bid at or above an ask (${best})`)
    }
    this.isLacking = !this.#book.isSynced || this.#book.isShallow
    if (outcome !== 'old') this.row = rowOf(this.#book)
    return this.row !== before
  }

  /** The connection is lost, or nobody wants the book any more: whether `row` has changed. */
  clear(): boolean {
    const hadRow = this.row !== null
    this.#book.clear()
    this.row = null
    this.isLacking = false
    return hadRow
  }

  #reject(event: BookEvent, reason: Rejection, detail: string): void {
    const { symbol, receiveTime: time } = event
    this.#options.record({ verdict: 'rejected', reason, symbol, time, event, detail })
  }

  #flag(event: BookEvent): void {
    const { symbol, receiveTime: time } = event
    const reason: Flag = 'gap'
    const detail = 'changes of the order book are missing before this one, or its checksum is wrong'
    this.#options.record({ verdict: 'flagged', reason, symbol, time, event, detail })
  }
}
