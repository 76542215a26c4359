// Order books of a live market over Binance's protocol: changes over a snapshot, what becomes of them
// when something is missing or wrong, and who gets them at all.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FeedTick, Instant, TickWish } from '#host/feeds/feed.ts'
import { playedFeeds } from '#host/recorder/played-feeds.ts'
import { Player } from '#host/recorder/player.ts'
import { bookDepth, bookLevel } from '#sdk/book.ts'
import { temporaryFiles } from '../data/files.ts'
import { record } from '../recorder/support.ts'
import { type Act, byFeed, expected, liveTest } from './live.ts'

type Test = Awaited<ReturnType<typeof liveTest>>

/** Everything of BTC that can be had, and no book of ETH. */
const BOOK_OF_BTC: TickWish = {
  after: 0,
  needs: ({ feed }) => feed === 0,
  follows: () => true,
  readsBook: (feed) => feed === 0,
}

async function played(bars: number, acts: (test: Test) => readonly Act[], wish = BOOK_OF_BTC) {
  const test = await liveTest({ bars: bars + 5, wish })
  const instants = await test.play(bars, acts(test))
  return { test, instants }
}

const ticksOf = (instants: readonly Instant[]) => instants.flatMap(({ ticks = [] }) => ticks)

/** "99 1 / 101 2" of the best level, "-" without a book. */
function best({ book }: FeedTick): string {
  if (book === null) return '-'
  const { bid, bidQuantity, ask, askQuantity } = bookLevel({ numbers: book, at: 0 }, 0)
  return `${bid} ${bidQuantity} / ${ask} ${askQuantity}`
}

/** What the test sees, each once in a row. */
const story = (instants: readonly Instant[]) =>
  ticksOf(instants)
    .map(best)
    .filter((one, i, all) => one !== all[i - 1])

/** A book of three levels a side around 100. */
function fill({ exchange }: Test, symbol = 0): void {
  exchange.changeBook(
    symbol,
    [
      [99, 1],
      [98, 2],
      [90, 3],
    ],
    [
      [101, 4],
      [102, 5],
      [110, 6],
    ],
  )
}

const paths = ({ exchange }: Test) =>
  exchange.requests.filter((path) => path.startsWith('/api/v3/depth'))

