// Figures of bid, ask, depth and flow against numbers worked by hand.
import { describe, expect, it } from 'vitest'
import { OrderBook } from '#host/feeds/book.ts'
import { rowOf } from '#host/feeds/book-row.ts'
import { AggressorGuess, TradeFlow } from '#host/feeds/microstructure.ts'
import { BOOK_BANDS_BPS, bookDepth, bookDepthWithin, bookLevel, depthImbalance } from '#sdk/book.ts'
import { microprice, mid, relativeSpread, spread, topImbalance } from '#sdk/microstructure.ts'
import { book } from './support.ts'

describe('of bid and ask', () => {
  const top = { bid: 99, bidQuantity: 3, ask: 101, askQuantity: 1 }

  it('spread and mid are those of the best', () => {
    expect([spread(top), mid(top), relativeSpread(top)]).toEqual([2, 100, 0.02])
  })

  it('the microprice leans to the thinner side, and imbalance to the thicker', () => {
    // (99 · 1 + 101 · 3) / 4; (3 − 1) / 4
    expect([microprice(top), topImbalance(top)]).toEqual([100.5, 0.5])
  })

  it('nothing is known where a side is empty', () => {
    const empty = { ...top, ask: Number.NaN, askQuantity: Number.NaN }
    expect([spread, mid, microprice].map((of) => of(empty))).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ])
  })
})

describe('of a book', () => {
  // The mid is 1000; 1 bp of it is 0.1.
  const kept = new OrderBook()
  kept.take(
    book('snapshot', 1, {
      bids: [
        [999.8, 3],
        [999.5, 5],
        [998.9, 2],
        [990, 100],
      ],
      asks: [
        [1000.2, 1],
        [1000.6, 3],
        [1004, 4],
      ],
    }),
  )
  const row = { numbers: rowOf(kept)!, at: 0 }

  it('a level is both sides at one rank, NaN where a side has fewer', () => {
    expect(bookLevel(row, 1)).toEqual({ bid: 999.5, bidQuantity: 5, ask: 1000.6, askQuantity: 3 })
    expect(bookLevel(row, 3)).toEqual({
      ...{ bid: 990, bidQuantity: 100, ask: Number.NaN, askQuantity: Number.NaN },
    })
  })

  it('depth is the sum of the best levels, of as many as there are', () => {
    expect([1, 2, 4, 10].map((levels) => bookDepth(row, levels))).toEqual([
      { bids: 3, asks: 1 },
      { bids: 8, asks: 4 },
      { bids: 110, asks: 8 },
      { bids: 110, asks: 8 },
    ])
  })

  it('imbalance compares the best levels of both sides', () => {
    // (3 − 1) / 4; (8 − 4) / 12; (110 − 8) / 118
    expect(depthImbalance(row, 1)).toBe(0.5)
    expect(depthImbalance(row, 2)).toBeCloseTo(1 / 3, 12)
    expect(depthImbalance(row, 10)).toBeCloseTo(102 / 118, 12)
  })

  it('depth within basis points is known as far as the book goes beyond them', () => {
    expect(BOOK_BANDS_BPS.map((bps) => bookDepthWithin(row, bps))).toEqual([
      // Down to 999.5 and up to 1000.5, both included.
      { bids: 8, asks: 1 },
      { bids: 8, asks: 4 },
      // Down to 997.5, up to 1002.5.
      { bids: 10, asks: 4 },
      // The last ask lies at 1004: what stands up to 1005 is not known.
      { bids: 10, asks: Number.NaN },
      // The last bid lies at 990, which is the end of the band itself.
      { bids: Number.NaN, asks: Number.NaN },
    ])
  })

  it('nothing is known of one that is not there, or of a side without orders', () => {
    expect(rowOf(new OrderBook())).toBeNull()
    const half = new OrderBook()
    half.take(book('snapshot', 1, { bids: [[99, 1]] }))
    const only = { numbers: rowOf(half)!, at: 0 }
    expect(bookDepth(only, 3)).toEqual({ bids: 1, asks: Number.NaN })
    expect(depthImbalance(only, 3)).toBeNaN()
    expect(bookDepthWithin(only, 5)).toEqual({ bids: Number.NaN, asks: Number.NaN })
  })
})

describe('the flow of trades', () => {
  it('compares what was bought with what was sold', () => {
    const flow = new TradeFlow(60_000)
    expect(flow.imbalance).toBeNaN()
    flow.add(1000, 3, 'buy')
    flow.add(2000, 1, 'sell')
    expect([flow.bought, flow.sold, flow.imbalance]).toEqual([3, 1, 0.5])
  })

  it('forgets what is older than its window, slice by slice', () => {
    const flow = new TradeFlow(60_000)
    flow.add(500, 3, 'buy')
    flow.add(1500, 1, 'sell')
    flow.pass(59_999)
    expect([flow.bought, flow.sold]).toEqual([3, 1])
    flow.pass(60_000)
    expect([flow.bought, flow.sold]).toEqual([0, 1])
    flow.add(900, 9, 'buy')
    expect(flow.bought).toBe(0)
    flow.pass(1e9)
    expect(flow.imbalance).toBeNaN()
  })
})

describe('who took a trade, where the venue does not say', () => {
  it('is told by the mid, and at the mid by the last change of price', () => {
    const guess = new AggressorGuess()
    expect(guess.of(100, 100)).toBeNull()
    expect(guess.of(101, 100)).toBe('buy')
    expect(guess.of(99, 100)).toBe('sell')
    expect(guess.of(99, 99)).toBe('sell')
    expect(guess.of(99.5, 99.5)).toBe('buy')
    expect(guess.of(99.4, Number.NaN)).toBe('sell')
  })
})
