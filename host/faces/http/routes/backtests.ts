// /datasets, /bars, /backtests: data, and what a script makes of it.
import type { BacktestJob } from '#host/app/backtest-jobs.ts'
import { barWindow } from '#host/app/bar-window.ts'
import { listDatasets, listRecordings, resolveDataset } from '#host/app/datasets.ts'
import { backtests as contract } from '../contract/backtests.ts'
import type { Router, Services } from '../environment.ts'

export function backtestRoutes(api: Router, { workshop }: Services): void {
  const { jobs, places, recordings, scripts } = workshop

  api.openapi(contract.listDatasets, async (context) => {
    const list = []
    for (const { id, label, source } of listDatasets(places)) {
      const { columns, count, intervalMs } = await workshop.bars(source)
      const from = columns.openTime[0]!
      const to = columns.openTime[count - 1]! + intervalMs
      const { symbol } = source
      list.push({ id, label, symbol, timeframe_ms: intervalMs, from, to, bars: count })
    }
    return context.json(list, 200)
  })
  api.openapi(contract.listRecordings, async (context) => {
    const found = listRecordings(places)
    const sets = await recordings.sets(found.map(({ folder }) => folder))
    const list = found.flatMap(({ name }, i) =>
      sets[i]!.map(({ symbol, intervalMs, from, to }) => {
        const begun = new Date(from).toISOString().slice(0, 16).replace('T', ' ')
        const what = { id: `${name}/${symbol}`, label: `${symbol} · recorded ${begun}`, symbol }
        return { ...what, timeframe_ms: intervalMs, from, to, bars: null }
      }),
    )
    return context.json(list, 200)
  })
  api.openapi(contract.readBars, async (context) => {
    const { dataset, from, to, points } = context.req.valid('query')
    const series = await workshop.bars(resolveDataset(dataset, places))
    return context.json(barWindow(series, { from, to, points }), 200)
  })
  api.openapi(contract.startBacktest, (context) => {
    const asked = context.req.valid('json')
    const job = jobs.run(asked.path, {
      script: scripts.locate(asked.path),
      draft: asked.source,
      data: resolveDataset(asked.dataset, places),
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
    const job = await jobs.wait(context.req.valid('param').id, wait_ms)
    return context.json(jobView(job, scripts.folder), 200)
  })
  api.openapi(contract.cancelBacktest, (context) => {
    const { id } = context.req.valid('param')
    jobs.cancel(id)
    return context.json({ cancelled: id }, 200)
  })
}

/** Places in scripts are named as the folder has them. */
function jobView({ id, about, status, progress, error, result }: BacktestJob, folder: string) {
  const file = error?.file
  const isInside = file?.startsWith(`${folder}/`) === true
  const told = isInside ? { ...error!, file: file.slice(folder.length + 1) } : error
  return { id, path: about!, status, progress, error: told, result }
}

function rangeOf({ from, to }: { from?: number | undefined; to?: number | undefined }) {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}
