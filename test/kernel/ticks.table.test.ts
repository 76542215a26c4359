// Ticks between the closes of bars: what fills on them, at what price, and what the bar that follows
// leaves alone. Prices and times are worked by hand from the fill conventions.
import { describe, expect, it } from 'vitest'
import { decided, play, type TableOptions } from '../support/kernel.ts'

const fills = (answer: string, rest: string, options: TableOptions = {}) =>
  play(decided(answer, rest), options).log('fill')

/** A long of 1 from a market order, filled at 100 by a tick at 2.1. */
const long = (levels: string, rest: string) =>
  fills(`enter long quantity 1 ${levels}`, `tick 2.1 100\n${rest}`).slice(1)
const short = (levels: string, rest: string) =>
  fills(`enter short quantity 1 ${levels}`, `tick 2.1 100\n${rest}`).slice(1)

describe('a market order on ticks', () => {
  it('is bought at the ask and sold at the bid of the first tick after the decision', () => {
    const ticks = `tick 2.25 100.5 100/101
                   tick 2.5  107   106/108`
    expect(fills('enter long quantity 1', ticks)).toEqual(['2.25 buy 1 at 101'])
    expect(fills('enter short quantity 1', ticks)).toEqual(['2.25 sell 1 at 100'])
  })

  it('fills at the last trade where there is no quote, or not on its side', () => {
    expect(fills('enter long quantity 1', 'tick 2.5 103')).toEqual(['2.5 buy 1 at 103'])
    expect(fills('enter long quantity 1', 'tick 2.5 103 99/-')).toEqual(['2.5 buy 1 at 103'])
  })

  it('pays slippage on top of the ask, and the taker fee', () => {
    // 101 × 1.001 = 101.101; 0.2 % of it is 0.202202.
    expect(
      fills('enter long quantity 1', 'tick 2.5 100 100/101', { slippage: 0.001, takerFee: 0.002 }),
    ).toEqual(['2.5 buy 1 at 101.101 fee 0.202202'])
  })

  it('waits for the next tick even where market orders fill at the close', () => {
    const table = `
      0 100 100 100 100 opportunity
      tick 1.5 101 - enter long quantity 1
      tick 1.6 102`
    const options: TableOptions = { cadence: { CloseWatch: 'tick' }, fillAt: 'close' }
    expect(play(table, options).log('fill')).toEqual(['1.6 buy 1 at 102'])
  })

  it('is filled by the open of a bar of which no tick came', () => {
    expect(fills('enter long quantity 1', '2 104 105 103 104')).toEqual(['2 buy 1 at 104'])
  })

  it('decided on a tick is not filled by the bar in which that was', () => {
    const table = `
      0 100 100 100 100 opportunity
      tick 1.5 101 - enter long quantity 1
      1 100 110  90 105
      2 106 107 105 106`
    expect(play(table, { cadence: { CloseWatch: 'tick' } }).log('fill')).toEqual(['2 buy 1 at 106'])
  })
})

