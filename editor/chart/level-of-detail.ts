// Keeps as many bars loaded as the eye can use: fetches finer or coarser ones, and further ones, as
// the view moves. A year of minutes is never sent as a whole.

import type { Bars } from '#host/faces/http/shapes/backtests.ts'
import { api, explain } from '../api/client.ts'
import { TimeAxis } from './time-axis.ts'

export interface Extent {
  /** null: the session's own bars. */
  readonly dataset: string | null
  readonly symbol: string
  readonly from: number
  readonly to: number
  /** Of the data's own bars. */
  readonly timeframeMs: number
}

export interface Span {
  readonly from: number
  readonly to: number
}

/** Bars in view after a fetch, and how few or many call for another one. */
const IN_VIEW = 360
const IN_VIEW_MIN = 140
const IN_VIEW_MAX = 900
/** Fetched to each side of the view, in widths of it. */
const MARGIN = 1

export class LevelOfDetail {
  axis = new TimeAxis([], 1)
  bars: Bars | null = null
  #extent: Extent | null = null
  #loaded: Span = { from: 0, to: 0 }
  #asked: AbortController | null = null
  readonly #show: (bars: Bars, view: Span) => void
  readonly #fail: (message: string) => void

  constructor(show: (bars: Bars, view: Span) => void, fail: (message: string) => void) {
    this.#show = show
    this.#fail = fail
  }

  /** What the loaded bars cover. */
  get loaded(): Span {
    return this.#loaded
  }

  get extent(): Extent | null {
    return this.#extent
  }

  async open(extent: Extent, view: Span = extent): Promise<void> {
    this.#extent = extent
    await this.load(view)
  }

  /** More bars have come at its end: a view of the end goes on with them. */
  grow(to: number, view: Span | null): void {
    const before = this.#extent
    if (before === null || to <= before.to) return
    this.#extent = { ...before, to }
    const by = to - before.to
    const stepMs = this.bars?.step_ms ?? 0
    if (view === null || view.to < before.to - 2 * stepMs) return
    // A view is shown with half a bar on each side: it would become wider each time.
    void this.load({ from: view.from + by + stepMs / 2, to: view.to + by - stepMs / 2 })
  }

  /** Fetches what a view needs, wherever it lies. */
  async load(view: Span): Promise<void> {
    const extent = this.#extent
    if (extent === null) return
    const width = view.to - view.from
    const from = Math.max(view.from - MARGIN * width, extent.from)
    const to = Math.min(view.to + MARGIN * width, extent.to)
    if (to <= from) return
    const points = Math.max(Math.ceil((IN_VIEW * (to - from)) / width), 50)
    this.#asked?.abort()
    const asked = new AbortController()
    this.#asked = asked
    const { dataset, symbol } = extent
    try {
      const span = { from, to, points }
      const bars = await (dataset === null
        ? api.sessionBars({ symbol, ...span }, asked.signal)
        : api.bars({ dataset, ...span }, asked.signal))
      if (asked.signal.aborted) return
      this.bars = bars
      this.axis = new TimeAxis(bars.time, bars.step_ms)
      this.#loaded = { from, to }
      this.#show(bars, view)
    } catch (error) {
      if (!asked.signal.aborted) this.#fail(explain(error))
    } finally {
      if (this.#asked === asked) this.#asked = null
    }
  }

  /** The view has moved: fetches only where what is loaded does not do. */
  follow(view: Span, barsInView: number): void {
    const extent = this.#extent
    if (extent === null || this.bars === null || this.#asked !== null) return
    const { step_ms } = this.bars
    const room = 0.2 * (view.to - view.from)
    const isShort =
      (view.from - room < this.#loaded.from && this.#loaded.from > extent.from) ||
      (view.to + room > this.#loaded.to && this.#loaded.to < extent.to)
    const isCoarse = barsInView < IN_VIEW_MIN && step_ms > extent.timeframeMs
    const isFine = barsInView > IN_VIEW_MAX
    if (isShort || isCoarse || isFine) void this.load(view)
  }
}
