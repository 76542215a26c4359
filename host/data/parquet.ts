// Parquet files → bars, by way of DuckDB. Every column is made a column of doubles in the query,
// so that its chunks are copied, not converted value by value.
import { resolve } from 'node:path'
import type { DuckDBConnection, DuckDBVector } from '@duckdb/node-api'
import type { BarColumns } from '#sdk/domain.ts'
import { HostError } from '../errors.ts'
import { checkBars } from './check.ts'
import { sqlName, sqlText, withDuckDB } from './duckdb.ts'
import { FILE_COLUMNS, findColumns } from './file-columns.ts'
import { asBars } from './series.ts'
import { timeFromNumber } from './timestamp.ts'

/** Every row of the file, checked. */
export function readParquetBars(path: string): Promise<BarColumns> {
  return withDuckDB(async (connection) => {
    const table = `read_parquet(${sqlText(literalGlob(resolve(path)))}, hive_partitioning = false)`
    const bars = await readTable(connection, { table, path }).catch((cause: unknown) => {
      if (cause instanceof HostError) throw cause
      throw new HostError('unreadable', 'cannot be read as Parquet', {
        file: path,
        hint: 'it is damaged, cut short or no Parquet file; download or export it again',
        cause,
      })
    })
    checkBars(bars, { path, lineOf: null })
    return bars
  })
}

interface TableSource {
  readonly table: string
  readonly path: string
}

async function readTable(connection: DuckDBConnection, source: TableSource): Promise<BarColumns> {
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source.table}`)
  const found = described.getRows().map((row) => ({ name: String(row[0]), type: String(row[1]) }))
  const fields = findColumns(
    found.map((column) => column.name),
    source.path,
  ).map((index) => found[index]!)
  const hasTimeType = /^(TIMESTAMP|DATE)/.test(fields[0]!.type)
  const expressions = fields.map((field, index) => {
    assertReadable(field, { column: FILE_COLUMNS[index]!, path: source.path })
    const name = sqlName(field.name)
    const value = index === 0 && hasTimeType ? `epoch_us(${name})` : name
    return `coalesce(CAST(${value} AS DOUBLE), 'NaN'::DOUBLE)`
  })
  const counted = await connection.runAndReadAll(`SELECT count(*) FROM ${source.table}`)
  const count = Number(counted.getRows()[0]![0])
  if (count === 0) {
    const hint = 'download the data again; at least two bars are needed'
    throw new HostError('no-data', 'columns, but no row', { file: source.path, hint })
  }
  const columns = FILE_COLUMNS.map(() => new Float64Array(count))
  await fillColumns(connection, `SELECT ${expressions.join(', ')} FROM ${source.table}`, columns)
  const times = columns[0]!
  const toMs = hasTimeType ? (us: number) => Math.floor(us / 1000) : timeFromNumber
  for (let row = 0; row < count; row++) times[row] = toMs(times[row]!)
  return asBars(columns)
}

async function fillColumns(
  connection: DuckDBConnection,
  query: string,
  columns: readonly Float64Array[],
): Promise<void> {
  // Not streamed: a whole result is made on all threads at once.
  const result = await connection.run(query)
  let row = 0
  for (;;) {
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk.rowCount === 0) return
    for (const [index, column] of columns.entries()) {
      column.set(doublesOf(chunk.getColumnVector(index)), row)
    }
    row += chunk.rowCount
  }
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
