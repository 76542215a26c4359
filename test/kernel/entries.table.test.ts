// Entries: at which bar and price an order decided on bar 1's close fills (bar 2 is the next one).
import { describe, expect, it } from 'vitest'
import { decided, play, rows } from '../support/kernel.ts'

/** The fills of an entry decided on bar 1's close, over the bars given. */
const fills = (answer: string, bars: string, fillAt: 'next_open' | 'close' = 'next_open') =>
  play(decided(answer, bars), { fillAt }).log('fill')

describe('market entries', () => {
  it('fill at the open of the next data bar', () => {
    expect(fills('enter long quantity 1', '2 102 105 101 103')).toEqual(['2 buy 1 at 102'])
    expect(fills('enter short quantity 1', '2 102 105 101 103')).toEqual(['2 sell 1 at 102'])
  })

  it('carry the reason of the entry', () => {
    expect(fills('enter long quantity 1 because breakout', '2 102 105 101 103')).toEqual([
      '2 buy 1 at 102 (breakout)',
    ])
  })

  it('fill after a gap in the data at the open of the bar that comes', () => {
    expect(fills('enter long quantity 1', '9 107 108 106 107')).toEqual(['9 buy 1 at 107'])
  })

  it('with fill_at close fill at the decision bar’s close, at its close time', () => {
    expect(fills('enter long quantity 1', '2 102 105 101 103', 'close')).toEqual(['2 buy 1 at 100'])
    expect(fills('enter short quantity 1', '', 'close')).toEqual(['2 sell 1 at 100'])
  })
})

describe('limit entries', () => {
  it.each([
    ['a bar above it leaves a buy resting', 'long', '2 100 102 99.5 101', []],
    ['a low at the limit fills a buy there', 'long', '2 100 102 99 101', ['2 buy 1 at 99']],
    ['a low below the limit fills a buy at it', 'long', '2 100 102 97 101', ['2 buy 1 at 99']],
    ['an open at the limit fills a buy there', 'long', '2 99 102 97 101', ['2 buy 1 at 99']],
    ['a gap down fills a buy at the better open', 'long', '2 96 98 95 97', ['2 buy 1 at 96']],
  ])('%s', (_, side, bar, expected) => {
    expect(fills(`enter ${side} quantity 1 limit 99`, bar)).toEqual(expected)
  })

  it.each([
    ['a bar below it leaves a sale resting', '2 100 100.5 98 99', []],
    ['a high at the limit fills a sale there', '2 100 101 98 99', ['2 sell 1 at 101']],
    ['a high above the limit fills a sale at it', '2 100 103 98 99', ['2 sell 1 at 101']],
    ['an open at the limit fills a sale there', '2 101 103 98 99', ['2 sell 1 at 101']],
    ['a gap up fills a sale at the better open', '2 104 105 103 104', ['2 sell 1 at 104']],
  ])('%s', (_, bar, expected) => {
    expect(fills('enter short quantity 1 limit 101', bar)).toEqual(expected)
  })

  it('are not filled by the bar on which they were decided, even with fill_at close', () => {
    const table = `
      0 100 100 100 100 opportunity
      1 100 105  90 100 enter long quantity 1 limit 99
      2 100 101 100 100
      3 100 101  98 100`
    expect(play(table).log('fill')).toEqual(['3 buy 1 at 99'])
    expect(play(table, { fillAt: 'close' }).log('fill')).toEqual(['3 buy 1 at 99'])
  })

  it('fill on the first bar that reaches them', () => {
    const bars = `
      2 100 101 99.5 100
      3 100 101 99.5 100
      4 100 101 98   100`
    expect(fills('enter long quantity 1 limit 99', bars)).toEqual(['4 buy 1 at 99'])
  })
})

