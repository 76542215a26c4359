// Order books of Coinbase: a snapshot, then changes. Messages are numbered across all channels of a
// connection; a number that is missing may have been any book's, so every book then has a gap.
import type { BookEvent, Level } from '../../feeds/market-event.ts'
import { decimal, type Fields, fields, isoTime, list, text } from './fields.ts'

export class CoinbaseBooks {
  #last = Number.NaN
  #gaps = 0
  /** By product: the number of its latest event, and how many gaps there had been by then. */
  readonly #products = new Map<string, { id: number; gaps: number }>()

  /** Takes in the number of any message. */
  count(number: unknown): void {
    if (typeof number !== 'number') return
    if (!Number.isNaN(this.#last) && number !== this.#last + 1) this.#gaps += 1
    this.#last = number
  }

  /** The events of a message of the channel; `symbol` is the venue's spelling. */
  read(message: Fields, receiveTime: number): BookEvent[] {
    const exchangeTime = isoTime(message.timestamp, 'timestamp')
    return list(message.events, 'events').map((one): BookEvent => {
      const event = fields(one, 'an event')
      const symbol = text(event.product_id, 'product_id')
      const change = event.type === 'snapshot' ? 'snapshot' : 'delta'
      const [bids, asks]: [Level[], Level[]] = [[], []]
      for (const each of list(event.updates, 'updates')) {
        const { side, price_level, new_quantity } = fields(each, 'an update')
        const level: Level = [
          decimal(price_level, 'price_level'),
          decimal(new_quantity, 'new_quantity'),
        ]
        if (side === 'bid') bids.push(level)
        else asks.push(level)
      }
      const lastId = this.#number(symbol, change)
      const ids = { firstId: lastId, lastId, previousId: Number.NaN }
      return { type: 'book', symbol, exchangeTime, receiveTime, change, bids, asks, ...ids }
    })
  }

  #number(symbol: string, change: BookEvent['change']): number {
    const before = this.#products.get(symbol) ?? { id: 0, gaps: this.#gaps }
    const hasGap = change === 'delta' && before.gaps !== this.#gaps
    const id = before.id + (hasGap ? 2 : 1)
    this.#products.set(symbol, { id, gaps: this.#gaps })
    return id
  }
}
