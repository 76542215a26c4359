// What the strategy did, drawn behind the candles: the background by state, and a line from each
// entry to its exit.
import type {
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesApi,
  ISeriesPrimitive,
  Logical,
  SeriesAttachedParameter,
  Time,
} from 'lightweight-charts'
import type { BacktestTrade } from '#host/faces/http/shapes/backtests.ts'
import type { Point } from '#host/faces/http/shapes/common.ts'
import type { HeldRows } from './held.ts'
import { lastAtOrBefore, TimeAxis } from './time-axis.ts'

export interface MarkColours {
  readonly closeWatch: string
  readonly inTrade: string
  readonly up: string
  readonly down: string
  readonly cursor: string
}

type Target = Parameters<IPrimitivePaneRenderer['draw']>[0]

export class Marks implements ISeriesPrimitive<Time> {
  colours: MarkColours = { closeWatch: '', inTrade: '', up: '', down: '', cursor: '' }
  axis = new TimeAxis([], 1)
  selected: number | null = null
  /** The moment that is being looked at (ms UTC). */
  cursor: number | null = null
  #held: HeldRows | null = null
  #states: readonly Point[] = []
  #stateTimes: readonly number[] = []
  #trades: readonly BacktestTrade[] = []
  #end = 0
  #chart: SeriesAttachedParameter<Time>['chart'] | null = null
  #series: ISeriesApi<'Candlestick'> | null = null
  #update: (() => void) | null = null

  attached({ chart, series, requestUpdate }: SeriesAttachedParameter<Time>): void {
    this.#chart = chart
    this.#series = series as ISeriesApi<'Candlestick'>
    this.#update = requestUpdate
  }

  detached(): void {
    this.#chart = null
  }

  /** `end`: how far the last state reaches. */
  set(states: readonly Point[], trades: readonly BacktestTrade[], end: number): void {
    this.#states = states
    this.#stateTimes = states.map(([time]) => time)
    this.#trades = trades
    this.#end = end
    this.redraw()
  }

  /** Where stops and targets were. */
  setHeld(held: HeldRows | null): void {
    this.#held = held
    this.redraw()
  }

  redraw(): void {
    this.#update?.()
  }

  /** 0 Watch, 1 CloseWatch, 2 InTrade; null before the first. */
  stateAt(ms: number): number | null {
    const at = lastAtOrBefore(this.#stateTimes, ms)
    return at < 0 || ms > this.#end ? null : this.#states[at]![1]
  }

  readonly #shading: IPrimitivePaneView = {
    zOrder: () => 'bottom',
    renderer: () => ({ draw: (target) => this.#drawStates(target) }),
  }

  readonly #lines: IPrimitivePaneView = {
    zOrder: () => 'normal',
    renderer: () => ({
      draw: (target) => {
        this.#drawGuards(target)
        this.#drawTrades(target)
        this.#drawCursor(target)
      },
    }),
  }

  readonly #views = [this.#shading, this.#lines]
  paneViews(): readonly IPrimitivePaneView[] {
    return this.#views
  }

  #visible(): { from: number; to: number } | null {
    const range = this.#chart?.timeScale().getVisibleLogicalRange()
    if (range == null || this.axis.time.length === 0) return null
    return { from: this.axis.timeAt(range.from - 1), to: this.axis.timeAt(range.to + 1) }
  }