describe('stop entries', () => {
  it.each([
    ['a bar below it leaves a buy resting', 'long', 105, '2 100 104 99 101', []],
    [
      'a high at the trigger fills a buy there',
      'long',
      105,
      '2 100 105 99 101',
      ['2 buy 1 at 105'],
    ],
    [
      'a high above fills a buy at the trigger',
      'long',
      105,
      '2 100 108 99 101',
      ['2 buy 1 at 105'],
    ],
    [
      'an open at the trigger fills a buy there',
      'long',
      105,
      '2 105 108 99 101',
      ['2 buy 1 at 105'],
    ],
    [
      'a gap up fills a buy at the worse open',
      'long',
      105,
      '2 107 108 106 107',
      ['2 buy 1 at 107'],
    ],
    ['a bar above it leaves a sale resting', 'short', 95, '2 100 104 96 101', []],
    [
      'a low at the trigger fills a sale there',
      'short',
      95,
      '2 100 104 95 101',
      ['2 sell 1 at 95'],
    ],
    [
      'a low below fills a sale at the trigger',
      'short',
      95,
      '2 100 104 91 101',
      ['2 sell 1 at 95'],
    ],
    ['a gap down fills a sale at the worse open', 'short', 95, '2 92 94 91 93', ['2 sell 1 at 92']],
    [
      'one already through the market fills at the open',
      'long',
      95,
      '2 100 104 99 101',
      ['2 buy 1 at 100'],
    ],
  ])('%s', (_, side, trigger, bar, expected) => {
    expect(fills(`enter ${side} quantity 1 trigger ${trigger}`, bar)).toEqual(expected)
  })
})

describe('stop-limit entries', () => {
  const long = 'enter long quantity 1 trigger 105 limit 106'

  it('check the limit from the next bar on after a trigger inside a bar', () => {
    const bars = `
      2 100 105 99 101
      3 101 102 100 101`
    expect(fills(long, bars)).toEqual(['3 buy 1 at 101'])
  })

  it('fill at the limit where a later bar comes back to it', () => {
    const bars = `
      2 100 109 99 108
      3 108 110 107 109
      4 109 110 105 107`
    expect(fills(long, bars)).toEqual(['4 buy 1 at 106'])
  })

  it('check the limit on the same bar after a trigger at the open', () => {
    expect(fills(long, '2 105 107 104 106')).toEqual(['2 buy 1 at 105'])
    expect(fills(long, '2 108 109 106 107')).toEqual(['2 buy 1 at 106'])
  })

  it('keep their trigger once they opened beyond the limit', () => {
    const bars = `
      2 108 109 107 108
      3 108 109 103 104`
    expect(fills(long, bars)).toEqual(['3 buy 1 at 106'])
  })

  it('do nothing before their trigger, though the limit is reached', () => {
    expect(fills(long, '2 100 104 99 101')).toEqual([])
  })

  it('mirror for sales', () => {
    const short = 'enter short quantity 1 trigger 95 limit 94'
    const bars = `
      2 100 101 95 99
      3 93 93 92 93
      4 93 96 92 95`
    expect(fills(short, bars)).toEqual(['4 sell 1 at 94'])
    expect(fills(short, '2 95 96 93 94')).toEqual(['2 sell 1 at 95'])
  })
})

describe('the state around an entry', () => {
  it('InTrade begins at the fill, at the fill’s time and in its strategy bar', () => {
    const run = play(
      decided(
        'enter long quantity 1 limit 99',
        `2 100 101 99.5 100
         3 100 101 98 100`,
      ),
    )
    expect(run.log('transition', 'call')).toEqual(
      rows(`
        1 detectOpportunity
        1 bar 0 Watch > CloseWatch
        2 filterCommitment
        3 filterCommitment
        3 bar 3 CloseWatch > InTrade fill
        4 managePosition`),
    )
  })

  it('a second enter replaces the resting order', () => {
    const run = play(
      decided(
        'enter long quantity 1 limit 99',
        `2 100 101 99.5 100 enter long quantity 2 limit 97
         3 100 101 98 100
         4 100 101 96 100`,
      ),
    )
    expect(run.log('order', 'fill')).toEqual(
      rows(`
        2 placed limit long 1
        3 cancelled replaced
        3 placed limit long 2
        4 buy 2 at 97`),
    )
  })

  it('abandon cancels the resting order', () => {
    const run = play(
      decided(
        'enter long quantity 1 limit 99',
        `2 100 101 99.5 100 abandon too late
         3 100 101 90 100`,
      ),
    )
    expect(run.log('order', 'fill', 'transition')).toEqual(
      rows(`
        1 bar 0 Watch > CloseWatch
        2 placed limit long 1
        3 cancelled abandoned
        3 bar 2 CloseWatch > Watch too late`),
    )
  })
})
