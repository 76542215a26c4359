// Files of bars from anywhere → checked bars: our own forms, and the kline archives that Binance
// publishes (zip or CSV without a header, times in ms or µs), with their checksums where they lie
// beside them.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { BarColumns } from '#sdk/domain.ts'
import { HostError } from '../../errors.ts'
import { readCsvBars } from '../csv.ts'
import { readParquetBars } from '../parquet.ts'
import { barFileExtension, inspectFile, noBarFile, readFile, readUnpacked } from '../unpack.ts'
import { unzip } from './zip.ts'

export interface SourceBars {
  /** The file, or the file and the entry in it. */
  readonly path: string
  readonly bars: BarColumns
}

/** Files as they are, folders as the bar files in them, by name. */
export function listSources(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path]
    const files = readdirSync(path).filter(isSource).sort()
    if (files.length > 0) return files.map((name) => join(path, name))
    throw new HostError('not-found', 'no bar file in this folder', {
      file: path,
      hint: 'its files must end in .csv, .csv.gz, .csv.zst, .parquet or .zip',
    })
  })
}

const isZip = (path: string) => path.toLowerCase().endsWith('.zip')
const isSource = (name: string) => isZip(name) || barFileExtension(name) !== null

export async function readSource(path: string): Promise<SourceBars[]> {
  inspectFile(path)
  const extension = barFileExtension(path)
  if (!isZip(path) && extension === null) throw noBarFile(path, [...ENDINGS, '.zip'])
  checkSum(path)
  if (isZip(path)) return readArchive(path)
  if (extension === '.parquet') return [{ path, bars: await readParquetBars(path) }]
  const bytes = readUnpacked(path, extension!)
  return [{ path, bars: readCsvBars(bytes, path, { isForeign: true }) }]
}

const ENDINGS = ['.csv', '.csv.gz', '.csv.zst', '.parquet']

function readArchive(path: string): SourceBars[] {
  const entries = unzip(readFile(path), path, (name) => name.toLowerCase().endsWith('.csv'))
  if (entries.length === 0) {
    throw new HostError('no-data', 'no CSV file in this archive', {
      file: path,
      hint: 'a kline archive holds one, such as BTCUSDT-1m-2024-10.csv',
    })
  }
  return entries.map(({ name, bytes }) => {
    const place = `${path}/${basename(name)}`
    return { path: place, bars: readCsvBars(bytes, place, { isForeign: true }) }
  })
}

/** Against `<file>.CHECKSUM` beside it, as the venue publishes it. */
function checkSum(path: string): void {
  const beside = `${path}.CHECKSUM`
  if (!existsSync(beside)) return
  const wanted = /^[0-9a-f]{64}/i.exec(readFileSync(beside, 'utf8').trim())?.[0]?.toLowerCase()
  const found = createHash('sha256').update(readFile(path)).digest('hex')
  if (wanted === found) return
  throw new HostError('unreadable', 'the file is not what its .CHECKSUM says', {
    file: path,
    hint: 'download both again',
  })
}
