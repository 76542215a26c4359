import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Adjust, adjustBars, adjustmentsOf } from '#host/data/actions/adjust.ts'
import { auditActions, foreignBars } from '#host/data/actions/audit.ts'
import { parseActionFile } from '#host/data/actions/factor-file.ts'
import { localDay, startOfDay } from '#host/data/actions/local-day.ts'
import { readActions, writeActions } from '#host/data/actions/record.ts'
import type { Actions } from '#host/data/actions/schema.ts'
import { loadBars } from '#host/data/load.ts'
import { datasetAt, datasetFolder } from '#host/data/store/place.ts'
import { writeDataset } from '#host/data/store/write.ts'
import { hostErrorOf, sharedData } from './files.ts'
import { barsOf, temporaryStore } from './store.ts'

const timeZone = 'America/New_York'
const actionsOf = (text: string): Actions => {
  const file = parseActionFile(text, 'x.csv')
  return file.kind === 'factors'
    ? { timeZone, factors: [...file.rows], tickers: [] }
    : { timeZone, factors: [], tickers: [...file.rows] }
}

/** A dividend of 1 on 50 after Thursday the 2nd, 2:1 after Friday the 3rd. */
const FACTORS = '20240101,0.98,0.5,1\n20250102,0.98,0.5,50\n20250103,1,0.5,48\n20501231,1,1,0\n'
const day = (date: number, close: number) => [
  Date.UTC(2025, 0, date, 5),
  ...[close, close + 2, close - 2, close, 100],
]
const bars = barsOf([day(2, 50), day(3, 48), day(6, 24), day(7, 25)])

describe('adjusted bars', () => {
  const closes = (adjust: Adjust) => [...adjustBars(bars, actionsOf(FACTORS), adjust).close]

  it('are raw, split-adjusted, or adjusted for dividends as well', () => {
    expect(closes('none')).toEqual([50, 48, 24, 25])
    expect(closes('splits')).toEqual([25, 24, 24, 25])
    expect(closes('all')).toEqual([50 * 0.49, 24, 24, 25])
  })

  it('have all four prices moved alike, and volume only by the split', () => {
    const { open, high, low, volume } = adjustBars(bars, actionsOf(FACTORS), 'all')
    expect([open[0], high[0], low[0]]).toEqual([50 * 0.49, 52 * 0.49, 48 * 0.49])
    expect([...volume]).toEqual([200, 200, 100, 100])
  })

  it("begin with the exchange's day, not with UTC's", () => {
    // 19:59 in New York on Friday the 3rd, and 00:00 on Monday the 6th.
    const late = barsOf([
      [Date.UTC(2025, 0, 4, 0, 59), 48, 48, 48, 48, 1],
      [Date.UTC(2025, 0, 6, 5), 24, 24, 24, 24, 1],
    ])
    expect([...adjustBars(late, actionsOf(FACTORS), 'splits').close]).toEqual([24, 24])
  })
})

describe('the list of adjustments', () => {
  it('has each with its trading day, ratio or cash, and factors', () => {
    expect(adjustmentsOf(actionsOf(FACTORS))).toMatchObject([
      { date: '2025-01-03', split: null, dividend: 1, factor: 0.98, cumulative: 0.49 },
      { date: '2025-01-06', split: 2, dividend: null, factor: 0.5, cumulative: 0.5 },
    ])
  })

  it.skipIf(sharedData === null)("has Apple's four splits, exactly", () => {
    const path = join(sharedData!, 'corporate-actions/usa/factor_files/aapl.csv')
    const splits = adjustmentsOf(actionsOf(readFileSync(path, 'utf8'))).filter(
      ({ split }) => split !== null,
    )
    expect(splits.map(({ date, split }) => [date, split])).toEqual([
      ['2000-06-21', 2],
      ['2005-02-28', 2],
      ['2014-06-09', 7],
      ['2020-08-31', 4],
    ])
  })
})

describe('days of an exchange', () => {
  it('begin at its midnight, summer and winter', () => {
    expect(startOfDay('2025-01-06', timeZone)).toBe(Date.UTC(2025, 0, 6, 5))
    expect(startOfDay('2025-07-07', timeZone)).toBe(Date.UTC(2025, 6, 7, 4))
    // The day on which clocks go forward, and the one after.
    expect(startOfDay('2025-03-09', timeZone)).toBe(Date.UTC(2025, 2, 9, 5))
    expect(startOfDay('2025-03-10', timeZone)).toBe(Date.UTC(2025, 2, 10, 4))
    expect(startOfDay('2025-01-06', 'Asia/Kolkata')).toBe(Date.UTC(2025, 0, 5, 18, 30))
    expect(localDay(Date.UTC(2025, 0, 6, 4, 59), timeZone)).toBe('2025-01-05')
  })
})

