import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { sqlText, withDuckDB } from '#host/data/duckdb.ts'
import { loadBars } from '#host/data/load.ts'
import { writeParquet } from '#host/data/write-parquet.ts'
import { HEADER, hostErrorOf, minuteRows, sharedData, temporaryFiles } from './files.ts'

const { folder, write } = temporaryFiles()
const csv = write('bars.csv', [HEADER, ...minuteRows(5000)].join('\n'))
const bufferOf = (series: Awaited<ReturnType<typeof loadBars>>) =>
  new Float64Array(series.columns.openTime.buffer)

/** Writes what a query over the bars `b` selects; `b.timestamp` is ms as BIGINT. */
async function parquetOf(name: string, select: string): Promise<string> {
  const path = join(folder, `${name}.parquet`)
  await withDuckDB(async (connection) => {
    await connection.run(`COPY (${select.replace('FROM b', `FROM read_csv(${sqlText(csv)}) b`)})
      TO ${sqlText(path)} (FORMAT parquet)`)
  })
  return path
}

describe('a Parquet file', () => {
  let expected: Float64Array
  beforeAll(async () => {
    expected = bufferOf(await loadBars(csv))
  })

  it.each([
    ['bigint', 'timestamp'],
    ['double', 'CAST(timestamp AS DOUBLE)'],
    ['seconds', 'CAST(timestamp / 1000 AS INTEGER)'],
    ['micros', 'timestamp * 1000'],
    ['timestamp', 'epoch_ms(timestamp)'],
    ['timestamp-ms', 'epoch_ms(timestamp)::TIMESTAMP_MS'],
    ['timestamp-ns', 'epoch_ms(timestamp)::TIMESTAMP_NS'],
    ['timestamp-tz', "epoch_ms(timestamp) AT TIME ZONE 'UTC'"],
  ])('holds the same bars with its times as %s', async (name, time) => {
    const path = await parquetOf(name, `SELECT * REPLACE (${time} AS timestamp) FROM b`)
    expect(bufferOf(await loadBars(path))).toEqual(expected)
  })

  it('may have its columns in any order, letter case and numeric type, and further ones', async () => {
    const path = await parquetOf(
      'types',
      `SELECT 'X' AS symbol, volume::DECIMAL(12,2) AS "VOLUME", close::INTEGER AS "Close",
       high::BIGINT AS high, open::FLOAT AS open, low, timestamp AS "TimeStamp" FROM b`,
    )
    expect(bufferOf(await loadBars(path))).toEqual(expected)
  })

  it('may lie under a path with quotes, pattern signs and an equals sign', async () => {
    mkdirSync(join(folder, "open=1 it's [a] *"))
    const path = join(folder, "open=1 it's [a] *", 'b?r{s}.parquet')
    await writeParquet(await loadBars(csv), path)
    expect(bufferOf(await loadBars(path))).toEqual(expected)
  })

  it('is cut by open time like any other', async () => {
    const path = await parquetOf('cut', 'SELECT * FROM b')
    const from = Date.UTC(2025, 0, 1, 1)
    const { columns, count } = await loadBars(path, { from, to: from + 3 * 60_000 })
    expect(count).toBe(3)
    expect(Array.from(columns.volume)).toEqual([60.25, 61.25, 62.25])
  })

  it.each([
    [
      'null',
      'CASE WHEN volume = 3.25 THEN NULL ELSE close END AS close',
      'row 4: close is empty or not a number',
    ],
    [
      'nan',
      "CASE WHEN volume = 3.25 THEN 'NaN'::DOUBLE ELSE close END AS close",
      'row 4: close is empty or not a number',
    ],
    [
      'zero',
      'CASE WHEN volume = 3.25 THEN 0 ELSE close END AS close',
      'row 4: close must be above 0, received 0',
    ],
    [
      'no-time',
      'CASE WHEN volume = 3.25 THEN NULL ELSE timestamp END AS timestamp',
      'row 4: timestamp is empty or not a time',
    ],
    ['nanoseconds', 'timestamp * 1000000 AS timestamp', 'row 1: timestamp is empty or not a time'],
    [
      'same-time',
      'CASE WHEN volume = 3.25 THEN timestamp - 60000 ELSE timestamp END AS timestamp',
      'row 4: timestamp 2025-01-01T00:02Z is the same as that of row 3',
    ],
  ])('with a bad row (%s) is refused at that row', async (name, replace, message) => {
    const path = await parquetOf(`bad-${name}`, `SELECT * REPLACE (${replace}) FROM b`)
    const error = await hostErrorOf(() => loadBars(path))
    expect(error).toMatchObject({ code: 'bad-data', message, file: path, line: undefined })
    expect(error.hint).toBeTruthy()
  })

  it.each([
    [
      'text',
      'SELECT * REPLACE (close::VARCHAR AS close) FROM b',
      'expected close to be a number, received VARCHAR',
    ],
    [
      'iso',
      "SELECT * REPLACE ('2025-01-01' AS timestamp) FROM b",
      'expected timestamp to be a TIMESTAMP or a number, received VARCHAR',
    ],
    [
      'lacking',
      'SELECT * EXCLUDE (volume) FROM b',
      'no column volume; found: timestamp, open, high, low, close',
    ],
    ['rowless', 'SELECT * FROM b WHERE false', 'columns, but no row'],
  ])('of the wrong shape (%s) is refused', async (name, select, message) => {
    const path = await parquetOf(`shape-${name}`, select)
    expect(await hostErrorOf(() => loadBars(path))).toMatchObject({ message, file: path })
  })

  it('that is damaged, cut short or something else is refused', async () => {
    const whole = readFileSync(await parquetOf('whole', 'SELECT * FROM b'))
    const damaged = Uint8Array.from(whole)
    damaged.fill(0xff, 100, 4000)
    const forms = { damaged, short: whole.subarray(0, whole.length >> 1), text: Buffer.from('no') }
    for (const [name, bytes] of Object.entries(forms)) {
      const path = write(`broken-${name}.parquet`, bytes)
      const error = await hostErrorOf(() => loadBars(path))
      expect(error).toMatchObject({
        code: 'unreadable',
        message: 'cannot be read as Parquet',
        file: path,
      })
      expect(error.cause).toBeInstanceOf(Error)
    }
  })
})

