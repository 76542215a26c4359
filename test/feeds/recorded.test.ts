// Recorded trades, quotes, books and faulty files: bars equal the venue's own, books equal the
// venue's own best prices, good data passes whole and bad data is named.
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { BarBuilder, type BuiltBar } from '#host/feeds/bar-builder.ts'
import { utcGrid } from '#host/feeds/bar-grid.ts'
import { BarMerger } from '#host/feeds/bar-merger.ts'
import { OrderBook } from '#host/feeds/book.ts'
import { rowOf } from '#host/feeds/book-row.ts'
import { ClockSkew } from '#host/feeds/clock-skew.ts'
import type { BookEvent, Level } from '#host/feeds/market-event.ts'
import {
  book,
  MINUTE,
  quote,
  sharedData,
  sharedLines,
  sharedRows,
  trade,
  watchedGate,
} from './support.ts'

/** Trades of a file through a gate into bars. */
function barsOf(path: string, intervalMs: number): BuiltBar[] {
  const bars: BuiltBar[] = []
  const builder = new BarBuilder({
    grid: utcGrid(intervalMs),
    graceMs: 0,
    listener: { bar: (one) => bars.push(one), refused: () => expect.unreachable() },
  })
  const { gate, passed, records } = watchedGate()
  for (const [time, price, quantity] of sharedRows(path)) {
    const at = { exchangeTime: time!, receiveTime: time! }
    gate.take(trade(0, price!, { ...at, quantity: quantity!, aggressor: null }))
  }
  expect(records.filter(({ verdict }) => verdict === 'rejected')).toEqual([])
  for (const event of passed) {
    if (event.type !== 'trade') continue
    builder.take({ time: event.exchangeTime, price: event.price, quantity: event.quantity })
  }
  builder.pass(Number.MAX_SAFE_INTEGER)
  return bars
}

const figures = ({ openTime, open, high, low, close }: BuiltBar) => [
  openTime,
  open,
  high,
  low,
  close,
]

describe.skipIf(sharedData === null)('recorded trades', () => {
  it.each([
    ['1m', MINUTE, 2469],
    ['5m', 5 * MINUTE, 706],
  ])('of Binance make its own %s bars, all of them', (name, intervalMs, count) => {
    const ours = barsOf('ticks/binance/XRPETH-20191011-trades.csv.gz', intervalMs)
    const theirs = sharedRows(`bars/binance-spot-2019/XRPETH-${name}.csv.gz`)
    expect(theirs).toHaveLength(count)
    expect(ours.map(figures)).toEqual(theirs.map((row) => row.slice(0, 5)))
    for (const [i, { volume }] of ours.entries()) expect(volume).toBeCloseTo(theirs[i]![5]!, 6)
  })

  it('of Binance, made into minutes first, make its own five-minute bars', () => {
    const merged: BuiltBar[] = []
    const merger = new BarMerger({
      grid: utcGrid(5 * MINUTE),
      graceMs: 0,
      listener: { bar: (one) => merged.push(one), refused: () => expect.unreachable() },
    })
    const minutes = barsOf('ticks/binance/XRPETH-20191011-trades.csv.gz', MINUTE)
    for (const one of minutes) merger.take(one)
    merger.pass(Number.MAX_SAFE_INTEGER)
    const theirs = sharedRows('bars/binance-spot-2019/XRPETH-5m.csv.gz')
    expect(merged.map(figures)).toEqual(theirs.map((row) => row.slice(0, 5)))
    // Every minute without trades is a gap that is told.
    expect(minutes.filter(({ gapFrom }) => !Number.isNaN(gapFrom))).toHaveLength(676)
  })

  // The tape's bars leave out prints by their sale conditions (odd lots, averages), and its volume
  // counts more than these files hold.
  it('of US shares make bars that contain those of the tape', () => {
    const day = [Date.UTC(2013, 9, 7), Date.UTC(2013, 9, 8)] as const
    for (const symbol of ['IBM', 'SPY']) {
      const ours = new Map(
        barsOf(`ticks/lean-equity-usa/${symbol}-20131007-trades.csv.gz`, MINUTE).map((one) => [
          one.openTime,
          one,
        ]),
      )
      const theirs = sharedRows(`bars/lean-equity-usa/${symbol}-1m.csv.gz`).filter(
        ([time]) => time! >= day[0] && time! < day[1],
      )
      expect(theirs.length).toBe(ours.size)
      for (const [time, , high, low] of theirs) {
        const one = ours.get(time!)!
        expect(one.high).toBeGreaterThanOrEqual(high!)
        expect(one.low).toBeLessThanOrEqual(low!)
      }
    }
  })
})

