import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { resolveData } from '#host/data/dataset.ts'
import { loadBars } from '#host/data/load.ts'
import { withLock } from '#host/data/store/lock.ts'
import { mergeBars } from '#host/data/store/merge.ts'
import { datasetAt, datasetFolder, findDataset, listDatasets } from '#host/data/store/place.ts'
import { readDataset } from '#host/data/store/read.ts'
import { summaryOf } from '#host/data/store/summary.ts'
import { writeDataset } from '#host/data/store/write.ts'
import { hostErrorOf } from './files.ts'
import { barsOf, contentOf, flatBars, MINUTE, temporaryStore } from './store.ts'

const BTC = { venue: 'binance', symbol: 'BTCUSDT', timeframe: '1m' }
const NEW_YEAR = Date.UTC(2025, 0, 1)

const read = async (store: string) => [
  ...(await readDataset(datasetAt(datasetFolder(store, BTC))!)).openTime,
]

describe('a dataset', () => {
  it('is one file a month, and comes back as it went in', async () => {
    const store = temporaryStore()
    const bars = flatBars(NEW_YEAR - 3 * MINUTE, 6)
    expect(await writeDataset(store, BTC, bars)).toEqual({
      added: 6,
      same: 0,
      replaced: 0,
      files: 2,
    })
    const dataset = findDataset(store, 'binance/BTCUSDT/1m')
    expect(dataset.partitions.map((path) => basename(path))).toEqual([
      '2024-12.parquet',
      '2025-01.parquet',
    ])
    expect(await readDataset(dataset)).toEqual(bars)
  })

  it('of hours is one file a year', async () => {
    const store = temporaryStore()
    const id = { ...BTC, timeframe: '1h' }
    await writeDataset(store, id, flatBars(NEW_YEAR - 60 * MINUTE, 2, 100, 60 * MINUTE))
    expect(
      findDataset(store, 'binance/BTCUSDT/1h').partitions.map((path) => basename(path)),
    ).toEqual(['2024.parquet', '2025.parquet'])
  })

  it('grows at both ends and in its gaps; what is there already is left alone', async () => {
    const store = temporaryStore()
    await writeDataset(store, BTC, flatBars(NEW_YEAR + 10 * MINUTE, 2))
    await writeDataset(store, BTC, flatBars(NEW_YEAR + 14 * MINUTE, 2))
    const before = contentOf(store)
    expect(await writeDataset(store, BTC, flatBars(NEW_YEAR + 10 * MINUTE, 2))).toEqual({
      added: 0,
      same: 2,
      replaced: 0,
      files: 0,
    })
    expect(contentOf(store)).toEqual(before)
    await writeDataset(store, BTC, flatBars(NEW_YEAR + 11 * MINUTE, 4))
    const minutes = (await read(store)).map((time) => (time - NEW_YEAR) / MINUTE)
    expect(minutes).toEqual([10, 11, 12, 13, 14, 15])
  })

  it('refuses bars that differ, with the first one, and takes them when told to', async () => {
    const store = temporaryStore()
    await writeDataset(store, BTC, flatBars(NEW_YEAR, 4))
    const before = contentOf(store)
    const other = barsOf([
      [NEW_YEAR + 2 * MINUTE, 100, 102, 99, 101, 5],
      [NEW_YEAR + 3 * MINUTE, 101, 102, 99, 100, 6],
    ])
    const error = await hostErrorOf(() => writeDataset(store, BTC, other))
    expect(error).toMatchObject({
      code: 'bad-data',
      file: 'binance/BTCUSDT/1m',
      message:
        '2 bars differ from those stored, the first at 2025-01-01T00:02Z: stored 100,101,99,100,5, new 100,102,99,101,5',
      hint: 'nothing was written; --replace lets the new bars win',
    })
    expect(contentOf(store)).toEqual(before)
    const written = await writeDataset(store, BTC, other, { isReplacing: true })
    expect(written).toMatchObject({ added: 0, replaced: 2 })
    const bars = await readDataset(datasetAt(datasetFolder(store, BTC))!)
    expect([...bars.close]).toEqual([100, 100, 101, 100])
  })

  it.each([
    ['after', NEW_YEAR + 10 * MINUTE],
    ['before', NEW_YEAR - 10 * MINUTE],
    ['months before', NEW_YEAR - 90 * 1440 * MINUTE],
  ])('refuses bars of another scale %s those stored', async (_, start) => {
    const store = temporaryStore()
    await writeDataset(store, BTC, flatBars(NEW_YEAR, 4, 60_000))
    const error = await hostErrorOf(() => writeDataset(store, BTC, flatBars(start, 4, 15_000)))
    expect(error.message).toMatch(/^the price jumps from (60000 to 15000|15000 to 60000) at 2025-/)
    expect(error.hint).toContain('same instrument')
    expect(await read(store)).toHaveLength(4)
    await writeDataset(store, BTC, flatBars(start, 4, 15_000), { isReplacing: true })
    expect(await read(store)).toHaveLength(8)
  })

  it('stays whole when the disk is full, also where an earlier month was written already', async () => {
    const store = temporaryStore()
    await writeDataset(store, BTC, flatBars(NEW_YEAR - 3 * MINUTE, 3))
    const before = contentOf(store)
    let files = 0
    const write = async (_: unknown, path: string) => {
      writeFileSync(path, 'half a file')
      if (++files === 2) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
    }
    const more = flatBars(NEW_YEAR - 10 * MINUTE, 20)
    const error = await hostErrorOf(() => writeDataset(store, BTC, more, { write }))
    expect(error).toMatchObject({ code: 'unwritable', message: 'cannot be written (ENOSPC)' })
    expect(files).toBe(2)
    expect(contentOf(store)).toEqual(before)
    expect((await writeDataset(store, BTC, more)).added).toBe(17)
  })

  it('loses what a crash has left half-written at the next import', async () => {
    const store = temporaryStore()
    await writeDataset(store, BTC, flatBars(NEW_YEAR, 3))
    const folder = datasetFolder(store, BTC)
    writeFileSync(join(folder, '.0f.tmp'), 'half a file')
    expect(await read(store)).toHaveLength(3)
    await writeDataset(store, BTC, flatBars(NEW_YEAR + 3 * MINUTE, 1))
    expect(readdirSync(folder)).toEqual(['2025-01.parquet'])
  })

  it('of which a file is damaged names that file', async () => {
    const store = temporaryStore()
    await writeDataset(store, BTC, flatBars(NEW_YEAR - 3 * MINUTE, 6))
    const path = join(datasetFolder(store, BTC), '2025-01.parquet')
    writeFileSync(path, 'PAR1 and nothing else')
    const error = await hostErrorOf(() => read(store))
    expect(error).toMatchObject({ code: 'unreadable', file: path })
    const append = () => writeDataset(store, BTC, flatBars(NEW_YEAR + 3 * MINUTE, 3))
    expect((await hostErrorOf(append)).file).toBe(path)
  })
})

