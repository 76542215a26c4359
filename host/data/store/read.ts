// A dataset of the store → its bars, raw or adjusted for corporate actions.
import { basename } from 'node:path'
import type { BarColumns } from '#sdk/domain.ts'
import { HostError } from '../../errors.ts'
import { type Adjust, adjustBars } from '../actions/adjust.ts'
import { readActions } from '../actions/record.ts'
import { checkBars } from '../check.ts'
import { readParquetRows } from '../parquet.ts'
import { isoTime, type TimeRange } from '../series.ts'
import { overlaps, spanOf } from './partitions.ts'
import { datasetName, type StoredDataset } from './place.ts'

/** The partitions that `range` touches, whole. */
export async function readDataset(
  dataset: StoredDataset,
  { range = {}, adjust = 'none' }: { range?: TimeRange; adjust?: Adjust } = {},
): Promise<BarColumns> {
  const paths = dataset.partitions.filter((path) => overlaps(basename(path), range))
  if (paths.length === 0) throw outside(dataset)
  const bars = await readParquetRows(paths)
  checkBars(bars, { path: dataset.folder, lineOf: null })
  const actions = adjust === 'none' ? null : await readActions(dataset)
  return actions === null ? bars : adjustBars(bars, actions, adjust)
}

function outside(dataset: StoredDataset): HostError {
  const [first, last] = [dataset.partitions[0]!, dataset.partitions.at(-1)!].map(
    (path) => spanOf(basename(path))!,
  )
  return new HostError('no-data', `${datasetName(dataset)} has no bar in that time`, {
    file: dataset.folder,
    hint: `it begins after ${isoTime(first!.from)} and ends before ${isoTime(last!.to)}`,
  })
}
