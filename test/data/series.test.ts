import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { loadBars } from '#host/data/load.ts'
import { BAR_COLUMNS } from '#sdk/domain.ts'
import { HEADER, hostErrorOf, minuteRows, sharedData, temporaryFiles } from './files.ts'

const { write } = temporaryFiles()
const START = Date.UTC(2025, 0, 1)
const MINUTE = 60_000
const DAY = 86_400_000
const tenMinutes = write('ten.csv', [HEADER, ...minuteRows(10)].join('\n'))

describe('a bar series', () => {
  it('lies in one shared buffer, column after column', async () => {
    const { columns, count } = await loadBars(tenMinutes)
    const buffer = columns.openTime.buffer
    expect(buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(buffer.byteLength).toBe(6 * 10 * 8)
    for (const [index, name] of BAR_COLUMNS.entries()) {
      expect(columns[name].buffer).toBe(buffer)
      expect(columns[name].byteOffset).toBe(index * count * 8)
      expect(columns[name].length).toBe(count)
    }
  })

  it('is cut by open time, from inclusive and to exclusive', async () => {
    const times = async (from?: number, to?: number) =>
      Array.from(
        (await loadBars(tenMinutes, { from, to })).columns.openTime,
        (t) => (t - START) / MINUTE,
      )
    expect(await times(START + 3 * MINUTE, START + 6 * MINUTE)).toEqual([3, 4, 5])
    expect(await times(START + 3 * MINUTE + 1, START + 6 * MINUTE + 1)).toEqual([4, 5, 6])
    expect(await times(START + 8 * MINUTE)).toEqual([8, 9])
    expect(await times(undefined, START + 2 * MINUTE)).toEqual([0, 1])
    expect(await times(0, START + DAY)).toHaveLength(10)
    const { columns } = await loadBars(tenMinutes, { from: START + 4 * MINUTE })
    expect(Array.from(columns.volume)).toEqual([4.25, 5.25, 6.25, 7.25, 8.25, 9.25])
  })

  it('has as interval the most common step within the cut, the shorter of two', async () => {
    const at = (...minutes: number[]) =>
      [HEADER, ...minutes.map((m) => `${START + m * MINUTE},1,1,1,1,1`)].join('\n')
    const path = write('steps.csv', at(0, 5, 6, 11, 12, 17, 22))
    expect((await loadBars(path)).intervalMs).toBe(5 * MINUTE)
    const tie = write('tie.csv', at(0, 5, 6, 11, 12))
    expect((await loadBars(tie)).intervalMs).toBe(MINUTE)
    const lateHours = write('late.csv', at(0, 1, 2, 3, 60, 120, 180))
    expect((await loadBars(lateHours)).intervalMs).toBe(MINUTE)
    expect((await loadBars(lateHours, { from: START + 60 * MINUTE })).intervalMs).toBe(60 * MINUTE)
  })

  it('needs two bars, and says what the file holds when a cut leaves fewer', async () => {
    const single = write('single.csv', [HEADER, ...minuteRows(1)].join('\n'))
    expect((await hostErrorOf(() => loadBars(single))).message).toBe(
      'only one bar; at least two are needed',
    )
    const error = await hostErrorOf(() => loadBars(tenMinutes, { from: START + DAY }))
    expect(error).toMatchObject({
      code: 'no-data',
      file: tenMinutes,
      message: 'no bar (from 2025-01-02T00:00Z, to the end)',
      hint: "the file's bars open from 2025-01-01T00:00Z to 2025-01-01T00:09Z",
    })
    const range = { from: START + MINUTE, to: START + 2 * MINUTE }
    expect((await hostErrorOf(() => loadBars(tenMinutes, range))).message).toBe(
      'only one bar; at least two are needed (from 2025-01-01T00:01Z, to 2025-01-01T00:02Z)',
    )
  })
})

describe.skipIf(sharedData === null)('recorded bars', () => {
  // [file, rows, most common step, steps that are longer]: the counts stand in the index.
  it.each([
    ['bars/bitfinex-2018/ETHUSD-1m.csv.gz', 508_048, MINUTE, 13_302],
    ['bars/us-equity-2025/SPY-5m.csv.gz', null, 5 * MINUTE, null],
    ['bars/lean-equity-usa/SPY-1d.csv.gz', null, DAY, null],
    ['bars/lean-equity-usa/AAPL-1h.csv.gz', null, 60 * MINUTE, null],
    ['bars/lean-equity-usa/SPY-1s.csv.gz', null, 1000, null],
    ['bars/binance-spot-klines/BTCUSDT-1w.csv.gz', null, 7 * DAY, null],
    ['dirty/bybit-LINKUSDT-1m-holes.csv.gz', 105_076, MINUTE, 524],
    ['dirty/bybit-testnet-BTCUSDT-1m.csv.gz', 105_076, MINUTE, 524],
  ] as const)('%s loads with its rows, interval and holes', async (file, rows, interval, holes) => {
    const { columns, count, intervalMs } = await loadBars(join(sharedData!, file))
    expect(intervalMs).toBe(interval)
    if (rows !== null) expect(count).toBe(rows)
    const times = columns.openTime
    const longer = times.filter((time, row) => row > 0 && time - times[row - 1]! > interval)
    if (holes !== null) expect(longer).toHaveLength(holes)
  })
})

describe('the bundled dataset', () => {
  it.each(['BTCUSDT', 'ETHUSDT'])(
    '%s has 50 whole days of minutes without a hole',
    async (symbol) => {
      const path = fileURLToPath(
        new URL(`../../examples/data/${symbol}-1m.csv.gz`, import.meta.url),
      )
      const { columns, count, intervalMs } = await loadBars(path)
      expect([count, intervalMs]).toEqual([50 * 1440, MINUTE])
      expect(columns.openTime[0]).toBe(Date.UTC(2025, 4, 5))
      // Strictly increasing whole minutes: first, last and count leave no room for a hole.
      expect(columns.openTime.at(-1)).toBe(Date.UTC(2025, 5, 23, 23, 59))
      expect(columns.openTime.every((time) => time % MINUTE === 0)).toBe(true)
    },
  )
})
