// /health, /metrics, /config, /openapi.json: the host itself.
import type { Config } from '#host/config/load.ts'
import { system as contract } from '../contract/system.ts'
import type { Router, Services } from '../environment.ts'
import { type HttpFigures, METRICS_TYPE } from '../metrics.ts'
import { ENGINE, type OpenApi } from '../openapi.ts'

export function systemRoutes(
  api: Router,
  { board, fleet, config }: Services,
  { figures, document }: { readonly figures: HttpFigures; readonly document: () => OpenApi },
): void {
  api.openapi(contract.getHealth, (context) => {
    const waiting = board.session().waiting?.why ?? null
    return context.json({ ok: waiting === null, waiting }, waiting === null ? 200 : 503)
  })
  api.openapi(contract.getMetrics, (context) => {
    context.header('content-type', METRICS_TYPE)
    return context.body(figures.text({ board, fleet })) as never
  })
  api.openapi(contract.getConfig, (context) => context.json(configView(config), 200))
  api.openapi(contract.getOpenApi, (context) =>
    context.json(document() as { openapi: string }, 200),
  )
}

/** What is named here and nothing else: a key of a venue must never slip in. */
function configView({ file, scripts, sessions, symbols, seed, cash, data, ...rest }: Config) {
  const { fillAt, slippage, makerFee, takerFee, leverage, strikes } = rest.broker
  const { path, speed, from = null, to = null } = data
  return {
    engine: ENGINE,
    file,
    scripts,
    sessions,
    symbols,
    seed,
    cash,
    data: { path, speed, from, to },
    broker: { fillAt, slippage, makerFee, takerFee, leverage, strikes },
    limits: { ...rest.limits },
    runners: rest.runners,
  }
}
