// The broker's models: what of an order fills where little is traded, when an order begins to work,
// and what slippage costs. Numbers are worked by hand from the rules in docs/fills.md.
import { describe, expect, it } from 'vitest'
import { decided, play, type TableOptions } from '../support/kernel.ts'

const run = (answer: string, rest: string, options: TableOptions = {}) =>
  play(decided(answer, rest), options)

const TENTH: TableOptions = { participation: 0.1 }

describe('participation', () => {
  it('fills a market order as far as the share of the volume goes, the rest on later bars', () => {
    // A tenth of 40, of 20, and what is left of 10: 4, 2, 4.
    const played = run(
      'enter long quantity 10',
      `2 100 100 100 100 of 40
       3 103 103 103 103 of 20
       4 106 106 106 106 of 90`,
      TENTH,
    )
    expect(played.log('fill')).toEqual(['2 buy 4 at 100', '3 buy 2 at 103', '4 buy 4 at 106'])
    const { position, entry } = played.slot.state
    // (4 · 100 + 2 · 103 + 4 · 106) / 10 = 103.
    expect([position!.entryPrice, position!.entered, position!.quantity]).toEqual([103, 10, 10])
    expect(entry).toBeNull()
    expect(played.log('transition').slice(1)).toEqual(['2 bar 2 CloseWatch > InTrade fill'])
  })

  it('leaves an order alone where nothing is traded', () => {
    const bars = '2 100 100 100 100 of 0\n3 101 101 101 101 of 50'
    expect(run('enter long quantity 1', bars, TENTH).log('fill')).toEqual(['3 buy 1 at 101'])
  })

  it('rounds a part down to the lot step', () => {
    const bars = '2 100 100 100 100 of 37\n3 100 100 100 100 of 100'
    const played = run('enter long quantity 5', bars, { participation: 0.1, lotStep: 1 })
    expect(played.log('fill')).toEqual(['2 buy 3 at 100', '3 buy 2 at 100'])
  })

  it('lets the rest of a limit order wait for its price until it expires', () => {
    const played = run(
      'enter long quantity 10 limit 99 expires 2 bars',
      `2 100 100  98 100 of 40
       3 100 101 100 100 of 400
       4 100 100  98 100 of 400`,
      TENTH,
    )
    expect(played.log('fill')).toEqual(['2 buy 4 at 99'])
    expect(played.log('order')).toEqual(['2 placed limit long 10', '4 cancelled expired'])
    expect(played.slot.state.state).toBe('InTrade')
  })

  it('makes a market order of what is left of a stop that was triggered', () => {
    const bars = '2 100 105 100 104 of 40\n3 103 103 103 103 of 400'
    const played = run('enter long quantity 10 trigger 105', bars, TENTH)
    expect(played.log('fill')).toEqual(['2 buy 4 at 105', '3 buy 6 at 103'])
  })

  it('cancels the rest of an entry with the first exit, asked for or not', () => {
    const asked = run(
      'enter long quantity 10 limit 99 expires 9 bars',
      `2 100 100  98 100 of 40 exit
       3 101 101 101 101 of 400
       4 100 100  90 100 of 400`,
      TENTH,
    )
    expect(asked.log('fill')).toEqual(['2 buy 4 at 99', '3 sell 4 at 101 (exit)'])
    expect(asked.log('order').slice(1)).toEqual(['3 cancelled exit', '3 placed market exit'])
    const stopped = run(
      'enter long quantity 10 limit 99 stop 97 expires 9 bars',
      '2 100 100 98 98 of 40\n3 96 98 95 95 of 400',
      TENTH,
    )
    // The fourth bar opens below the limit: the rest fills first, then the stop takes what it can.
    expect(stopped.log('fill')).toEqual([
      '2 buy 4 at 99',
      '3 buy 6 at 96',
      '3 sell 10 at 96 (stop)',
    ])
  })

  it('closes what is left after a stop at the market', () => {
    const played = run(
      'enter long quantity 10 stop 95',
      `2 100 100 100 100 of 100
       3 100 100  94  96 of 60
       4  97  99  97  98 of 60`,
      TENTH,
    )
    expect(played.log('fill')).toEqual([
      '2 buy 10 at 100',
      '3 sell 6 at 95 (stop)',
      '4 sell 4 at 97 (stop)',
    ])
    // 6 · 95 + 4 · 97 − 10 · 100 = −42.
    expect(played.log('trade')).toEqual(['long 10 in 2 at 100 out 4 at 95.8 stop pnl -42'])
  })

  it('keeps a target where it is, and a limit exit, until all of it has filled', () => {
    const target = run(
      'enter long quantity 10 target 105',
      `2 100 100 100 100 of 100
       3 100 106 100 104 of 70
       4 104 104 103 103 of 900
       5 103 107 103 104 of 50`,
      TENTH,
    )
    expect(target.log('fill').slice(1)).toEqual([
      '3 sell 7 at 105 (target)',
      '5 sell 3 at 105 (target)',
    ])
    const half = run(
      'enter long quantity 10',
      `2 100 100 100 100 of 100 exit fraction 0.5 limit 105
       3 100 106 100 104 of 20
       4 104 106 103 103 of 900`,
      TENTH,
    )
    // Half of 10, however it fills: 2, then 3.
    expect(half.log('fill').slice(1)).toEqual(['3 sell 2 at 105 (exit)', '4 sell 3 at 105 (exit)'])
    expect(half.slot.state.position!.quantity).toBe(5)
  })

  it('counts what ticks trade', () => {
    const played = run(
      'enter long quantity 3',
      'tick 2.1 100 99/101 of 10\ntick 2.2 100 99/102 of 0\ntick 2.3 100 99/103 of 50',
      TENTH,
    )
    expect(played.log('fill')).toEqual(['2.1 buy 1 at 101', '2.3 buy 2 at 103'])
    expect(played.needed).toEqual([true, false, true])
  })

  it('shares the volume of a bar between the fills of a slot', () => {
    // The exit takes 3 of 5; nothing is left for the stop below, which waits for the next bar.
    const played = run(
      'enter long quantity 8 stop 95',
      `2 100 100 100 100 of 80 exit
       3 100 100  90  96 of 50
       4  99  99  99  99 of 80`,
      TENTH,
    )
    expect(played.log('fill').slice(1)).toEqual(['3 sell 5 at 100 (exit)', '4 sell 3 at 99 (exit)'])
  })

  it('never lets a position grow beyond what the account can bear', () => {
    const bars = '2 100 100 100 100 of 400\n3 200 200 200 200 of 9000'
    const played = run('enter long quantity 90', bars, { participation: 0.1, cash: 10_000 })
    // 40 at 100 are worth 8,000 at 200, the equity is 14,000: room for 30 more at 200.
    expect(played.log('fill')).toEqual(['2 buy 40 at 100', '3 buy 30 at 200'])
    expect(played.slot.state.entry).toBeNull()
  })
})

