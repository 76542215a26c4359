// Bars → a Parquet file that is either whole or not there: written beside its place, then moved.
import { randomUUID } from 'node:crypto'
import { rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { BAR_COLUMNS, type BarColumns } from '#sdk/domain.ts'
import { HostError } from '../errors.ts'
import { type DuckDB, sqlText, withDuckDB } from './duckdb.ts'
import { FILE_COLUMNS } from './file-columns.ts'

/** What DuckDB takes in one chunk. */
const CHUNK_ROWS = 2048

export async function writeParquet(
  series: { readonly columns: BarColumns },
  path: string,
): Promise<void> {
  const target = resolve(path)
  const temporary = join(dirname(target), `.${randomUUID()}.tmp`)
  try {
    await withDuckDB(async (connection, duckdb) => {
      await connection.run(`CREATE TABLE bars (${FILE_COLUMNS.join(' DOUBLE, ')} DOUBLE)`)
      await appendBars(connection, { duckdb, bars: series.columns })
      // A time type says its unit; a number's unit would be guessed from its size.
      const time = 'epoch_ms(CAST(timestamp AS BIGINT))::TIMESTAMP_MS AS timestamp'
      const select = `SELECT ${[time, ...FILE_COLUMNS.slice(1)].join(', ')} FROM bars`
      await connection.run(
        `COPY (${select}) TO ${sqlText(temporary)} (FORMAT parquet, COMPRESSION snappy)`,
      )
    })
    await rename(temporary, target)
  } catch (cause) {
    await rm(temporary, { force: true })
    throw new HostError('unwritable', 'cannot be written', {
      file: path,
      hint: 'check that its folder exists, may be written to and has room',
      cause,
    })
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
      chunk.setColumnValues(index, Array.from(bars[name].subarray(start, end)))
    }
    appender.appendDataChunk(chunk)
  }
  appender.closeSync()
}