  /** The chart itself knows whole bars only. */
  #x(index: number): number {
    const scale = this.#chart!.timeScale()
    const whole = Math.floor(index)
    const x = scale.logicalToCoordinate(whole as Logical) ?? 0
    const next = scale.logicalToCoordinate((whole + 1) as Logical) ?? 0
    return x + (index - whole) * (next - x)
  }

  #drawStates(target: Target): void {
    const visible = this.#visible()
    if (visible === null) return
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      const states = this.#states
      // By state, how far it is painted: over a year many lie within one pixel.
      const painted = [0, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
      let at = Math.max(lastAtOrBefore(this.#stateTimes, visible.from), 0)
      for (; at < states.length && states[at]![0] <= visible.to; at++) {
        const [from, state] = states[at]!
        if (state === 0) continue
        const to = states[at + 1]?.[0] ?? this.#end
        // A bar is drawn around its index: its own time begins half a bar before.
        const left = this.#x(this.axis.indexAt(from) - 0.5)
        const right = Math.max(this.#x(this.axis.indexAt(to) - 0.5), left + 1)
        if (right < painted[state]! + 0.5) continue
        painted[state] = right
        context.fillStyle = state === 1 ? this.colours.closeWatch : this.colours.inTrade
        context.fillRect(left, 0, right - left, mediaSize.height)
      }
    })
  }

  /** Stops and targets as they moved: a step from each row to the next. */
  #drawGuards(target: Target): void {
    const [visible, series, held] = [this.#visible(), this.#series, this.#held]
    if (visible === null || series === null || held === null) return
    const { time, quantity, reach } = held
    const { up, down } = this.colours
    target.useMediaCoordinateSpace(({ context }) => {
      context.lineWidth = 1.25
      context.setLineDash([2, 2])
      for (const [levels, colour] of [
        [held.stop, down],
        [held.target, up],
      ] as const) {
        context.strokeStyle = colour
        context.beginPath()
        let y: number | null = null
        let at = Math.max(lastAtOrBefore(time, visible.from), 0)
        for (; at < time.length - 1 && time[at]! <= visible.to; at++) {
          const level = quantity[at] === 0 ? null : levels[at]
          const next = level == null ? null : series.priceToCoordinate(level)
          if (next !== null) {
            const left = this.#x(this.axis.indexAt(time[at]!) - 0.5)
            if (y === null) context.moveTo(left, next)
            else context.lineTo(left, next)
            const end = Math.min(time[at + 1]!, time[at]! + reach)
            context.lineTo(this.#x(this.axis.indexAt(end) - 0.5), next)
          }
          y = next
        }
        context.stroke()
      }
      context.setLineDash([])
    })
  }

  #drawCursor(target: Target): void {
    const { cursor } = this
    if (cursor === null || this.#visible() === null) return
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      // An evaluation comes at a bar's close: the bar is the one before.
      const x = this.#x(Math.ceil(this.axis.indexAt(cursor)) - 1)
      context.strokeStyle = this.colours.cursor
      context.lineWidth = 1.5
      context.beginPath()
      context.moveTo(x, 0)
      context.lineTo(x, mediaSize.height)
      context.stroke()
    })
  }

  #drawTrades(target: Target): void {
    const visible = this.#visible()
    const series = this.#series
    if (visible === null || series === null) return
    const seen = this.#trades.filter(
      (trade) => trade.exit_time >= visible.from && trade.entry_time <= visible.to,
    )
    const isSelected = (trade: BacktestTrade) => trade.id === this.selected
    const others = seen.filter((trade) => !isSelected(trade))
    const { up, down } = this.colours
    target.useMediaCoordinateSpace(({ context }) => {
      // All of a colour as one path: thousands of strokes would cost more than all else on a frame.
      const stroke = (trades: readonly BacktestTrade[], colour: string) => {
        context.strokeStyle = colour
        context.beginPath()
        for (const trade of trades) {
          const y1 = series.priceToCoordinate(trade.entry_price)
          const y2 = series.priceToCoordinate(trade.exit_price)
          if (y1 === null || y2 === null) continue
          context.moveTo(this.#x(this.axis.indexAt(trade.entry_time)), y1)
          context.lineTo(this.#x(this.axis.indexAt(trade.exit_time)), y2)
        }
        context.stroke()
      }
      context.lineWidth = 1.5
      context.setLineDash([4, 3])
      stroke(
        others.filter(({ pnl }) => pnl >= 0),
        up,
      )
      stroke(
        others.filter(({ pnl }) => pnl < 0),
        down,
      )
      context.lineWidth = 3
      context.setLineDash([])
      for (const trade of seen.filter(isSelected)) stroke([trade], trade.pnl >= 0 ? up : down)
    })
  }
}
