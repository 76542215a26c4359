// The last n values in order, at logarithmic cost: a search tree over the places of the window, kept
// balanced by a fixed random rank of each place (a parent outranks its children). Each subtree knows
// its count and sum, added up anew from its children whenever one changes, so nothing drifts. Summed
// are the values themselves, or the amounts that come with them. All loops, no recursion: calls would
// cost more than the work, and a tree that an odd series makes deep must not overflow the stack.

const BELOW = 0
const ABOVE = 1

export class OrderedWindow {
  readonly #length: number
  /** In place of a missing child: a place after the last, whose count and sum are 0. */
  readonly #none: number
  readonly #values: Float64Array
  readonly #amounts: Float64Array
  readonly #sums: Float64Array
  readonly #counts: Int32Array
  readonly #ranks: Int32Array
  /** Two for each place, what lies below it and what above; the root is the child of none. */
  readonly #children: Int32Array
  /** The places whose subtree changes, parents first. */
  readonly #path: Int32Array
  #pathLength = 0
  /** While rows are filled: first and last row of each subtree put off. */
  readonly #waitingRows: Int32Array
  /** The place of the next value, which is that of the oldest once the window is full. */
  #next = 0
  /** How many values there are, at most n. */
  count = 0

  constructor(length: number) {
    this.#length = length
    this.#none = length
    this.#values = new Float64Array(length)
    this.#amounts = new Float64Array(length)
    this.#sums = new Float64Array(length + 1)
    this.#counts = new Int32Array(length + 1)
    this.#ranks = shuffled(length)
    this.#children = new Int32Array(2 * length + 2).fill(length)
    this.#path = new Int32Array(length)
    this.#waitingRows = new Int32Array(2 * length)
  }