describe('the audit', () => {
  it('confirms raw bars, and knows those that are adjusted already', () => {
    const actions = actionsOf(FACTORS)
    expect(auditActions(bars, actions)).toEqual({ confirmed: 2, contradiction: null })
    expect(auditActions(adjustBars(bars, actions, 'splits'), actions)).toEqual({
      confirmed: 0,
      contradiction: { date: '2025-01-02', expected: 50, found: 25 },
    })
  })

  it('finds the bars that are of another company', () => {
    const actions = actionsOf('20250103,old,N\n20250106,old,N\n20501231,new,N\n')
    const first = { from: bars.openTime[0], to: bars.openTime[0], bars: 1, ticker: null }
    expect(foreignBars(bars, actions, 'NEW')).toEqual([
      first,
      { from: bars.openTime[1], to: bars.openTime[2], bars: 2, ticker: 'OLD' },
    ])
  })

  it.skipIf(sharedData === null).each([
    ['AAPL', 39],
    ['IBM', 89],
    ['SPY', 90],
  ])('agrees with every close of %s that its factor file gives', async (symbol, least) => {
    const { columns } = await loadBars(
      join(sharedData!, `bars/lean-equity-usa/${symbol}-1d.csv.gz`),
    )
    const path = join(sharedData!, `corporate-actions/usa/factor_files/${symbol.toLowerCase()}.csv`)
    const actions = actionsOf(readFileSync(path, 'utf8'))
    const audit = auditActions(columns, actions)
    expect(audit.contradiction).toBeNull()
    expect(audit.confirmed).toBeGreaterThanOrEqual(least)
    // LEAN's own rule: a day's prices times both factors of the first row at or after it. Its
    // files say 0.01785710 for 1/56.
    const adjusted = adjustBars(columns, actions, 'all')
    for (let row = 0; row < columns.openTime.length; row += 97) {
      const date = localDay(columns.openTime[row]!, timeZone)
      const factors = actions.factors.find((one) => one.date >= date)!
      const expected = columns.close[row]! * factors.price * factors.split
      expect(Math.abs(adjusted.close[row]! / expected - 1), date).toBeLessThan(3e-6)
    }
  })
})

describe('an action file', () => {
  it.each([
    ['20240101,0.98\n', 'x.csv', 1, 'expected yyyymmdd,price factor,split factor,close'],
    ['20240101,1,1,5\n20230101,1,1,5\n', 'x.csv', 2, 'the date 2023-01-01 is not after 2024-01-01'],
    ['20240101,1,0,5\n', 'x.csv', 1, 'received "20240101,1,0,5"'],
    ['20241301,1,1,5\n', 'x.csv', 1, 'received "20241301,1,1,5"'],
    ['20240101,aapl,Q\n20250101,,Q\n', 'x.csv', 2, 'expected yyyymmdd,ticker,exchange'],
  ])('that is wrong (%j) is refused with its line', async (text, file, line, says) => {
    const error = await hostErrorOf(() => parseActionFile(text, file))
    expect([error.code, error.file, error.line]).toEqual(['bad-format', file, line])
    expect(error.message).toContain(says)
  })
})

describe('a dataset with actions', () => {
  it('is stored raw, and read adjusted as asked; by default for splits', async () => {
    const store = temporaryStore()
    const id = { venue: 'usa', symbol: 'ABC', timeframe: '1d' }
    await writeDataset(store, id, bars)
    const files = [parseActionFile(FACTORS, 'abc.csv')]
    await writeActions(store, id, { files, timeZone })
    const folder = datasetFolder(store, id)
    const closes = async (adjust?: Adjust) => [
      ...(await loadBars(folder, {}, adjust === undefined ? {} : { adjust })).columns.close,
    ]
    expect(await closes()).toEqual([25, 24, 24, 25])
    expect(await closes('none')).toEqual([50, 48, 24, 25])
    expect(await closes('all')).toEqual([24.5, 24, 24, 25])
    // New bars join across the split: raw ones, compared as such.
    expect((await writeDataset(store, id, barsOf([day(8, 26)]))).added).toBe(1)
  })

  it('keeps factors when tickers come later', async () => {
    const store = temporaryStore()
    const id = { venue: 'usa', symbol: 'ABC' }
    for (const text of [FACTORS, '20200101,abc,N\n20501231,abc,N\n']) {
      await writeActions(store, id, { files: [parseActionFile(text, 'abc.csv')], timeZone })
    }
    const folder = join(store, 'usa/ABC/1d')
    const actions = await readActions({ folder })
    expect([actions?.factors.length, actions?.tickers.length]).toEqual([4, 2])
    expect(datasetAt(folder)).toBeNull()
  })
})
