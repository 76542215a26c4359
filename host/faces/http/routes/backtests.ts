// /datasets, /bars, /backtests: data, and what a script makes of it.
import { Hono } from 'hono'
import { z } from 'zod'
import type { BacktestJob } from '#host/app/backtest-jobs.ts'
import { barWindow } from '#host/app/bar-window.ts'
import { listDatasets, resolveDataset } from '#host/app/datasets.ts'
import type { DeskRequest } from '#host/app/desk.ts'
import type { Workshop } from '#host/app/workshop.ts'
import type { Board } from '#host/engine/board.ts'

const time = z.coerce.number().min(0).max(8.64e15)
const bps = z.number().min(0).max(10_000)

const Bars = z.object({
  dataset: z.string(),
  from: time.default(0),
  to: time.default(8.64e15),
  points: z.coerce.number().int().min(10).max(5000).default(1500),
})

const Start = z.strictObject({
  path: z.string().max(200),
  source: z
    .string()
    .max(512 * 1024)
    .nullable()
    .default(null),
  dataset: z.string(),
  symbol: z.string().optional(),
  from: time.optional(),
  to: time.optional(),
  params: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])).default({}),
  cash: z.number().positive().default(10_000),
  commission_bps: bps.default(0),
  slippage_bps: bps.default(0),
})

export function backtestRoutes(board: Board, workshop: Workshop): Hono {
  const app = new Hono()
  const { bars, jobs, data, scripts } = workshop

  app.get('/datasets', async (context) => {
    const list = []
    for (const { id, label, symbol } of listDatasets(data)) {
      const { columns, count, intervalMs } = await bars.load(resolveDataset(id, data).path)
      const from = columns.openTime[0]!
      const to = columns.openTime[count - 1]! + intervalMs
      list.push({ id, label, symbol, timeframe_ms: intervalMs, from, to, bars: count })
    }
    return context.json(list)
  })
  app.get('/bars', async (context) => {
    const { dataset, from, to, points } = Bars.parse(context.req.query())
    const series = await bars.load(resolveDataset(dataset, data).path)
    return context.json(barWindow(series, { from, to, points }))
  })
  app.post('/backtests', async (context) => {
    const asked = Start.parse(await context.req.json())
    const request: DeskRequest = {
      script: scripts.locate(asked.path),
      draft: asked.source,
      data: resolveDataset(asked.dataset, data),
      range: rangeOf(asked),
      request: {
        timeframe: null,
        params: asked.params,
        cash: asked.cash,
        broker: {
          makerFee: asked.commission_bps / 10_000,
          takerFee: asked.commission_bps / 10_000,
          slippage: asked.slippage_bps / 10_000,
        },
        seed: 1,
        periodsPerYear: null,
        keepGoing: false,
      },
    }
    return context.json({ id: jobs.start(asked.path, request).id }, 202)
  })
  app.get('/backtests/:id', (context) => context.json(jobView(jobs.find(context.req.param('id')))))
  app.delete('/backtests/:id', (context) => {
    jobs.cancel(context.req.param('id'))
    return context.json({ cancelled: context.req.param('id') })
  })
  app.get('/health', (context) => {
    const { session } = board.snapshot()
    return context.json({ status: session.status, time: session.time })
  })
  return app
}

export function jobView({ id, script, status, progress, error, result }: BacktestJob) {
  return { id, path: script, status, progress, error, result }
}

function rangeOf({ from, to }: { from?: number | undefined; to?: number | undefined }) {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}
