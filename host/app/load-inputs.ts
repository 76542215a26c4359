// Reads what a backtest needs from disk: each script with its imports, each bar file once.
import { collectSources, type ScriptSources } from '../catalog/sources.ts'
import { type BarSeries, loadBars, type TimeRange } from '../data/load.ts'
import { readSources } from '../validate/static.ts'
import type { DataSource } from './backtest-inputs.ts'
import { sourceError } from './script-errors.ts'

export interface LoadedScript {
  /** As the user gave it. */
  readonly path: string
  readonly sources: ScriptSources
}

export interface LoadedFeed {
  readonly symbol: string
  readonly series: BarSeries
}

/** Throws for the first script that has an error in it. */
export async function loadScripts(paths: readonly string[]): Promise<LoadedScript[]> {
  const scripts: LoadedScript[] = []
  // Here nobody else waits: a thread to be parsed on would take longer to start than to parse.
  for (const path of paths) scripts.push(sound(path, await collectSources(path)))
  return scripts
}

/** `draft` stands for what the script's file holds. Throws where there is an error in it. */
export async function loadScript(path: string, draft: string | null = null): Promise<LoadedScript> {
  return sound(path, await readSources(path, draft))
}

function sound(path: string, sources: ScriptSources): LoadedScript {
  const errors = sources.diagnostics.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw sourceError(path, errors)
  return { path, sources }
}

export async function loadFeeds(
  sources: readonly DataSource[],
  range: TimeRange,
): Promise<LoadedFeed[]> {
  const byPath = new Map<string, BarSeries>()
  const feeds: LoadedFeed[] = []
  for (const { symbol, path } of sources) {
    const series = byPath.get(path) ?? (await loadBars(path, range))
    byPath.set(path, series)
    feeds.push({ symbol, series })
  }
  return feeds
}
