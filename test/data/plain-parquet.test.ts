import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withDuckDB } from '#host/data/duckdb.ts'
import { loadBars } from '#host/data/load.ts'
import { readPlainParquet } from '#host/data/plain-parquet.ts'
import { writeParquet } from '#host/data/write-parquet.ts'
import { BAR_COLUMNS } from '#sdk/domain.ts'
import { temporaryFiles } from './files.ts'
import { barsOf, flatBars } from './store.ts'

const { folder, write } = temporaryFiles()

describe('a Parquet file of the store', () => {
  it('is read without DuckDB, value for value, over several row groups', async () => {
    // A row group holds 122,880 rows.
    const bars = flatBars(Date.UTC(1960, 0, 1), 150_000, 0.1)
    for (const name of BAR_COLUMNS.slice(1)) {
      for (let row = 0; row < 150_000; row++) bars[name][row]! += row / 7
    }
    const path = join(folder, 'large.parquet')
    await writeParquet({ columns: bars }, path)
    expect(readPlainParquet([path])).toEqual(bars)
    const twice = readPlainParquet([path, path])!
    expect(twice.openTime).toHaveLength(300_000)
    expect(twice.close[150_000]).toBe(bars.close[0])
  })

  it('holds any bar there can be, as DuckDB reads it too', async () => {
    const price = fc.double({ min: Number.MIN_VALUE, noNaN: true })
    const rows = fc.uniqueArray(
      fc.tuple(fc.integer({ min: -1e13, max: 1e13 }), price, price, price, price, price),
      { minLength: 1, maxLength: 20, selector: ([time]) => time },
    )
    const path = join(folder, 'any.parquet')
    await fc.assert(
      fc.asyncProperty(rows, async (values) => {
        const bars = barsOf(values)
        await writeParquet({ columns: bars }, path)
        expect(readPlainParquet([path])).toEqual(bars)
        const query = `SELECT epoch_ms(timestamp)::DOUBLE, open, high, low, close, volume FROM '${path}'`
        const found = await withDuckDB((connection) => connection.runAndReadAll(query))
        expect(found.getRows()).toEqual(values)
      }),
      { numRuns: 10 },
    )
  })

  it('in another form, cut short or changed, is left to DuckDB', async () => {
    const bars = flatBars(Date.UTC(2025, 0, 1), 100)
    const path = join(folder, 'plain.parquet')
    await writeParquet({ columns: bars }, path)
    const packed = join(folder, 'packed.parquet')
    const select = `SELECT * FROM '${path}'`
    await withDuckDB((connection) =>
      connection.run(`COPY (${select}) TO '${packed}' (FORMAT parquet, COMPRESSION zstd)`),
    )
    expect(readPlainParquet([packed])).toBeNull()
    expect((await loadBars(packed)).columns).toEqual(bars)
    const bytes = readFileSync(path)
    for (const length of [0, 7, 300, bytes.length - 1]) {
      expect(readPlainParquet([write('cut.parquet', bytes.subarray(0, length))])).toBeNull()
    }
    expect(readPlainParquet([join(folder, 'missing.parquet')])).toBeNull()
    // Whatever the footer says, nothing but whole columns comes out.
    const footerAt = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8)
    for (let at = footerAt; at < bytes.length; at += 3) {
      const changed = Buffer.from(bytes)
      changed[at]! ^= 0xff
      const found = readPlainParquet([write('changed.parquet', changed)])
      if (found !== null) expect(found).toEqual(bars)
    }
  })
})
