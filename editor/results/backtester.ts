// One backtest at a time, the latest asked for: starts it, follows it, keeps what the last save came
// to so that a change can be shown as a difference.

import type {
  Backtest,
  BacktestError,
  BacktestResult,
  Summary,
} from '#host/faces/http/shapes/backtests.ts'
import { ApiError, api, explain } from '../api/client.ts'
import type { Channel } from '../api/socket.ts'
import { type Signal, signal } from '../core/signal.ts'
import type { Selection } from './selection.ts'

export interface Run {
  /** `blocked`: the source has errors, so nothing was started. */
  readonly status: 'idle' | 'running' | 'done' | 'failed' | 'blocked'
  readonly path: string | null
  readonly progress: number
  /** Of the last run of this script that came to an end. */
  readonly result: BacktestResult | null
  readonly error: BacktestError | null
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
}

export interface Backtester {
  readonly run: Signal<Run>
  start(wish: Wish): Promise<void>
  block(path: string): void
  /** Another script is shown. */
  clear(): void
}

const IDLE: Run = {
  status: 'idle',
  path: null,
  progress: 0,
  result: null,
  error: null,
  baseline: null,
  tookMs: null,
}
/** The push channel tells sooner; this is for when it is silent. */
const POLL_MS = 250

export function createBacktester(
  channel: Channel,
  selection: Signal<Selection | null>,
): Backtester {
  const run = signal<Run>(IDLE)
  let latest = 0
  let baselineOf = ''

  async function start({ path, source, isSaved }: Wish): Promise<void> {
    const chosen = selection.get()
    if (chosen === null) return
    const mine = ++latest
    const isMine = () => mine === latest
    const { dataset, symbol, from, to } = chosen
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
      const { id } = await api.startBacktest({ path, source, dataset, symbol, from, to })
      const end = await follow(id, isMine)
      if (end === null) return
      const tookMs = performance.now() - startedAt
      if (end.status === 'done' && end.result !== null) {
        const { result } = end
        if (isSaved) baselineOf = key
        const { summary } = result
        run.set({
          ...run.get(),
          status: 'done',
          progress: 1,
          result,
          baseline: isSaved ? summary : baseline,
          tookMs,
        })
      } else {
        const error = end.error ?? { code: 'cancelled', message: 'the backtest was cancelled' }
        run.set({ ...run.get(), status: 'failed', error, tookMs })
      }
    } catch (error) {
      if (isMine()) run.set({ ...run.get(), status: 'failed', error: asError(error) })
    }
  }

  /** Waits for its end; null where a newer one has taken its place. */
  async function follow(id: string, isMine: () => boolean): Promise<Backtest | null> {
    for (;;) {
      if (!isMine()) return null
      const now = await api.backtest(id)
      if (!isMine()) return null
      if (now.status !== 'running') return now
      run.set({ ...run.get(), progress: Math.max(run.get().progress, now.progress) })
      await news(id)
    }
  }

  /** Ends with word that the run is over, or after a while; draws progress meanwhile. */
  function news(id: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, POLL_MS)
    const off = channel.backtest.on((message) => {
      if (message?.id !== id) return
      if (run.get().status === 'running') {
        run.set({ ...run.get(), progress: message.progress })
      }
      if (message.status !== 'running') resolve()
    })
    return promise.finally(() => {
      clearTimeout(timer)
      off()
    })
  }

  return {
    run,
    start,
    block(path) {
      latest += 1
      const before = run.get()
      run.set({ ...(before.path === path ? before : IDLE), path, status: 'blocked', error: null })
    },
    clear() {
      latest += 1
      run.set(IDLE)
    },
  }
}

function asError(error: unknown): BacktestError {
  const code = error instanceof ApiError ? error.body?.error.code : undefined
  return { code: code ?? 'unavailable', message: explain(error) }
}
