// /slots/…/why, /replays: the session's past, played again beside it.
import { dirname } from 'node:path'
import type { ReplayJob } from '#host/app/past.ts'
import type { Result } from '#host/app/replay.ts'
import { HostError } from '#host/errors.ts'
import { past as contract } from '../contract/past.ts'
import type { Router, Services } from '../environment.ts'
import type { Moment } from '../shapes/past.ts'

/** A year's equity in points that a page can draw. */
const POINTS_MAX = 2000

export function pastRoutes(
  api: Router,
  { board, config, workshop, history, seatOf }: Services,
): void {
  const { past, readings, scripts } = workshop
  const { limits, runners } = config
  const folder = () => dirname(board.snapshot().session.log)

  api.openapi(contract.explainSlot, async (context) => {
    const { key: slot } = context.req.valid('param')
    const { at = null, count } = context.req.valid('query')
    const { moments, sources } = await past.why({ folder: folder(), limits, slot, at, count })
    return context.json({ moments: moments as unknown as Moment[], sources }, 200)
  })
  api.openapi(contract.readHeld, async (context) => {
    const { key: slot } = context.req.valid('param')
    const { limit } = context.req.valid('query')
    const rows = await past.held({ folder: folder(), limits, slot, limit })
    return context.json({ rows }, 200)
  })
  api.openapi(contract.readReadings, async (context) => {
    const { key } = context.req.valid('param')
    const seat = seatOf(key)
    if (seat === null) throw new HostError('not-found', `no script drives a slot "${key}"`)
    const span = context.req.valid('query')
    return context.json(await readings.read({ seat, history, span }), 200)
  })
  api.openapi(contract.startReplay, (context) => {
    const { path, source } = context.req.valid('json')
    const script = path === undefined ? undefined : scripts.locate(path)
    const job = past.start({ folder: folder(), limits, runners, script, draft: source })
    return context.json({ id: job.id }, 202)
  })
  api.openapi(contract.readReplay, (context) =>
    context.json(view(past.find(context.req.valid('param').id)), 200),
  )
  api.openapi(contract.cancelReplay, (context) => {
    const { id } = context.req.valid('param')
    past.cancel(id)
    return context.json({ cancelled: id }, 200)
  })
}

function view({ id, status, progress, error, result }: ReplayJob) {
  if (result === null) return { id, status, progress, error, result }
  const { replaced, instants, entries, difference, was, is } = result
  const shown = { replaced, instants, entries, isSame: difference === null }
  return {
    ...{ id, status, progress, error },
    result: { ...shown, was: played(was), is: played(is) },
  }
}

function played({ trades, decisions, faults, equity }: Result) {
  const step = Math.ceil(equity.length / POINTS_MAX)
  const points = equity.filter((_, i) => i % step === 0 || i === equity.length - 1)
  return { trades, decisions, faults, equity: points }
}
