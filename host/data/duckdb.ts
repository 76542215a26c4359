// DuckDB for the length of one task: in memory, nothing fetched, closed afterwards. The package
// is large and native, so that it is loaded only when a Parquet file is at hand.
import type { DuckDBConnection } from '@duckdb/node-api'

export type DuckDB = typeof import('@duckdb/node-api')

export async function withDuckDB<T>(
  task: (connection: DuckDBConnection, duckdb: DuckDB) => Promise<T>,
): Promise<T> {
  const duckdb = await import('@duckdb/node-api')
  const instance = await duckdb.DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    threads: '2',
  })
  try {
    const connection = await instance.connect()
    try {
      return await task(connection, duckdb)
    } finally {
      connection.closeSync()
    }
  } finally {
    instance.closeSync()
  }
}

export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