describe('limit and stop entries on ticks', () => {
  it.each([
    ['a buy limit waits while only the bid is there', 'long', 'limit 99', '99.5 99/100', []],
    ['a buy limit fills at an ask at the limit', 'long', 'limit 99', '98 98/99', ['99']],
    ['a buy limit fills at a better ask', 'long', 'limit 99', '97 97/98', ['98']],
    ['a buy limit without a quote fills at a trade below it', 'long', 'limit 99', '98.5', ['98.5']],
    ['a sell limit waits while only the ask is there', 'short', 'limit 101', '101 100/101', []],
    ['a sell limit fills at a better bid', 'short', 'limit 101', '102 102/103', ['102']],
    ['a buy stop fills at the ask that triggers it', 'long', 'trigger 105', '104 104/106', ['106']],
    ['a buy stop waits below its trigger', 'long', 'trigger 105', '104 103/104.9', []],
    ['a sell stop fills at the bid that triggers it', 'short', 'trigger 95', '95 94/96', ['94']],
  ])('%s', (_, side, order, tick, prices) => {
    const verb = side === 'long' ? 'buy' : 'sell'
    expect(fills(`enter ${side} quantity 1 ${order}`, `tick 2.5 ${tick}`)).toEqual(
      prices.map((price) => `2.5 ${verb} 1 at ${price}`),
    )
  })

  it('a stop-limit fills on the tick that triggers it where the limit allows, else later', () => {
    const order = 'enter long quantity 1 trigger 105 limit 106'
    expect(fills(order, 'tick 2.5 105.5')).toEqual(['2.5 buy 1 at 105.5'])
    expect(fills(order, 'tick 2.5 107\ntick 2.6 106.5\ntick 2.7 104')).toEqual(['2.7 buy 1 at 104'])
  })

  it('the range of a bar from before the order does not fill it', () => {
    const table = `
      0 100 100 100 100 opportunity
      tick 1.5 100 - enter long quantity 1 limit 95
      1 100 100  90 100
      2 100 100  95 100`
    expect(play(table, { cadence: { CloseWatch: 'tick' } }).log('fill')).toEqual(['2 buy 1 at 95'])
  })

  it('a bar whose ticks never came to the limit does not fill it either', () => {
    // A trade at the bid: nobody sold to a buyer at 99.
    expect(
      fills('enter long quantity 1 limit 99', 'tick 2.5 99 99/99.1\n2 100 100 99 100'),
    ).toEqual([])
  })

  it('expires by the first tick at or after its time', () => {
    const run = play(
      decided('enter long quantity 1 limit 90 expires 30s', 'tick 2.4 100\ntick 2.5 100'),
    )
    expect(run.log('order').slice(-1)).toEqual(['2.5 cancelled expired'])
    expect(run.needed).toEqual([false, true])
  })
})

describe('stops and targets on ticks', () => {
  it.each([
    [
      'a stop fills at the bid that triggers it',
      'stop 95',
      '2.5 95 94/95',
      ['2.5 sell 1 at 94 (stop)'],
    ],
    ['a bid above it leaves it alone', 'stop 95', '2.5 94 95.5/96', []],
    [
      'a target fills at the bid that reaches it',
      'target 105',
      '2.5 107 106/107',
      ['2.5 sell 1 at 106 (target)'],
    ],
    ['an ask beyond the target does not', 'target 105', '2.5 105 104/106', []],
  ])('%s', (_, levels, tick, expected) => {
    expect(long(levels, `tick ${tick}`)).toEqual(expected)
  })

  it('a short is closed at the ask', () => {
    expect(short('stop 105', 'tick 2.5 105 104/106')).toEqual(['2.5 buy 1 at 106 (stop)'])
    expect(short('target 95', 'tick 2.5 94 93/94')).toEqual(['2.5 buy 1 at 94 (target)'])
  })

  it('count from the tick after the one that filled the entry', () => {
    const rest = 'tick 2.1 100 98/100\ntick 2.2 100 98/100'
    expect(fills('enter long quantity 1 stop 99', rest)).toEqual([
      '2.1 buy 1 at 100',
      '2.2 sell 1 at 98 (stop)',
    ])
  })

  it('are not hit again by the bar in which a tick has hit them', () => {
    expect(long('stop 95', 'tick 2.5 94\n2 100 101 90 99\n3 99 99 90 99')).toEqual([
      '2.5 sell 1 at 94 (stop)',
    ])
  })

  it('set after the bar opened are not hit by its range', () => {
    // The entry, its stop and its target are of minute 2.1; the low and the high may be older.
    expect(long('stop 95 target 105', 'tick 2.9 100\n2 100 110 90 100')).toEqual([])
  })

  it('a stop that the whole bar was under, and that went unseen, is made up for at its end', () => {
    const rest = 'tick 2.9 100\n2 100 100 99 100\ntick 3.9 100\n3 100 101 94 100'
    expect(long('stop 95 target 102', rest)).toEqual(['4 sell 1 at 95 (stop)'])
    // A target is not: nothing says that anybody bought there.
    expect(
      long('target 101', 'tick 2.9 100\n2 100 100 99 100\ntick 3.9 100\n3 100 102 99 100'),
    ).toEqual([])
  })

  it('a trail follows the bars from the tick on which it was asked for, not what was before', () => {
    const table = `
      0 100 100 100 100 opportunity
      1 100 100 100 100 enter long quantity 1
      tick 2.1 100
      tick 2.5 104 - trail distance 5
      2 100 120 100 106
      3 106 108 105 107`
    // 104 − 5; the bar's high of 120 may be older than the trail: its close of 106; then 108.
    const run = play(table, { cadence: { InTrade: 'tick' } })
    expect(run.log('level')).toEqual(['2.5 stop 99', '3 stop 101', '4 stop 103'])
  })
})

