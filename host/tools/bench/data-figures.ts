// What market data costs: a year of minutes from a dataset of the store and from a packed CSV file,
// and a thousand symbols held at once.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type BarSeries, loadBars } from '#host/data/load.ts'
import { sliceBars } from '#host/data/series.ts'
import { datasetFolder } from '#host/data/store/place.ts'
import { writeDataset } from '#host/data/store/write.ts'
import { withRowWriter } from '#host/data/write-parquet.ts'
import { BAR_COLUMNS } from '#sdk/domain.ts'

const DAY_BARS = 1440
const SYMBOLS = 1000

export interface DataFiles {
  /** A dataset of the store with these bars. */
  readonly dataset: string
  readonly csv: string
  /** A thousand datasets of a day each. */
  readonly days: readonly string[]
  remove(): void
}

/** Files to measure on, in a folder of their own; made once, for it takes a while. */
export async function makeDataFiles({ columns, count }: BarSeries): Promise<DataFiles> {
  const folder = mkdtempSync(join(tmpdir(), 'watchfire-bench-'))
  const store = join(folder, 'data')
  const year = { venue: 'bench', symbol: 'YEAR', timeframe: '1m' }
  await writeDataset(store, year, columns)
  const rows = BAR_COLUMNS.map((name) => columns[name])
  let text = 'timestamp,open,high,low,close,volume\n'
  for (let row = 0; row < count; row++) text += `${rows.map((one) => one[row]).join(',')}\n`
  const csv = join(folder, 'year.csv.gz')
  writeFileSync(csv, gzipSync(text))
  const days: string[] = []
  await withRowWriter(async (write) => {
    for (let k = 0; k < SYMBOLS; k++) {
      const id = { venue: 'bench', symbol: `S${k}`, timeframe: '1m' }
      const start = (k % Math.floor(count / DAY_BARS)) * DAY_BARS
      await writeDataset(store, id, sliceBars(columns, start, start + DAY_BARS), { write })
      days.push(datasetFolder(store, id))
    }
  })
  const remove = () => rmSync(folder, { recursive: true })
  return { dataset: datasetFolder(store, year), csv, days, remove }
}

/** Ms to load `path`, a dataset or a file. */
export async function loadMs(path: string): Promise<number> {
  const began = performance.now()
  await loadBars(path)
  return performance.now() - began
}

/** Resident MB that a thousand symbols of a day of minutes add, and the ms to load them. */
export async function heldSymbols(days: readonly string[]): Promise<{ mb: number; ms: number }> {
  const before = process.memoryUsage.rss()
  const began = performance.now()
  const held: BarSeries[] = []
  for (const path of days) held.push(await loadBars(path))
  const ms = performance.now() - began
  const mb = (process.memoryUsage.rss() - before) / 2 ** 20
  if (held.length !== days.length) throw new Error('not all symbols are held')
  return { mb, ms }
}
