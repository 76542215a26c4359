// The machine's clock work: the order of one bar, warm-up, cadence, counters, aggregated bars.
import { describe, expect, it } from 'vitest'
import { decided, play, rows } from '../support/kernel.ts'

describe('one data bar', () => {
  it('fills market orders at its open, then stop and target, then marks, then asks', () => {
    const run = play(
      decided(
        'enter long quantity 10 stop 95',
        `2 102 103 101 103
         3 103 104  94  96 opportunity
         4  96  97  95  96`,
      ),
      { cash: 1000 },
    )
    // Ten would cost 1020: 1000/102 are bought. Equity is 1000·103/102 at bar 2's close, 1000·95/102
    // once the stop has sold.
    expect(run.log().slice(5)).toEqual(
      rows(`
        2 placed market long 10
        2 bar 2 CloseWatch > InTrade fill
        2 buy 9.80392156863 at 102
        3 equity 1009.80392157
        3 managePosition
        3 bar 3 InTrade > Watch stop
        3 sell 9.80392156863 at 95 (stop)
        long 9.80392156863 in 2 at 102 out 3 at 95 stop pnl -68.6274509804
        4 equity 931.37254902
        4 detectOpportunity
        4 bar 3 Watch > CloseWatch
        5 equity 931.37254902
        5 filterCommitment`),
    )
  })

  it('does not evaluate the state that an evaluation has just entered', () => {
    const run = play(`
      0 100 100 100 100 opportunity
      1 100 100 100 100 abandon no
      2 100 100 100 100`)
    expect(run.log('call')).toEqual(
      rows(`
        1 detectOpportunity
        2 filterCommitment
        3 detectOpportunity`),
    )
  })

  it('exits at its open before it looks for an opportunity at its close', () => {
    const run = play(
      decided(
        'enter long quantity 1',
        `2 100 101 99 100 exit
         3 100 101 99 100 opportunity`,
      ),
    )
    expect(run.log('transition', 'call').slice(-3)).toEqual(
      rows(`
        3 bar 3 InTrade > Watch exit
        4 detectOpportunity
        4 bar 3 Watch > CloseWatch`),
    )
  })
})

describe('fill_at close', () => {
  it('does not re-mark the equity point of the bar that it fills on', () => {
    const run = play(
      decided(
        'enter long quantity 10',
        `2 100 104 99 104
         3 104 108 103 106 exit
         4 106 109 105 108`,
      ),
      { fillAt: 'close', slippage: 0.01 },
    )
    // Buys at 101 after the mark at minute 2; sells at 106·0.99 = 104.94 after the mark at minute 4.
    expect(run.log('equity', 'fill')).toEqual(
      rows(`
        1 equity 10000
        2 equity 10000
        2 buy 10 at 101
        3 equity 10030
        4 equity 10050
        4 sell 10 at 104.94 (exit)
        5 equity 10039.4`),
    )
    expect(run.exposure).toEqual([false, false, true, true, false])
  })

  it('counts the fill’s own bar in neither counter', () => {
    const run = play(decided('enter long quantity 1', '2 100 101 99 100'), { fillAt: 'close' })
    expect(run.counters.at(-1)).toBe('managePosition bar 2 in state 1 held 1')
    expect(run.log('transition').at(-1)).toBe('2 bar 1 CloseWatch > InTrade fill')
  })
})

describe('warm-up', () => {
  it('begins evaluation at the bar whose index reaches it', () => {
    const bars = `
      0 100 100 100 100
      1 100 100 100 100
      2 100 100 100 100
      3 100 100 100 100`
    expect(play(bars, { warmup: 2 }).log('call')).toEqual([
      '3 detectOpportunity',
      '4 detectOpportunity',
    ])
    expect(play(bars).log('call')).toHaveLength(4)
  })

  it('does not stop equity points', () => {
    expect(play('0 100 100 100 100', { warmup: 5 }).log('equity')).toEqual(['1 equity 10000'])
  })
})

describe('the counters', () => {
  it('have 1 on the next close after an evaluation, and on the close of the bar of a fill', () => {
    const run = play(
      decided(
        '',
        `2 100 100 100 100 enter long quantity 1 limit 99 stop 95
         3 100 101 98 100
         4 100 101 98 100
         5 100 101 94 100`,
      ),
    )
    expect(run.counters).toEqual(
      rows(`
        detectOpportunity bar 0 in state 1 held -
        filterCommitment bar 1 in state 1 held -
        filterCommitment bar 2 in state 2 held -
        managePosition bar 3 in state 1 held 1
        managePosition bar 4 in state 2 held 2
        detectOpportunity bar 5 in state 1 held -`),
    )
  })

  it('a trade holds the closes from entry to exit, the exit bar’s only at the close', () => {
    const bars = `
      2 100 101 99 100
      3 100 101 99 100 exit
      4 100 101 99 100`
    const held = (fillAt: 'next_open' | 'close') =>
      play(decided('enter long quantity 1', bars), { fillAt }).closed[0]!.barsHeld
    expect(held('next_open')).toBe(2)
    // In at bar 1's close, out at bar 3's: closes 2 and 3.
    expect(held('close')).toBe(2)
  })

  it('a trade that is stopped out on its entry bar holds none', () => {
    const run = play(decided('enter long quantity 1 stop 95', '2 100 101 94 100'))
    expect(run.closed[0]!.barsHeld).toBe(0)
  })
})

