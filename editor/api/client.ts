// The host's REST interface, one function per request, typed by the host's own contract. Every
// failure is an ApiError.

import type { ClientResponse } from 'hono/client'
import { hc } from 'hono/client'
import type { Api } from '#host/faces/http/contract.ts'
import type { BacktestRequest } from '#host/faces/http/shapes/backtests.ts'
import type { PlaybackChange } from '#host/faces/http/shapes/board.ts'
import type { Language, Problem } from '#host/faces/http/shapes/common.ts'
import type { HeldRow, Readings, Replay, SlotPast } from '#host/faces/http/shapes/past.ts'
import type { LanguageInfo } from '#host/faces/http/shapes/scripts.ts'

export class ApiError extends Error {
  readonly status: number
  readonly hint: string | null
  /** The whole answer: a conflict carries the file that is there. */
  readonly body: Problem | null

  constructor(status: number, message: string, hint: string | null, body: Problem | null) {
    super(message)
    this.status = status
    this.hint = hint
    this.body = body
  }
}

const host = hc<Api>('/api/v1')

/** What the host answers where it does what it is asked. */
async function take<T>(asked: Promise<ClientResponse<T>>): Promise<T> {
  let answer: ClientResponse<T>
  try {
    answer = await asked
  } catch (cause) {
    if ((cause as Error).name === 'AbortError') throw cause
    throw new ApiError(0, 'the host does not answer', 'is it still running?', null)
  }
  if (answer.ok) return (await answer.json()) as T
  const isJson = answer.headers.get('content-type')?.includes('json') === true
  throw failure(answer.status, isJson ? ((await answer.json()) as Problem) : null)
}

function failure(status: number, body: Problem | null): ApiError {
  const message = body?.error.message ?? `the host answered with status ${status}`
  return new ApiError(status, message, body?.error.hint ?? null, body)
}

const at = (path: string) => ({ param: { path: encodeURIComponent(path) } })
const slot = (key: string) => ({ param: { key: encodeURIComponent(key) } })
const shadow = (name: string) => ({ param: { name: encodeURIComponent(name) } })
const until = (signal: AbortSignal | undefined) =>
  signal === undefined ? {} : { init: { signal } }

interface Span {
  readonly from: number
  readonly to: number
  readonly points: number
}

export interface BarsRequest extends Span {
  readonly dataset: string
}

export interface SessionBarsRequest {
  readonly symbol: string
  readonly from: number
  readonly to?: number
  readonly points: number
}

