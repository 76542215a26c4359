// The Parquet files that the history store writes (six columns, neither packed nor encoded), read
// by copying their pages: ten times faster than by way of DuckDB, which need not even be loaded.
// Every other Parquet file is left to DuckDB.
import { readFileSync } from 'node:fs'
import { BAR_COLUMNS, type BarColumns } from '#sdk/domain.ts'
import { FILE_COLUMNS } from './file-columns.ts'
import { allocateColumns } from './series.ts'
import { ThriftReader, type ThriftStruct } from './thrift.ts'

// Numbers of the Parquet format (parquet.thrift).
const INT64 = 2
const DOUBLE = 5
const TIMESTAMP_MILLIS = 9
const UNCOMPRESSED = 0
const DATA_PAGE = 0
const PLAIN = 0
const OPTIONAL = 1
const VALUE_BYTES = 8

interface Chunk {
  readonly column: number
  readonly at: number
  readonly rows: number
}

interface PlainFile {
  readonly bytes: Uint8Array
  readonly rows: number
  readonly chunks: readonly Chunk[]
}

/** All rows of the files one after another; null if one of them is not a plain one. */
export function readPlainParquet(paths: readonly string[]): BarColumns | null {
  try {
    const files = paths.map((path) => describe(readFileSync(path)))
    const bars = allocateColumns(files.reduce((sum, file) => sum + file.rows, 0))
    let row = 0
    for (const file of files) {
      copyRows(file, bars, row)
      row += file.rows
    }
    return bars
  } catch {
    // Not there, damaged or of another form: DuckDB reads it, or knows what is wrong.
    return null
  }
}

function describe(bytes: Uint8Array): PlainFile {
  const view = viewOf(bytes)
  const footerBytes = view.getUint32(bytes.length - 8, true)
  const footer = new ThriftReader(bytes, bytes.length - 8 - footerBytes).struct()
  const [, ...fields] = listOf(footer, 2)
  demand(fields.length === FILE_COLUMNS.length)
  for (const [column, field] of fields.entries()) {
    demand(field.get(4) === FILE_COLUMNS[column] && field.get(3) === OPTIONAL)
    demand(field.get(1) === (column === 0 ? INT64 : DOUBLE))
    demand(column > 0 || field.get(6) === TIMESTAMP_MILLIS)
  }
  const chunks = listOf(footer, 4).flatMap((group) =>
    listOf(group, 1).map((chunk, column) => {
      const meta = chunk.get(3) as ThriftStruct
      demand(meta.get(4) === UNCOMPRESSED && !meta.has(11))
      return { column, at: numberOf(meta, 9), rows: numberOf(meta, 5) }
    }),
  )
  return { bytes, rows: numberOf(footer, 3), chunks }
}

function copyRows({ bytes, rows, chunks }: PlainFile, bars: BarColumns, start: number): void {
  const rowsDone = FILE_COLUMNS.map(() => 0)
  for (const { column, at, rows: wanted } of chunks) {
    const values = bars[BAR_COLUMNS[column]!]
    let page = at
    for (let done = 0; done < wanted; ) {
      const { data, count, end } = readPage(bytes, page)
      const first = start + rowsDone[column]! + done
      demand(first + count <= start + rows)
      if (column === 0) copyTimes(data, values, first, count)
      else bytesOf(values, first, count).set(data)
      done += count
      page = end
    }
    rowsDone[column]! += wanted
  }
  demand(rowsDone.every((done) => done === rows))
}

/** A page's values and where the next page begins. */
function readPage(bytes: Uint8Array, at: number) {
  const reader = new ThriftReader(bytes, at)
  const head = reader.struct()
  demand(head.get(1) === DATA_PAGE)
  const page = head.get(5) as ThriftStruct
  const count = numberOf(page, 1)
  demand(page.get(2) === PLAIN && count > 0)
  const end = reader.at + numberOf(head, 3)
  // Before the values: a length, and so many runs of "is there".
  const levelBytes = viewOf(bytes).getUint32(reader.at, true)
  const levels = bytes.subarray(reader.at + 4, reader.at + 4 + levelBytes)
  demand(areAllThere(levels, count))
  const data = bytes.subarray(reader.at + 4 + levelBytes, end)
  demand(data.length === count * VALUE_BYTES)
  return { data, count, end }
}

/** Whether the levels are one run (its length times two) of ones. */
function areAllThere(levels: Uint8Array, count: number): boolean {
  let length = 0
  let at = 0
  for (let weight = 1; at < levels.length; weight *= 128) {
    const byte = levels[at++]!
    length += (byte & 127) * weight
    if (byte < 128) break
  }
  return length === count * 2 && at === levels.length - 1 && levels[at] === 1
}

function copyTimes(data: Uint8Array, times: Float64Array, first: number, count: number): void {
  const view = viewOf(data)
  for (let i = 0; i < count; i++) {
    const at = i * VALUE_BYTES
    times[first + i] = view.getInt32(at + 4, true) * 2 ** 32 + view.getUint32(at, true)
  }
}

/** Parquet's doubles lie as this machine's do: with the lowest byte first. */
function bytesOf(values: Float64Array, first: number, count: number): Uint8Array {
  const offset = values.byteOffset + first * VALUE_BYTES
  return new Uint8Array(values.buffer, offset, count * VALUE_BYTES)
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function listOf(struct: ThriftStruct, field: number): ThriftStruct[] {
  const list = struct.get(field)
  demand(Array.isArray(list))
  return list as unknown as ThriftStruct[]
}

function numberOf(struct: ThriftStruct, field: number): number {
  const value = struct.get(field)
  demand(typeof value === 'number' && value >= 0)
  return value as number
}

function demand(isPlain: boolean): void {
  if (!isPlain) throw new TypeError('not a plain file')
}
