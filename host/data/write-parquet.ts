// Bars → a Parquet file that is either whole or not there: written beside its place, then moved.
import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { DuckDBConnection, DuckDBVector } from '@duckdb/node-api'
import { BAR_COLUMNS, type BarColumns } from '#sdk/domain.ts'
import { HostError } from '../errors.ts'
import { type DuckDB, sqlText, withDuckDB } from './duckdb.ts'
import { FILE_COLUMNS } from './file-columns.ts'

/** What DuckDB takes in one chunk. */
const CHUNK_ROWS = 2048

/** Replaces what is at `path`, or leaves it as it was. */
export async function writeParquet(
  series: { readonly columns: BarColumns },
  path: string,
): Promise<void> {
  const target = resolve(path)
  const temporary = join(dirname(target), `.${randomUUID()}.tmp`)
  try {
    await withRowWriter((write) => write(series.columns, temporary))
    await rename(temporary, target)
  } catch (cause) {
    await rm(temporary, { force: true })
    throw unwritable(path, cause)
  }
}

export function unwritable(path: string, cause: unknown): HostError {
  const reason = (cause as NodeJS.ErrnoException).code
  return new HostError('unwritable', `cannot be written${reason ? ` (${reason})` : ''}`, {
    file: path,
    hint: 'check that its folder exists, may be written to and has room',
    cause,
  })
}

/** Puts bars into a file at `path`, on the disk when this returns. */
export type WriteRows = (bars: BarColumns, path: string) => Promise<void>

/** For one file after another: DuckDB is started once. */
export function withRowWriter<T>(task: (write: WriteRows) => Promise<T>): Promise<T> {
  return withDuckDB((connection, duckdb) =>
    task((bars, path) => writeRows(connection, { duckdb, bars, path })),
  )
}

async function writeRows(
  connection: DuckDBConnection,
  { duckdb, bars, path }: { duckdb: DuckDB; bars: BarColumns; path: string },
): Promise<void> {
  await connection.run(`CREATE OR REPLACE TABLE bars (${FILE_COLUMNS.join(' DOUBLE, ')} DOUBLE)`)
  await appendBars(connection, { duckdb, bars })
  // A time type says its unit; a number's unit would be guessed from its size.
  const time = 'epoch_ms(CAST(timestamp AS BIGINT))::TIMESTAMP_MS AS timestamp'
  const select = `SELECT ${[time, ...FILE_COLUMNS.slice(1)].join(', ')} FROM bars`
  const form = 'FORMAT parquet, COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 0'
  // Packed it would be half as large, and take ten times as long to load (plain-parquet.ts).
  await connection.run(`COPY (${select}) TO ${sqlText(path)} (${form})`)
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

async function appendBars(
  connection: DuckDBConnection,
  { duckdb, bars }: { duckdb: DuckDB; bars: BarColumns },
): Promise<void> {
  const appender = await connection.createAppender('bars')
  const types = BAR_COLUMNS.map(() => duckdb.DOUBLE)
  for (let start = 0; start < bars.openTime.length; start += CHUNK_ROWS) {
    const end = Math.min(start + CHUNK_ROWS, bars.openTime.length)
    const chunk = duckdb.DuckDBDataChunk.create(types, end - start)
    for (const [index, name] of BAR_COLUMNS.entries()) {
      fill(chunk.getColumnVector(index), bars[name].subarray(start, end))
    }
    appender.appendDataChunk(chunk)
  }
  appender.closeSync()
}

/** Through the vector's own array, as in reading; item by item is ten times slower. */
function fill(vector: DuckDBVector, values: Float64Array): void {
  if (!('items' in vector && vector.items instanceof Float64Array)) {
    throw new TypeError(`expected a vector of doubles, received ${vector.constructor.name}`)
  }
  vector.items.set(values)
  vector.flush()
}
