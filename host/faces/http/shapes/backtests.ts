// Data sets, bars, and backtests with their results: names as in `backtest --json`.
import { z } from '@hono/zod-openapi'
import { Language, listOf, orNull, Point, Sha256, Side, SlotState, time } from './common.ts'
import { path, source } from './scripts.ts'

export const Dataset = z
  .object({
    id: z.string(),
    label: z.string(),
    symbol: z.string(),
    timeframe_ms: z.number(),
    from: time.describe('the first bar opens, ms UTC'),
    to: time.describe('the last bar closes, ms UTC'),
    bars: z.int().nullable().describe('null of a recording: they are made when it is played'),
  })
  .openapi('Dataset')

const column = listOf(z.number())

export const Bars = z
  .object({
    step_ms: z.number().describe('how long each bar lasts'),
    time: column.describe('open times, ms UTC'),
    open: column,
    high: column,
    low: column,
    close: column,
    volume: column,
  })
  .openapi('Bars', { description: 'columns of equal length, oldest first' })

export const SessionBars = z
  .object({
    ...Bars.shape,
    timeframe_ms: z.number().describe('of the bars that the session takes in'),
    from: time.describe('the first of all its bars opens, those before the session among them'),
    to: time.describe('the latest closes'),
  })
  .openapi('SessionBars')

const instant = z.coerce.number().min(0).max(8.64e15)

const window = {
  from: instant.default(0),
  to: instant.default(8.64e15),
  points: z.coerce.number().int().min(10).max(5000).default(1500),
}

export const BarsQuery = z.object({ dataset: z.string().max(200), ...window })
export const SessionBarsQuery = z.object({ symbol: z.string().max(100), ...window })

const bps = z.number().min(0).max(10_000)
const ParamValue = z.union([z.number(), z.string(), z.boolean()])

export const BacktestRequest = z
  .strictObject({
    path,
    source: source.nullable().default(null).describe('the draft; null: what lies in the folder'),
    dataset: z.string().max(200),
    symbol: z.string().max(100).optional(),
    from: z.number().min(0).max(8.64e15).optional(),
    to: z.number().min(0).max(8.64e15).optional(),
    params: z.record(z.string(), ParamValue).default({}),
    cash: z.number().positive().default(10_000),
    commission_bps: bps.default(0),
    slippage_bps: bps.default(0),
    trace: z
      .strictObject({
        from: z.number().min(0).max(8.64e15),
        to: z.number().min(0).max(8.64e15),
        points: z.int().min(1).max(3000),
      })
      .optional()
      .describe('look closely at evaluations of this stretch, so many of them at the most'),
  })
  .openapi('BacktestRequest')

const maybe = z.number().nullable()

export const Summary = z
  .object({
    initial_cash: z.number(),
    final_equity: z.number(),
    net_profit: z.number(),
    total_return: maybe,
    cagr: maybe,
    sharpe: maybe,
    sortino: maybe,
    calmar: maybe,
    max_drawdown: z.number(),
    max_drawdown_duration_ms: z.number(),
    volatility: maybe,
    trades: z.int(),
    win_rate: maybe,
    profit_factor: maybe,
    average_win: maybe,
    average_loss: maybe,
    expectancy: maybe,
    exposure: maybe,
    fees: z.number(),
  })
  .openapi('Summary', { description: 'fractions, not percent; null where a divisor is 0' })

export const BacktestTrade = z
  .object({
    id: z.int(),
    side: Side,
    quantity: z.number(),
    entry_time: time,
    entry_price: z.number(),
    exit_time: time,
    exit_price: z.number(),
    fees: z.number(),
    pnl: z.number(),
    return: z.number(),
    bars_held: z.int(),
    entry_reason: z.string(),
    exit_reason: z.string(),
    mae: z.number(),
    mfe: z.number(),
  })
  .openapi('BacktestTrade')

export const BacktestTransition = z
  .object({
    time,
    bar_index: z.int(),
    from: SlotState,
    to: SlotState,
    reason: z.string(),
  })
  .openapi('BacktestTransition')

const someOrNull = listOf(z.number().nullable())

export const Trace = z
  .object({
    time: column,
    bar_index: column,
    callback: column.describe('0 detect, 1 filter, 2 manage'),
    price: column,
    equity: column,
    stop: someOrNull,
    target: someOrNull,
    entry_price: someOrNull,
    quantity: column.describe('signed'),
    bars_in_state: column,
    plots: listOf(
      z.object({
        name: z.string().describe('as the script writes it'),
        output: z.string().describe('which of several; empty for the only one'),
        is_price: z.boolean(),
        values: someOrNull,
      }),
    ),
    answers: listOf(
      z.object({
        row: z.int(),
        answer: z.unknown(),
        file: z.string().nullable(),
        line: z.int().nullable(),
      }),
    ).describe('what callbacks returned that was not nothing, and where it was made'),
    memories: listOf(
      z.object({ row: z.int(), data: z.unknown(), opportunity: z.unknown() }),
    ).describe('what the script remembers from that row on'),
  })
  .openapi('Trace', { description: 'columns of equal length, an evaluation a row' })

export const ParamSpec = z
  .object({
    default: ParamValue,
    min: z.number().optional(),
    max: z.number().optional(),
    step: z.number().optional(),
    choices: listOf(z.union([z.string(), z.number()])).optional(),
    description: z.string().optional(),
  })
  .openapi('ParamSpec')

export const BacktestResult = z
  .object({
    script: z.object({
      path: z.string(),
      language: Language,
      sha256: Sha256,
      name: z.string(),
      params: z.record(z.string(), ParamValue).readonly(),
    }),
    param_specs: z.record(z.string(), ParamSpec).readonly().describe('as the script declares them'),
    symbol: z.string(),
    timeframe: z.string(),
    bars: z.int(),
    from: time,
    to: time,
    summary: Summary,
    trades: listOf(BacktestTrade).describe('the latest of them'),
    trades_total: z.int(),
    equity: listOf(Point),
    drawdown: listOf(Point).describe('fractions below the peak so far, 0 or less'),
    states: listOf(Point).describe('the state entered: 0 Watch, 1 CloseWatch, 2 InTrade'),
    transitions: listOf(BacktestTransition),
    logs: listOf(z.object({ time, text: z.string() })),
    trace: orNull(Trace),
    took_ms: z.number(),
    run_ms: z.number(),
  })
  .openapi('BacktestResult')

export const BacktestError = z
  .object({
    code: z.string(),
    message: z.string(),
    file: z.string().optional(),
    line: z.int().optional(),
    column: z.int().optional(),
    hint: z.string().optional(),
  })
  .openapi('BacktestError')

export const Backtest = z
  .object({
    id: z.string(),
    path: z.string(),
    status: z.enum(['running', 'done', 'failed', 'cancelled']),
    progress: z.number().describe('0 to 1'),
    error: orNull(BacktestError),
    result: orNull(BacktestResult),
  })
  .openapi('Backtest')

export type Dataset = z.infer<typeof Dataset>
export type Bars = z.infer<typeof Bars>
export type Summary = z.infer<typeof Summary>
export type BacktestTrade = z.infer<typeof BacktestTrade>
export type BacktestResult = z.infer<typeof BacktestResult>
export type BacktestError = z.infer<typeof BacktestError>
export type ParamSpec = z.infer<typeof ParamSpec>
export type Trace = z.infer<typeof Trace>
export type Backtest = z.infer<typeof Backtest>
export type BacktestRequest = z.input<typeof BacktestRequest>