describe.skipIf(sharedData === null)('recorded quotes', () => {
  it.each([
    'lean-crypto-bybit/BTCUSDT',
    'lean-crypto-coinbase/ETHUSD',
    'lean-cryptofuture-binance/ADAUSDT',
    'lean-equity-usa/SPY',
  ])('of %s pass whole', (path) => {
    const { gate, verdicts } = watchedGate()
    for (const row of sharedRows(`quotes/${path}-1m.csv.gz`)) {
      const [time, bid, bidQuantity, ask, askQuantity] = [
        row[0]! + MINUTE,
        row[4],
        row[5],
        row[9],
        row[10],
      ]
      const stamp = { exchangeTime: time, receiveTime: time }
      gate.take(
        quote(0, bid!, ask!, { ...stamp, bidQuantity: bidQuantity!, askQuantity: askQuantity! }),
      )
    }
    expect(verdicts()).toEqual([])
  })
})

/** A bar file through a gate: how often it said what. */
function tallyOf(path: string): Record<string, number> {
  const { gate, records } = watchedGate()
  for (const [openTime, open, high, low, close, volume] of sharedRows(path)) {
    const end = openTime! + MINUTE
    gate.take({
      type: 'bar',
      symbol: 'BTCUSDT',
      exchangeTime: end,
      receiveTime: end,
      openTime: openTime!,
      intervalMs: MINUTE,
      open: open!,
      high: high!,
      low: low!,
      close: close!,
      volume: volume!,
      isClosed: true,
    })
  }
  const tally: Record<string, number> = {}
  for (const { verdict, reason } of records) {
    const name = `${verdict} ${reason}`
    tally[name] = (tally[name] ?? 0) + 1
  }
  return tally
}

describe.skipIf(sharedData === null)('recorded bars', () => {
  it('with the holes of a broken downloader show each of its 524 holes', () => {
    const tally = tallyOf('dirty/bybit-LINKUSDT-1m-holes.csv.gz')
    expect(tally['flagged gap']).toBe(524)
    expect(Object.keys(tally).filter((name) => name.startsWith('rejected'))).toEqual([])
  })

  it('of a test network with jumps lose some outliers, and the gate goes on', () => {
    const tally = tallyOf('dirty/bybit-testnet-BTCUSDT-1m.csv.gz')
    expect(tally['rejected outlier']).toBeGreaterThan(0)
    expect(tally['rejected outlier']).toBeLessThan(105_076 / 1000)
    expect(tally['flagged wick']).toBeGreaterThan(0)
  })

  it('of real markets pass whole, crashes and ten-percent minutes included', () => {
    for (const path of [
      'bars/binance-spot-2025-01/ETHUSDT-1m.csv.gz',
      'bars/binance-spot-2022/BTCUSDT-1m.csv.gz',
    ]) {
      const tally = tallyOf(path)
      expect(Object.keys(tally).filter((name) => name !== 'flagged volume-spike')).toEqual([])
    }
  })

  it('of an exchange outage that was filled with empty bars show the outage', () => {
    const tally = tallyOf('bars/binance-spot-2023/BTCUSDT-1m.csv.gz')
    expect(tally['flagged gap']).toBe(1)
  })
})

interface Depth {
  readonly E: number
  readonly U: number
  readonly u: number
  readonly pu?: number
  readonly b: readonly (readonly string[])[]
  readonly a: readonly (readonly string[])[]
}

const levels = (rows: readonly (readonly string[])[]): Level[] =>
  rows.map(([price, quantity]) => [Number(price), Number(quantity)])

