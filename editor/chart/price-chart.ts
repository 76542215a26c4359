// The chart: bars of a data set in the detail that the view needs, and on it what a backtest did.
import { createSeriesMarkers, type UTCTimestamp } from 'lightweight-charts'
import type { BacktestTrade, Bars } from '#host/faces/http/shapes/backtests.ts'
import type { Point } from '#host/faces/http/shapes/common.ts'
import { afterPause, onFrame, type Signal, signal } from '../core/signal.ts'
import { colour, theme } from '../layout/theme.ts'
import type { Charted } from './charted.ts'
import { type Held, type HeldRows, heldAt } from './held.ts'
import { type Extent, LevelOfDetail, type Span } from './level-of-detail.ts'
import { createLevels, type Levels } from './levels.ts'
import { markersOf } from './markers.ts'
import { Marks } from './marks.ts'
import { Plots, type Reading, type Readings } from './plots.ts'
import { createParts, paint } from './series.ts'
import { lastAtOrBefore, rowAtBar } from './time-axis.ts'

export interface Hover {
  readonly index: number
  readonly bars: Bars
  readonly state: number | null
  readonly equity: number | null
  readonly held: Held | null
  /** What the strategy went by. */
  readonly readings: readonly Reading[]
}

/** The bars that are loaded: where they begin and end, and how many there are. */
export interface Loaded extends Span {
  readonly points: number
}

export interface PriceChart {
  readonly hover: Signal<Hover | null>
  readonly clickedTrade: Signal<number | null>
  /** The close of the bar that was clicked at (ms UTC). */
  readonly clickedTime: Signal<number | null>
  readonly loaded: Signal<Loaded | null>
  readonly failure: Signal<string | null>
  open(extent: Extent, view?: Span): Promise<void>
  /** There are bars up to then. */
  grow(to: number): void
  setLevels(levels: Levels): void
  show(run: Charted | null): void
  /** What the strategy goes by. */
  showReadings(readings: Readings | null): void
  /** Its stops and targets. */
  showHeld(held: HeldRows | null): void
  /** The indicators at an evaluation; none where that is not one of those that are drawn. */
  readingsAt(time: number): readonly Reading[]
  /** Marks a moment, and brings it into view where it is not; null: none any more. */
  point(time: number | null): void
  /** Brings a span into view, with some room around it. */
  jump(span: Span): void
  select(trade: BacktestTrade): void
  fit(): void
}

/** Trades in view, beyond which they have no markers. */
const MARKERS_MAX = 48
/** Among the states. */
const IN_TRADE = 2

