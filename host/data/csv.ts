// CSV bytes → bars. Plain rows are read straight from the bytes; a row that is anything else
// (quotes, spaces, blank, wrong) takes the slow path, which reads it or says what is wrong.
import type { BarColumns } from '#sdk/domain.ts'
import { HostError } from '../errors.ts'
import { checkBars, type RowPlaces, rowError } from './check.ts'
import { parseDecimal, textBetween } from './decimal.ts'
import { FILE_COLUMNS, findColumns } from './file-columns.ts'
import { asBars } from './series.ts'
import { parseTimestamp } from './timestamp.ts'

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const COMMA = 0x2c

/** Room is made for so many rows; it grows where rows are shorter. */
const ROW_BYTES_GUESS = 40

/** Field index → column index, or -1 for a field that is not read. */
type Targets = Int8Array
type Columns = readonly Float64Array[]

export interface CsvRows {
  /** In the file's order; their values are not judged. */
  readonly bars: BarColumns
  /** 1-based line of a 0-based row. */
  readonly lineOf: (row: number) => number
  /** What the file calls the open time; null where it has no header. */
  readonly timeColumn: string | null
}

export interface CsvOptions {
  /** Of other tools: the time column may have another usual name, and klines need no header. */
  readonly isForeign?: boolean
  /** Told of a row that cannot be read, which is then left out; without it the first one throws. */
  readonly onFault?: (line: number, message: string) => void
}

/** Every row of the file, checked. */
export function readCsvBars(bytes: Uint8Array, path: string, options: CsvOptions = {}): BarColumns {
  const { bars, lineOf } = readCsvRows(bytes, path, options)
  if (bars.openTime.length === 0) {
    throw new HostError('no-data', 'a header, but no row', {
      file: path,
      hint: 'download the data again; at least two bars are needed',
    })
  }
  checkBars(bars, { path, lineOf })
  return bars
}

/** Every row that can be read, as it is. */
export function readCsvRows(bytes: Uint8Array, path: string, options: CsvOptions = {}): CsvRows {
  const header = readHeader(bytes, path, options.isForeign ?? false)
  const skippedAtRows: number[] = []
  const lineOf = (row: number) =>
    header.line + 1 + row + skippedAtRows.filter((skippedRow) => skippedRow <= row).length
  let capacity = Math.ceil((bytes.length - header.end) / ROW_BYTES_GUESS) + 1
  let columns: Columns = FILE_COLUMNS.map(() => new Float64Array(capacity))
  let at = header.end
  let row = 0
  while (at < bytes.length) {
    if (row === capacity) {
      capacity *= 2
      columns = columns.map((column) => grown(column, capacity))
    }
    let next = readPlainRow(bytes, { at, targets: header.targets, columns, row })
    if (next < 0) {
      const lineEnd = endOfLine(bytes, at)
      const fields = splitFields(textBetween(bytes, at, lineEnd))
      next = lineEnd + 1
      const isBlank = fields.length === 1 && fields[0] === ''
      const fault = isBlank ? null : readOddRow(fields, { targets: header.targets, columns, row })
      if (fault !== null && options.onFault === undefined) {
        const places: RowPlaces = { path, lineOf }
        checkBars(firstRows(columns, row), places)
        throw rowError(fault.message, { row, places, hint: fault.hint })
      }
      if (fault !== null)
        options.onFault!(header.line + 1 + row + skippedAtRows.length, fault.message)
      if (isBlank || fault !== null) {
        skippedAtRows.push(row)
        at = next
        continue
      }
    }
    at = next
    row++
  }
  return { bars: firstRows(columns, row), lineOf, timeColumn: header.timeColumn }
}

function firstRows(columns: Columns, count: number): BarColumns {
  return asBars(columns.map((column) => column.subarray(0, count)))
}

interface Header {
  readonly targets: Targets
  readonly line: number
  /** Where the first row begins. */
  readonly end: number
  readonly timeColumn: string | null
}

/** The first field of a kline archive's row: an open time in ms or µs. */
const KLINE_TIME = /^\d{13}(\d{3})?$/

