import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCsvRows } from '#host/data/csv.ts'
import { loadBars } from '#host/data/load.ts'
import { coverageOf } from '#host/data/quality/gaps.ts'
import { movesOf } from '#host/data/quality/moves.ts'
import { createReport } from '#host/data/quality/report.ts'
import { examineRows } from '#host/data/quality/rows.ts'
import { volumeSpikes, zeroRuns } from '#host/data/quality/volume.ts'
import { sharedData } from './files.ts'
import { barsOf, flatBars, MINUTE } from './store.ts'

/** A Wednesday. */
const START = Date.UTC(2025, 0, 1)
const DAY = 1440 * MINUTE
const minutes = (...at: number[]) => Float64Array.from(at, (minute) => START + minute * MINUTE)

describe('gaps', () => {
  it('are listed with their first missing bar, the next one there, and how many are missing', () => {
    const { calendar, gaps, missing, share } = coverageOf(minutes(0, 1, 5, 6, 8), '1m')
    expect(calendar).toBe('always open')
    expect(gaps).toEqual([
      { from: START + 2 * MINUTE, to: START + 5 * MINUTE, bars: 3 },
      { from: START + 7 * MINUTE, to: START + 8 * MINUTE, bars: 1 },
    ])
    expect([missing, share]).toEqual([4, 5 / 9])
  })

  it('are nights and week-ends in no market that closes, but minutes of a session are', () => {
    // Two weeks of 14:30 to 20:59, one Tuesday without 16:00 to 16:04.
    const times = [0, 1, 2, 5, 6, 7, 8, 9, 12, 13].flatMap((day) =>
      Array.from({ length: 390 }, (_, i) => START + day * DAY + (870 + i) * MINUTE),
    )
    const hole = START + 6 * DAY + 960 * MINUTE
    const holed = times.filter((time) => time < hole || time >= hole + 5 * MINUTE)
    const { calendar, gaps } = coverageOf(Float64Array.from(holed), '1m')
    expect(calendar).toBe('sessions')
    expect(gaps).toEqual([{ from: hole, to: hole + 5 * MINUTE, bars: 5 }])
  })

  it('are shown where they lie: the share of each stretch of time', () => {
    const times = minutes(...Array.from({ length: 40 }, (_, i) => (i < 20 ? i : i + 40)))
    expect(coverageOf(times, '1m', 4).stretches.map((share) => Number(share?.toFixed(2)))).toEqual([
      1, 0, 0, 0.96,
    ])
  })

  it.skipIf(sharedData === null).each([
    // As ../shared/data/README.md counts them.
    ['bars/binance-spot-2021/BTCUSDT-1m.csv.gz', 2, 434],
    ['dirty/bybit-LINKUSDT-1m-holes.csv.gz', 524, 419_724],
    ['bars/binance-spot-2019/XRPETH-1m.csv.gz', 676, 1091],
    ['bars/binance-spot-klines/BTCUSDT-2h.csv.gz', 18, 53],
  ])('of recorded bars are counted: %s', async (file, gaps, missing) => {
    const { columns } = await loadBars(join(sharedData!, file))
    const timeframe = /-(\d+[mh])/.exec(file)![1]!
    const coverage = coverageOf(columns.openTime, timeframe)
    expect([coverage.gaps.length, coverage.missing]).toEqual([gaps, missing])
  })
})

describe('rows', () => {
  const header = 'timestamp,open,high,low,close,volume\n'
  const examine = (...rows: string[]) => {
    const text = new TextEncoder().encode(header + rows.join('\n'))
    const { bars, lineOf } = readCsvRows(text, 'x.csv', {})
    return examineRows(bars, lineOf)
  }

  it('that no market can have made, that come twice or out of order are found by line', () => {
    const { findings, bars } = examine(
      '2025-01-01T00:00Z,100,101,99,100,1',
      '2025-01-01T00:01Z,100,98,99,100,1',
      '2025-01-01T00:03Z,100,101,99,100,1',
      '2025-01-01T00:02Z,100,101,99,100,1',
      '2025-01-01T00:03Z,100,101,99,100.5,1',
      '2025-01-01T00:04Z,0,0,0,0,0',
      '2025-01-01T00:03Z,100,101,99,100,1',
    )
    expect(findings.map(({ place, kind, message }) => `${place} ${kind}: ${message}`)).toEqual([
      '3 impossible: high 98 is below low 99',
      '5 out-of-order: opens before the row above it',
      '6 duplicate: is there twice, with other values (4)',
      '7 impossible: open must be above 0, received 0',
      '8 duplicate: is there twice, with other values (6)',
    ])
    expect([...bars.openTime].map((time) => (time - START) / MINUTE)).toEqual([0, 2, 3])
  })

  it('that run backwards are one finding', () => {
    const rows = [3, 2, 1, 0].map((minute) => `2025-01-01T00:0${minute}Z,100,101,99,100,1`)
    const { findings, isNewestFirst, bars } = examine(...rows)
    expect([findings, isNewestFirst, bars.openTime[0]]).toEqual([[], true, START])
  })
})

