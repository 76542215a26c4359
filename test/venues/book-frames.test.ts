// Order books in the words of venues whose streams begin with the whole book: what becomes of their
// frames in a book, against books that are kept here by sorting.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { OrderBook } from '#host/feeds/book.ts'
import { rowOf } from '#host/feeds/book-row.ts'
import type { BookEvent, MarketEvent } from '#host/feeds/market-event.ts'
import { BYBIT } from '#host/venues/socket/bybit.ts'
import { COINBASE } from '#host/venues/socket/coinbase.ts'
import { KRAKEN } from '#host/venues/socket/kraken.ts'
import { sharedData } from '../data/files.ts'
import { openReader } from './frames.ts'

const streamed = () => new OrderBook({ isSnapshotAsked: false })
const booksIn = (events: readonly MarketEvent[]) =>
  events.flatMap((event) => (event.type === 'book' ? [event] : []))

type Levels = readonly (readonly [price: string, quantity: string])[]

// "Book checksum (v2)" of Kraken's documentation: this book, and what its checksum is.
const ASKS: Levels = [
  ['45285.2', '0.00100000'],
  ['45286.4', '1.54571953'],
  ['45286.6', '1.54571109'],
  ['45289.6', '1.54560911'],
  ['45290.2', '0.15890660'],
  ['45291.8', '1.54553491'],
  ['45294.7', '0.04454749'],
  ['45296.1', '0.35380000'],
  ['45297.5', '0.09945542'],
  ['45299.5', '0.18772827'],
]
const BIDS: Levels = [
  ['45283.5', '0.10000000'],
  ['45283.4', '1.54582015'],
  ['45282.1', '0.10000000'],
  ['45281.0', '0.10000000'],
  ['45280.3', '1.54592586'],
  ['45279.0', '0.07990000'],
  ['45277.6', '0.03310103'],
  ['45277.5', '0.30000000'],
  ['45277.3', '1.54602737'],
  ['45276.6', '0.15445238'],
]
const CHECKSUM = 3310070434

function krakenFrame(type: 'snapshot' | 'update', bids: Levels, asks: Levels, checksum: number) {
  const side = (levels: Levels) =>
    `[${levels.map(([price, qty]) => `{"price":${price},"qty":${qty}}`).join()}]`
  const data = `"symbol":"BTC/USD","bids":${side(bids)},"asks":${side(asks)},"checksum":${checksum}`
  return `{"channel":"book","type":"${type}","data":[{${data},"timestamp":"2023-10-06T17:35:55.440295Z"}]}`
}

describe('a book of Kraken', () => {
  const play = (...frames: readonly string[]) => {
    const read = openReader(KRAKEN, ['BTC/USD'])
    const book = streamed()
    const events = frames.flatMap((frame) => booksIn(read(frame).events))
    return { book, events, outcomes: events.map((event) => book.take(event)) }
  }

  it('goes on while its checksums hold', () => {
    // The best bid of the documentation's book comes by a change.
    const [best, ...others] = BIDS
    const { book, events, outcomes } = play(
      krakenFrame('snapshot', others, ASKS, 0),
      krakenFrame('update', [best!], [], CHECKSUM),
    )
    expect(outcomes).toEqual(['applied', 'applied'])
    expect([book.bestBid, book.bestAsk]).toEqual([45283.5, 45285.2])
    expect(events[1]!.exchangeTime).toBe(Date.UTC(2023, 9, 6, 17, 35, 55, 440))
  })

  it('ends where a checksum does not hold, until a snapshot comes', () => {
    const [best, ...others] = BIDS
    const { outcomes } = play(
      krakenFrame('snapshot', others, ASKS, 0),
      krakenFrame('update', [[best![0], '0.20000000']], [], CHECKSUM),
      krakenFrame('update', [best!], [], CHECKSUM),
      krakenFrame('snapshot', others, ASKS, 0),
      krakenFrame('update', [best!], [], CHECKSUM),
    )
    expect(outcomes).toEqual(['applied', 'gap', 'waiting', 'applied', 'applied'])
  })

  it('loses the levels that fall out of its depth: nothing tells of them any more', () => {
    const asks = Array.from({ length: 100 }, (_, i) => [`${50_000 + i}.0`, '1.00000000'] as const)
    const { events } = play(
      krakenFrame('snapshot', BIDS, asks, 0),
      krakenFrame('update', [], [['49999.0', '2.00000000']], 1),
    )
    expect(events[1]!.asks).toEqual([
      [49_999, 2],
      [50_099, 0],
    ])
  })
})