describe('merging', () => {
  it('gives every time once, in order, the second run first', () => {
    const run = fc
      .uniqueArray(fc.integer({ min: 0, max: 60 }))
      .map((minutes) => minutes.sort((a, b) => a - b))
    fc.assert(
      fc.property(run, run, fc.boolean(), (first, second, isSame) => {
        const make = (minutes: number[], close: number) =>
          barsOf(minutes.map((minute) => [minute, 10, 12, 9, close, 1]))
        const merge = mergeBars(make(first, 10), make(second, isSame ? 10 : 11))
        const union = [...new Set([...first, ...second])].sort((a, b) => a - b)
        const both = first.filter((minute) => second.includes(minute)).length
        expect([...merge.bars.openTime]).toEqual(union)
        expect([...merge.bars.close]).toEqual(
          union.map((minute) => (second.includes(minute) && !isSame ? 11 : 10)),
        )
        expect([merge.added, merge.same, merge.conflicts]).toEqual([
          second.length - both,
          isSame ? both : 0,
          isSame ? 0 : both,
        ])
      }),
    )
  })
})

describe('two imports at once into one symbol', () => {
  it('come one after the other, whichever timeframes they are of', async () => {
    const store = temporaryStore()
    let waits = 0
    const onWait = () => waits++
    await Promise.all(
      Array.from({ length: 4 }, (_, k) =>
        writeDataset(store, BTC, flatBars(NEW_YEAR + k * 5 * MINUTE, 5), { onWait }),
      ),
    )
    expect(await read(store)).toHaveLength(20)
    expect(waits).toBe(3)
  })

  it('end with a refusal where the first does not end in time', async () => {
    const folder = temporaryStore()
    await withLock(folder, {}, async () => {
      const error = await hostErrorOf(() => withLock(folder, { waitMs: 0 }, async () => {}))
      expect(error).toMatchObject({ code: 'unavailable', file: folder })
    })
    expect(await withLock(folder, { waitMs: 0 }, async () => 'free again')).toBe('free again')
  })
})