describe('cadence', () => {
  const quarter = `
    0 100 100 100 100
    1 100 100 100 100
    2 100 100 100 100
    3 100 100 100 100
    4 100 100 100 100
    5 100 100 100 100
    6 100 100 100 100`

  it('bar: the close of each strategy bar', () => {
    expect(play(quarter, { timeframe: 3 }).log('call')).toEqual([
      '3 detectOpportunity',
      '6 detectOpportunity',
    ])
  })

  it('tick: the close of each data bar, from the first closed strategy bar on', () => {
    const run = play(quarter, { timeframe: 3, cadence: { Watch: 'tick' } })
    expect(run.log('call').map((call) => call.split(' ')[0])).toEqual(['3', '4', '5', '6', '7'])
    expect(run.counters.map((row) => row.split(' ')[2])).toEqual(['0', '0', '0', '1', '1'])
  })

  it('a duration: the first data bar’s close at or after each UTC multiple of it', () => {
    const bars = `
      0 100 100 100 100
      1 100 100 100 100
      2 100 100 100 100
      5 100 100 100 100
      6 100 100 100 100
      7 100 100 100 100`
    // Multiples of 2 m: 2 → close 2; 4 → close 6, which is 6's too; 8 → close 8.
    const run = play(bars, { cadence: { Watch: { ms: 120_000 } } })
    expect(run.log('call').slice(-3)).toEqual(
      rows(`
        2 detectOpportunity
        6 detectOpportunity
        8 detectOpportunity`),
    )
  })

  it('is each state’s own', () => {
    const table = `
      0 100 100 100 100
      1 100 100 100 100
      2 100 100 100 100 opportunity
      3 100 100 100 100
      4 100 100 100 100 enter long quantity 1
      5 100 101 100 100
      6 100 101 100 100
      7 100 101 100 100
      8 100 101 100 100`
    const run = play(table, { timeframe: 3, cadence: { CloseWatch: 'tick' } })
    expect(run.log('call')).toEqual(
      rows(`
        3 detectOpportunity
        4 filterCommitment
        5 filterCommitment
        6 managePosition
        9 managePosition`),
    )
  })

  it('a decision between strategy closes fills at the next data bar’s open', () => {
    const table = `
      0 100 100 100 100
      1 100 100 100 100
      2 100 100 100 100 opportunity
      3 100 100 100 100 enter long quantity 1
      4 103 104 102 103
      5 103 104 102 103`
    const run = play(table, { timeframe: 3, cadence: { CloseWatch: 'tick' } })
    expect(run.log('fill', 'transition')).toEqual(
      rows(`
        3 bar 0 Watch > CloseWatch
        4 bar 1 CloseWatch > InTrade fill
        4 buy 1 at 103`),
    )
    expect(run.counters.at(-1)).toBe('managePosition bar 1 in state 1 held 1')
  })

  it('fills and orders never call back by themselves', () => {
    const table = `
      0 100 100 100 100
      1 100 100 100 100
      2 100 100 100 100 opportunity
      3 100 100 100 100
      4 100 100 100 100
      5 100 100 100 100 enter long quantity 1 stop 95
      6 100 101  99 100
      7 100 101  94 100
      8 100 101  94 100`
    expect(play(table, { timeframe: 3 }).log('call', 'fill')).toEqual(
      rows(`
        3 detectOpportunity
        6 filterCommitment
        6 buy 1 at 100
        7 sell 1 at 95 (stop)
        9 detectOpportunity`),
    )
  })
})

