// Lines across the chart at prices that are in force now: stop, target, a resting order.
import { type IPriceLine, type ISeriesApi, LineStyle } from 'lightweight-charts'
import { colour } from '../layout/theme.ts'

export interface Levels {
  readonly stop: number | null
  readonly target: number | null
  readonly order: number | null
}

const COLOURS = { stop: 'down', target: 'up', order: 'dim' } as const

export function createLevels(series: ISeriesApi<'Candlestick'>): (levels: Levels) => void {
  const lines: Partial<Record<keyof Levels, IPriceLine>> = {}
  return (levels) => {
    for (const name of ['stop', 'target', 'order'] as const) {
      const price = levels[name]
      const line = lines[name]
      if (price === null) {
        if (line !== undefined) series.removePriceLine(line)
        delete lines[name]
        continue
      }
      const options = { price, color: colour(COLOURS[name]), title: name }
      if (line === undefined) {
        const style = { lineWidth: 1, lineStyle: LineStyle.Dashed } as const
        lines[name] = series.createPriceLine({ ...options, ...style, axisLabelVisible: true })
      } else line.applyOptions(options)
    }
  }
}
