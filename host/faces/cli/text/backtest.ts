// A backtest's report for people: figures, equity, trades.
import type { CombinedReport, RunReport, TradeRow } from '#host/app/report.ts'
import { isoTime } from '#host/data/series.ts'
import { duration, money, percent, price, ratio, time } from './figures.ts'
import { sparkline } from './sparkline.ts'
import { alignTable } from './table.ts'

export interface TextOptions {
  /** Columns of the terminal. */
  readonly width: number
  /** At most so many trades, from both ends; null: as many as fit the occasion. */
  readonly trades: number | null
}

const TRADES_DEFAULT = 10

export function backtestText(report: RunReport | CombinedReport, options: TextOptions): string {
  const lines =
    'results' in report
      ? combinedLines(report, options)
      : singleLines(report, options, TRADES_DEFAULT)
  return `${lines.join('\n')}\n`
}

function singleLines(report: RunReport, options: TextOptions, trades: number): string[] {
  const { script, symbol, timeframe, bars, from, to, timing } = report
  const params = Object.entries(script.params).map(([name, value]) => `${name}=${value}`)
  const speed = `${(timing.bars_per_second / 1e6).toFixed(2)} M data bars/s`
  return [
    `${script.name} on ${symbol} ${timeframe}`,
    `${isoTime(from)} to ${isoTime(to)}, ${bars} bars, ${timing.run_ms.toFixed(0)} ms (${speed})`,
    ...(params.length === 0 ? [] : [params.join(' ')]),
    '',
    ...figureLines(report.summary),
    '',
    ...curveLines(report.equity, options.width),
    ...tradeLines(report.trades, options.trades ?? trades),
  ]
}

function combinedLines(report: CombinedReport, options: TextOptions): string[] {
  const account = report.portfolio ? 'one shared account' : 'separate accounts'
  return [
    `${report.results.length} runs, ${account}`,
    '',
    ...figureLines(report.summary),
    '',
    ...curveLines(report.equity, options.width),
    '',
    ...runLines(report.results),
    ...(options.trades === null
      ? []
      : report.results.flatMap((run) => ['', ...singleLines(run, options, 0)])),
  ]
}

function figureLines(s: RunReport['summary']): string[] {
  const rows = [
    ['net profit', money(s.net_profit), 'trades', String(s.trades)],
    ['total return', percent(s.total_return), 'win rate', percent(s.win_rate)],
    ['final equity', money(s.final_equity), 'profit factor', ratio(s.profit_factor)],
    ['CAGR', percent(s.cagr), 'average win', money(s.average_win)],
    ['Sharpe', ratio(s.sharpe), 'average loss', money(s.average_loss)],
    ['Sortino', ratio(s.sortino), 'expectancy', money(s.expectancy)],
    ['Calmar', ratio(s.calmar), 'exposure', percent(s.exposure)],
    ['volatility', percent(s.volatility), 'fees', money(s.fees)],
    ['max drawdown', percent(s.max_drawdown), 'longest', duration(s.max_drawdown_duration_ms)],
  ]
  return alignTable(
    rows.map(([a, b, c, d]) => [`  ${a}`, b!, `  ${c}`, d!]),
    'lrlr',
  )
}

/** Equity, and below it how far under its peak it was. */
function curveLines(rows: Float64Array, width: number): string[] {
  const points = rows.length / 2
  if (points === 0) return ['  no strategy bar closed']
  const equity = new Float64Array(points)
  const depth = new Float64Array(points)
  let peak = Number.NEGATIVE_INFINITY
  for (let i = 0; i < points; i++) {
    equity[i] = rows[2 * i + 1]!
    peak = Math.max(peak, equity[i]!)
    depth[i] = Math.max(0, (peak - equity[i]!) / peak)
  }
  const space = width - '  drawdown  '.length
  const lines = [`  equity    ${sparkline(equity, space)}`]
  if (depth.some((value) => value > 0)) lines.push(`  drawdown  ${sparkline(depth, space)}`)
  return lines
}

function runLines(results: readonly RunReport[]): string[] {
  const head = ['script', 'symbol', '', 'trades', 'net profit', 'return', 'drawdown', 'errors']
  const rows = results.map(({ script, symbol, timeframe, summary, errors }) => [
    `  ${script.name}`,
    symbol,
    timeframe,
    String(summary.trades),
    money(summary.net_profit),
    percent(summary.total_return),
    percent(summary.max_drawdown),
    errors.length === 0 ? '' : String(errors.length),
  ])
  return alignTable([head.map((title, k) => (k === 0 ? `  ${title}` : title)), ...rows], 'lllrrrrr')
}

function tradeLines(trades: readonly TradeRow[], most: number): string[] {
  if (trades.length === 0 || most === 0) return []
  const atEnd = trades.length > most ? Math.floor(most / 2) : 0
  const first = trades.slice(0, Math.min(trades.length, most - atEnd))
  const last = atEnd === 0 ? [] : trades.slice(-atEnd)
  const head = ['  #', 'side', 'entry', 'price', 'exit', 'price', 'quantity', 'pnl', 'return', '']
  const [title, ...lines] = alignTable([head, ...[...first, ...last].map(tradeCells)], 'rllrlrrrrl')
  const hidden = trades.length - first.length - last.length
  const gap = hidden === 0 ? [] : [`  … ${hidden} more (--trades all shows them)`]
  return ['', title!, ...lines.slice(0, first.length), ...gap, ...lines.slice(first.length)]
}

function tradeCells(trade: TradeRow): string[] {
  return [
    `  ${trade.id}`,
    trade.side,
    time(trade.entry_time),
    price(trade.entry_price),
    time(trade.exit_time),
    price(trade.exit_price),
    String(Number(trade.quantity.toPrecision(6))),
    money(trade.pnl),
    percent(trade.return),
    trade.exit_reason,
  ]
}
