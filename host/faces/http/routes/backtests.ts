// /datasets, /bars, /backtests: data, and what a script makes of it.
import type { BacktestJob } from '#host/app/backtest-jobs.ts'
import { barWindow } from '#host/app/bar-window.ts'
import { listDatasets, resolveDataset } from '#host/app/datasets.ts'
import { backtests as contract } from '../contract/backtests.ts'
import type { Router, Services } from '../environment.ts'

export function backtestRoutes(api: Router, { workshop }: Services): void {
  const { bars, jobs, data, scripts } = workshop

  api.openapi(contract.listDatasets, async (context) => {
    const list = []
    for (const { id, label, symbol } of listDatasets(data)) {
      const { columns, count, intervalMs } = await bars.load(resolveDataset(id, data).path)
      const from = columns.openTime[0]!
      const to = columns.openTime[count - 1]! + intervalMs
      list.push({ id, label, symbol, timeframe_ms: intervalMs, from, to, bars: count })
    }
    return context.json(list, 200)
  })
  api.openapi(contract.readBars, async (context) => {
    const { dataset, from, to, points } = context.req.valid('query')
    const series = await bars.load(resolveDataset(dataset, data).path)
    return context.json(barWindow(series, { from, to, points }), 200)
  })
  api.openapi(contract.startBacktest, (context) => {
    const asked = context.req.valid('json')
    const job = jobs.run(asked.path, {
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
        ...(asked.trace === undefined ? {} : { trace: asked.trace }),
      },
    })
    return context.json({ id: job.id }, 202)
  })
  api.openapi(contract.readBacktest, async (context) => {
    const { wait_ms } = context.req.valid('query')
    return context.json(jobView(await jobs.wait(context.req.valid('param').id, wait_ms)), 200)
  })
  api.openapi(contract.cancelBacktest, (context) => {
    const { id } = context.req.valid('param')
    jobs.cancel(id)
    return context.json({ cancelled: id }, 200)
  })
}

function jobView({ id, about, status, progress, error, result }: BacktestJob) {
  return { id, path: about!, status, progress, error, result }
}

function rangeOf({ from, to }: { from?: number | undefined; to?: number | undefined }) {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}
