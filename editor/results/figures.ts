// The figures of a backtest as tiles, each with its difference from the last save.
import type { Summary } from '#host/faces/http/shapes/backtests.ts'
import { h } from '../core/dom.ts'
import { duration, number, percent, signed, signedPercent, tone } from '../core/format.ts'
import type { Run } from './backtester.ts'

interface Figure {
  readonly name: keyof Summary
  readonly label: string
  readonly show: (value: number | null) => string
  readonly difference: (value: number) => string
  /** Whether more is better, worse, or neither. */
  readonly better: 1 | -1 | 0
  /** Coloured by its own sign. */
  readonly isSigned?: boolean
  /** Below this, a difference is rounding. */
  readonly grain: number
}

const ratio = (name: keyof Summary, label: string): Figure => ({
  name,
  label,
  show: (value) => number(value, 2),
  difference: (value) => signed(value, 2),
  better: 1,
  grain: 0.005,
})
const share = (name: keyof Summary, label: string, better: 1 | -1 | 0): Figure => ({
  name,
  label,
  show: (value) => percent(value, 2),
  difference: (value) => signedPercent(value, 2),
  better,
  grain: 0.00005,
})
const cash = (name: keyof Summary, label: string): Figure => ({
  name,
  label,
  show: (value) => signed(value),
  difference: (value) => signed(value),
  better: 1,
  isSigned: true,
  grain: 0.005,
})

const FIGURES: readonly Figure[] = [
  cash('net_profit', 'Net profit'),
  { ...share('total_return', 'Return', 1), show: (v) => signedPercent(v), isSigned: true },
  share('max_drawdown', 'Max drawdown', -1),
  ratio('sharpe', 'Sharpe'),
  {
    name: 'trades',
    label: 'Trades',
    show: (value) => number(value),
    difference: (value) => signed(value, 0),
    better: 0,
    grain: 0.5,
  },
  share('win_rate', 'Won', 1),
  ratio('profit_factor', 'Profit factor'),
  cash('expectancy', 'Per trade'),
  ratio('sortino', 'Sortino'),
  ratio('calmar', 'Calmar'),
  share('exposure', 'In the market', 0),
  {
    name: 'max_drawdown_duration_ms',
    label: 'Longest drawdown',
    show: duration,
    difference: (value) => `${value > 0 ? '+' : '−'}${duration(Math.abs(value))}`,
    better: -1,
    grain: 1000,
  },
]

export interface Figures {
  readonly element: HTMLElement
  draw(run: Run): void
}

export function createFigures(): Figures {
  const element = h('dl.figures', { 'aria-label': 'figures of the backtest' })
  const tiles = FIGURES.map((figure) => {
    const value = h('dd.value')
    const delta = h('span.delta', { hidden: true })
    element.append(h('div.tile', { 'data-figure': figure.name }, h('dt', {}, figure.label), value))
    return { figure, value, delta, text: h('span') }
  })
  for (const { value, text, delta } of tiles) value.append(text, delta)

  return {
    element,
    draw({ result, baseline, status }) {
      element.classList.toggle('is-stale', status === 'failed' || status === 'blocked')
      for (const { figure, value, text, delta } of tiles) {
        const now = result?.summary[figure.name] ?? null
        text.textContent = figure.show(now)
        value.className = `value ${figure.isSigned && now !== null ? tone(now) : ''}`
        drawDelta(delta, figure, now, baseline)
      }
    },
  }
}

function drawDelta(
  chip: HTMLElement,
  figure: Figure,
  now: number | null,
  baseline: Summary | null,
): void {
  const before = baseline?.[figure.name] ?? null
  const difference = now === null || before === null ? 0 : now - before
  chip.hidden = Math.abs(difference) < figure.grain
  if (chip.hidden) return
  chip.textContent = figure.difference(difference)
  chip.className = `delta ${figure.better === 0 ? 'flat' : tone(difference * figure.better)}`
  chip.title = `saved: ${figure.show(before)}`
}