describe('strategy bars of several data bars', () => {
  const five = { timeframe: 5 }

  it('close with their last data bar, on UTC boundaries', () => {
    const bars = `
      3 100 100 100 100
      4 100 100 100 101
      5 100 100 100 100
      9 100 100 100 102`
    expect(play(bars, five).log('equity', 'call')).toEqual(
      rows(`
        5 equity 10000
        5 detectOpportunity
        10 equity 10000
        10 detectOpportunity`),
    )
  })

  it('whose last data bars are missing close at their boundary, before the next data bar', () => {
    const table = `
      0 100 100 100 100
      4 100 100 100 100 opportunity
      5 100 100 100 100
      7 100 100 100 100
      at 10: enter long quantity 1
      12 105 106 104 105
      14 105 106 104 105`
    const run = play(table, five)
    expect(run.log('call', 'transition', 'order', 'fill')).toEqual(
      rows(`
        5 detectOpportunity
        5 bar 0 Watch > CloseWatch
        10 filterCommitment
        10 placed market long 1
        12 bar 2 CloseWatch > InTrade fill
        12 buy 1 at 105
        15 managePosition`),
    )
  })

  it('with fill_at close that close at their boundary fill at the last data bar’s close', () => {
    const table = `
      0 100 100 100 100
      4 100 100 100 100 opportunity
      5 100 100 100 100
      7 100 100 100 103
      at 10: enter long quantity 1
      12 105 106 104 105`
    const run = play(table, { ...five, fillAt: 'close' })
    expect(run.log('fill', 'transition').slice(1)).toEqual([
      '10 bar 1 CloseWatch > InTrade fill',
      '10 buy 1 at 103',
    ])
  })

  it('without any data bar give no bar: nothing counts them', () => {
    const bars = `
      4 100 100 100 100
      23 100 100 100 100
      24 100 100 100 100`
    const run = play(bars, five)
    expect(run.log('equity')).toEqual(['5 equity 10000', '25 equity 10000'])
    expect(run.counters.at(-1)).toBe('detectOpportunity bar 1 in state 2 held -')
  })

  it('the first counts even if its first data bars are missing', () => {
    expect(play('4 100 100 100 100', five).log('call')).toEqual(['5 detectOpportunity'])
  })

  it('that the data’s end leaves unfinished give no bar, no evaluation and no equity point', () => {
    const bars = `
      4 100 100 100 100
      5 100 100 100 100
      6 100 100 100 100
      end`
    expect(play(bars, five).log()).toEqual(['5 equity 10000', '5 detectOpportunity'])
  })

  it('fill orders, stops and targets on data bars, at data bars’ times', () => {
    const table = `
      4 100 100 100 100 opportunity
      9 100 100 100 100 enter long quantity 1 stop 95 target 110
      10 101 102 100 101
      11 101 102 100 101
      12 101 111 100 101
      13 101 102 90 101
      14 101 102 90 101`
    const run = play(table, five)
    expect(run.log('fill', 'transition', 'call').slice(3)).toEqual(
      rows(`
        10 bar 2 CloseWatch > InTrade fill
        10 buy 1 at 101
        12 bar 2 InTrade > Watch target
        12 sell 1 at 110 (target)
        15 detectOpportunity`),
    )
  })

  it('mark the position at their own close only', () => {
    const table = `
      4 100 100 100 100 opportunity
      9 100 100 100 100 enter long quantity 10
      10 100 102 100 101
      14 101 103 101 103`
    expect(play(table, five).log('equity')).toEqual(
      rows(`
        5 equity 10000
        10 equity 10000
        15 equity 10030`),
    )
  })
})

describe('the end of data', () => {
  it('closes the position at the last close with commission and without slippage', () => {
    const run = play(
      decided(
        'enter long quantity 10',
        `2 100 101 99 100
         3 100 106 99 105
         end`,
      ),
      { slippage: 0.01, takerFee: 0.001, tickSize: 2 },
    )
    // In at 100·1.01 = 101, on a tick of 2: 102; out at 105 as it is. Fees 1.02 + 1.05.
    expect(run.log('fill', 'trade', 'transition').slice(-3)).toEqual(
      rows(`
        4 bar 3 InTrade > Watch end_of_data
        4 sell 10 at 105 fee 1.05 (end_of_data)
        long 10 in 2 at 102 out 4 at 105 end_of_data pnl 27.93`),
    )
    expect(run.log('equity')).toHaveLength(4)
    expect(run.slot.account.cash).toBeCloseTo(10_000 + 30 - 2.07, 9)
  })

  it('cancels a resting entry', () => {
    const run = play(
      decided(
        'enter long quantity 1 limit 90',
        `2 100 101 99 100
         end`,
      ),
    )
    expect(run.log('order', 'fill', 'trade').slice(1)).toEqual(['3 cancelled end_of_data'])
  })

  it('leaves a market exit that found no further bar to the last close', () => {
    const run = play(
      decided(
        'enter long quantity 1',
        `2 100 101 99 100
         3 100 106 99 105 exit
         end`,
      ),
    )
    expect(run.log('fill').at(-1)).toBe('4 sell 1 at 105 (end_of_data)')
  })

  it('in an unfinished strategy bar is that bar’s, which the trade does not hold', () => {
    const table = `
      4 100 100 100 100 opportunity
      9 100 100 100 100 enter long quantity 1
      10 100 102 100 101
      end`
    const run = play(table, { timeframe: 5 })
    expect(run.log('transition', 'equity').slice(-2)).toEqual(
      rows(`
        10 bar 2 CloseWatch > InTrade fill
        11 bar 2 InTrade > Watch end_of_data`),
    )
    expect(run.closed[0]).toMatchObject({ barsHeld: 0, exitPrice: 101 })
  })
})
