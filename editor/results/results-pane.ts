// The right side: what to run on, how the run goes, the chart, the figures.
import type { BacktestError } from '#host/faces/http/shapes/backtests.ts'
import type { Charted } from '../chart/charted.ts'
import { type Held, heldOfTrace } from '../chart/held.ts'
import { createPriceChart, type PriceChart } from '../chart/price-chart.ts'
import { button, fill, h } from '../core/dom.ts'
import {
  dateTime,
  duration,
  money,
  number,
  plural,
  price,
  quantity,
  reading,
  signed,
  tone,
} from '../core/format.ts'
import type { Signal } from '../core/signal.ts'
import type { Backtester, Run, TraceSpan } from './backtester.ts'
import { createFigures } from './figures.ts'
import { fitButton, type Selection } from './selection.ts'

interface Options {
  readonly backtester: Backtester
  readonly selection: Signal<Selection | null>
  /** Is told which stretch the chart has bars of. */
  readonly view: Signal<TraceSpan | null>
  readonly selectionBar: HTMLElement
  /** A slot of the session that the chart shows instead; null: none. */
  readonly liveSlot: Signal<string | null>
  /** The script's parameters, to try others. */
  readonly params: HTMLElement
  readonly goTo: (error: BacktestError) => void
  readonly rerun: () => void
}

export interface ResultsPane {
  readonly element: HTMLElement
  readonly chart: PriceChart
  /** Stands first in the toolbar. */
  lead(control: HTMLElement): void
}

/** As many evaluations as the host looks at in one run. */
const POINTS_MAX = 3000
const STATES = ['Watch', 'CloseWatch', 'InTrade'] as const

export function createResultsPane(options: Options): ResultsPane {
  const { backtester, selection, selectionBar, liveSlot, view, goTo, rerun } = options
  const lead = h('span.lead')
  const host = h('div.chart')
  const legend = h('div.legend', { 'aria-hidden': 'true' })
  const failure = h('div.chart-failure', { hidden: true, role: 'alert' })
  const bar = h('div.progress', { role: 'progressbar', 'aria-label': 'backtest' }, h('i'))
  const status = h('div.run-status', { role: 'status' })
  const figures = createFigures()
  const area = h('div.chart-area', {}, host, legend, failure)
  const key = h(
    'div.key',
    {},
    h('span.key-item.close-watch', {}, 'CloseWatch'),
    h('span.key-item.in-trade', {}, 'InTrade'),
    h('span.key-item.equity', {}, 'Equity'),
    h('span.key-item.drawdown', {}, 'Drawdown'),
  )
  const run = button('Backtest', rerun, {
    icon: 'play',
    className: 'button',
    title: 'Backtest (Ctrl+Enter)',
  })
  const chart = createPriceChart(host)
  const element = h(
    'section.results',
    { 'aria-label': 'chart and results' },
    h(
      'div.toolbar',
      {},
      lead,
      selectionBar,
      h('span.spring'),
      fitButton(() => chart.fit()),
      run,
    ),
    bar,
    status,
    options.params,
    area,
    key,
    figures.element,
  )

  chart.hover.watch((hover) => {
    if (hover === null) return fill(legend)
    const { bars, index, state, equity, held, readings } = hover
    const change = bars.close[index]! - bars.open[index]!
    fill(
      legend,
      h('span', {}, dateTime(bars.time[index]!)),
      ...(['open', 'high', 'low', 'close'] as const).map((name) =>
        h(
          'span',
          {},
          h('i', {}, name[0]!.toUpperCase()),
          h('b', { class: change >= 0 ? 'up' : 'down' }, price(bars[name][index]!)),
        ),
      ),
      h(
        'span',
        {},
        h('i', {}, 'V'),
        number(bars.volume[index]!, bars.volume[index]! < 100 ? 2 : 0),
      ),
      state !== null && h('span', { class: `chip ${STATES[state]!}` }, STATES[state]!),
      equity !== null && h('span', {}, h('i', {}, 'Equity'), money(equity)),
      ...(held === null ? [] : describeHeld(held, bars.close[index]!)),
      ...readings.map((one) => {
        const made = h('span.reading', {}, h('i', {}, one.name), reading(one.value))
        made.style.setProperty('--colour', one.colour)
        return made
      }),
    )
  })

  chart.failure.watch((message) => {
    failure.hidden = message === null
    fill(
      failure,
      h('p', {}, `No bars: ${message}`),
      button('Try again', () => chart.fit()),
    )
  })

  const isLive = () => liveSlot.get() !== null
  selection.watch((chosen) => {
    liveSlot.set(null)
    if (chosen !== null) void chart.open(chosen)
  })
  liveSlot.on((slot) => {
    element.classList.toggle('is-live', slot !== null)
    if (slot !== null) return
    const chosen = selection.get()
    if (chosen !== null) void chart.open(chosen)
    showTrace(traced)
    chart.show(charted(shown))
  })

  chart.loaded.on((loaded) => {
    if (loaded !== null && !isLive())
      view.set({ ...loaded, points: Math.min(loaded.points, POINTS_MAX) })
  })

  function showTrace(trace: Run['trace']): void {
    chart.showReadings(trace)
    chart.showHeld(trace === null ? null : heldOfTrace(trace))
  }

  let shown: Run['result'] = null
  let traced: Run['trace'] = null
  backtester.run.watch((now) => {
    const isRunning = now.status === 'running'
    bar.classList.toggle('is-running', isRunning)
    bar.setAttribute('aria-valuenow', String(Math.round(100 * now.progress)))
    ;(bar.firstElementChild as HTMLElement).style.width = isRunning
      ? `${Math.max(100 * now.progress, 8)}%`
      : '0'
    drawStatus(status, now, goTo)
    figures.draw(now)
    element.dataset.status = now.status
    if (now.trace !== traced) {
      traced = now.trace
      if (!isLive()) showTrace(traced)
    }
    if (now.result === shown) return
    shown = now.result
    if (!isLive()) chart.show(charted(shown))
  })

  return { element, chart, lead: (control) => lead.append(control) }
}