export function createPriceChart(host: HTMLElement): PriceChart {
  const parts = createParts(host)
  const { chart, candles, volume, equity, drawdown } = parts
  const marks = new Marks()
  candles.attachPrimitive(marks)
  const markers = createSeriesMarkers(candles, [])
  const hover = signal<Hover | null>(null)
  const clickedTrade = signal<number | null>(null)
  const failure = signal<string | null>(null)
  const clickedTime = signal<number | null>(null)
  const loaded = signal<Loaded | null>(null)
  const plots = new Plots(chart)
  let readings: Readings | null = null
  let held: HeldRows | null = null
  let result: Charted | null = null
  let equityTimes: readonly number[] = []
  let isSetting = false

  const detail = new LevelOfDetail(
    (bars, view) => {
      failure.set(null)
      isSetting = true
      marks.axis = detail.axis
      candles.setData(
        bars.time.map((time, i) => ({
          time: seconds(time),
          open: bars.open[i]!,
          high: bars.high[i]!,
          low: bars.low[i]!,
          close: bars.close[i]!,
        })),
      )
      drawVolume(bars)
      drawCurves()
      plots.set(readings, detail.axis)
      setView(view)
      isSetting = false
      drawMarkers()
      loaded.set({ ...detail.loaded, points: Math.max(bars.time.length, 100) })
    },
    (message) => failure.set(message),
  )

  function drawVolume(bars: Bars): void {
    const [up, down] = [`${colour('up')}55`, `${colour('down')}55`]
    volume.setData(
      bars.time.map((time, i) => ({
        time: seconds(time),
        value: bars.volume[i]!,
        color: bars.close[i]! >= bars.open[i]! ? up : down,
      })),
    )
  }

  /** The curves at the loaded bars' own times: another time would make room for itself. */
  function drawCurves(): void {
    equity.setData(sampled(result?.equity ?? []))
    drawdown.setData(sampled((result?.drawdown ?? []).map(([t, v]) => [t, -Math.abs(v)])))
  }

  function sampled(points: readonly Point[]) {
    if (points.length === 0) return []
    const times = points.map(([time]) => time)
    const { time, stepMs } = detail.axis
    return time.flatMap((open) => {
      const at = rowAtBar(times, open, stepMs)
      return at < 0 ? [] : [{ time: seconds(open), value: points[at]![1] }]
    })
  }

  function view(): Span | null {
    const range = chart.timeScale().getVisibleLogicalRange()
    if (range === null || detail.bars === null) return null
    return { from: detail.axis.timeAt(range.from), to: detail.axis.timeAt(range.to) }
  }

  function setView({ from, to }: Span): void {
    const { axis } = detail
    chart.timeScale().setVisibleLogicalRange({
      from: axis.indexAt(from) - 0.5,
      to: axis.indexAt(to) + 0.5,
    })
  }

  const drawMarkers = onFrame(() => {
    const seen = view()
    const { bars, axis } = detail
    if (seen === null || bars === null || bars.time.length === 0) return
    const trades = (result?.trades ?? []).filter(
      ({ entry_time, exit_time }) => exit_time >= seen.from && entry_time <= seen.to,
    )
    if (trades.length > MARKERS_MAX) return void markers.setMarkers([])
    const last = bars.time.length - 1
    markers.setMarkers(
      markersOf(trades, (ms) => {
        const index = Math.min(Math.max(lastAtOrBefore(axis.time, ms), 0), last)
        return seconds(bars.time[index]!)
      }),
    )
  })

  const settled = afterPause(70, () => {
    const seen = view()
    const range = chart.timeScale().getVisibleLogicalRange()
    if (seen !== null && range !== null) detail.follow(seen, range.to - range.from)
    drawMarkers()
  })
  chart.timeScale().subscribeVisibleLogicalRangeChange(() => {
    if (!isSetting) settled.ask()
  })

  chart.subscribeCrosshairMove(({ logical, point }) => {
    const { bars } = detail
    const index = logical === undefined ? -1 : Math.round(logical)
    if (bars === null || point === undefined || bars.time[index] === undefined)
      return hover.set(null)
    const [open, stepMs] = [bars.time[index]!, bars.step_ms]
    const at = rowAtBar(equityTimes, open, stepMs)
    const state = marks.stateAt(open + stepMs)
    hover.set({
      index,
      bars,
      state,
      equity: at < 0 ? null : result!.equity[at]![1],
      held: state === IN_TRADE ? heldAt(held, open, stepMs) : null,
      readings: plots.at(open, stepMs),
    })
  })

  chart.subscribeClick(({ hoveredObjectId, logical }) => {
    const { bars } = detail
    const open = logical === undefined ? undefined : bars?.time[Math.round(logical)]
    if (open !== undefined) {
      clickedTime.set(null)
      clickedTime.set(open + bars!.step_ms)
    }
    const id = /^trade (\d+)/.exec(String(hoveredObjectId ?? ''))?.[1]
    if (id === undefined) return
    clickedTrade.set(null)
    clickedTrade.set(Number(id))
  })

  theme.on(() => {
    paint(parts)
    paintMarks()
    plots.repaint()
    if (detail.bars !== null) drawVolume(detail.bars)
    drawMarkers()
  })
  function paintMarks(): void {
    marks.colours = {
      closeWatch: colour('shade-close-watch'),
      inTrade: colour('shade-in-trade'),
      up: colour('up'),
      down: colour('down'),
      cursor: colour('fire'),
    }
    marks.redraw()
  }
  paintMarks()

  const chartApi: PriceChart = {
    hover,
    clickedTrade,
    clickedTime,
    loaded,
    failure,
    open: (extent, view) => detail.open(extent, view),
    grow: (to) => detail.grow(to, view()),
    setLevels: createLevels(candles),
    show(next) {
      result = next
      equityTimes = next?.equity.map(([time]) => time) ?? []
      equity.applyOptions({ baseValue: { type: 'price', price: next?.cash ?? 0 } })
      marks.set(next?.states ?? [], next?.trades ?? [], next?.end ?? 0)
      drawCurves()
      drawMarkers()
    },
    showReadings(next) {
      readings = next
      plots.set(next, detail.axis)
    },
    showHeld(next) {
      held = next
      marks.setHeld(next)
    },
    readingsAt: (time) => plots.exactly(time),
    point(time) {
      marks.cursor = time
      marks.redraw()
      const seen = view()
      if (time === null || seen === null || (time >= seen.from && time <= seen.to)) return
      const half = (seen.to - seen.from) / 2
      void detail.load({ from: time - half, to: time + half })
    },
    jump({ from, to }) {
      const { extent } = detail
      if (extent === null) return
      const room = Math.max((to - from) * 1.2, 60 * extent.timeframeMs)
      void detail.load({
        from: Math.max(from - room, extent.from),
        to: Math.min(to + room, extent.to),
      })
    },
    select(trade) {
      marks.selected = trade.id
      chartApi.jump({ from: trade.entry_time, to: trade.exit_time })
    },
    fit() {
      if (detail.extent !== null) void detail.load(detail.extent)
    },
  }
  return chartApi
}

const seconds = (ms: number): UTCTimestamp => (ms / 1000) as UTCTimestamp
