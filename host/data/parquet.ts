// Parquet files → bars, by way of DuckDB. Every column is made a column of doubles in the query,
// so that its chunks are copied, not converted value by value.
import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import type { DuckDBConnection, DuckDBVector } from '@duckdb/node-api'
import { BAR_COLUMNS, type BarColumns } from '#sdk/domain.ts'
import { HostError } from '../errors.ts'
import { checkBars } from './check.ts'
import { sqlName, sqlText, withDuckDB } from './duckdb.ts'
import { FILE_COLUMNS, findColumns } from './file-columns.ts'
import { readPlainParquet } from './plain-parquet.ts'
import { allocateColumns } from './series.ts'
import { timeFromNumber } from './timestamp.ts'

/** Every row of the file, checked. */
export async function readParquetBars(path: string): Promise<BarColumns> {
  const bars = await readParquetRows([path])
  if (bars.openTime.length === 0) {
    const hint = 'download the data again; at least two bars are needed'
    throw new HostError('no-data', 'columns, but no row', { file: path, hint })
  }
  checkBars(bars, { path, lineOf: null })
  return bars
}

/** The rows of files of one kind, one file after another; their values are not judged. */
export async function readParquetRows(paths: readonly string[]): Promise<BarColumns> {
  return readPlainParquet(paths) ?? (await readByDuckDB(paths))
}

function readByDuckDB(paths: readonly string[]): Promise<BarColumns> {
  return withDuckDB(async (connection) => {
    try {
      return await readTable(connection, paths)
    } catch (cause) {
      if (cause instanceof HostError && paths.length === 1) throw cause
      const path = await firstUnreadable(connection, paths)
      throw new HostError('unreadable', 'cannot be read as Parquet', {
        file: path,
        hint: 'it is damaged, cut short or no Parquet file; download or export it again',
        cause,
      })
    }
  })
}

async function firstUnreadable(
  connection: DuckDBConnection,
  paths: readonly string[],
): Promise<string> {
  for (const path of paths) {
    const isReadable = await readTable(connection, [path]).then(
      () => true,
      () => false,
    )
    if (!isReadable) return path
  }
  return paths[0]!
}

async function readTable(
  connection: DuckDBConnection,
  paths: readonly string[],
): Promise<BarColumns> {
  const list = paths.map((path) => sqlText(literalGlob(resolve(path)))).join(', ')
  const table = `read_parquet([${list}], hive_partitioning = false)`
  const path = paths[0]!
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${table}`)
  const found = described.getRows().map((row) => ({ name: String(row[0]), type: String(row[1]) }))
  const fields = findColumns(
    found.map((column) => column.name),
    path,
  ).map((index) => found[index]!)
  const hasTimeType = /^(TIMESTAMP|DATE)/.test(fields[0]!.type)
  const expressions = fields.map((field, index) => {
    assertReadable(field, { column: FILE_COLUMNS[index]!, path })
    const name = sqlName(field.name)
    const value = index === 0 && hasTimeType ? `epoch_us(${name})` : name
    return `coalesce(CAST(${value} AS DOUBLE), 'NaN'::DOUBLE)`
  })
  const counted = await connection.runAndReadAll(`SELECT count(*) FROM ${table}`)
  const bars = allocateColumns(Number(counted.getRows()[0]![0]))
  await fillColumns(connection, `SELECT ${expressions.join(', ')} FROM ${table}`, bars)
  const times = bars.openTime
  const toMs = hasTimeType ? (us: number) => Math.floor(us / 1000) : timeFromNumber
  for (let row = 0; row < times.length; row++) times[row] = toMs(times[row]!)
  return bars
}

async function fillColumns(
  connection: DuckDBConnection,
  query: string,
  bars: BarColumns,
): Promise<void> {
  // Streamed: one chunk is read while another is copied, and the result is never held twice.
  const result = await connection.stream(query)
  let row = 0
  for (;;) {
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk.rowCount === 0) break
    for (const [index, name] of BAR_COLUMNS.entries()) {
      bars[name].set(doublesOf(chunk.getColumnVector(index)), row)
    }
    row += chunk.rowCount
  }
  assert.equal(row, bars.openTime.length, 'as many rows come as were counted')
}

/** The vector's own array: asking it item by item is ten times slower. */
function doublesOf(vector: DuckDBVector): Float64Array {
  if ('items' in vector && vector.items instanceof Float64Array) return vector.items
  throw new TypeError(`expected a vector of doubles, received ${vector.constructor.name}`)
}

const NUMBER_TYPE = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DOUBLE|FLOAT|DECIMAL)/
const TIME_TYPE = /^(TIMESTAMP|DATE$)/

function assertReadable(
  field: { name: string; type: string },
  { column, path }: { column: string; path: string },
): void {
  if (NUMBER_TYPE.test(field.type)) return
  if (column === 'timestamp' && TIME_TYPE.test(field.type)) return
  const wanted = column === 'timestamp' ? 'a TIMESTAMP or a number' : 'a number'
  throw new HostError('bad-format', `expected ${column} to be ${wanted}, received ${field.type}`, {
    file: path,
    hint: `export the column as ${column === 'timestamp' ? 'TIMESTAMP' : 'DOUBLE'}`,
  })
}

/** A path whose `*`, `?` and `[` mean themselves: DuckDB reads paths as patterns. */
function literalGlob(path: string): string {
  return path.replace(/[*?[]/g, '[$&]')
}