function readHeader(bytes: Uint8Array, path: string, isForeign: boolean): Header {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  let at = hasMark ? 3 : 0
  for (let line = 1; at < bytes.length; line++) {
    const lineStart = at
    const lineEnd = endOfLine(bytes, at)
    const text = textBetween(bytes, at, Math.min(lineEnd, at + 65_536)).trim()
    at = lineEnd + 1
    if (text === '') continue
    // A NUL is in every UTF-16 text and in nearly every packed file, never in a CSV.
    if (text.includes('\0') || text.includes('\ufffd')) {
      throw new HostError('bad-format', 'this is not UTF-8 text', {
        file: path,
        hint: 'save it as UTF-8, or give a packed file its extension (.csv.gz, .csv.zst)',
      })
    }
    const fields = splitFields(text)
    const targets = new Int8Array(fields.length).fill(-1)
    if (isForeign && fields.length >= FILE_COLUMNS.length && KLINE_TIME.test(fields[0]!)) {
      FILE_COLUMNS.forEach((_, column) => {
        targets[column] = column
      })
      return { targets, line: line - 1, end: lineStart, timeColumn: null }
    }
    const found = findColumns(fields, path, { isForeign })
    found.forEach((field, column) => {
      targets[field] = column
    })
    return { targets, line, end: at, timeColumn: fields[found[0]!]! }
  }
  throw new HostError('no-data', 'the file is empty', {
    file: path,
    hint: `a bar file begins with the line ${FILE_COLUMNS.join(',')}`,
  })
}

interface RowTask {
  readonly targets: Targets
  readonly columns: Columns
  readonly row: number
}

/** Reads the row at `at` and returns where the next one begins; -1 if it is not a plain one. */
function readPlainRow(bytes: Uint8Array, task: RowTask & { readonly at: number }): number {
  const { targets, columns, row } = task
  const length = bytes.length
  let at = task.at
  for (let field = 0; field < targets.length; field++) {
    const start = at
    let byte = 0
    while (at < length) {
      byte = bytes[at]!
      if (byte === COMMA || byte === LINE_FEED) break
      at++
    }
    const isLast = field === targets.length - 1
    if (isLast !== (at === length || byte === LINE_FEED)) return -1
    const target = targets[field]!
    if (target >= 0) {
      const end = isLast && bytes[at - 1] === CARRIAGE_RETURN ? at - 1 : at
      const value =
        target === 0 ? parseTimestamp(bytes, start, end) : parseDecimal(bytes, start, end)
      if (Number.isNaN(value)) return -1
      columns[target]![row] = value
    }
    at++
  }
  return at
}

interface RowFault {
  readonly message: string
  readonly hint: string
}

const FIX_ROW = 'correct the row or leave it out'
const FIX_TIME = 'write times as 2025-01-31T08:30Z, or in ms since 1970'

/** Reads a row's fields one by one; what is wrong with it, or null. */
function readOddRow(fields: string[], { targets, columns, row }: RowTask): RowFault | null {
  if (fields.length !== targets.length) {
    const message = `expected ${targets.length} fields as in the header, received ${fields.length}`
    return { message, hint: FIX_ROW }
  }
  for (const [index, text] of fields.entries()) {
    const target = targets[index]!
    if (target < 0) continue
    const name = FILE_COLUMNS[target]!
    if (text === '') return { message: `${name} is empty`, hint: FIX_ROW }
    const bytes = new TextEncoder().encode(text)
    const parse = target === 0 ? parseTimestamp : parseDecimal
    const value = parse(bytes, 0, bytes.length)
    if (Number.isNaN(value)) {
      const wanted =
        target === 0 ? 'a number (s, ms or µs since 1970) or ISO 8601' : 'a decimal number'
      const message = `expected ${name} to be ${wanted}, received "${text.slice(0, 40)}"`
      return { message, hint: target === 0 ? FIX_TIME : FIX_ROW }
    }
    columns[target]![row] = value
  }
  return null
}

/** Fields without their quotes and outer spaces; a quoted one may hold commas and "" for ". */
function splitFields(line: string): string[] {
  const fields: string[] = []
  const field = /\s*(?:"((?:[^"]|"")*)"\s*|([^,]*))(,|$)/y
  for (;;) {
    // Never null: what is not a quoted field is a plain one, also a quote that never closes.
    const match = field.exec(line)!
    fields.push((match[1]?.replaceAll('""', '"') ?? match[2]!).trim())
    if (match[3] === '') return fields
  }
}

function endOfLine(bytes: Uint8Array, start: number): number {
  const at = bytes.indexOf(LINE_FEED, start)
  return at < 0 ? bytes.length : at
}

function grown(column: Float64Array, capacity: number): Float64Array {
  const larger = new Float64Array(capacity)
  larger.set(column)
  return larger
}