describe('the order book of a live market', () => {
  it('is the snapshot with every change since, and comes with the ticks', async () => {
    const { test, instants } = await played(1, (one) => {
      fill(one)
      const { exchange } = one
      return [
        [0.1, () => exchange.changeBook(0, [[99, 7]], [])],
        [0.4, () => exchange.changeBook(0, [[99, 0]], [[100.5, 8]])],
        [0.6, () => exchange.changeBook(0, [[98.5, 9]], [])],
      ]
    })
    // The first change asks for the snapshot, which has it already.
    expect(story(instants)).toEqual(['99 7 / 101 4', '98 2 / 100.5 8', '98.5 9 / 100.5 8'])
    const { book } = ticksOf(instants).at(-1)!
    expect(bookDepth({ numbers: book!, at: 0 }, 10)).toEqual({
      bids: 9 + 2 + 3,
      asks: 8 + 4 + 5 + 6,
    })
    expect(paths(test)).toEqual(['/api/v3/depth?symbol=BTCUSDT&limit=1000'])
    expect(byFeed(instants, 2)).toEqual(expected(test.listed, 1))
    // What was recorded of it is played to the same.
    const at = join(temporaryFiles().folder, 'recording')
    await record(at, test.events)
    const feeds = playedFeeds(at, ['BTCUSDT', 'ETHUSDT'])
    expect(feeds[0]).toMatchObject({ isBookAsked: true })
    expect(story([...new Player({ folder: at, feeds }).instants(BOOK_OF_BTC)])).toEqual(
      story(instants),
    )
  })

  it('is unknown from a missing change to the next snapshot, and the journal hears of it', async () => {
    const { test, instants } = await played(1, (one) => {
      fill(one)
      const { exchange } = one
      return [
        [0.1, () => exchange.changeBook(0, [[99, 7]], [])],
        [
          0.3,
          () => {
            exchange.faults.mangle = (frame) => (frame.includes('depthUpdate') ? '{}' : frame)
            exchange.changeBook(0, [[99, 70]], [])
            exchange.faults.mangle = null
          },
        ],
        [0.4, () => exchange.changeBook(0, [], [[101, 40]])],
        [0.7, () => exchange.changeBook(0, [], [[101, 41]])],
      ]
    })
    expect(story(instants)).toEqual(['99 7 / 101 4', '-', '99 70 / 101 40', '99 70 / 101 41'])
    expect(test.records.map(({ verdict, reason }) => `${verdict} ${reason}`)).toContain(
      'flagged gap',
    )
    expect(paths(test)).toHaveLength(2)
  })

  it('that is crossed reaches nobody: it is refused with its reason, and asked for anew', async () => {
    const { test, instants } = await played(1, (one) => {
      fill(one)
      const { exchange } = one
      return [
        [0.1, () => exchange.changeBook(0, [[99, 7]], [])],
        // A bid above the best ask; the exchange takes it back a moment later.
        [0.3, () => exchange.changeBook(0, [[105, 1]], [])],
        [0.31, () => exchange.changeBook(0, [[105, 0]], [])],
        [0.6, () => exchange.changeBook(0, [[99, 8]], [])],
      ]
    })
    expect(story(instants)).toEqual(['99 7 / 101 4', '-', '99 7 / 101 4', '99 8 / 101 4'])
    // The change; perhaps also the snapshot that was asked for while the exchange was crossed itself.
    const crossed = test.records.filter(({ reason }) => reason === 'crossed')
    expect(crossed[0]).toMatchObject({ verdict: 'rejected', event: { change: 'delta' } })
  })

  it('is unknown while the connection is lost', async () => {
    const { instants } = await played(2, (one) => {
      fill(one)
      const { exchange } = one
      return [
        [0.1, () => exchange.changeBook(0, [[99, 7]], [])],
        [0.3, () => exchange.disconnect()],
        [0.7, () => exchange.changeBook(0, [[99, 9]], [])],
        [1.2, () => exchange.changeBook(0, [[99, 10]], [])],
      ]
    })
    const seen = story(instants)
    expect(seen.slice(0, 2)).toEqual(['99 7 / 101 4', '-'])
    expect(seen.slice(2)).toEqual(['99 9 / 101 4', '99 10 / 101 4'])
  })
})

describe('trades, quotes and books', () => {
  /** The names of all streams that were asked for, and let go, in order. */
  const said = ({ exchange }: Test) =>
    exchange.asked.map((frame) => {
      const { method, params } = JSON.parse(frame) as { method: string; params: string[] }
      return `${method} ${params.join(' ')}`
    })

  it('are those of the symbols that somebody trades, as slots come and go', async () => {
    const wants = { btc: false, book: false }
    const wish: TickWish = {
      after: 0,
      needs: () => false,
      follows: (feed) => feed === 0 && wants.btc,
      readsBook: () => wants.book,
    }
    const { test, instants } = await played(
      5,
      () => [
        [1.1, () => Object.assign(wants, { btc: true })],
        [2.1, () => Object.assign(wants, { book: true })],
        [3.1, () => Object.assign(wants, { book: false })],
        [4.1, () => Object.assign(wants, { btc: false })],
      ],
      wish,
    )
    expect(said(test)).toEqual([
      'SUBSCRIBE btcusdt@kline_1m ethusdt@kline_1m',
      'SUBSCRIBE btcusdt@trade btcusdt@bookTicker',
      'SUBSCRIBE btcusdt@depth@100ms',
      'UNSUBSCRIBE btcusdt@depth@100ms',
      'UNSUBSCRIBE btcusdt@trade btcusdt@bookTicker',
    ])
    expect(test.exchange.connections).toBe(1)
    expect(byFeed(instants, 2)).toEqual(expected(test.listed, 5))
  })
})
