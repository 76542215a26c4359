// What `data list` says of a dataset. Found by reading it once, then kept beside it until one of its
// files changes; the note may be lost at any time.
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { coverageOf } from '../quality/gaps.ts'
import type { StoredDataset } from './place.ts'
import { readDataset } from './read.ts'

export interface Summary {
  /** Open times of the first and the last bar. */
  readonly from: number
  readonly to: number
  readonly bars: number
  readonly gaps: number
  readonly missing: number
  readonly bytes: number
}

interface Note {
  /** Names, sizes and times of the files that it is about. */
  readonly files: string
  readonly summary: Summary
}

export async function summaryOf(dataset: StoredDataset): Promise<Summary> {
  const stats = dataset.partitions.map((path) => ({ path, stat: statSync(path) }))
  const files = stats.map(({ path, stat }) => `${basename(path)}:${stat.size}:${stat.mtimeMs}`)
  const key = files.join(' ')
  const path = join(dataset.folder, 'summary.json')
  const kept = readNote(path)
  if (kept?.files === key) return kept.summary
  const { openTime } = await readDataset(dataset)
  const { gaps, missing } = coverageOf(openTime, dataset.timeframe)
  const bytes = stats.reduce((sum, { stat }) => sum + stat.size, 0)
  const span = { from: openTime[0]!, to: openTime.at(-1)!, bars: openTime.length }
  const summary = { ...span, gaps: gaps.length, missing, bytes }
  try {
    writeFileSync(path, JSON.stringify({ files: key, summary } satisfies Note))
  } catch {
    // A store that may only be read is listed all the same.
  }
  return summary
}

function readNote(path: string): Note | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Note
  } catch {
    return null
  }
}