const charted = (result: Run['result']): Charted | null =>
  result === null
    ? null
    : { ...result, cash: result.summary.initial_cash, end: result.equity.at(-1)?.[0] ?? 0 }

function describeHeld({ quantity: size, entryPrice, stop, target }: Held, close: number) {
  const pnl = size * (close - entryPrice)
  const side = size > 0 ? 'long' : 'short'
  const at = (name: string, value: number | null) =>
    value !== null && h('span', {}, h('i', {}, name), price(value))
  return [
    h('span', { class: size > 0 ? 'up' : 'down' }, `${side} ${quantity(Math.abs(size))}`),
    at('in', entryPrice),
    at('stop', stop),
    at('target', target),
    h('span', { class: tone(pnl) }, signed(pnl)),
  ]
}

function drawStatus(status: HTMLElement, run: Run, goTo: (error: BacktestError) => void): void {
  const { result, error, tookMs } = run
  status.className = `run-status ${run.status}`
  if (run.status === 'failed' && error !== null) {
    const place = placeOf(error)
    return fill(
      status,
      place === '' ? null : button(place, () => goTo(error), { className: 'link' }),
      h('span', { title: error.message }, error.message),
    )
  }
  if (run.status === 'blocked')
    return fill(status, 'The script has errors; the figures are from before.')
  if (run.status === 'idle') return fill(status, 'Open a script to see it trade.')
  if (result === null) return fill(status, 'Running …')
  const saved = run.baseline !== null && run.baseline !== result.summary
  fill(
    status,
    h('span', {}, plural(result.trades.length, 'trade')),
    tookMs !== null && h('span.dim', {}, `in ${duration(tookMs)}`),
    saved && h('span.chip.unsaved', {}, 'compared with the last save'),
  )
}

function placeOf({ file, line }: BacktestError): string {
  if (line === undefined) return ''
  return file === undefined ? `line ${line}` : `${file}:${line}`
}
