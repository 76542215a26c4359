// For venues that send a bar as it grows and never say that it is closed: the first update of the
// next bar closes the one before it. What was missed in between must not be taken for the whole, so
// a frame that could not be read makes it forget; the history then tells.
import type { BarEvent } from '../../feeds/market-event.ts'

export class FormingBars {
  readonly #hear: (event: BarEvent) => void
  /** By symbol. */
  readonly #forming = new Map<string, BarEvent>()

  constructor(hear: (event: BarEvent) => void) {
    this.#hear = hear
  }

  /** `bar` is as the venue has it now, not closed. */
  take(bar: BarEvent): void {
    const before = this.#forming.get(bar.symbol)
    if (before !== undefined && isOlder(bar, before)) return
    this.#forming.set(bar.symbol, bar)
    const isNext = before !== undefined && bar.openTime > before.openTime
    if (isNext) {
      const { exchangeTime, receiveTime } = bar
      this.#hear({ ...before, isClosed: true, exchangeTime, receiveTime })
    }
    this.#hear(bar)
  }

  forget(): void {
    this.#forming.clear()
  }
}

/** Sent again, or overtaken on its way: a bar's volume only grows. */
const isOlder = (bar: BarEvent, before: BarEvent): boolean =>
  bar.openTime < before.openTime || (bar.openTime === before.openTime && bar.volume < before.volume)
