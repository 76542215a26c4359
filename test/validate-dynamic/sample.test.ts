// The bars that scripts are tried on, against the recording read line by line.
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { FeedData } from '#host/runner/protocol.ts'
import { type Future, withFuture } from '#host/validate/dynamic/futures.ts'
import { columnsOf, takeSample } from '#host/validate/dynamic/sample.ts'
import { TIMEFRAMES } from '#sdk/timeframe.ts'

const NOTHING = { symbols: [], timeframes: [] }
const MINUTE = 60_000

const take = (timeframe: string, timeframes: readonly number[] = []) =>
  takeSample({ timeframe, symbols: null, mentions: { ...NOTHING, timeframes } })

const barsOf = ({ columns, count }: FeedData) => columnsOf(columns, count)

function recorded(symbol: string): number[][] {
  const file = new URL(`../../examples/data/${symbol}-1m.csv.gz`, import.meta.url)
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n').slice(1)
  return lines.map((line) => line.split(',').map(Number))
}

test.each(Object.keys(TIMEFRAMES))(
  '%s gets thousands of whole strategy bars',
  async (timeframe) => {
    const { feeds, from, to, timeframeMs, strategyBars } = await take(timeframe)
    const [feed] = feeds
    const { openTime } = barsOf(feed!)
    expect(strategyBars).toBeGreaterThanOrEqual(2000)
    expect(feed!.count).toBeLessThanOrEqual(24_000)
    expect([from % timeframeMs, to % timeframeMs, timeframeMs % feed!.intervalMs]).toEqual([
      0, 0, 0,
    ])
    expect(openTime[0]).toBe(from)
    expect(openTime.every((time, i) => time === from + i * feed!.intervalMs)).toBe(true)
    expect(from + strategyBars * timeframeMs).toBe(to)
  },
)

test('a 5m strategy sees the recorded minutes themselves', async () => {
  const { feeds } = await take('5m')
  const rows = recorded('BTCUSDT').slice(-24_000)
  const { openTime, open, high, low, close, volume } = barsOf(feeds[0]!)
  for (const i of [0, 11_111, 23_999]) {
    const bar = [openTime, open, high, low, close, volume].map((column) => column[i])
    expect(bar).toEqual(rows[i])
  }
})

test('a 4h strategy sees bars of three recorded minutes, each as if it took half an hour', async () => {
  const { feeds } = await take('4h')
  const last = recorded('BTCUSDT').slice(-3)
  const { openTime, open, high, low, close, volume } = barsOf(feeds[0]!)
  expect(feeds[0]!.intervalMs).toBe(30 * MINUTE)
  expect(openTime.at(-1)).toBe(last[0]![0]! + 3 * MINUTE - 30 * MINUTE)
  expect(open.at(-1)).toBe(last[0]![1])
  expect(high.at(-1)).toBe(Math.max(...last.map((row) => row[2]!)))
  expect(low.at(-1)).toBe(Math.min(...last.map((row) => row[3]!)))
  expect(close.at(-1)).toBe(last[2]![4])
  expect(volume.at(-1)).toBeCloseTo(
    last.reduce((sum, row) => sum + row[5]!, 0),
    9,
  )
})

test('a strategy that looks at shorter bars than its own gets bars to make them of', async () => {
  const plain = await take('1d')
  const { feeds, strategyBars } = await take('1d', [15 * MINUTE, 60 * MINUTE])
  expect(plain.feeds[0]!.intervalMs).toBe(120 * MINUTE)
  expect(feeds[0]!.intervalMs).toBe(15 * MINUTE)
  expect(strategyBars).toBe(250)
})

test('every symbol that a script lists or names is there, the first listed as its own', async () => {
  const mentions = { symbols: ['SOLUSDT'], timeframes: [] }
  const symbols = ['ETHUSDT', 'BTCUSDT']
  const { feeds } = await takeSample({ timeframe: '1m', symbols, mentions })
  expect(feeds.map(({ symbol }) => symbol)).toEqual(['ETHUSDT', 'BTCUSDT', 'SOLUSDT'])
  const times = feeds.map((feed) => barsOf(feed).openTime)
  expect(times[1]).toEqual(times[0])
  expect(barsOf(feeds[1]!).close.at(-1)).toBe(recorded('ETHUSDT').at(-1)![4])
})

test.each<Future>(['truncated', 'noise'])(
  '%s bars share the past and nothing else',
  async (future) => {
    const { feeds, from } = await take('1m')
    const cut = from + 1000 * MINUTE
    const [before, after] = [barsOf(feeds[0]!), barsOf(withFuture(feeds, cut, future)[0]!)]
    for (const name of ['openTime', 'open', 'high', 'low', 'close', 'volume'] as const) {
      expect(after[name].slice(0, 1000)).toEqual(before[name].slice(0, 1000))
    }
    expect(after.close.length).toBe(future === 'truncated' ? 1000 : 24_000)
    for (let i = 1000; i < after.close.length; i++) {
      const [open, high, low, close] = [after.open, after.high, after.low, after.close].map(
        (column) => column[i]!,
      ) as [number, number, number, number]
      const isValid = low > 0 && low <= Math.min(open, close) && high >= Math.max(open, close)
      if (!isValid || close === before.close[i])
        expect.fail(`bar ${i}: ${[open, high, low, close]}`)
    }
  },
)

test('noise is the same noise every time', async () => {
  const { feeds, from } = await take('1m')
  const cut = from + 1000 * MINUTE
  const [first, second] = [withFuture(feeds, cut, 'noise'), withFuture(feeds, cut, 'noise')]
  expect(barsOf(first[0]!)).toEqual(barsOf(second[0]!))
})
