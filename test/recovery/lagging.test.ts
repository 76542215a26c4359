// A host that ends while a bar of one symbol has come and that of another is still to come.
import { expect, it } from 'vitest'
import { openPaper } from '#host/engine/paper.ts'
import type { Instant, Market } from '#host/feeds/feed.ts'
import { watcher } from '../paper/support/scripts.ts'
import { configIn, Ear, makeFolder, START } from '../paper/support/session.ts'

const MINUTE = 60_000
const SYMBOLS = ['BTCUSDT', 'ETHUSDT']

/** What a venue has: three bars of each symbol. The second's last one is late where it `lags`. */
function market(lags: boolean): Market {
  const bar = (feed: number, i: number) => {
    const price = 100 * (feed + 1) + i
    const openTime = START + i * MINUTE
    return { feed, openTime, open: price, high: price, low: price, close: price, volume: 1 }
  }
  return {
    feeds: SYMBOLS.map((symbol) => ({ symbol, intervalMs: MINUTE })),
    recording: null,
    past: [],
    async *instants(_signal, after, _wish, ends = []): AsyncGenerator<Instant> {
      for (let i = 0; i < 3; i++) {
        const feeds = [0, 1].filter((feed) => {
          const isNew = START + (i + 1) * MINUTE > (ends[feed] || after)
          return isNew && !(lags && feed === 1 && i === 2)
        })
        const time = Math.max(START + (i + 1) * MINUTE, after)
        const bars = feeds.map((feed) => bar(feed, i))
        if (bars.length > 0) yield { time, bars, silent: [], stale: [] }
      }
    },
  }
}

it('takes the bar that was late at the next start, and none twice', async () => {
  const folder = makeFolder({ 'w.js': watcher('w') })
  const heard: number[][] = []
  const life = async (lags: boolean) => {
    const ear = new Ear()
    const session = await openPaper(configIn(folder, { symbols: SYMBOLS }), {
      market: market(lags),
      onEntry: ear.hear,
    })
    // Whatever the end: what the next start has is the journal.
    if (lags) await session.engine.play(market(true), new AbortController().signal)
    else await session.play()
    await session.close()
    for (const entry of ear.entries) {
      if (entry.type !== 'bars') continue
      for (const [feed, openTime] of entry.bars) heard.push([feed!, (openTime! - START) / MINUTE])
    }
    return session
  }
  await life(true)
  expect(heard).toEqual([
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
    [0, 2],
  ])
  const again = await life(false)
  expect(again.resumed).toMatchObject({ after: 'crash' })
  expect(heard.slice(5)).toEqual([[1, 2]])
})