const messages = join(sharedData ?? '', 'messages')

describe.skipIf(sharedData === null)('a book of Coinbase', () => {
  const text = (name: string) => readFileSync(join(messages, 'coinbase/nautilus', name), 'utf8')

  it('is the snapshot with the updates, by side', () => {
    const read = openReader(COINBASE, ['BTC-USD'])
    const book = streamed()
    const frames = ['ws_l2_data_snapshot.json', 'ws_l2_data_update.json'].map(text)
    const outcomes = frames.flatMap((one) => booksIn(read(one).events)).map((one) => book.take(one))
    expect(outcomes).toEqual(['applied', 'applied'])
    const expected = { bid: new Map<number, number>(), offer: new Map<number, number>() }
    for (const frame of frames) {
      for (const { side, price_level, new_quantity } of JSON.parse(frame).events[0].updates) {
        const levels = expected[side as 'bid' | 'offer']
        if (+new_quantity === 0) levels.delete(+price_level)
        else levels.set(+price_level, +new_quantity)
      }
    }
    const bid = Math.max(...expected.bid.keys())
    const ask = Math.min(...expected.offer.keys())
    expect(rowOf(book)!.slice(0, 4)).toEqual([
      ...[bid, expected.bid.get(bid), ask, expected.offer.get(ask)],
    ])
  })

  it('has a gap where a message of any channel is missing', () => {
    const read = openReader(COINBASE, ['BTC-USD'])
    const book = streamed()
    const at = (frame: string, sequence_num: number) =>
      JSON.stringify({ ...JSON.parse(frame), sequence_num })
    const [snapshot, update] = ['ws_l2_data_snapshot.json', 'ws_l2_data_update.json'].map(text)
    const heartbeat = (sequence_num: number) =>
      JSON.stringify({ channel: 'heartbeats', sequence_num, events: [] })
    const take = (frame: string) => booksIn(read(frame).events).map((event) => book.take(event))
    expect(take(at(snapshot!, 0))).toEqual(['applied'])
    take(heartbeat(1))
    expect(take(at(update!, 2))).toEqual(['applied'])
    take(heartbeat(4))
    expect(take(at(update!, 5))).toEqual(['gap'])
    expect(take(at(snapshot!, 6))).toEqual(['applied'])
  })
})

describe.skipIf(sharedData === null)('a recorded book of Bybit', () => {
  it('is the naive one after each of its changes', () => {
    const path = join(sharedData!, 'ticks/bybit/XRPUSDT-20241201-ob500.jsonl.gz')
    const frames = gunzipSync(readFileSync(path)).toString().trim().split('\n')
    const read = openReader(BYBIT, ['XRPUSDT'])
    const book = streamed()
    const naive = { b: new Map<number, number>(), a: new Map<number, number>() }
    const wrong: number[] = []
    for (const [i, frame] of frames.entries()) {
      const [event] = booksIn(read(frame).events) as [BookEvent]
      expect(book.take(event)).toBe('applied')
      const { data } = JSON.parse(frame)
      for (const side of ['b', 'a'] as const) {
        for (const [price, quantity] of data[side]) {
          if (+quantity === 0) naive[side].delete(+price)
          else naive[side].set(+price, +quantity)
        }
      }
      const within = (side: ReadonlyMap<number, number>, isIn: (price: number) => boolean) =>
        [...side].reduce((sum, [price, quantity]) => sum + (isIn(price) ? quantity : 0), 0)
      const middle = (Math.max(...naive.b.keys()) + Math.min(...naive.a.keys())) / 2
      const row = rowOf(book)!
      // Within 10 basis points of the mid.
      const [bids, asks] = [row[42], row[43]]
      const isRight =
        Math.abs(bids! - within(naive.b, (price) => price >= middle * 0.999)) < 1e-6 &&
        Math.abs(asks! - within(naive.a, (price) => price <= middle * 1.001)) < 1e-6
      if (!isRight) wrong.push(i)
    }
    expect(frames).toHaveLength(50)
    expect(wrong).toEqual([])
  })
})
