// Figures of bid, ask, depth and flow against numbers worked by hand.
import { describe, expect, it } from 'vitest'
import { OrderBook } from '#host/feeds/book.ts'
import {
  AggressorGuess,
  bookImbalance,
  depthWithin,
  TradeFlow,
  topOf,
} from '#host/feeds/microstructure.ts'
import { microprice, mid, relativeSpread, spread, topImbalance } from '#sdk/microstructure.ts'
import { book } from './support.ts'

const kept = new OrderBook()
kept.take(
  book('snapshot', 1, {
    bids: [
      [99, 3],
      [98, 5],
      [90, 100],
    ],
    asks: [
      [101, 1],
      [102, 3],
      [110, 50],
    ],
  }),
)

describe('of a book', () => {
  const top = topOf(kept)

  it('spread and mid are those of its best', () => {
    expect(top).toEqual({ bid: 99, bidQuantity: 3, ask: 101, askQuantity: 1 })
    expect([spread(top), mid(top), relativeSpread(top)]).toEqual([2, 100, 0.02])
  })

  it('the microprice leans to the thinner side', () => {
    // (99 · 1 + 101 · 3) / 4
    expect(microprice(top)).toBe(100.5)
  })

  it('imbalance compares the best levels of both sides', () => {
    // (3 − 1) / 4; (8 − 4) / 12; (108 − 54) / 162
    expect(bookImbalance(kept, 1)).toBe(0.5)
    expect(topImbalance(top)).toBe(0.5)
    expect(bookImbalance(kept, 2)).toBeCloseTo(1 / 3, 12)
    expect(bookImbalance(kept, 3)).toBeCloseTo(1 / 3, 12)
  })

  it('depth is what lies within a fraction of the mid', () => {
    expect(depthWithin(kept, 0.015)).toEqual({ bids: 3, asks: 1 })
    expect(depthWithin(kept, 0.025)).toEqual({ bids: 8, asks: 4 })
  })

  it('nothing is known where a side is empty', () => {
    const empty = new OrderBook()
    empty.take(book('snapshot', 1, { bids: [[99, 1]] }))
    expect([spread, mid, microprice].map((of) => of(topOf(empty)))).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ])
    expect(bookImbalance(empty, 5)).toBe(1)
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
