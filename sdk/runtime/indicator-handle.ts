// One indicator on one series: fed lazily with every closed bar since the first, remembering as
// many of its last values as anybody has asked for.
import type { Feeder } from './indicator-feeder.ts'
import type { Series } from './series.ts'

/** The least memory, in bars. */
const DEPTH_MIN = 512

/** Where the data lies there already, so many bars are computed in one go: V8 likes long loops. */
const AHEAD_BARS = 256

export interface HandleOptions {
  readonly outputs: number
  /** How many bars of the series yield the first value. */
  readonly warmup: number
  /** False where what it reads must have happened: a script's own code, another symbol's bars. */
  readonly mayRunAhead: boolean
  begin(): Feeder
}

/** Fields, not closures: V8 keeps a field's double in place, and boxes a closed-over one anew. */
export class Handle {
  readonly outputs: number
  readonly warmup: number
  readonly series: Series
  /** The furthest back that anybody has read it. */
  deepest = -1
  readonly #begin: () => Feeder
  readonly #aheadBars: number
  /** null: it begins, or begins again, at the first bar. */
  #feeder: Feeder | null = null
  /** A power of two, so that a bar's row is found by a mask. */
  #depth = DEPTH_MIN
  #ring: Float64Array
  /** Bars computed. */
  #cursor = 0

  constructor(series: Series, { outputs, warmup, mayRunAhead, begin }: HandleOptions) {
    this.outputs = outputs
    this.warmup = warmup
    this.series = series
    this.#begin = begin
    this.#aheadBars = mayRunAhead ? AHEAD_BARS : 0
    this.#ring = new Float64Array(DEPTH_MIN * outputs).fill(Number.NaN)
  }

  /** The latest value of the first output; the fast path. */
  latest(): number {
    const i = this.series.count - 1
    if (i >= this.#cursor) this.#catchUp(i)
    return this.#ring[(i & (this.#depth - 1)) * this.outputs]!
  }

  /** The value `offset` bars back (0: the latest closed bar); NaN where there is none. */
  at(offset: number, output: number): number {
    if (offset + AHEAD_BARS >= this.#depth) this.#deepen(offset + AHEAD_BARS + 1)
    const last = this.series.count - 1
    if (last >= this.#cursor) this.#catchUp(last)
    const i = last - offset
    return i < 0 ? Number.NaN : this.#ring[(i & (this.#depth - 1)) * this.outputs + output]!
  }

  /** At the latest closed bar, for who only looks on: no code of the script's runs for it. */
  peek(output: number): number {
    if (this.#aheadBars > 0) return this.at(0, output)
    const last = this.series.count - 1
    const isThere = last >= 0 && last < this.#cursor
    return isThere ? this.#ring[(last & (this.#depth - 1)) * this.outputs + output]! : Number.NaN
  }

  /** Computes up to bar `last`, and what of the next bars is there: nobody sees it before its time. */
  #catchUp(last: number): void {
    const end = Math.max(last + 1, Math.min(this.series.ahead, last + this.#aheadBars))
    try {
      this.#feed(end)
    } catch (error) {
      // A script's own indicator threw half way: the next use begins anew at the first bar.
      this.#feeder = null
      this.#cursor = 0
      throw error
    }
  }

  #feed(end: number): void {
    this.#feeder ??= this.#begin()
    const feeder = this.#feeder
    const { columns } = this.series
    const { outputs } = this
    const { out } = feeder
    const ring = this.#ring
    const mask = this.#depth - 1
    for (let i = this.#cursor; i < end; i++) {
      feeder.feed(columns, i)
      const row = (i & mask) * outputs
      ring[row] = out[0]!
      for (let k = 1; k < outputs; k++) ring[row + k] = out[k]!
    }
    this.#cursor = end
  }

  /** A deeper memory than before has to be filled again from the first bar. */
  #deepen(wanted: number): void {
    let depth = this.#depth
    while (depth < wanted) depth *= 2
    // First: where there is no memory for it, all stays as it was.
    this.#ring = new Float64Array(depth * this.outputs).fill(Number.NaN)
    this.#depth = depth
    this.#feeder = null
    this.#cursor = 0
  }
}
