// What the strategy goes by, drawn as it asked for it: indicators that are prices over the candles,
// the others in a pane of their own.
import {
  type IChartApi,
  type ISeriesApi,
  LineSeries,
  LineType,
  type UTCTimestamp,
} from 'lightweight-charts'
import type { Trace } from '#host/faces/http/shapes/backtests.ts'
import { colour } from '../layout/theme.ts'
import { rowAtBar, type TimeAxis } from './time-axis.ts'

type Plot = Trace['plots'][number]

/** The indicators that a script has asked for, with the price, at each of its evaluations. */
export type Readings = Pick<Trace, 'time' | 'price' | 'plots'>

export interface Reading {
  readonly name: string
  readonly value: number | null
  readonly colour: string
}

interface Drawn {
  readonly series: ISeriesApi<'Line'>
  readonly isOver: boolean
}

/** So many colours there are in the style sheet: --plot-1 and on. */
const COLOURS = 8
/** A value so many times the price, or so small a part of it, is none. */
const FAR = 1.5
const OWN_PANE = 1

export class Plots {
  readonly #chart: IChartApi
  readonly #drawn = new Map<string, Drawn>()
  #readings: Readings | null = null

  constructor(chart: IChartApi) {
    this.#chart = chart
  }

  set(readings: Readings | null, axis: TimeAxis): void {
    this.#readings = readings
    const plots = readings?.plots ?? []
    const wanted = new Map(plots.map((plot) => [keyOf(plot), plot]))
    for (const [key, { series }] of this.#drawn) {
      const plot = wanted.get(key)
      if (plot !== undefined && this.#drawn.get(key)!.isOver === isOverPrice(plot, readings!))
        continue
      this.#chart.removeSeries(series)
      this.#drawn.delete(key)
    }
    for (const [i, plot] of plots.entries()) {
      const key = keyOf(plot)
      const drawn = this.#drawn.get(key) ?? this.#add(key, isOverPrice(plot, readings!))
      drawn.series.applyOptions({ color: colourOf(i) })
      drawn.series.setData(sampled(readings!.time, plot.values, axis))
    }
  }

  /** At the last evaluation up to a bar's close; none beyond what was looked at. */
  at(open: number, stepMs: number): Reading[] {
    return this.#inRow(this.#readings === null ? -1 : rowAtBar(this.#readings.time, open, stepMs))
  }

  /** At the evaluation of that time; none where that was not looked at. */
  exactly(time: number): Reading[] {
    return this.#inRow(this.#readings?.time.indexOf(time) ?? -1)
  }

  #inRow(row: number): Reading[] {
    if (row < 0) return []
    return this.#readings!.plots.map((plot, i) => ({
      name: keyOf(plot),
      value: plot.values[row] ?? null,
      colour: colourOf(i),
    }))
  }

  repaint(): void {
    for (const [i, plot] of (this.#readings?.plots ?? []).entries()) {
      this.#drawn.get(keyOf(plot))?.series.applyOptions({ color: colourOf(i) })
    }
  }

  #add(key: string, isOver: boolean): Drawn {
    const options = {
      lineWidth: 1,
      lineType: LineType.Simple,
      priceLineVisible: false,
      lastValueVisible: false,
      crosshairMarkerVisible: false,
    } as const
    const hasPane = [...this.#drawn.values()].some((one) => !one.isOver)
    let series: ISeriesApi<'Line'>
    if (isOver) series = this.#chart.addSeries(LineSeries, options)
    else {
      // Beside the first each has a scale of its own: an RSI and a range have nothing in common.
      const scale = hasPane ? { priceScaleId: key } : {}
      const last = this.#chart.panes().length
      series = this.#chart.addSeries(
        LineSeries,
        { ...options, ...scale },
        hasPane ? OWN_PANE : last,
      )
      if (!hasPane) {
        const pane = this.#chart.panes()[last]!
        pane.moveTo(OWN_PANE)
        pane.setStretchFactor(1.5)
      }
      series.priceScale().applyOptions({ scaleMargins: { top: 0.15, bottom: 0.1 } })
    }
    const drawn = { series, isOver }
    this.#drawn.set(key, drawn)
    return drawn
  }
}

export const keyOf = ({ name, output }: Plot): string =>
  output === '' ? name : `${name} ${output}`

const colourOf = (i: number): string => colour(`plot-${(i % COLOURS) + 1}`)

/** It says that it is a price, and is near to it throughout. */
function isOverPrice({ is_price, values }: Plot, { price }: Readings): boolean {
  return (
    is_price &&
    values.every((value, i) => value === null || Math.abs(Math.log(value / price[i]!)) < FAR)
  )
}

/** The values at the loaded bars' own times, from the first evaluation to the last. */
function sampled(
  times: readonly number[],
  values: readonly (number | null)[],
  { time, stepMs }: TimeAxis,
) {
  return time.map((open) => {
    const at = rowAtBar(times, open, stepMs)
    const value = at < 0 ? null : values[at]
    const seconds = (open / 1000) as UTCTimestamp
    return value == null ? { time: seconds } : { time: seconds, value }
  })
}
