// How much an entry buys or sells, what the account can bear, and its ruin.
import { describe, expect, it } from 'vitest'
import { createAccount } from '#kernel/account.ts'
import { decided, play, Run, rows, type TableOptions } from '../support/kernel.ts'

const quiet = '2 100 101 99 100'
const fills = (answer: string, bars = quiet, options: TableOptions = {}) =>
  play(decided(answer, bars), { cash: 1000, ...options }).log('fill')

describe('the size of an entry', () => {
  it.each([
    ['a quantity', 'enter long quantity 3', '2 buy 3 at 100'],
    ['a notional at the decision’s close', 'enter long notional 250', '2 buy 2.5 at 100'],
    ['a fraction of equity', 'enter long equity 0.5', '2 buy 5 at 100'],
    ['a risk: 2 % of 1000 over 5 a unit', 'enter long risk 0.02 stop 95', '2 buy 4 at 100'],
    ['a risk of a short position', 'enter short risk 0.02 stop 105', '2 sell 4 at 100'],
  ])('is %s', (_, answer, expected) => {
    expect(fills(answer)).toEqual([expected])
  })

  it('is reckoned at the decision’s close for a market order, whatever the fill’s price', () => {
    expect(fills('enter long equity 0.5', '2 80 81 79 80')).toEqual(['2 buy 5 at 80'])
  })

  it('is reckoned at the order’s own price for limit and stop orders', () => {
    const bars = '2 100 130 79 100'
    expect(fills('enter long notional 240 limit 80', bars)).toEqual(['2 buy 3 at 80'])
    expect(fills('enter long equity 0.5 trigger 125', bars)).toEqual(['2 buy 4 at 125'])
    // 2 % of 1000 over 80 − 75.
    expect(fills('enter long risk 0.02 limit 80 stop 75', '2 100 101 79 100')).toEqual([
      '2 buy 4 at 80',
    ])
  })

  it('is reckoned with the equity at the decision', () => {
    const bars = `
      2 100 101 99 100 exit
      3 200 201 199 200 opportunity
      4 200 201 199 200 enter long equity 1
      5 200 201 199 200`
    expect(fills('enter long equity 0.5', bars).at(-1)).toBe('5 buy 7.5 at 200')
  })

  it('is the default’s where the entry names none', () => {
    const options = { defaultSizing: { kind: 'equityFraction', value: 0.25 } } as const
    expect(fills('enter long', quiet, options)).toEqual(['2 buy 2.5 at 100'])
  })
})

describe('what the account can bear', () => {
  it('cuts a buy down to its equity, commission included', () => {
    expect(fills('enter long quantity 50')).toEqual(['2 buy 10 at 100'])
    expect(fills('enter long quantity 50', quiet, { takerFee: 0.25 })).toEqual([
      '2 buy 8 at 100 fee 200',
    ])
  })

  it('cuts a sale down to its equity, commission apart', () => {
    expect(fills('enter short quantity 50', quiet, { takerFee: 0.25 })).toEqual([
      '2 sell 10 at 100 fee 250',
    ])
  })

  it('is reckoned at the fill’s price', () => {
    expect(fills('enter long equity 1', '2 125 126 124 125')).toEqual(['2 buy 8 at 125'])
  })

  it('is multiplied by leverage', () => {
    expect(fills('enter long quantity 50', quiet, { leverage: 3 })).toEqual(['2 buy 30 at 100'])
    expect(fills('enter long equity 3', quiet, { leverage: 3 })).toEqual(['2 buy 30 at 100'])
  })

  it('is rounded down to the lot step', () => {
    expect(fills('enter long quantity 50', '2 130 131 129 130', { lotStep: 1 })).toEqual([
      '2 buy 7 at 130',
    ])
  })

  it('is less by the notional of the account’s other positions', () => {
    const account = createAccount(1000)
    const first = new Run({ account })
    const second = new Run({ account })
    const feed = (one: string, other: string) => {
      first.feed(one)
      second.feed(other)
    }
    feed('0 100 100 100 100 opportunity', '0 50 50 50 50 opportunity')
    feed('1 100 100 100 100 enter long quantity 4', '1 50 50 50 50 enter short quantity 50')
    // The first holds 4 × 110 at its close; equity is 1000 + 40; 600 are left: 12 at 50.
    feed('2 100 110 100 110', '2 50 50 50 50')
    expect(second.log('fill')).toEqual(['2 sell 12 at 50'])
    expect(account.cash).toBe(1000 - 400 + 600)
  })

  it('shares the cash of the account between slots, while each keeps its own count', () => {
    const account = createAccount(1000)
    const first = new Run({ account })
    const second = new Run({ account })
    for (const row of rows(decided('enter long quantity 4', '2 100 110 100 110'))) first.feed(row)
    for (const row of rows('0 50 50 50 50')) second.feed(row)
    expect(first.log('equity').at(-1)).toBe('3 equity 1040')
    expect(second.log('equity').at(-1)).toBe('1 equity 1000')
    expect(first.slot.state.cash).toBe(600)
    expect(second.slot.state.cash).toBe(1000)
  })
})