export const api = {
  scripts: () => take(host.scripts.$get()),
  script: (path: string) => take(host.scripts[':path'].$get(at(path))),
  save: (path: string, text: { source: string; shadow: boolean }, etag: string) =>
    take(host.scripts[':path'].$put({ ...at(path), json: text, header: { 'if-match': etag } })),
  create: (path: string, source: string) =>
    take(
      host.scripts[':path'].$put({
        ...at(path),
        json: { source },
        header: { 'if-none-match': '*' },
      }),
    ),
  remove: (path: string, etag: string) =>
    take(host.scripts[':path'].$delete({ ...at(path), header: { 'if-match': etag } })),
  rename: (path: string, to: string) =>
    take(host.scripts[':path'].rename.$post({ ...at(path), json: { to }, header: {} })),
  versions: (path: string) => take(host.scripts[':path'].versions.$get(at(path))),
  version: (sha256: string) => take(host.versions[':sha256'].$get({ param: { sha256 } })),
  template: (name: string, language: Language) =>
    take(host.templates.$post({ json: { name, language } })),
  validate: (path: string, source: string, level: 'fast' | 'full', signal?: AbortSignal) =>
    take(host.validate.$post({ json: { path, source, level } }, until(signal))),
  // Types of JSON do not go as deep as its members of members.
  language: () => take(host.language.$get()) as Promise<LanguageInfo>,
  datasets: () => take(host.datasets.$get()),
  recordings: () => take(host.recordings.$get()),
  bars: ({ dataset, from, to, points }: BarsRequest, signal: AbortSignal) => {
    const query = { dataset, from: String(from), to: String(to), points: String(points) }
    return take(host.bars.$get({ query }, until(signal)))
  },
  /** Its latest bars where `from` lies beyond them: where they begin and end is told in any case. */
  sessionBars: (asked: SessionBarsRequest, signal?: AbortSignal) => {
    const { symbol, from, to = from, points } = asked
    const query = { symbol, from: String(from), to: String(to), points: String(points) }
    return take(host.session.bars.$get({ query }, until(signal)))
  },
  /** Of a slot, the newest first. */
  tradesOf: (slot: string, limit: number) =>
    take(host.trades.$get({ query: { slot, limit: String(limit) } })),
  transitionsOf: (slot: string, limit: number) =>
    take(host.transitions.$get({ query: { slot, limit: String(limit) } })),
  /** Of so many latest entries those that are not the market's own, in order. */
  decisions: (last: number) => {
    const query = { last: String(last), limit: String(last), without: 'market' } as const
    return take(host.journal.$get({ query }))
  },
  /** From that number on those that are not the market's own, in order. */
  decisionsFrom: (from: number, limit: number) => {
    const query = { from: String(from), limit: String(limit), without: 'market' } as const
    return take(host.journal.$get({ query }))
  },
  startBacktest: (request: BacktestRequest) => take(host.backtests.$post({ json: request })),
  backtest: (id: string, waitMs: number) =>
    take(host.backtests[':id'].$get({ param: { id }, query: { wait_ms: String(waitMs) } })),
  cancelBacktest: (id: string) => take(host.backtests[':id'].$delete({ param: { id } })),
  kill: (json: { why: string; flatten: boolean }) => take(host.kill.$post({ json })),
  unblock: () => take(host.unblock.$post()),
  play: (json: PlaybackChange) => take(host.playback.$post({ json })),
  release: (key: string) => take(host.slots[':key'].release.$post(slot(key))),
  pause: (key: string) => take(host.slots[':key'].pause.$post(slot(key))),
  unpause: (key: string) => take(host.slots[':key'].unpause.$post(slot(key))),
  flatten: (key: string) => take(host.slots[':key'].flatten.$post(slot(key))),
  attach: (strategy: string, symbol: string) =>
    take(host.slots.$post({ json: { strategy, symbol } })),
  detach: (key: string) => take(host.slots[':key'].$delete(slot(key))),
  shadows: () => take(host.shadows.$get()),
  promote: (name: string) => take(host.shadows[':name'].promote.$post(shadow(name))),
  drop: (name: string) => take(host.shadows[':name'].drop.$post(shadow(name))),
  rollBack: (file: string, why: string) =>
    take(host.running[':file'].rollback.$post({ param: { file }, json: { why } })),
  reloads: (script: string | undefined) =>
    take(host.reloads.$get({ query: script === undefined ? {} : { script } })),
  // Types of JSON do not go as deep as its members of members.
  why: (key: string, at: number | null, count: number, signal?: AbortSignal) => {
    const query = { count: String(count), ...(at === null ? {} : { at: String(at) }) }
    const asked = host.slots[':key'].why.$get({ ...slot(key), query }, until(signal))
    return take(asked) as Promise<SlotPast>
  },
  held: (key: string, limit: number) => {
    const asked = host.slots[':key'].held.$get({ ...slot(key), query: { limit: String(limit) } })
    return take(asked) as Promise<{ rows: HeldRow[] }>
  },
  readings: (key: string, { from, to, points }: Span) => {
    const query = { from: String(from), to: String(to), points: String(points) }
    return take(host.slots[':key'].readings.$get({ ...slot(key), query })) as Promise<Readings>
  },
  startReplay: (json: { path?: string; source?: string }) => take(host.replays.$post({ json })),
  replay: (id: string) => take(host.replays[':id'].$get({ param: { id } })) as Promise<Replay>,
  cancelReplay: (id: string) => take(host.replays[':id'].$delete({ param: { id } })),
}

/** What to tell a person of anything that was thrown. */
export function explain(error: unknown): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error)
  return error.hint === null ? error.message : `${error.message}: ${error.hint}`
}
