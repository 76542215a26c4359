// A file's rows as they are, for the check: what cannot be read is listed, not refused.
import type { BarColumns } from '#sdk/domain.ts'
import { HostError } from '../../errors.ts'
import { readCsvRows } from '../csv.ts'
import { readParquetRows } from '../parquet.ts'
import type { RowFinding } from '../quality/rows.ts'
import { barFileExtension, inspectFile, noBarFile, readFile, readUnpacked } from '../unpack.ts'
import { unzip } from './zip.ts'

export interface SourceRows {
  readonly rows: BarColumns
  readonly unreadable: readonly RowFinding[]
  readonly placeOf: (row: number) => number
  readonly placeUnit: 'line' | 'row'
}

export async function readSourceRows(path: string): Promise<SourceRows> {
  inspectFile(path)
  const extension = barFileExtension(path)
  if (extension === '.parquet') {
    const rows = await readParquetRows([path])
    return { rows, unreadable: [], placeOf: (row) => row + 1, placeUnit: 'row' }
  }
  const unreadable: RowFinding[] = []
  const { bars, lineOf } = readCsvRows(textOf(path), path, {
    isForeign: true,
    onFault(place, message) {
      unreadable.push({ kind: 'impossible', place, time: null, message })
    },
  })
  if (bars.openTime.length + unreadable.length === 0) {
    throw new HostError('no-data', 'a header, but no row', {
      file: path,
      hint: 'download the data again',
    })
  }
  return { rows: bars, unreadable, placeOf: lineOf, placeUnit: 'line' }
}

function textOf(path: string): Uint8Array {
  const extension = barFileExtension(path)
  if (extension !== null) return readUnpacked(path, extension)
  if (!path.toLowerCase().endsWith('.zip')) {
    throw noBarFile(path, ['.csv', '.csv.gz', '.csv.zst', '.parquet', '.zip'])
  }
  const entries = unzip(readFile(path), path, (name) => name.toLowerCase().endsWith('.csv'))
  if (entries.length === 1) return entries[0]!.bytes
  throw new HostError('bad-format', `expected one CSV file in it, found ${entries.length}`, {
    file: path,
    hint: 'unpack it, and check its files one by one',
  })
}
