// How far the venue's clock and ours are apart. One message shows only the sum of two unknowns: the
// difference of the clocks and the time under way. The smallest sums of the last minutes belong to
// the fastest messages, and those are all that is needed: what took longer is delayed, and an
// instant of the venue has passed when even a fast message from it would be here.

const WINDOW_MS = 60_000
/** The third smallest counts, so that two wrong stamps do no harm. */
const RANK = 3

export class ClockSkew {
  /** The smallest of receive time − exchange time in this minute, ascending. */
  #least: number[] = []
  /** The third smallest of the minute before; Infinity where it had fewer. */
  #previous = Number.POSITIVE_INFINITY
  #windowStart = Number.NEGATIVE_INFINITY
  readonly #msMax: number

  /** Differences beyond `msMax`, either way, are delay or error and not skew. */
  constructor(msMax: number) {
    this.#msMax = msMax
  }

  sample(exchangeTime: number, receiveTime: number): void {
    this.#turn(receiveTime)
    const lag = receiveTime - exchangeTime
    const least = this.#least
    if (least.length === RANK) {
      if (lag >= least[RANK - 1]!) return
      least.pop()
    }
    let at = least.length
    while (at > 0 && least[at - 1]! > lag) at -= 1
    least.splice(at, 0, lag)
  }

  /**
   * Receive time − exchange time of the fast messages of the last one to two minutes: below 0, our
   * clock is surely behind by that much. NaN where there were fewer than three in a minute.
   */
  get baselineMs(): number {
    const current = this.#least[RANK - 1] ?? Number.POSITIVE_INFINITY
    const baseline = Math.min(current, this.#previous)
    return baseline === Number.POSITIVE_INFINITY ? Number.NaN : baseline
  }

  /**
   * How much longer a message was under way than fast ones; below 0: it came earlier than even a
   * fast one could. 0 where none are known.
   */
  delayMs(exchangeTime: number, receiveTime: number): number {
    this.#turn(receiveTime)
    const lag = receiveTime - exchangeTime
    const { baselineMs } = this
    return lag - this.#clamp(Number.isNaN(baselineMs) ? lag : baselineMs)
  }

  /** The instant of the venue from which everything is here by now. */
  exchangeTimeAt(receiveTime: number): number {
    this.#turn(receiveTime)
    const { baselineMs } = this
    return receiveTime - (Number.isNaN(baselineMs) ? 0 : this.#clamp(baselineMs))
  }

  #turn(receiveTime: number): void {
    const passed = receiveTime - this.#windowStart
    if (passed >= 0 && passed < WINDOW_MS) return
    this.#windowStart = receiveTime
    // Our clock was set back: the minute goes on.
    if (passed < 0) return
    const isNext = passed < 2 * WINDOW_MS
    this.#previous = (isNext ? this.#least[RANK - 1] : undefined) ?? Number.POSITIVE_INFINITY
    this.#least = []
  }

  #clamp(ms: number): number {
    return Math.min(this.#msMax, Math.max(-this.#msMax, ms))
  }
}