/** Bars that do nothing but close there. */
const walk = (closes: readonly number[], step = MINUTE) =>
  barsOf(closes.map((close, i) => [START + i * step, close, close, close, close, 5]))
const quiet = Array.from({ length: 50 }, (_, i) => 100 + (i % 3) * 0.1)
const told = (closes: readonly number[]) =>
  movesOf(walk(closes), '1m').map(({ kind, column, price, last }) => [kind, column, price, last])

describe('prices', () => {
  it('that leave the last one and come back are outliers, with the last good price', () => {
    expect(told([...quiet, 150, 151, ...quiet])).toEqual([
      ['outlier', 'close', 150, 100.1],
      ['outlier', 'close', 151, 100.1],
    ])
  })

  it('that stay are a jump, told once', () => {
    expect(told([...quiet, ...quiet.map((close) => close * 1.3)])).toEqual([
      ['jump', 'close', 130, 100.1],
    ])
  })

  it('that only a wick has are found too', () => {
    const bars = walk(quiet)
    bars.low[20] = 60
    bars.high[30] = 130
    expect(movesOf(bars, '1m').map(({ column, price }) => [column, price])).toEqual([
      ['low', 60],
      ['high', 130],
    ])
  })

  it('that move as the market does are nothing', () => {
    const wild = Array.from({ length: 200 }, (_, i) => 100 * 1.04 ** (i % 4))
    expect(told(wild)).toEqual([])
    expect(told(Array.from({ length: 100 }, (_, i) => 100 * 1.01 ** i))).toEqual([])
  })

  it('that begin a day elsewhere by a ratio of shares may be a split', () => {
    const split = (ratio: number) => {
      const bars = walk([...quiet, ...quiet.map((close) => close / ratio)], DAY)
      bars.open[50] = bars.close[50]! * 1.01
      bars.high[50] = bars.open[50]!
      return movesOf(bars, '1d').map((move) => move.ratio)
    }
    expect([split(2), split(1 / 10), split(1.5), split(1.22)]).toEqual([
      ['2:1'],
      ['1:10'],
      ['3:2'],
      [null],
    ])
  })
})

describe('volume', () => {
  it('that is zero for long is a run; short silences are not', () => {
    const bars = flatBars(START, 40)
    bars.volume.fill(0, 3, 12)
    bars.volume.fill(0, 20, 30)
    expect(zeroRuns(bars)).toEqual([
      { from: START + 20 * MINUTE, to: START + 29 * MINUTE, bars: 10 },
    ])
  })

  it('a hundred times the usual is a spike', () => {
    const bars = flatBars(START, 40)
    bars.volume[7] = 499
    bars.volume[9] = 500
    expect(volumeSpikes(bars)).toEqual([{ time: START + 9 * MINUTE, volume: 500, times: 100 }])
  })
})

describe('bars', () => {
  const report = (bars: ReturnType<typeof walk>) =>
    createReport(
      { name: 'x', symbol: null, timeframe: '1m', placeUnit: 'row', actions: null },
      examineRows(bars, (row) => row + 1),
    )

  it('with gaps and a bad print in thousands are fit, with remarks', () => {
    const closes = Array.from({ length: 3000 }, (_, i) => 100 + (i % 3) * 0.1)
    closes[500] = 150
    const { unfit, moves } = report(walk(closes))
    expect([unfit, moves.length]).toEqual([[], 1])
  })

  it('of which most are missing, or which many bad prints are among, are not', () => {
    const sparse = barsOf(
      Array.from({ length: 100 }, (_, i) => [START + i * (i < 50 ? 1 : 4) * MINUTE, 9, 9, 9, 9, 1]),
    )
    expect(report(sparse).unfit).toEqual(['only 25.2 % of the bars are there'])
    const closes = Array.from({ length: 3000 }, (_, i) => (i % 300 === 200 ? 150 : 100 + (i % 3)))
    expect(report(walk(closes)).unfit).toEqual(['10 prices out of line'])
  })
})