describe('latency', () => {
  const SOON: TableOptions = { latencyMs: 9000 }

  it('keeps an order from ticks that come before it is there', () => {
    // 9 s are 0.15 minutes.
    const played = run('enter long quantity 1', 'tick 2.1 101\ntick 2.2 102', SOON)
    expect(played.log('fill')).toEqual(['2.2 buy 1 at 102'])
    expect(played.needed).toEqual([false, true])
    expect(played.log('order')).toEqual(['2 placed market long 1', '2.2 accepted 1'])
  })

  it('leaves bars out that open before it is there', () => {
    const bars = '2 101 101 99 101\n3 103 103 103 103'
    expect(run('enter long quantity 1', bars, SOON).log('fill')).toEqual(['3 buy 1 at 103'])
    expect(run('enter long quantity 1 limit 99', bars, SOON).log('fill')).toEqual([])
  })

  it('holds for exits; stops and targets are there from the entry on', () => {
    const rest = `2 100 100 100 100
                  3 101 101 101 101 exit
                  tick 4.1 102
                  tick 4.2 103`
    expect(run('enter long quantity 1', rest, SOON).log('fill')).toEqual([
      '3 buy 1 at 101',
      '4.2 sell 1 at 103 (exit)',
    ])
    const stop = '2 100 100 100 100\n3 101 101 101 101\ntick 4.1 94'
    expect(run('enter long quantity 1 stop 95', stop, SOON).log('fill').at(-1)).toBe(
      '4.1 sell 1 at 94 (stop)',
    )
  })
})

describe('slippage', () => {
  it('crosses half of the assumed spread where no quote is known', () => {
    const SPREAD: TableOptions = { spread: 0.002 }
    const bar = '2 100 100 100 100'
    expect(run('enter long quantity 1', bar, SPREAD).log('fill')).toEqual(['2 buy 1 at 100.1'])
    expect(run('enter short quantity 1', bar, SPREAD).log('fill')).toEqual(['2 sell 1 at 99.9'])
    expect(run('enter long quantity 1', 'tick 2.5 100', SPREAD).log('fill')).toEqual([
      '2.5 buy 1 at 100.1',
    ])
    expect(run('enter long quantity 1', 'tick 2.5 100 99/101', SPREAD).log('fill')).toEqual([
      '2.5 buy 1 at 101',
    ])
    // A limit is a maker's.
    expect(run('enter long quantity 1 limit 100', bar, SPREAD).log('fill')).toEqual([
      '2 buy 1 at 100',
    ])
  })

  it('grows with the root of the share of the volume, and with the range', () => {
    // ln(102 / 98) / √(4 ln 2) = 0.02402565; √(4 / 400) = 0.1: 100 · (1 + 0.002402565).
    const bar = '2 100 102 98 100 of 400'
    expect(run('enter long quantity 4', bar, { impact: 1 }).log('fill')).toEqual([
      '2 buy 4 at 100.240256519',
    ])
    // Four times the size: twice the impact. Half of the factor: half of it.
    expect(run('enter long quantity 16', bar, { impact: 0.5 }).log('fill')).toEqual([
      '2 buy 16 at 100.240256519',
    ])
    expect(
      run('enter long quantity 4', '2 100 100 100 100 of 400', { impact: 1 }).log('fill'),
    ).toEqual(['2 buy 4 at 100'])
  })
})
