// An order book from a snapshot and changes: what follows what, and what is read from it.
import { describe, expect, it } from 'vitest'
import { OrderBook } from '#host/feeds/book.ts'
import type { BookSide } from '#host/feeds/book-side.ts'
import type { BookEvent, Level } from '#host/feeds/market-event.ts'
import { book } from './support.ts'

const snapshot = (
  id: number,
  bids: readonly Level[] = [
    [99, 1],
    [90, 1],
  ],
  asks: readonly Level[] = [
    [101, 1],
    [110, 1],
  ],
) => book('snapshot', id, { bids, asks })
/** By number: updates `first` to `last`; each sets the bid of 98 to its last number. */
const delta = (first: number, last: number, more: Partial<BookEvent> = {}) =>
  book('delta', last, { firstId: first, bids: [[98, last]], ...more })
/** By what came before it. */
const linked = (first: number, last: number, previousId: number) =>
  delta(first, last, { previousId })

function levelsOf(side: BookSide): Level[] {
  const levels: Level[] = []
  side.walk((price, quantity) => {
    levels.push([price, quantity])
    return true
  })
  return levels
}

function outcomes(events: readonly BookEvent[]) {
  const kept = new OrderBook()
  return { kept, said: events.map((event) => kept.take(event)) }
}

describe('the sequence of changes', () => {
  it.each<[string, BookEvent[], string[]]>([
    ['waits for a snapshot', [delta(1, 2), delta(3, 4)], ['waiting', 'waiting']],
    [
      'goes on where one ends',
      [snapshot(10), delta(11, 12), delta(13, 13)],
      ['applied', 'applied', 'applied'],
    ],
    ['may overlap the snapshot', [snapshot(10), delta(8, 12)], ['applied', 'applied']],
    [
      'leaves out what the snapshot has',
      [snapshot(10), delta(8, 10), delta(11, 11)],
      ['applied', 'old', 'applied'],
    ],
    [
      'leaves out what comes twice',
      [snapshot(10), delta(11, 12), delta(11, 12)],
      ['applied', 'applied', 'old'],
    ],
    ['ends at a gap', [snapshot(10), delta(12, 13), delta(14, 14)], ['applied', 'gap', 'waiting']],
    [
      'takes no older snapshot',
      [snapshot(10), delta(11, 12), snapshot(11)],
      ['applied', 'applied', 'old'],
    ],
    [
      'by links: goes on',
      [snapshot(10), linked(9, 12, 8), linked(20, 25, 12)],
      ['applied', 'applied', 'applied'],
    ],
    [
      'by links: leaves out what is old',
      [snapshot(10), linked(7, 9, 6), linked(10, 12, 9)],
      ['applied', 'old', 'applied'],
    ],
    [
      'by links: ends at a gap',
      [snapshot(10), linked(9, 12, 8), linked(13, 14, 11)],
      ['applied', 'applied', 'gap'],
    ],
    [
      'by links: ends where the first is too late',
      [snapshot(10), linked(11, 12, 11)],
      ['applied', 'gap'],
    ],
  ])('%s', (_, events, expected) => {
    expect(outcomes(events).said).toEqual(expected)
  })

  it('applies what came before the snapshot to it', () => {
    const { kept, said } = outcomes([delta(5, 9), delta(10, 11), delta(12, 13), snapshot(10)])
    expect(said.at(-1)).toBe('applied')
    expect(kept.isSynced).toBe(true)
    expect(levelsOf(kept.bids)[1]).toEqual([98, 13])
    expect(kept.take(delta(14, 14))).toBe('applied')
  })

  it('asks for another snapshot where the first is too old, and then goes on', () => {
    const { kept, said } = outcomes([delta(20, 21), delta(22, 23), snapshot(10)])
    expect(said.at(-1)).toBe('gap')
    expect(kept.isSynced).toBe(false)
    expect(kept.take(snapshot(21))).toBe('applied')
    expect(levelsOf(kept.bids)[1]).toEqual([98, 23])
  })

  it('begins anew after a gap, with the change that showed it', () => {
    const { kept } = outcomes([snapshot(10), delta(12, 13)])
    expect(kept.bestBid).toBeNaN()
    expect(kept.take(delta(14, 15))).toBe('waiting')
    expect(kept.take(snapshot(12))).toBe('applied')
    expect(levelsOf(kept.bids)[1]).toEqual([98, 15])
  })

  it('gives up a book whose best bid meets its best ask', () => {
    const { kept, said } = outcomes([snapshot(10), delta(11, 11, { bids: [[101, 1]] })])
    expect(said.at(-1)).toBe('crossed')
    expect(kept.isSynced).toBe(false)
    expect(outcomes([snapshot(10, [[101, 1]])]).said).toEqual(['crossed'])
  })

  it('knows nothing after it was cleared', () => {
    const { kept } = outcomes([snapshot(10), delta(11, 11)])
    kept.clear()
    expect(kept.isSynced).toBe(false)
    expect(kept.take(delta(12, 12))).toBe('waiting')
  })
})

describe('a book', () => {
  const { kept } = outcomes([
    snapshot(
      1,
      [
        [98, 3],
        [99, 1],
        [97, 5],
      ],
      [
        [103, 4],
        [101, 2],
      ],
    ),
    book('delta', 2, {
      bids: [
        [98.5, 2],
        [97, 0],
        [99, 1.5],
      ],
      asks: [
        [101, 0],
        [102, 6],
        [105, 0],
      ],
    }),
  ])

  it('has its levels in order, the best first', () => {
    expect(levelsOf(kept.bids)).toEqual([
      [99, 1.5],
      [98.5, 2],
      [98, 3],
    ])
    expect(levelsOf(kept.asks)).toEqual([
      [102, 6],
      [103, 4],
    ])
    expect([kept.bestBid, kept.bestAsk]).toEqual([99, 102])
    expect([kept.bids.bestQuantity, kept.asks.bestQuantity]).toEqual([1.5, 6])
    expect([kept.bids.count, kept.asks.count]).toEqual([3, 2])
  })
})
