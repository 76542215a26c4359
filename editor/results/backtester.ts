// One backtest at a time, the latest asked for: starts it, follows it, keeps what the last save came
// to so that a change can be shown as a difference.

import type {
  Backtest,
  BacktestError,
  BacktestRequest,
  BacktestResult,
  Summary,
  Trace,
} from '#host/faces/http/shapes/backtests.ts'
import { ApiError, api, explain } from '../api/client.ts'
import type { Channel } from '../api/socket.ts'
import { type Signal, signal } from '../core/signal.ts'
import type { Params } from './params.ts'
import type { Selection } from './selection.ts'

export interface Run {
  /** `blocked`: the source has errors, so nothing was started. */
  readonly status: 'idle' | 'running' | 'done' | 'failed' | 'blocked'
  readonly path: string | null
  readonly progress: number
  /** Of the last run of this script that came to an end. */
  readonly result: BacktestResult | null
  readonly error: BacktestError | null
  /** What its evaluations saw and said in the stretch that the chart shows, or about. */
  readonly trace: Trace | null
  /** The figures of the script as it is saved. */
  readonly baseline: Summary | null
  /** From the request to the answer, as the page saw it. */
  readonly tookMs: number | null
}

export interface Wish {
  readonly path: string
  readonly source: string
  /** The source is what is on disk: its figures are what later ones are compared with. */
  readonly isSaved: boolean
  /** Asked where the run fails: false where the source has errors, which are then what is to be said. */
  readonly isSound: () => Promise<boolean | null>
}

export type TraceSpan = NonNullable<BacktestRequest['trace']>

export interface Backtester {
  readonly run: Signal<Run>
  start(wish: Wish): Promise<void>
  block(path: string): void
  /** The run that is shown once more, for what it did in that stretch; null where there is none. */
  look(span: TraceSpan): Promise<Trace | null>
  /** Another script is shown. */
  clear(): void
}

const IDLE: Run = {
  status: 'idle',
  path: null,
  progress: 0,
  result: null,
  trace: null,
  error: null,
  baseline: null,
  tookMs: null,
}
/** The host answers when the run is over, and after so long in any case. */
const WAIT_MS = 10_000

export function createBacktester(
  channel: Channel,
  selection: Signal<Selection | null>,
  /** The stretch that the chart has bars of. */
  view: Signal<TraceSpan | null>,
  /** What is tried beside the script's own values. */
  params: Signal<Params>,
): Backtester {
  const run = signal<Run>(IDLE)
  let latest = 0
  /** What gave the result that is shown. */
  let shown: BacktestRequest | null = null
  /** What the host works on for us. */
  let asked: { readonly id: string; readonly path: string } | null = null
  let looking: Promise<unknown> = Promise.resolve()
  let baselineOf = ''

  async function start({ path, source, isSaved, isSound }: Wish): Promise<void> {
    const chosen = selection.get()
    if (chosen === null) return
    const mine = supersede(path)
    const isMine = () => mine === latest
    const { dataset, symbol, from, to } = chosen
    const tried = run.get().path === path ? params.get() : {}
    const isOwn = isSaved && Object.keys(tried).length === 0
    const key = JSON.stringify([path, dataset, symbol, from, to])
    const before = run.get()
    const isSame = before.path === path
    const baseline = baselineOf === key ? before.baseline : null
    run.set({
      ...(isSame ? before : IDLE),
      path,
      status: 'running',
      progress: 0,
      error: null,
      baseline,
    })
    const startedAt = performance.now()
    try {
      const trace = view.get()
      const request = { path, source, dataset, symbol, from, to, params: tried }
      const close = trace === null ? request : { ...request, trace }
      const { id } = await api.startBacktest(close)
      if (!isMine()) return
      asked = { id, path }
      const end = await follow(id, isMine)
      if (end === null) return
      const tookMs = performance.now() - startedAt
      if (end.status === 'done' && end.result !== null) {
        const { result } = end
        if (isOwn) baselineOf = key
        const { summary } = result
        shown = request
        run.set({
          ...run.get(),
          status: 'done',
          progress: 1,
          result,
          trace: result.trace,
          baseline: isOwn ? summary : baseline,
          tookMs,
        })
      } else {
        if ((await isSound()) === false) return isMine() ? block(path) : undefined
        if (!isMine()) return
        const error = end.error ?? { code: 'cancelled', message: 'the backtest was cancelled' }
        run.set({ ...run.get(), status: 'failed', error, tookMs })
      }
    } catch (error) {
      if (isMine()) run.set({ ...run.get(), status: 'failed', error: asError(error) })
    }
  }

  /** What was asked for before is wanted no more; the host itself ends an older run of the same script. */
  function supersede(path: string | null): number {
    if (asked !== null && asked.path !== path) api.cancelBacktest(asked.id).catch(() => {})
    asked = null
    return ++latest
  }

  /** One after the other; a run that was asked for meanwhile goes first, and ends this. */
  function look(span: TraceSpan): Promise<Trace | null> {
    const turn = looking.then(async () => {
      const mine = latest
      const isMine = () => mine === latest
      if (shown === null || run.get().status !== 'done') return null
      const { id } = await api.startBacktest({ ...shown, trace: span })
      const end = await follow(id, isMine, () => {})
      return end?.result?.trace ?? null
    })
    looking = turn.catch(() => {})
    return turn
  }

  let wanted: TraceSpan | null = null
  view.on((span) => {
    if (span === null || run.get().status !== 'done') return
    const isBusy = wanted !== null
    wanted = span
    if (!isBusy) void followView()
  })

  /** The trace of what the chart shows, of the latest such wish. */
  async function followView(): Promise<void> {
    while (wanted !== null) {
      const span = wanted
      const { result } = run.get()
      const trace = await look(span).catch(() => null)
      if (trace !== null && run.get().result === result) run.set({ ...run.get(), trace })
      if (wanted === span) wanted = null
    }
  }

  /** Waits for its end; null where a newer one has taken its place. */
  async function follow(
    id: string,
    isMine: () => boolean,
    onProgress = (progress: number) => run.set({ ...run.get(), progress }),
  ): Promise<Backtest | null> {
    const off = channel.backtest.on((message) => {
      if (message?.id === id && message.status === 'running' && isMine()) {
        onProgress(message.progress)
      }
    })
    try {
      for (;;) {
        if (!isMine()) return null
        const now = await api.backtest(id, WAIT_MS)
        if (!isMine()) return null
        if (now.status !== 'running') return now
      }
    } finally {
      off()
    }
  }

  function block(path: string): void {
    supersede(null)
    const before = run.get()
    run.set({ ...(before.path === path ? before : IDLE), path, status: 'blocked', error: null })
  }

  return {
    run,
    start,
    look,
    block,
    clear() {
      supersede(null)
      shown = null
      run.set(IDLE)
    },
  }
}

function asError(error: unknown): BacktestError {
  const code = error instanceof ApiError ? error.body?.error.code : undefined
  return { code: code ?? 'unavailable', message: explain(error) }
}
