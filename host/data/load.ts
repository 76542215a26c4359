// The one door to bars on disk: a file or a dataset of the store in, checked columns out.
import type { Adjust } from './actions/adjust.ts'
import { readCsvBars } from './csv.ts'
import { readParquetBars } from './parquet.ts'
import { type BarSeries, type TimeRange, toSeries } from './series.ts'
import { datasetAt } from './store/place.ts'
import { readDataset } from './store/read.ts'
import { inspectBarFile, readUnpacked } from './unpack.ts'

export type { BarSeries, TimeRange } from './series.ts'

/** What a trader sees on a chart: no jumps at splits, prices as they were traded otherwise. */
export const DEFAULT_ADJUST: Adjust = 'splits'

/**
 * A file is checked as a whole, also what lies outside of `range`. `adjust` is for datasets whose
 * corporate actions the store knows; files are taken as they are.
 */
export async function loadBars(
  path: string,
  range: TimeRange = {},
  { adjust = DEFAULT_ADJUST }: { readonly adjust?: Adjust } = {},
): Promise<BarSeries> {
  const dataset = datasetAt(path)
  if (dataset !== null) {
    return toSeries(await readDataset(dataset, { range, adjust }), path, range)
  }
  const extension = inspectBarFile(path)
  const bars =
    extension === '.parquet'
      ? await readParquetBars(path)
      : readCsvBars(readUnpacked(path, extension), path)
  return toSeries(bars, path, range)
}
