// Which file belongs to which symbol, and whether what is named is there at all: what can be said
// before anything is read.
import { readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { didYouMean } from '#sdk/did-you-mean.ts'
import { resolveData } from '../data/dataset.ts'
import { HostError } from '../errors.ts'
import { recordingAt } from '../recorder/folder.ts'
import type { BacktestRequest } from './backtest.ts'

export interface DataSource {
  readonly symbol: string
  readonly path: string
}

/** Data and symbols pair up; one folder, dataset or recording may serve all symbols. */
export function pairData({ data, symbols }: BacktestRequest): DataSource[] {
  const twice = symbols.find((symbol, i) => symbols.indexOf(symbol) !== i)
  if (twice !== undefined) throw new HostError('usage', `--symbol ${twice} is given twice`)
  if (data.length !== symbols.length && data.length !== 1) {
    const counts = `received ${data.length} times --data and ${symbols.length} times --symbol`
    throw new HostError('usage', `--data and --symbol do not pair up: ${counts}`, {
      hint: 'give one --data for each --symbol, or one folder or dataset for all of them',
    })
  }
  return symbols.map((symbol, i) => {
    const spec = data.length === 1 ? data[0]! : data[i]!
    const recording = recordingAt(spec)
    if (recording !== null) return { symbol, path: recording }
    const path = resolveData(spec, symbol)
    if (path === spec && data.length < symbols.length) {
      throw new HostError('usage', `the file ${spec} cannot hold the bars of several symbols`, {
        hint: 'give one --data for each --symbol, or a folder of files named <SYMBOL>-<interval>.csv',
      })
    }
    return { symbol, path }
  })
}

export function checkScriptsExist(scripts: readonly string[]): void {
  for (const path of scripts) {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found?.isFile()) continue
    if (found !== undefined) throw new HostError('not-found', `the script "${path}" is not a file`)
    throw new HostError('not-found', `no script "${path}"`, { hint: nearestScript(path) })
  }
}

function nearestScript(path: string): string | undefined {
  const folder = dirname(path)
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return `no folder "${folder}"`
  const names = readdirSync(folder).filter((name) => /\.(lua|js|ts)$/.test(name))
  const nearest = didYouMean(basename(path), names)
  if (nearest !== null) return `did you mean "${join(folder, nearest)}"?`
  if (names.length === 0) return undefined
  const rest = names.length > SHOWN_MAX ? ', …' : ''
  return `there: ${names.slice(0, SHOWN_MAX).join(', ')}${rest}`
}

const SHOWN_MAX = 10