describe('--data venue/symbol/timeframe', () => {
  const store = temporaryStore()
  const spec = 'binance/BTCUSDT/1m'

  it('is the dataset of the store, cut to the range asked for', async () => {
    await writeDataset(store, BTC, flatBars(NEW_YEAR - 3 * MINUTE, 6))
    const path = resolveData(spec, 'BTCUSDT', { store })
    const { columns, count, intervalMs } = await loadBars(path, { from: NEW_YEAR - MINUTE })
    expect([count, intervalMs, columns.openTime[0]]).toEqual([4, MINUTE, NEW_YEAR - MINUTE])
    // The folder itself is as good a name.
    expect(resolveData(path, 'BTCUSDT', { store })).toBe(path)
  })

  it('says what is meant, and what is of another symbol', async () => {
    const typo = await hostErrorOf(() => resolveData('binance/BTCUSD/1m', 'BTCUSD', { store }))
    expect(typo.message).toBe('no file, folder or dataset "binance/BTCUSD/1m"')
    expect(typo.hint).toMatch(/^did you mean "binance\/BTCUSDT\/1m"\? /)
    const other = await hostErrorOf(() => resolveData(spec, 'ETHUSDT', { store }))
    expect(other).toMatchObject({
      code: 'not-found',
      message: 'the dataset "binance/BTCUSDT/1m" is of BTCUSDT, not "ETHUSDT"',
      hint: '--symbol BTCUSDT, or --data binance/ETHUSDT/1m',
    })
  })

  it('says where it begins and ends when nothing is in the range', async () => {
    const path = resolveData(spec, 'BTCUSDT', { store })
    const error = await hostErrorOf(() => loadBars(path, { from: Date.UTC(2026, 0) }))
    expect(error).toMatchObject({
      code: 'no-data',
      hint: 'it begins after 2024-12-01T00:00Z and ends before 2025-02-01T00:00Z',
    })
  })
})

describe('the list of a store', () => {
  it('is by venue, symbol and length of timeframe; other folders are not datasets', async () => {
    const store = temporaryStore()
    for (const [venue, symbol, timeframe] of [
      ['usa', 'AAPL', '1d'],
      ['usa', 'AAPL', '5m'],
      ['usa', 'AAPL', '15m'],
      ['binance', 'BTCUSDT', '1m'],
    ] as const) {
      const step = { '1d': 1440, '15m': 15, '5m': 5, '1m': 1 }[timeframe] * MINUTE
      await writeDataset(store, { venue, symbol, timeframe }, flatBars(NEW_YEAR, 2, 100, step))
    }
    mkdirSync(join(store, 'notes/2025/1m'), { recursive: true })
    mkdirSync(join(store, 'usa/AAPL/old'))
    expect(listDatasets(store).map(({ symbol, timeframe }) => `${symbol} ${timeframe}`)).toEqual([
      'BTCUSDT 1m',
      'AAPL 5m',
      'AAPL 15m',
      'AAPL 1d',
    ])
  })

  it('knows each dataset, also after it has grown', async () => {
    const store = temporaryStore()
    await writeDataset(store, BTC, flatBars(NEW_YEAR, 3))
    const summary = () => summaryOf(datasetAt(datasetFolder(store, BTC))!)
    const first = { from: NEW_YEAR, to: NEW_YEAR + 2 * MINUTE, bars: 3, gaps: 0, missing: 0 }
    expect(await summary()).toMatchObject(first)
    expect(await summary()).toMatchObject(first)
    await writeDataset(store, BTC, flatBars(NEW_YEAR + 8 * MINUTE, 2))
    expect(await summary()).toMatchObject({ bars: 5, gaps: 1, missing: 5 })
  })
})
