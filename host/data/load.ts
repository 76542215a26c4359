// The one door to bar files: a path in, checked columns out.
import { readCsvBars } from './csv.ts'
import { readParquetBars } from './parquet.ts'
import { type BarSeries, type TimeRange, toSeries } from './series.ts'
import { inspectBarFile, readUnpacked } from './unpack.ts'

export type { BarSeries, TimeRange } from './series.ts'

/** The whole file is checked, also what lies outside of `range`. */
export async function loadBars(path: string, range: TimeRange = {}): Promise<BarSeries> {
  const extension = inspectBarFile(path)
  const bars =
    extension === '.parquet'
      ? await readParquetBars(path)
      : readCsvBars(readUnpacked(path, extension), path)
  return toSeries(bars, path, range)
}
