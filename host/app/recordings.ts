// Recorded sessions as data to run drafts on. They are read and played on threads; what was made of a
// recording is kept until more is written to it.
import { LRUCache } from 'lru-cache'
import type { BarSeries } from '../data/series.ts'
import { listFiles, sizeOf } from '../recorder/folder.ts'
import type { BacktestPorts } from './backtest.ts'
import type { DataSource } from './backtest-inputs.ts'
import type { ChartedResult } from './charted-result.ts'
import type { DeskRequest } from './desk.ts'
import { createTurns } from './turns.ts'
import { onThread } from './work-thread.ts'

/** What of a recording a backtest can run on; times in ms UTC. */
export interface RecordedSet {
  readonly symbol: string
  readonly intervalMs: number
  readonly from: number
  readonly to: number
}

export type RecordingQuestion =
  | { readonly kind: 'sets'; readonly folders: readonly string[] }
  | { readonly kind: 'bars'; readonly source: DataSource }
  | { readonly kind: 'backtest'; readonly asked: DeskRequest }

const PROGRAM = new URL('./recordings-thread.ts', import.meta.url)
const WAITING_MAX = 40
const KEPT_MAX = 64

export class Recordings {
  readonly #turns = createTurns(WAITING_MAX, 'questions about recordings')
  readonly #end = new AbortController()
  readonly #sets = new LRUCache<string, readonly RecordedSet[]>({ max: KEPT_MAX })
  readonly #bars = new LRUCache<string, BarSeries>({ max: KEPT_MAX })

  /** In the order of the folders; empty for a recording that cannot be read. */
  async sets(folders: readonly string[]): Promise<readonly (readonly RecordedSet[])[]> {
    const keys = folders.map(keyOf)
    const isNew = (i: number) => !this.#sets.has(keys[i]!)
    const fresh = folders.flatMap((folder, i) => (isNew(i) ? [{ folder, key: keys[i]! }] : []))
    if (fresh.length > 0) {
      const question = { kind: 'sets', folders: fresh.map(({ folder }) => folder) } as const
      const found = await this.#ask<RecordedSet[][]>(question)
      for (const [i, { key }] of fresh.entries()) this.#sets.set(key, found[i]!)
    }
    return keys.map((key) => this.#sets.get(key) ?? [])
  }

  /** With those that the session had warmed up on before them. */
  async bars(source: DataSource): Promise<BarSeries> {
    const key = `${keyOf(source.path)} ${source.symbol}`
    const known = this.#bars.get(key)
    if (known !== undefined) return known
    const series = await this.#ask<BarSeries>({ kind: 'bars', source })
    this.#bars.set(key, series)
    return series
  }

  /** What `watchfire backtest` gives over the same session. */
  run(asked: DeskRequest, { signal, onProgress }: RunPorts): Promise<ChartedResult> {
    return this.#ask({ kind: 'backtest', asked }, signal, onProgress)
  }

  close(): void {
    this.#end.abort(new Error('the host stops'))
  }

  async #ask<Answer>(
    question: RecordingQuestion,
    signal?: AbortSignal,
    onProgress?: (progress: number) => void,
  ): Promise<Answer> {
    const either = AbortSignal.any([this.#end.signal, ...(signal === undefined ? [] : [signal])])
    const ports = { signal: either, ...(onProgress === undefined ? {} : { onProgress }) }
    return this.#turns(() => onThread<Answer>(PROGRAM, question, ports))
  }
}

interface RunPorts extends Required<Pick<BacktestPorts, 'signal'>> {
  /** 0 to 1. */
  readonly onProgress: (progress: number) => void
}

/** Another one once more is in it. */
function keyOf(folder: string): string {
  const bytes = listFiles(folder).map(({ path }) => sizeOf(path))
  return `${folder} ${bytes.join(' ')}`
}
