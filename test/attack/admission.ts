// How an attacker gets in: it is tried in a process of its own, as every script is, but nobody reads
// its source first, but where the attack is on who reads it. What `validate-script` would find in it
// is advice; the wall must hold without.
import { basename } from 'node:path'
import { collectSources } from '#host/catalog/sources.ts'
import { History } from '#host/engine/history.ts'
import { type Script, seatSpec } from '#host/engine/script.ts'
import { Worker } from '#host/engine/worker.ts'
import type { FeedInfo } from '#host/feeds/feed.ts'
import { ScriptFault } from '#host/runner/client.ts'
import { validateStatic } from '#host/validate/static.ts'
import { CALLBACKS, type Callback, type Hook } from '#sdk/domain.ts'
import { ATTACK_LIMITS } from './limits.ts'

/** A script that may drive slots, or why not. */
export type Admission =
  | { readonly script: Script; readonly code: null; readonly why: null }
  | { readonly script: null; readonly code: string; readonly why: string }

const refused = (code: string, why: string): Admission => ({ script: null, code, why })

export class Gate {
  readonly #feeds: readonly FeedInfo[]
  readonly #trial = new Worker({
    limits: ATTACK_LIMITS,
    history: new History([]),
    onLost: () => {},
  })

  constructor(feeds: readonly FeedInfo[]) {
    this.#feeds = feeds
  }

  async admit(path: string, isRead: boolean): Promise<Admission> {
    const read = isRead ? await validateStatic(path, { types: false }) : null
    const sources = read?.sources ?? (await collectSources(path))
    const found = read?.diagnostics ?? sources.diagnostics
    const [unreadable] = found.filter(({ severity }) => severity === 'error')
    if (unreadable !== undefined) return refused(unreadable.code, unreadable.message)
    const { symbol } = this.#feeds[0]!
    let report: Awaited<ReturnType<Worker['open']>>['report']
    try {
      const opened = await this.#trial.open(seatSpec({ id: basename(path), sources }, symbol, 1))
      await this.#trial.close(opened.seat)
      report = opened.report
    } catch (error) {
      if (!(error instanceof ScriptFault)) throw error
      return refused(error.error.code, error.message)
    }
    if (!report.ok) return refused(report.code, report.message)
    const { metadata, params, problems, defines } = report
    const [problem] = problems
    if (problem !== undefined) return refused('bad-metadata', problem.message)
    const missing = CALLBACKS.find((name) => !defines.includes(name))
    if (missing !== undefined) return refused('load', `${missing} is missing`)
    const script = {
      id: basename(path),
      file: basename(path),
      given: { symbols: null, params: {} },
      sources,
      metadata,
      params,
      defines: new Set(defines as (Callback | Hook)[]),
      symbols: [symbol],
    }
    return { script, code: null, why: null }
  }

  close(): void {
    this.#trial.end()
  }
}
