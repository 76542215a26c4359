// A recorded session as what a backtest runs on, and what the data commands say of a recording.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { MarketEvent } from '#host/feeds/market-event.ts'
import { recordedBars } from '#host/recorder/bars.ts'
import { playedFeeds } from '#host/recorder/played-feeds.ts'
import { fixture, workplace } from '../cli/watchfire.ts'
import { hostErrorOf, sharedData } from '../data/files.ts'
import { bar, flatBar, MINUTE, quote, sharedRows, status, T0, trade } from '../feeds/support.ts'
import { names, record, recordings } from './support.ts'

const folder = recordings()
function barsOf(at: string, symbol: string, built?: ReadonlyMap<string, number>) {
  const feeds = playedFeeds(at, [symbol], built)
  return { feed: feeds[0]!, ...recordedBars(at, feeds)[0]! }
}
const rowsOf = ({ rows }: ReturnType<typeof barsOf>) =>
  rows.map(([openTime, ...rest]) => [(openTime! - T0) / MINUTE, ...rest])

describe('bars of a recording', () => {
  it("are the venue's own closed ones where there are any", async () => {
    const at = folder()
    await record(at, [
      trade(100, 100),
      bar(0, [100, 104, 98, 102]),
      bar(1, [102, 103, 101, 102], { isClosed: false }),
      bar(1, [102, 105, 101, 105]),
      flatBar(0, 7, { symbol: 'ETHUSDT', receiveTime: T0 + MINUTE }),
      bar(2, [105, 106, 104, 104]),
    ])
    const bars = barsOf(at, 'BTCUSDT')
    expect(bars).toMatchObject({
      feed: { madeOf: 'bars', intervalMs: MINUTE },
      refused: 0,
    })
    expect(rowsOf(bars)).toEqual([
      [0, 100, 104, 98, 102, 10],
      [1, 102, 105, 101, 105, 10],
      [2, 105, 106, 104, 104, 10],
    ])
  })

  it('are built of the trades where there are none; a minute that is not whole makes none', async () => {
    const at = folder()
    await record(at, [
      // The session begins in the middle of minute 0, and ends in the middle of minute 4.
      trade(30_000, 100),
      trade(60_000, 101, { quantity: 2 }),
      trade(90_000, 99),
      trade(119_999, 100),
      trade(200_000, 102),
      quote(240_000, 101, 102),
      trade(250_000, 103),
    ])
    const bars = barsOf(at, 'BTCUSDT')
    expect(bars).toMatchObject({
      feed: { madeOf: 'trades', intervalMs: MINUTE },
      refused: 0,
    })
    expect(rowsOf(bars)).toEqual([
      [1, 101, 101, 99, 100, 4],
      [3, 102, 102, 102, 102, 1],
    ])
  })

  it('go through the quality gate', async () => {
    const at = folder()
    const impossible = bar(1, [100, 90, 101, 100])
    await record(at, [flatBar(0, 100), impossible, flatBar(1, 100), flatBar(2, 101)])
    const bars = barsOf(at, 'BTCUSDT')
    expect(bars.refused).toBe(1)
    expect(rowsOf(bars).map(([n, open]) => [n, open])).toEqual([
      [0, 100],
      [1, 100],
      [2, 101],
    ])
  })

  it('that cannot be made are an error that says what is there', async () => {
    const at = folder()
    await record(at, [quote(0, 1, 2), quote(1000, 1, 2), status(0, 'connected')])
    expect((await hostErrorOf(() => barsOf(at, 'BTCUSDT'))).message).toContain('2 quote')
    const error = await hostErrorOf(() => barsOf(at, 'BTCUSD'))
    expect(error.hint).toContain('did you mean "BTCUSDT"?')
  })

  it.skipIf(sharedData === null)(
    "of a recorded market's trades are the venue's own bars, at 12 bytes a trade at the most",
    async () => {
      const at = folder()
      const trades = sharedRows('ticks/binance/XRPETH-20191011-trades.csv.gz').map(
        ([time, price, quantity, id]) =>
          trade(0, price!, {
            symbol: 'XRPETH',
            exchangeTime: time!,
            receiveTime: time! + 20,
            quantity: quantity!,
            id: id!,
          }),
      )
      await record(at, trades)
      const size = names(at).reduce((sum, name) => sum + readFileSync(join(at, name)).length, 0)
      expect(size / trades.length).toBeLessThanOrEqual(12)
      const { rows } = barsOf(at, 'XRPETH')
      const theirs = sharedRows('bars/binance-spot-2019/XRPETH-1m.csv.gz')
      // The first trade came within the first minute, the last within the last.
      const whole = theirs.slice(1, -1)
      expect(rows.map((row) => row.slice(0, 5))).toEqual(whole.map((row) => row.slice(0, 5)))
    },
  )
})