  push(value: number, amount = value): void {
    const place = this.#next
    if (this.count === this.#length) this.#remove(place)
    else this.count++
    this.#values[place] = value
    this.#amounts[place] = amount
    this.#insert(place)
    this.#next = place + 1 === this.#length ? 0 : place + 1
  }

  /** The value that `index` others come before, in order; NaN where there are not so many. */
  at(index: number): number {
    const children = this.#children
    const counts = this.#counts
    let node = children[2 * this.#none]!
    let left = index
    while (node !== this.#none) {
      const below = children[2 * node]!
      const before = counts[below]!
      if (left === before) return this.#values[node]!
      if (left < before) {
        node = below
      } else {
        left -= before + 1
        node = children[2 * node + ABOVE]!
      }
    }
    return NaN
  }

  /** How many values are at most `value`. */
  countUpTo(value: number): number {
    const children = this.#children
    let node = children[2 * this.#none]!
    let count = 0
    while (node !== this.#none) {
      if (this.#values[node]! > value) {
        node = children[2 * node]!
      } else {
        count += this.#counts[children[2 * node]!]! + 1
        node = children[2 * node + ABOVE]!
      }
    }
    return count
  }

  /** NaN until the window is full; then the value that the next one will displace. */
  get oldest(): number {
    return this.count === this.#length ? this.#values[this.#next]! : NaN
  }

  /** Fills `rows`, which divide lowest to highest evenly, with the sum of the amounts in each. */
  distribute(rows: Float64Array, lowest: number, highest: number): void {
    const children = this.#children
    const values = this.#values
    const none = this.#none
    const waiting = this.#path
    const waitingRows = this.#waitingRows
    const perRow = (highest - lowest) / rows.length
    let waitingLength = 0
    let node = children[2 * none]!
    // All values of the node's subtree lie in these rows; once they are one, its sum tells all.
    let first = 0
    let last = rows.length - 1
    rows.fill(0)
    while (true) {
      if (first === last || node === none) {
        rows[first]! += this.#sums[node]!
        if (waitingLength === 0) return
        node = waiting[--waitingLength]!
        first = waitingRows[2 * waitingLength]!
        last = waitingRows[2 * waitingLength + 1]!
      } else {
        const row = rowOf(values[node]!, lowest, perRow, last)
        rows[row]! += this.#amounts[node]!
        waiting[waitingLength] = children[2 * node + ABOVE]!
        waitingRows[2 * waitingLength] = row
        waitingRows[2 * waitingLength + 1] = last
        waitingLength++
        node = children[2 * node]!
        last = row
      }
    }
  }

  /** What `distribute` would put into the row that `value` lies in, written there alone. */
  distributeOne(rows: Float64Array, lowest: number, highest: number, value: number): void {
    const children = this.#children
    const values = this.#values
    const sums = this.#sums
    const none = this.#none
    const perRow = (highest - lowest) / rows.length
    const last = rows.length - 1
    const row = rowOf(value, lowest, perRow, last)
    let top = children[2 * none]!
    while (top !== none) {
      const its = rowOf(values[top]!, lowest, perRow, last)
      if (its === row) break
      top = children[2 * top + (its < row ? ABOVE : BELOW)]!
    }
    rows[row] = 0
    if (top === none) return
    let sum = this.#amounts[top]!
    let node = children[2 * top]!
    while (node !== none) {
      const isIn = rowOf(values[node]!, lowest, perRow, last) === row
      if (isIn) sum += this.#amounts[node]! + sums[children[2 * node + ABOVE]!]!
      node = children[2 * node + (isIn ? BELOW : ABOVE)]!
    }
    node = children[2 * top + ABOVE]!
    while (node !== none) {
      const isIn = rowOf(values[node]!, lowest, perRow, last) === row
      if (isIn) sum += this.#amounts[node]! + sums[children[2 * node]!]!
      node = children[2 * node + (isIn ? ABOVE : BELOW)]!
    }
    rows[row] = sum
  }

  /** Σ |value − center|, where the amounts are the values. */
  distanceFrom(center: number): number {
    const children = this.#children
    let total = 0
    let node = children[2 * this.#none]!
    while (node !== this.#none) {
      const value = this.#values[node]!
      const isBelow = value < center
      const side = children[2 * node + (isBelow ? BELOW : ABOVE)]!
      const distance = value - center + (this.#sums[side]! - this.#counts[side]! * center)
      total += isBelow ? -distance : distance
      node = children[2 * node + (isBelow ? ABOVE : BELOW)]!
    }
    return total
  }

  #insert(place: number): void {
    const children = this.#children
    const ranks = this.#ranks
    const values = this.#values
    const path = this.#path
    const none = this.#none
    const value = values[place]!
    const rank = ranks[place]!
    let length = 0
    let hole = 2 * none
    let node = children[hole]!
    while (node !== none && ranks[node]! > rank) {
      path[length++] = node
      const other = values[node]!
      hole = 2 * node + (other < value || (other === value && node < place) ? ABOVE : BELOW)
      node = children[hole]!
    }
    // The place takes the hole, and what was there is split into what lies below and above it.
    children[hole] = place
    path[length++] = place
    let holeBelow = 2 * place
    let holeAbove = 2 * place + ABOVE
    while (node !== none) {
      path[length++] = node
      const other = values[node]!
      if (other < value || (other === value && node < place)) {
        children[holeBelow] = node
        holeBelow = 2 * node + ABOVE
        node = children[holeBelow]!
      } else {
        children[holeAbove] = node
        holeAbove = 2 * node
        node = children[holeAbove]!
      }
    }
    children[holeBelow] = none
    children[holeAbove] = none
    this.#pathLength = length
    this.#sumPath()
  }

  #remove(place: number): void {
    const children = this.#children
    const ranks = this.#ranks
    const values = this.#values
    const path = this.#path
    const none = this.#none
    const value = values[place]!
    let length = 0
    let hole = 2 * none
    let node = children[hole]!
    while (node !== place) {
      path[length++] = node
      const other = values[node]!
      hole = 2 * node + (other < value || (other === value && node < place) ? ABOVE : BELOW)
      node = children[hole]!
    }
    // What lay below it and above it is joined into one tree in its stead.
    let below = children[2 * place]!
    let above = children[2 * place + ABOVE]!
    while (below !== none && above !== none) {
      if (ranks[below]! > ranks[above]!) {
        children[hole] = below
        path[length++] = below
        hole = 2 * below + ABOVE
        below = children[hole]!
      } else {
        children[hole] = above
        path[length++] = above
        hole = 2 * above
        above = children[hole]!
      }
    }
    children[hole] = below === none ? above : below
    this.#pathLength = length
    this.#sumPath()
  }

  #sumPath(): void {
    const children = this.#children
    const amounts = this.#amounts
    const sums = this.#sums
    const counts = this.#counts
    const path = this.#path
    for (let i = this.#pathLength - 1; i >= 0; i--) {
      const node = path[i]!
      const below = children[2 * node]!
      const above = children[2 * node + ABOVE]!
      sums[node] = amounts[node]! + sums[below]! + sums[above]!
      counts[node] = 1 + counts[below]! + counts[above]!
    }
  }
}

function rowOf(value: number, lowest: number, perRow: number, last: number): number {
  const place = (value - lowest) / perRow
  return place >= last ? last : place > 0 ? Math.floor(place) : 0
}

/** 0 … length − 1 in a fixed disorder. */
function shuffled(length: number): Int32Array {
  const ranks = Int32Array.from({ length }, (_, i) => i)
  let seed = 1
  for (let i = length - 1; i > 0; i--) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    const other = Math.floor((seed / 2 ** 32) * (i + 1))
    const rank = ranks[i]!
    ranks[i] = ranks[other]!
    ranks[other] = rank
  }
  return ranks
}
