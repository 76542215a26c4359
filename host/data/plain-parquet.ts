// The Parquet files that the history store writes (six columns, neither packed nor encoded), read
// by copying their pages: several times faster than by way of DuckDB, which need not even be loaded.
// Every other Parquet file is left to DuckDB.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
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
const LENGTH_BYTES = 4
/** The footer's length and the magic word. */
const TAIL_BYTES = 8
/** More than a page's header takes. */
const HEAD_BYTES = 512

interface Chunk {
  readonly column: number
  readonly at: number
  readonly rows: number
}

interface PlainFile {
  readonly fd: number
  readonly rows: number
  readonly chunks: readonly Chunk[]
}

/** All rows of the files one after another; null if one of them is not a plain one. */
export function readPlainParquet(paths: readonly string[]): BarColumns | null {
  const opened: number[] = []
  try {
    const files = paths.map((path) => {
      const fd = openSync(path, 'r')
      opened.push(fd)
      return describe(fd)
    })
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
  } finally {
    for (const fd of opened) closeSync(fd)
  }
}

function describe(fd: number): PlainFile {
  const { size } = fstatSync(fd)
  const tail = readAt(fd, size - TAIL_BYTES, TAIL_BYTES)
  const footerBytes = viewOf(tail).getUint32(0, true)
  demand(footerBytes < size)
  const footerAt = size - TAIL_BYTES - footerBytes
  const footer = new ThriftReader(readAt(fd, footerAt, footerBytes), 0).struct()
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
  const rows = numberOf(footer, 3)
  demand(rows * VALUE_BYTES <= size)
  return { fd, rows, chunks }
}

/** Straight from the file to where the bars will be. */
function copyRows({ fd, rows, chunks }: PlainFile, bars: BarColumns, start: number): void {
  const rowsDone = FILE_COLUMNS.map(() => 0)
  for (const { column, at, rows: wanted } of chunks) {
    const values = bars[BAR_COLUMNS[column]!]
    let page = at
    for (let done = 0; done < wanted; ) {
      const { count, dataAt } = findPage(fd, page)
      const first = rowsDone[column]! + done
      demand(first + count <= rows)
      const target = bytesOf(values, start + first, count)
      demand(readSync(fd, target, 0, target.length, dataAt) === target.length)
      if (column === 0) integersToDoubles(target, values, start + first)
      done += count
      page = dataAt + target.length
    }
    rowsDone[column]! += wanted
  }
  demand(rowsDone.every((done) => done === rows))
}

/** How many values the page at `at` has, and where they begin. */
function findPage(fd: number, at: number): { count: number; dataAt: number } {
  const bytes = readAt(fd, at, HEAD_BYTES)
  const reader = new ThriftReader(bytes, 0)
  const head = reader.struct()
  demand(head.get(1) === DATA_PAGE)
  const page = head.get(5) as ThriftStruct
  const count = numberOf(page, 1)
  demand(page.get(2) === PLAIN && count > 0)
  // Before the values: a length, and so many bytes of runs of "is there".
  const levelsAt = reader.at + LENGTH_BYTES
  const levelBytes = viewOf(bytes).getUint32(reader.at, true)
  demand(areAllThere(bytes.subarray(levelsAt, levelsAt + levelBytes), count))
  demand(numberOf(head, 3) === LENGTH_BYTES + levelBytes + count * VALUE_BYTES)
  return { count, dataAt: at + levelsAt + levelBytes }
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

/** In place: the integers lie where the doubles go. */
function integersToDoubles(data: Uint8Array, values: Float64Array, first: number): void {
  const view = viewOf(data)
  for (let at = 0; at < data.length; at += VALUE_BYTES) {
    const high = view.getInt32(at + 4, true)
    values[first + at / VALUE_BYTES] = high * 2 ** 32 + view.getUint32(at, true)
  }
}

/** Up to `length` bytes, fewer at the file's end. */
function readAt(fd: number, at: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  return bytes.subarray(0, readSync(fd, bytes, 0, length, at))
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
