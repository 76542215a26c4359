// Bars into the store: merged with what is there, written beside it, then moved over it, so that a
// reader, a crash or a full disk only ever sees a whole file.
import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { BarColumns } from '#sdk/domain.ts'
import { HostError } from '../../errors.ts'
import { splitFactorAt } from '../actions/adjust.ts'
import { readActions } from '../actions/record.ts'
import { readParquetRows } from '../parquet.ts'
import { firstAtOrAfter, isoTime } from '../series.ts'
import { unwritable, type WriteRows, withRowWriter } from '../write-parquet.ts'
import { type LockOptions, withLock } from './lock.ts'
import { type Merge, mergeBars } from './merge.ts'
import { type Partition, partition, spanOf } from './partitions.ts'
import {
  type DatasetId,
  datasetAt,
  datasetFolder,
  datasetName,
  type StoredDataset,
  symbolFolder,
} from './place.ts'

export interface WriteOptions extends LockOptions {
  /** Let new bars win over stored ones that differ. */
  readonly isReplacing?: boolean
  /** Puts bars into a file; anything it throws leaves the dataset as it was. */
  readonly write?: WriteRows
}

export interface Written {
  readonly added: number
  readonly same: number
  readonly replaced: number
  /** Partitions that changed. */
  readonly files: number
}

/** `bars` are checked and in order. */
export async function writeDataset(
  store: string,
  id: DatasetId,
  bars: BarColumns,
  options: WriteOptions = {},
): Promise<Written> {
  return withLock(symbolFolder(store, id), options, async () => {
    const folder = datasetFolder(store, id)
    if (options.isReplacing !== true) await checkSeams(folder, id, bars)
    const parts = await mergeParts(folder, partition(bars, id.timeframe))
    const sum = (name: 'added' | 'same' | 'conflicts') =>
      parts.reduce((total, { merge }) => total + merge[name], 0)
    const conflicts = sum('conflicts')
    if (conflicts > 0 && options.isReplacing !== true) throw conflictError(id, parts, conflicts)
    const changed = parts.filter(({ merge }) => merge.added + merge.conflicts > 0)
    options.signal?.throwIfAborted()
    if (changed.length > 0) await commit(folder, changed, options)
    return { added: sum('added'), same: sum('same'), replaced: conflicts, files: changed.length }
  })
}

interface MergedPart {
  readonly name: string
  readonly merge: Merge
}

async function mergeParts(folder: string, parts: readonly Partition[]): Promise<MergedPart[]> {
  const there = datasetAt(folder)?.partitions ?? []
  const merged: MergedPart[] = []
  for (const { name, bars } of parts) {
    const path = there.find((one) => basename(one) === name)
    const stored = path === undefined ? null : await readParquetRows([path])
    const merge =
      stored === null
        ? { bars, added: bars.openTime.length, same: 0, conflicts: 0, firstConflict: null }
        : mergeBars(stored, bars)
    merged.push({ name, merge })
  }
  return merged
}

/** All files are written before the first is moved: what can fail, fails before anything changes. */
async function commit(
  folder: string,
  parts: readonly MergedPart[],
  options: WriteOptions,
): Promise<void> {
  const { signal } = options
  const moves: { from: string; to: string }[] = []
  try {
    await mkdir(folder, { recursive: true })
    await removeLeftovers(folder)
    const writeAll = async (write: WriteRows) => {
      for (const { name, merge } of parts) {
        const from = join(folder, `.${randomUUID()}.tmp`)
        moves.push({ from, to: join(folder, name) })
        await write(merge.bars, from)
        signal?.throwIfAborted()
      }
    }
    await (options.write === undefined ? withRowWriter(writeAll) : writeAll(options.write))
    for (const { from, to } of moves) await rename(from, to)
    await syncFolder(folder)
  } catch (cause) {
    await Promise.all(moves.map(({ from }) => rm(from, { force: true })))
    if (signal?.aborted) throw cause
    throw unwritable(folder, cause)
  }
}

/** Of a process that ended in the middle; the lock says that there is no other one now. */
async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder)
  const left = names.filter((name) => name.startsWith('.') && name.endsWith('.tmp'))
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })))
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function conflictError(id: DatasetId, parts: readonly MergedPart[], conflicts: number): HostError {
  const { time, first, second } = parts.find(({ merge }) => merge.firstConflict !== null)!.merge
    .firstConflict!
  const what = conflicts === 1 ? 'one bar differs' : `${conflicts} bars differ`
  const message = `${what} from those stored, the first at ${isoTime(time)}: stored ${first}, new ${second}`
  return new HostError('bad-data', message, {
    file: datasetName(id),
    hint: 'nothing was written; --replace lets the new bars win',
  })
}

/** No market moves so far from one bar to the next: it is another one, or other units. */
const SEAM_FACTOR_MAX = 3

/** Where new bars join stored ones, the price must go on; splits that are known are allowed for. */
async function checkSeams(folder: string, id: DatasetId, bars: BarColumns): Promise<void> {
  const dataset = datasetAt(folder)
  if (dataset === null) return
  const actions = await readActions(dataset)
  const rescale = (time: number) => (actions === null ? 1 : splitFactorAt(actions, time))
  for (const [earlier, later] of await seamsOf(dataset, bars)) {
    const [from, to] = [earlier.close * rescale(earlier.time), later.open * rescale(later.time)]
    if (Math.max(from / to, to / from) <= SEAM_FACTOR_MAX) continue
    const message = `the price jumps from ${earlier.close} to ${later.open} at ${isoTime(later.time)}`
    throw new HostError('bad-data', `${message}, where new bars join stored ones`, {
      file: datasetName(id),
      hint: 'is this the same instrument in the same units? --replace takes it as it is; after a split, import its actions first',
    })
  }
}

interface Edge {
  readonly time: number
  readonly open: number
  readonly close: number
}

/** The pairs of bars, one stored and one new, that will follow each other at the new bars' ends. */
async function seamsOf({ partitions }: StoredDataset, bars: BarColumns): Promise<[Edge, Edge][]> {
  const [first, last] = [edge(bars, 0)!, edge(bars, bars.openTime.length - 1)!]
  const startsBy = (path: string, time: number) => spanOf(basename(path))!.from <= time
  const seams: [Edge, Edge][] = []
  for (const path of partitions
    .filter((one) => startsBy(one, first.time))
    .slice(-2)
    .reverse()) {
    const stored = await readParquetRows([path])
    const before = edge(stored, firstAtOrAfter(stored.openTime, first.time) - 1)
    if (before === null) continue
    seams.push([before, first])
    break
  }
  const endsAfter = partitions.filter((one) => spanOf(basename(one))!.to > last.time)
  for (const path of endsAfter.slice(0, 2)) {
    const stored = await readParquetRows([path])
    const after = edge(stored, firstAtOrAfter(stored.openTime, last.time + 1))
    if (after === null) continue
    seams.push([last, after])
    break
  }
  return seams
}

function edge(bars: BarColumns, row: number): Edge | null {
  const time = bars.openTime[row]
  return time === undefined ? null : { time, open: bars.open[row]!, close: bars.close[row]! }
}
