// What is wrong with a dataset of the store or with a file, before anyone trades on it.
import { statSync } from 'node:fs'
import { TIMEFRAMES } from '#sdk/timeframe.ts'
import { readActions } from '../data/actions/record.ts'
import { readSourceRows } from '../data/intake/rows.ts'
import { readParquetRows } from '../data/parquet.ts'
import { createReport, type QualityReport } from '../data/quality/report.ts'
import { examineRows } from '../data/quality/rows.ts'
import { mostCommonStep } from '../data/series.ts'
import {
  datasetAt,
  datasetName,
  findDataset,
  listDatasets,
  type StoredDataset,
} from '../data/store/place.ts'
import { HostError } from '../errors.ts'

/** `target`: a dataset of the store, or the path of a file; null for all datasets. */
export async function* checkData(
  store: string,
  target: string | null,
): AsyncGenerator<QualityReport> {
  if (target === null) {
    const datasets = listDatasets(store)
    if (datasets.length === 0) {
      throw new HostError('not-found', `no dataset in the store "${store}"`, {
        hint: 'name a file to check, or import one: watchfire data import --help',
      })
    }
    for (const dataset of datasets) yield checkDataset(dataset)
    return
  }
  const isFile = statSync(target, { throwIfNoEntry: false })?.isFile() === true
  yield isFile
    ? await checkFile(target)
    : await checkDataset(datasetAt(target) ?? findDataset(store, target))
}

async function checkDataset(dataset: StoredDataset): Promise<QualityReport> {
  const rows = await readParquetRows(dataset.partitions)
  const { symbol, timeframe } = dataset
  const actions = await readActions(dataset)
  return createReport(
    { name: datasetName(dataset), symbol, timeframe, placeUnit: 'row', actions },
    examineRows(rows, (row) => row + 1),
  )
}

async function checkFile(path: string): Promise<QualityReport> {
  const { rows, unreadable, placeOf, placeUnit } = await readSourceRows(path)
  const examined = examineRows(rows, placeOf)
  const findings = [...unreadable, ...examined.findings].sort((a, b) => a.place - b.place)
  const timeframe = nearestTimeframe(mostCommonStep(examined.bars.openTime))
  return createReport(
    { name: path, symbol: null, timeframe, placeUnit, actions: null },
    { ...examined, findings },
  )
}

/** The longest that is not longer than the step. */
const nearestTimeframe = (step: number) =>
  Object.keys(TIMEFRAMES).findLast((name) => TIMEFRAMES[name]! <= step) ?? '1m'