describe('bars that a session built of its trades', () => {
  const SECOND = 1000
  const built = new Map([['BTCUSDT', 10 * SECOND]])
  /** Of ten seconds, as the history has it: at `at` (s), received at `received`. */
  const past = (at: number, price: number, received: number) =>
    flatBar(0, price, {
      ...{ openTime: T0 + at * SECOND, intervalMs: 10 * SECOND },
      ...{ exchangeTime: Number.NaN, receiveTime: T0 + received * SECOND },
    })
  const trades = (...all: (readonly [second: number, price: number])[]) =>
    all.map(([second, price]) => trade(second * SECOND, price))
  async function rows(...events: (MarketEvent | MarketEvent[])[]) {
    const at = folder()
    await record(at, events.flat())
    const { rows } = barsOf(at, 'BTCUSDT', built)
    return rows.map(([time, ...rest]) => [(time! - T0) / SECOND, ...rest])
  }

  it('are built again, each of a whole interval', async () => {
    const had = await rows(
      status(3 * SECOND, 'connected'),
      trades([6, 100], [12, 101], [14, 100.5], [19.9, 100.7], [22, 102]),
      status(24 * SECOND, 'lost'),
      status(26 * SECOND, 'connected'),
      trades([29, 103], [33, 104], [45, 105]),
      quote(61.2 * SECOND, 105, 106),
      trades([63, 107]),
    )
    expect(had).toEqual([
      [10, 101, 101, 100.5, 100.7, 3],
      [30, 104, 104, 104, 104, 1],
      [40, 105, 105, 105, 105, 1],
    ])
  })

  it('are those of the history where some of their trades are not known', async () => {
    const had = await rows(
      status(3 * SECOND, 'connected'),
      trades([6, 100]),
      past(0, 99, 12.5),
      trades([14, 100.5], [22, 102]),
      status(24 * SECOND, 'lost'),
      status(26 * SECOND, 'connected'),
      trades([29, 103], [31, 104]),
      past(20, 102.5, 32.5),
      trades([33, 104.5], [42, 105]),
    )
    expect(had).toEqual([
      [0, 99, 99, 99, 99, 10],
      [10, 100.5, 100.5, 100.5, 100.5, 1],
      [20, 102.5, 102.5, 102.5, 102.5, 10],
      [30, 104, 104.5, 104, 104.5, 2],
    ])
  })

  it('are not made of the time in which the host was away', async () => {
    const had = await rows(
      status(-5 * SECOND, 'connected'),
      trades([1, 100], [11, 101], [22, 102]),
      // It dies, and asks for what it has missed when it is back.
      [10, 20, 30, 40, 50].map((at) => past(at, 102 + at / 100, 63)),
      status(63.5 * SECOND, 'connected'),
      trades([68, 103]),
      past(60, 102.5, 72.5),
      trades([74, 104], [82, 105]),
    )
    const flat = (at: number, price: number, volume: number) => [
      ...[at, price, price, price, price],
      volume,
    ]
    expect(had).toEqual([
      flat(0, 100, 1),
      flat(10, 101, 1),
      ...[20, 30, 40, 50].map((at) => flat(at, 102 + at / 100, 10)),
      flat(60, 102.5, 10),
      flat(70, 104, 1),
    ])
  })
})

describe('the command line on a recording', () => {
  const place = workplace()
  const closes = Array.from({ length: 120 }, (_, i) => 100 + 10 * Math.sin(i / 6))
  const bars = closes.map((close, i) => {
    const open = closes[i - 1] ?? close
    return bar(i, [open, Math.max(open, close), Math.min(open, close), close])
  })

  it('backtests over it as over the same bars in a file', async () => {
    const at = folder()
    await record(at, [...bars, quote(121 * MINUTE, 1, 2, { symbol: 'ETHUSDT' })])
    const rows = bars.map((b) => [b.openTime, b.open, b.high, b.low, b.close, b.volume].join(','))
    const file = join(at, '..', 'same-1m.csv')
    writeFileSync(file, `timestamp,open,high,low,close,volume\n${rows.join('\n')}\n`)
    const run = async (data: string) => {
      const args = [
        'backtest',
        fixture('trend.ts'),
        '--timeframe',
        '1m',
        '--data',
        data,
        '--symbol',
        'BTCUSDT',
      ]
      const { code, stdout, stderr } = await place.watchfire(...args, '--json', '-')
      expect(code, stderr).toBe(0)
      const { timing: _, ...report } = JSON.parse(stdout)
      return { report, stderr }
    }
    const recorded = await run(at)
    expect(recorded.stderr).toContain("BTCUSDT: 120 bars of 60 s, the venue's own")
    expect(recorded.report.trades.length).toBeGreaterThan(0)
    expect(recorded.report).toEqual((await run(file)).report)
  })

  it('lists what it holds and checks it', async () => {
    const at = folder()
    await record(at, [...bars.slice(0, 3), status(4 * MINUTE, 'lost'), bars[1]!])
    const list = await place.watchfire('data', 'list', at)
    expect(list.stdout).toMatch(/^BTCUSDT {2}bar +4 {2}2025-01-01 00:01 {2}2025-01-01 00:03$/m)
    expect(list.stdout).toMatch(/^BTCUSDT {2}status +1 /m)
    const check = await place.watchfire('data', 'check', at)
    expect(check).toMatchObject({ code: 0 })
    expect(check.stdout).toContain(`${at}: whole\n  BTCUSDT: 5 events\n    connection lost: 1\n`)
    expect(check.stdout).toMatch(/refused: out-of-order 1$/m)
    const json = JSON.parse((await place.watchfire('data', 'check', at, '--json')).stdout)
    expect(json).toMatchObject({
      damage: null,
      symbols: [{ symbol: 'BTCUSDT', events: 5, lost: 1 }],
    })
  })

  it('says that it is damaged, and where', async () => {
    const at = folder()
    await record(at, bars)
    const path = join(at, names(at)[0]!)
    const bytes = readFileSync(path)
    bytes[60]! ^= 1
    writeFileSync(path, bytes)
    const { code, stdout } = await place.watchfire('data', 'check', at)
    expect(code).toBe(1)
    expect(stdout).toContain('DAMAGED')
    expect(stdout).toContain('damaged at byte 8')
  })
})
