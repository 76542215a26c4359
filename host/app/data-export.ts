// A dataset of the store → one file of bars that other tools can read.
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { BAR_COLUMNS, type BarColumns } from '#sdk/domain.ts'
import type { Adjust } from '../data/actions/adjust.ts'
import { FILE_COLUMNS } from '../data/file-columns.ts'
import { type BarSeries, loadBars, type TimeRange } from '../data/load.ts'
import { datasetAt, findDataset } from '../data/store/place.ts'
import { barFileExtension } from '../data/unpack.ts'
import { unwritable, writeParquet } from '../data/write-parquet.ts'
import { HostError } from '../errors.ts'

export interface ExportRequest {
  readonly store: string
  readonly dataset: string
  readonly path: string
  readonly range: TimeRange
  readonly adjust: Adjust
}

export async function exportData(request: ExportRequest): Promise<BarSeries> {
  const { store, dataset, path, range, adjust } = request
  const extension = barFileExtension(path)
  if (extension === null || extension === '.csv.zst') {
    throw new HostError('usage', `--to ${path} is not named as a bar file`, {
      hint: 'a name that ends in .csv, .csv.gz or .parquet says the form',
    })
  }
  const { folder } = datasetAt(dataset) ?? findDataset(store, dataset)
  const series = await loadBars(folder, range, { adjust })
  if (extension === '.parquet') await writeParquet(series, path)
  else await writeCsv(series.columns, path, extension === '.csv.gz')
  return series
}

async function writeCsv(bars: BarColumns, path: string, isPacked: boolean): Promise<void> {
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`)
  try {
    const target = createWriteStream(temporary, { flush: true })
    const rows = Readable.from(csvChunks(bars))
    await (isPacked ? pipeline(rows, createGzip(), target) : pipeline(rows, target))
    await rename(temporary, path)
  } catch (cause) {
    await rm(temporary, { force: true })
    throw unwritable(path, cause)
  }
}

const CHUNK_ROWS = 4096

function* csvChunks(bars: BarColumns): Generator<string> {
  yield `${FILE_COLUMNS.join(',')}\n`
  const columns = BAR_COLUMNS.map((name) => bars[name])
  for (let start = 0; start < bars.openTime.length; start += CHUNK_ROWS) {
    const end = Math.min(start + CHUNK_ROWS, bars.openTime.length)
    let text = ''
    for (let row = start; row < end; row++) {
      text += `${columns.map((column) => column[row]).join(',')}\n`
    }
    yield text
  }
}