describe('writing Parquet', () => {
  it.skipIf(sharedData === null)(
    'and reading it again gives every double of a recorded file',
    async () => {
      const series = await loadBars(join(sharedData!, 'bars/binance-usdm-2025/ETHUSDT-1m.csv.gz'))
      const path = join(folder, 'recorded.parquet')
      await writeParquet(series, path)
      const again = await loadBars(path)
      expect([again.count, again.intervalMs]).toEqual([73_140, 60_000])
      expect(bufferOf(again)).toEqual(bufferOf(series))
    },
  )

  it('keeps times whose size would be taken for another unit', async () => {
    const early = write('early.csv', `${HEADER}\n1970-01-02,1,1,1,1,1\n1970-01-03,1,1,1,1,1\n`)
    const path = join(folder, 'early.parquet')
    await writeParquet(await loadBars(early), path)
    expect(Array.from((await loadBars(path)).columns.openTime)).toEqual([86_400_000, 172_800_000])
  })

  it('replaces a file whole, and leaves nothing behind where it cannot', async () => {
    const target = join(folder, 'replaced')
    mkdirSync(target)
    const path = join(target, 'bars.parquet')
    const series = await loadBars(csv)
    await writeParquet(await loadBars(csv, { to: Date.UTC(2025, 0, 1, 1) }), path)
    await writeParquet(series, path)
    expect((await loadBars(path)).count).toBe(5000)
    mkdirSync(join(target, 'taken.parquet'))
    const error = await hostErrorOf(() => writeParquet(series, join(target, 'taken.parquet')))
    expect(error).toMatchObject({ code: 'unwritable', file: join(target, 'taken.parquet') })
    await hostErrorOf(() => writeParquet(series, join(target, 'no/such/folder.parquet')))
    expect(readdirSync(target).sort()).toEqual(['bars.parquet', 'taken.parquet'])
  })
})
