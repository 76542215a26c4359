// Which bars a backtest runs on: a data set and a span of it, chosen above the chart.
import type { Dataset } from '#host/faces/http/shapes/backtests.ts'
import { button, fill, h } from '../core/dom.ts'
import { date } from '../core/format.ts'
import { recall, remember } from '../core/memory.ts'
import { type Signal, signal } from '../core/signal.ts'

export interface Selection {
  readonly dataset: string
  readonly symbol: string
  readonly from: number
  readonly to: number
  readonly timeframeMs: number
}

const DAY = 86_400_000
const RANGES = [
  ['all', 'All'],
  ['7', 'Last 7 days'],
  ['30', 'Last 30 days'],
  ['90', 'Last 90 days'],
  ['365', 'Last year'],
  ['custom', 'From … to …'],
] as const

export interface SelectionBar {
  readonly element: HTMLElement
  readonly selection: Signal<Selection | null>
  /** The one that is chosen stays so. */
  setDatasets(datasets: readonly Dataset[]): void
}

export function createSelectionBar(): SelectionBar {
  const selection = signal<Selection | null>(null)
  let datasets: readonly Dataset[] = []
  const data = h('select', { 'aria-label': 'data set' })
  const range = h('select', { 'aria-label': 'range' })
  const from = h('input', { type: 'date', 'aria-label': 'from' })
  const to = h('input', { type: 'date', 'aria-label': 'to' })
  const custom = h('span.custom-range', { hidden: true }, from, to)
  const element = h('div.selection', {}, data, range, custom)
  const kept = recall('selection', { dataset: '', range: 'all' })
  /** By hand, or at the last visit: it may come to the list later than others. */
  let wanted = kept.dataset

  const chosen = () => datasets[data.selectedIndex]

  function drawRanges(): void {
    const dataset = chosen()
    if (dataset === undefined) return
    const days = (dataset.to - dataset.from) / DAY
    const fitting = RANGES.filter(([id]) => !(Number(id) >= days))
    const wanted = range.value || kept.range
    fill(
      range,
      fitting.map(([id, label]) => h('option', { value: id, selected: id === wanted }, label)),
    )
    for (const input of [from, to]) {
      input.min = date(dataset.from)
      input.max = date(dataset.to)
    }
    if (from.value === '' || Date.parse(from.value) < dataset.from) from.value = date(dataset.from)
    if (to.value === '' || Date.parse(to.value) > dataset.to) to.value = date(dataset.to)
  }

  function announce(): void {
    const dataset = chosen()
    if (dataset === undefined) return selection.set(null)
    custom.hidden = range.value !== 'custom'
    const span = spanOf(dataset)
    remember('selection', { dataset: wanted || dataset.id, range: range.value })
    selection.set({
      dataset: dataset.id,
      symbol: dataset.symbol,
      timeframeMs: dataset.timeframe_ms,
      ...span,
    })
  }

  function spanOf(dataset: Dataset): { from: number; to: number } {
    if (range.value === 'custom') {
      const start = Math.max(Date.parse(from.value) || dataset.from, dataset.from)
      const end = Math.min((Date.parse(to.value) || dataset.to) + DAY, dataset.to)
      return end > start ? { from: start, to: end } : dataset
    }
    const days = Number(range.value)
    return {
      from: days > 0 ? Math.max(dataset.to - days * DAY, dataset.from) : dataset.from,
      to: dataset.to,
    }
  }

  data.addEventListener('change', () => {
    wanted = data.value
    drawRanges()
    announce()
  })
  for (const input of [range, from, to]) input.addEventListener('change', announce)

  return {
    element,
    selection,
    setDatasets(list) {
      const before = chosen()?.id
      const isSame = named(list) === named(datasets)
      datasets = list
      // The list may be open just now.
      if (isSame) return
      fill(
        data,
        list.map((dataset) =>
          h('option', { value: dataset.id, selected: dataset.id === wanted }, dataset.label),
        ),
      )
      if (chosen()?.id === before) return
      drawRanges()
      announce()
    },
  }
}

const named = (list: readonly Dataset[]) => list.map(({ id, label }) => `${id} ${label}`).join('\n')

/** The button that shows everything again. */
export const fitButton = (act: () => void): HTMLButtonElement =>
  button('Show everything', act, { icon: 'fit', isIconOnly: true, className: 'button icon-button' })