/** A capture through a gate: its depth into a book, its best prices as the judge of the book. */
function playCapture(name: string, lines = Number.POSITIVE_INFINITY) {
  const kept = new OrderBook()
  const skew = new ClockSkew(10_000)
  const outcomes: Record<string, number> = {}
  let crossed = 0
  const { gate, records } = watchedGate(
    {},
    {
      skew,
      listener: {
        pass(event) {
          if (event.type !== 'book') return
          const outcome = kept.take(event)
          outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
          if (kept.isSynced && !(kept.bestBid < kept.bestAsk)) crossed += 1
          early.push(event)
          if (kept.isSynced) for (const one of inOrder(early.splice(0))) keepNaively(naive, one)
          if (!kept.isSynced || outcomes.applied! % 50 !== 0) return
          rows[
            isDeepStrictEqual(rowOf(kept)!.slice(0, 40), naiveRow(naive)) ? 'equal' : 'different'
          ] += 1
        },
        record: (record) => records.push(record),
      },
    },
  )
  const naive = { bids: new Map<number, number>(), asks: new Map<number, number>() }
  const early: BookEvent[] = []
  const rows = { equal: 0, different: 0 }
  /** By update: the venue's own best of the book. */
  const best = new Map<number, string>()
  const compared = { equal: 0, different: 0 }
  for (const line of sharedLines(`messages/binance/recorded/${name}.gz`).slice(0, lines)) {
    const space = line.indexOf(' ')
    const receiveTime = Number(line.slice(0, space)) / 1e6
    const message = JSON.parse(line.slice(space + 1))
    const stamp = { exchangeTime: message.data?.E ?? Number.NaN, receiveTime }
    if (message.lastUpdateId !== undefined) {
      const sides = { bids: levels(message.bids), asks: levels(message.asks) }
      gate.take(book('snapshot', message.lastUpdateId, { ...stamp, ...sides }))
    } else if (message.data.e === 'depthUpdate') {
      const { U: firstId, u, pu: previousId = Number.NaN, b, a } = message.data as Depth
      const sides = { bids: levels(b), asks: levels(a) }
      gate.take(book('delta', u, { ...stamp, ...sides, firstId, previousId }))
      const theirs = best.get(u)
      if (!kept.isSynced || theirs === undefined) continue
      compared[theirs === bestOf(kept) ? 'equal' : 'different'] += 1
    } else if (message.data.e === 'trade') {
      const { T: exchangeTime, p, q, m, t: id } = message.data
      const aggressor = m ? 'sell' : 'buy'
      gate.take(
        trade(0, Number(p), { exchangeTime, receiveTime, quantity: Number(q), aggressor, id }),
      )
    } else {
      const { u, b, B, a, A } = message.data
      const [bid, bidQuantity, ask, askQuantity] = [b, B, a, A].map(Number) as [
        number,
        number,
        number,
        number,
      ]
      best.set(u, [bid, bidQuantity, ask, askQuantity].join(' '))
      gate.take(quote(0, bid, ask, { ...stamp, bidQuantity, askQuantity }))
    }
  }
  return { kept, gate, records, outcomes, crossed, compared, rows, skew }
}

type Sides = Readonly<Record<'bids' | 'asks', Map<number, number>>>

/** A snapshot, where there is one, and the changes that it does not have. */
function inOrder(events: readonly BookEvent[]): readonly BookEvent[] {
  const snapshot = events.find(({ change }) => change === 'snapshot')
  if (snapshot === undefined) return events
  const later = events.filter((one) => one !== snapshot && one.lastId > snapshot.lastId)
  return [snapshot, ...later]
}

function keepNaively(sides: Sides, event: BookEvent): void {
  for (const side of ['bids', 'asks'] as const) {
    for (const [price, quantity] of event[side]) {
      if (quantity === 0) sides[side].delete(price)
      else sides[side].set(price, quantity)
    }
  }
}

/** The first forty numbers of a row: ten levels of both sides, by sorting everything. */
function naiveRow({ bids, asks }: Sides): number[] {
  const best = (side: ReadonlyMap<number, number>, sign: 1 | -1) =>
    [...side].sort(([a], [b]) => sign * (a - b)).slice(0, 10)
  const [own, other] = [best(bids, -1), best(asks, 1)]
  return own.flatMap((level, i) => [...level, ...other[i]!])
}

const bestOf = ({ bids, asks }: OrderBook): string =>
  [bids.bestPrice, bids.bestQuantity, asks.bestPrice, asks.bestQuantity].join(' ')

describe.skipIf(sharedData === null)('a recorded connection to Binance', () => {
  it.each([
    ['spot-btcusdt_20240808', 41_249, 3449],
    ['usdm-btcusdt_20240808', 93_954, 6546],
  ])(
    '%s: the book is never crossed and has the best prices of the venue',
    (name, lines, applied) => {
      const { gate, records, outcomes, crossed, compared, rows, skew } = playCapture(name)
      expect(outcomes.applied).toBe(applied)
      expect(Object.keys(outcomes).sort()).toEqual(['applied', 'waiting'])
      expect(crossed).toBe(0)
      expect(compared.different).toBe(0)
      expect(compared.equal).toBeGreaterThan(500)
      expect(rows.different).toBe(0)
      expect(rows.equal).toBeGreaterThan(50)
      // Nothing of it is bad, but the recorder's clock was 1.27 s behind.
      expect(gate.counts).toMatchObject({ received: lines, passed: lines, rejected: 0 })
      expect(records.map(({ reason }) => reason)).toEqual(['skew'])
      expect(skew.baselineMs).toBeCloseTo(-1270, -1)
    },
  )

  it('that begins without a snapshot has no book', () => {
    const { kept, outcomes } = playCapture('spot-btcusdt_20240809', 5000)
    expect(kept.isSynced).toBe(false)
    expect(Object.keys(outcomes)).toEqual(['waiting'])
  })
})