describe('positions on ticks', () => {
  it('show the worst and best price at which they could have been closed', () => {
    const run = play(
      decided('enter long quantity 1', 'tick 2.1 100\ntick 2.2 104 103/104\ntick 2.3 97 96/98'),
    )
    // In at 100; bids of 103 and 96.
    const { best, worst } = run.slot.state.position!
    expect([best, worst]).toEqual([103, 96])
  })

  it('count the close of the bar in which a tick opened them, not its range', () => {
    const run = play(
      decided('enter long quantity 1', 'tick 2.5 100\n2 100 110 90 101\n3 101 105 99 101'),
    )
    const { best, worst, barsHeld } = run.slot.state.position!
    expect([best, worst, barsHeld]).toEqual([105, 99, 2])
  })

  it('are closed on the first tick after an exit', () => {
    expect(
      fills('enter long quantity 1', 'tick 2.5 100\n2 100 101 99 101 exit\ntick 3.1 102 101/103'),
    ).toEqual(['2.5 buy 1 at 100', '3.1 sell 1 at 101 (exit)'])
  })
})

describe('callbacks on ticks', () => {
  it('are asked by the cadence tick at each tick, and at each data bar', () => {
    const run = play('tick 0.5 100\n0 100 100 100 100\ntick 1.5 101\n1 100 100 100 100', {
      cadence: { Watch: 'tick' },
    })
    expect(run.log('call')).toEqual([
      '1 detectOpportunity',
      '1.5 detectOpportunity',
      '2 detectOpportunity',
    ])
    // Before the first closed bar there is nobody to ask.
    expect(run.needed).toEqual([false, true])
  })

  it('are asked by a duration at the first tick at or after each of its multiples', () => {
    const ticks = [1.05, 1.16, 1.18, 1.34, 1.9].map((at) => `tick ${at} 100`).join('\n')
    const run = play(`0 100 100 100 100\n${ticks}\n1 100 100 100 100`, {
      cadence: { Watch: { ms: 10_000 } },
    })
    // Multiples of ten seconds at 1, 1.167, 1.333, 1.5, 1.667, 1.833, 2.
    expect(run.log('call')).toEqual([
      ...['1', '1.18', '1.34', '1.9', '2'].map((at) => `${at} detectOpportunity`),
    ])
    expect(run.needed).toEqual([false, false, true, true, true])
  })

  it('are not asked where the cadence is the bar; ticks that reach nothing are not needed', () => {
    const run = play(
      decided(
        'enter long quantity 1 stop 95 target 105',
        'tick 2.1 100\ntick 2.2 101\ntick 2.3 95.5\ntick 2.4 94.5\ntick 2.5 94',
      ),
    )
    expect(run.log('call')).toEqual(['1 detectOpportunity', '2 filterCommitment'])
    expect(run.needed).toEqual([true, false, false, true, false])
  })

  it('are skipped in warm-up and while the slot cools down', () => {
    const table = `
      0 100 100 100 100
      tick 1.5 100
      1 100 100 100 100`
    expect(play(table, { warmup: 1, cadence: { Watch: 'tick' } }).log('call')).toEqual([
      '2 detectOpportunity',
    ])
  })
})
