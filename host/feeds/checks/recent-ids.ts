// The trade numbers that a symbol had lately, to know one that comes again; bounded.
const KEPT = 1024
/** So many numbers without a hole, and the venue counts without holes. */
const PROVEN = 100

export class RecentIds {
  #last = Number.NaN
  #run = 0
  #next = 0
  readonly #ring = new Float64Array(KEPT).fill(Number.NaN)
  readonly #known = new Set<number>()

  has(id: number): boolean {
    return id <= this.#last && this.#known.has(id)
  }

  /** Takes the number in; how many numbers are missing before it, where the venue leaves none out. */
  add(id: number): number {
    if (Number.isNaN(id)) return 0
    this.#known.delete(this.#ring[this.#next]!)
    this.#ring[this.#next] = id
    this.#next = (this.#next + 1) % KEPT
    this.#known.add(id)
    if (id < this.#last) return 0
    const missing = this.#run >= PROVEN ? id - this.#last - 1 : 0
    this.#run = id === this.#last + 1 ? this.#run + 1 : 0
    this.#last = id
    return missing
  }
}
