import { describe, expect, it } from 'vitest'
import { asBars, type BarSeries } from '#host/data/series.ts'
import type { Clock } from '#host/feeds/playback.ts'
import { createReplay, mergeBars } from '#host/feeds/replay.ts'

const MINUTE = 60_000

/** Bars that open at these minutes; prices do not matter. */
function series(intervalMinutes: number, minutes: readonly number[]): BarSeries {
  const times = Float64Array.from(minutes, (minute) => minute * MINUTE)
  const columns = asBars([times, ...Array.from({ length: 5 }, () => times.map(() => 1))])
  return { columns, count: minutes.length, intervalMs: intervalMinutes * MINUTE, path: '' }
}

/** [minute at which it ends, [feed, minute at which it opens]…] */
function outline(all: readonly BarSeries[]) {
  return [...mergeBars(all, 0)].map(({ time, bars }) => [
    time / MINUTE,
    ...bars.map((bar) => [bar.feed, bar.openTime / MINUTE]),
  ])
}

/** Sleeping only moves its hand. */
class FakeClock implements Clock {
  hand = 0
  readonly slept: number[] = []
  now = () => this.hand
  sleep = async (ms: number) => {
    this.slept.push(ms)
    this.hand += ms
  }
}

describe('merging recordings', () => {
  it('brings together what ends together, in the order of the feeds', () => {
    expect(outline([series(1, [0, 1, 2]), series(1, [0, 1, 2])])).toEqual([
      [1, [0, 0], [1, 0]],
      [2, [0, 1], [1, 1]],
      [3, [0, 2], [1, 2]],
    ])
  })

  it('lets each symbol have its own holes, beginning and end', () => {
    expect(outline([series(1, [0, 3]), series(1, [1, 3, 4])])).toEqual([
      [1, [0, 0]],
      [2, [1, 1]],
      [4, [0, 3], [1, 3]],
      [5, [1, 4]],
    ])
  })

  it('goes by when bars end, not by when they open', () => {
    expect(outline([series(5, [0, 5]), series(1, [3, 4, 5])])).toEqual([
      [4, [1, 3]],
      [5, [0, 0], [1, 4]],
      [6, [1, 5]],
      [10, [0, 5]],
    ])
  })
})

describe('going on with a recording', () => {
  it('begins with the first instant later than the one named', () => {
    const first = series(1, [0, 1, 3])
    const second = series(1, [1, 2])
    const rest = [...mergeBars([first, second], 2 * MINUTE)]
    expect(rest.map(({ time, bars }) => [time / MINUTE, bars.map(({ feed }) => feed)])).toEqual([
      [3, [1]],
      [4, [0]],
    ])
  })
})

describe('pacing a recording', () => {
  const bars = series(1, [0, 1, 2, 10])
  const play = async (speed: number | 'max', clock: FakeClock, work = 0) => {
    const market = createReplay({ series: [{ symbol: 'A', bars }], speed, clock })
    const times: number[] = []
    for await (const { time } of market.instants(new AbortController().signal, 0)) {
      times.push(time / MINUTE)
      clock.hand += work
    }
    expect(times).toEqual([1, 2, 3, 11])
    return clock.slept
  }

  it('waits as long as the market did, divided by the speed', async () => {
    expect(await play(60, new FakeClock())).toEqual([1000, 1000, 8000])
  })

  it('takes off what the listener needed', async () => {
    expect(await play(60, new FakeClock(), 300)).toEqual([700, 700, 7700])
  })

  it('does not race through what a slow listener has missed', async () => {
    expect(await play(60, new FakeClock(), 5000)).toEqual([3000])
  })

  it('never waits at full speed', async () => {
    expect(await play('max', new FakeClock())).toEqual([])
  })

  it('ends when it is told to', async () => {
    const controller = new AbortController()
    const market = createReplay({ series: [{ symbol: 'A', bars }], speed: 'max' })
    let count = 0
    for await (const _ of market.instants(controller.signal, 0)) {
      count += 1
      controller.abort()
    }
    expect(count).toBe(1)
  })
})
