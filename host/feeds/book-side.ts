// One side of an order book: prices in order with the best last, so that what changes most often
// moves the least. Quantities are in base units.
export class BookSide {
  readonly #prices: number[] = []
  readonly #quantities: number[] = []
  /** Prices times this ascend towards the best: 1 for bids, −1 for asks. */
  readonly #sign: 1 | -1

  /** From the best price on: bids descend, asks ascend. */
  constructor(order: 'descending' | 'ascending') {
    this.#sign = order === 'descending' ? 1 : -1
  }

  /** A quantity of 0 takes the level away. */
  set(price: number, quantity: number): void {
    const prices = this.#prices
    const at = this.#find(price)
    const isThere = prices[at] === price
    if (quantity === 0) {
      if (!isThere) return
      prices.splice(at, 1)
      this.#quantities.splice(at, 1)
    } else if (isThere) this.#quantities[at] = quantity
    else {
      prices.splice(at, 0, price)
      this.#quantities.splice(at, 0, quantity)
    }
  }

  clear(): void {
    this.#prices.length = 0
    this.#quantities.length = 0
  }

  get count(): number {
    return this.#prices.length
  }

  /** NaN where the side is empty. */
  get bestPrice(): number {
    return this.#prices.at(-1) ?? Number.NaN
  }

  get bestQuantity(): number {
    return this.#quantities.at(-1) ?? Number.NaN
  }

  /** Shows each level from the best on, for as long as `see` returns true. */
  walk(see: (price: number, quantity: number) => boolean): void {
    for (let i = this.#prices.length - 1; i >= 0; i--) {
      if (!see(this.#prices[i]!, this.#quantities[i]!)) return
    }
  }

  /**
   * Σ quantity from the best price to each of these, inclusive; they lead away from it. As many as are
   * known: a level that lies beyond shows that all before it is there.
   */
  sumsTo(ends: readonly number[]): number[] {
    const sums: number[] = []
    const sign = this.#sign
    const prices = this.#prices
    const quantities = this.#quantities
    let total = 0
    for (let i = prices.length - 1; i >= 0 && sums.length < ends.length; i--) {
      const price = sign * prices[i]!
      while (sums.length < ends.length && price < sign * ends[sums.length]!) sums.push(total)
      total += quantities[i]!
    }
    return sums
  }

  /** Where the price is, or would be. */
  #find(price: number): number {
    const prices = this.#prices
    const sign = this.#sign
    let low = 0
    let high = prices.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (sign * prices[middle]! < sign * price) low = middle + 1
      else high = middle
    }
    return low
  }
}