describe('an order below the least notional', () => {
  it('is rejected by what it is worth at its own price; one that reaches it is not', () => {
    const least = { minNotional: 250 }
    const orders = (answer: string) => play(decided(answer, quiet), least).log('order')
    expect(orders('enter long quantity 2.4')).toEqual([
      '2 rejected market buy: its notional of 240 is below the minimum of 250',
    ])
    expect(orders('enter long quantity 2.5')).toEqual(['2 placed market long 2.5'])
    expect(orders('enter long quantity 2.6 limit 95')).toEqual([
      '2 rejected limit buy: its notional of 247 is below the minimum of 250',
    ])
  })
})

describe('an order that comes to zero', () => {
  it('at the decision is rejected, and the state stays', () => {
    const run = play(decided('enter long quantity 0.4', quiet), { lotStep: 1 })
    expect(run.log('order')).toEqual(['2 rejected market buy: its quantity is zero'])
    expect(run.log('call').at(-1)).toBe('3 filterCommitment')
    expect(run.slot.state.entry).toBeNull()
  })

  it('at the fill is rejected, and the state stays', () => {
    const run = play(decided('enter long quantity 1', '2 1500 1501 1499 1500'), {
      cash: 1000,
      lotStep: 1,
    })
    expect(run.log('order').at(-1)).toMatch(/^2 rejected market buy/)
    expect(run.log('call').at(-1)).toBe('3 filterCommitment')
    expect(run.slot.state.state).toBe('CloseWatch')
    expect(run.slot.account.cash).toBe(1000)
  })

  it('because the rounded stop leaves no distance to risk is rejected', () => {
    const run = play(decided('enter long risk 0.02 limit 100 stop 99.8', quiet), { tickSize: 0.5 })
    expect(run.log('order')).toHaveLength(1)
    expect(run.log('order')[0]).toMatch(/^2 rejected limit buy/)
  })

  it('may be followed by another try', () => {
    const run = play(
      decided(
        'enter long quantity 0.4',
        `2 100 101 99 100 enter long quantity 2
         3 100 101 99 100`,
      ),
      { lotStep: 1 },
    )
    expect(run.log('fill')).toEqual(['3 buy 2 at 100'])
  })
})

describe('short positions', () => {
  it('credit their proceeds to cash; equity is cash less what buying back costs', () => {
    const run = play(
      decided(
        'enter short quantity 5',
        `2 100 101 99 98
         3  98  99 96 97 exit
         4  96  97 95 96`,
      ),
      { cash: 1000 },
    )
    expect(run.log('equity', 'trade')).toEqual(
      rows(`
        1 equity 1000
        2 equity 1000
        3 equity 1010
        4 equity 1015
        short 5 in 2 at 100 out 4 at 96 exit pnl 20
        5 equity 1020`),
    )
    expect(run.slot.state.cash).toBe(1020)
  })
})

describe('ruin', () => {
  const ruined = decided(
    'enter short quantity 10',
    `2 100 101 99 100
     3 100 210 99 200
     4 190 191 189 190 opportunity
     5 190 191 189 190 enter long quantity 1
     6 190 191 189 190`,
  )

  it('equity at or below zero at a close liquidates at the next open', () => {
    // 1000 + 10·100 − 10·200 = 0.
    const run = play(ruined, { cash: 1000 })
    expect(run.log('fill', 'equity', 'trade').slice(2, 7)).toEqual(
      rows(`
        2 sell 10 at 100
        3 equity 1000
        4 equity 0
        4 buy 10 at 190 (liquidated)
        short 10 in 2 at 100 out 4 at 190 liquidated pnl -900`),
    )
  })

  it('refuses entries from then on, though equity is positive again', () => {
    const run = play(ruined, { cash: 1000 })
    expect(run.log('fill')).toHaveLength(2)
    expect(run.log('order').at(-1)).toMatch(/^6 rejected market buy/)
  })

  it('waits for the next open with fill_at close as well', () => {
    const run = play(ruined, { cash: 1000, fillAt: 'close' })
    expect(run.log('fill')).toEqual(['2 sell 10 at 100', '4 buy 10 at 190 (liquidated)'])
  })

  it('is not simulated inside a bar: a spike that comes back harms nobody', () => {
    const bars = `
      2 100 101 99 100
      3 100 900 99 110
      4 110 111 109 110`
    const run = play(decided('enter short quantity 10', bars), { cash: 1000 })
    expect(run.log('fill')).toHaveLength(1)
  })

  it('closes every position of a shared account at its symbol’s next open', () => {
    const account = createAccount(1000)
    const calm = new Run({ account, leverage: 2 })
    const wild = new Run({ account, leverage: 2 })
    const feed = (one: string, other: string) => {
      calm.feed(one)
      wild.feed(other)
    }
    feed('0 100 100 100 100 opportunity', '0 100 100 100 100 opportunity')
    feed('1 100 100 100 100 enter long quantity 5', '1 100 100 100 100 enter short quantity 10')
    feed('2 100 100 100 100', '2 100 100 100 100')
    feed('3 100 100 100 100', '3 100 300 100 300')
    feed('4 100 100 100 100', '4 300 300 300 300')
    expect(calm.log('fill').at(-1)).toBe('4 sell 5 at 100 (liquidated)')
    expect(wild.log('fill').at(-1)).toBe('4 buy 10 at 300 (liquidated)')
  })

  it('lets the reason of an exit be anything', () => {
    const table = decided(
      'enter long quantity 1',
      `2 100 101 99 100
       3 100 101 99 100 exit because liquidated`,
    )
    expect(play(table, { fillAt: 'close' }).log('fill').at(-1)).toBe('4 sell 1 at 100 (liquidated)')
  })
})
