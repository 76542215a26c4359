// Trades and equity curve → the figures of a run, under the names of `backtest --json`.
// Fractions, not percent. Null where a divisor is 0, and where a figure has no finite value.
import type { Trade } from '#sdk/domain.ts'

export interface RunRecord {
  readonly trades: readonly Trade[]
  /** Strategy bars' closes, ms UTC, oldest first, and cash + position at each. */
  readonly equityTimes: Float64Array
  readonly equityValues: Float64Array
  /** How many of the points have an open position. */
  readonly exposedPoints: number
  readonly initialCash: number
  /** The first data bar's open and the last one's close, ms UTC. */
  readonly from: number
  readonly to: number
  /** Trading days in a year: see `periodsPerYear`. */
  readonly periodsPerYear: number
}

/**
 * Below, r are the daily returns: from the last equity point of a UTC day to that of the next day
 * that has one, the first from the initial cash. N is `periodsPerYear`.
 */
export interface Summary {
  readonly initial_cash: number
  /** The last equity point: after `finish`, the cash. */
  readonly final_equity: number
  /** final − initial */
  readonly net_profit: number
  /** final / initial − 1 */
  readonly total_return: number | null
  /** Compound annual growth: (final / initial)^(1 / years) − 1, a year being 365.25 days. */
  readonly cagr: number | null
  /** mean(r) / sd(r) · √N, risk-free rate 0. Source: W. F. Sharpe, "The Sharpe Ratio" (1994). */
  readonly sharpe: number | null
  /**
   * mean(r) / √(mean of min(r, 0)² over all days) · √N, target 0.
   * Source: F. A. Sortino and L. N. Price, "Performance Measurement in a Downside Risk Framework"
   * (1994).
   */
  readonly sortino: number | null
  /**
   * cagr / max_drawdown, over the whole run.
   * Source: T. W. Young, "Calmar Ratio: A Smoother Tool" (1991), there over 36 months.
   */
  readonly calmar: number | null
  /** The largest (peak − point) / peak; the first peak is the initial cash. */
  readonly max_drawdown: number
  /** The longest time from a peak to the first later point at or above it, or to the last point. */
  readonly max_drawdown_duration_ms: number
  /** sd(r) · √N; sd is the sample's (n − 1). */
  readonly volatility: number | null
  readonly trades: number
  /** Trades with pnl > 0 / all trades. */
  readonly win_rate: number | null
  /** Σ pnl of wins / |Σ pnl of losses| */
  readonly profit_factor: number | null
  /** Mean pnl of the trades with pnl > 0. */
  readonly average_win: number | null
  /** Mean pnl of the trades with pnl < 0: never positive. */
  readonly average_loss: number | null
  /** Mean pnl of all trades. */
  readonly expectancy: number | null
  /** Equity points with an open position / all of them. */
  readonly exposure: number | null
  readonly fees: number
}

const DAY_MS = 86_400_000
const YEAR_MS = 365.25 * DAY_MS

export function summarise(run: RunRecord): Summary {
  const { equityValues, initialCash, from, to } = run
  const final = equityValues.at(-1) ?? initialCash
  const years = (to - from) / YEAR_MS
  const cagr = years === 0 ? null : finite((final / initialCash) ** (1 / years) - 1)
  const drawdown = worstDrawdown(run)
  return {
    initial_cash: initialCash,
    final_equity: final,
    net_profit: final - initialCash,
    total_return: ratio(final - initialCash, initialCash),
    cagr,
    ...dailyFigures(dailyReturns(run), run.periodsPerYear),
    calmar: cagr === null ? null : ratio(cagr, drawdown.depth),
    max_drawdown: drawdown.depth,
    max_drawdown_duration_ms: drawdown.durationMs,
    ...tradeFigures(run.trades),
    exposure: ratio(run.exposedPoints, equityValues.length),
  }
}

/** 365 where one of the first `count` bars opens on a Saturday or Sunday (UTC), else 252. */
export function periodsPerYear(openTimes: Float64Array, count: number): 365 | 252 {
  for (let i = 0; i < count; i++) {
    // 1970-01-01 was a Thursday: day 2 was the first Saturday, day 3 the first Sunday.
    const weekday = Math.floor(openTimes[i]! / DAY_MS) % 7
    if (weekday === 2 || weekday === 3) return 365
  }
  return 252
}

function dailyReturns({ equityTimes, equityValues, initialCash }: RunRecord): number[] {
  const returns: number[] = []
  const last = equityTimes.length - 1
  let previous = initialCash
  let dayEnd = Number.NEGATIVE_INFINITY
  for (let i = 0; i <= last; i++) {
    // A point at 00:00 belongs to the day that it ends.
    if (equityTimes[i]! > dayEnd) dayEnd = Math.ceil(equityTimes[i]! / DAY_MS) * DAY_MS
    if (i < last && equityTimes[i + 1]! <= dayEnd) continue
    returns.push(equityValues[i]! / previous - 1)
    previous = equityValues[i]!
  }
  return returns
}

function dailyFigures(returns: readonly number[], perYear: number) {
  if (returns.length < 2) return { sharpe: null, sortino: null, volatility: null }
  const mean = sum(returns) / returns.length
  const squares = sum(returns.map((r) => (r - mean) ** 2))
  const deviation = Math.sqrt(squares / (returns.length - 1))
  const downside = Math.sqrt(sum(returns.map((r) => Math.min(r, 0) ** 2)) / returns.length)
  const annual = Math.sqrt(perYear)
  return {
    sharpe: ratio(mean * annual, deviation),
    sortino: ratio(mean * annual, downside),
    volatility: finite(deviation * annual),
  }
}

function worstDrawdown({ equityTimes, equityValues, initialCash, from }: RunRecord) {
  let [peak, peakTime] = [initialCash, from]
  let [depth, durationMs] = [0, 0]
  let isBelow = false
  let lowest = peak
  for (let i = 0; i < equityValues.length; i++) {
    const value = equityValues[i]!
    const time = equityTimes[i]!
    if (isBelow || value < peak) durationMs = Math.max(durationMs, time - peakTime)
    isBelow = value < peak
    if (!isBelow) {
      peak = value
      peakTime = time
      lowest = value
    } else if (value < lowest) {
      // Since its peak it has not been as low.
      lowest = value
      depth = Math.max(depth, (peak - value) / peak)
    }
  }
  return { depth, durationMs }
}

function tradeFigures(trades: readonly Trade[]) {
  const profits = trades.map(({ pnl }) => pnl)
  const wins = profits.filter((pnl) => pnl > 0)
  const losses = profits.filter((pnl) => pnl < 0)
  return {
    trades: trades.length,
    win_rate: ratio(wins.length, trades.length),
    profit_factor: ratio(sum(wins), Math.abs(sum(losses))),
    average_win: ratio(sum(wins), wins.length),
    average_loss: ratio(sum(losses), losses.length),
    expectancy: ratio(sum(profits), trades.length),
    fees: sum(trades.map(({ fees }) => fees)),
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

const finite = (value: number) => (Number.isFinite(value) ? value : null)

const ratio = (dividend: number, divisor: number) =>
  divisor === 0 ? null : finite(dividend / divisor)
