// How long things last: the CloseWatch timeout, an order's expiry, the cooldown after an exit.
import { describe, expect, it } from 'vitest'
import { decided, play, rows } from '../support/kernel.ts'

/** So many quiet bars from `first` on. */
const quiet = (first: number, count: number) =>
  Array.from({ length: count }, (_, i) => `${first + i} 100 101 99.5 100`).join('\n')

describe('the timeout', () => {
  it('of N bars calls filter_commitment on the N closes that follow, then watches again', () => {
    const table = `0 100 100 100 100 opportunity\n${quiet(1, 4)}`
    expect(play(table, { timeout: { bars: 3 } }).log('call', 'transition')).toEqual(
      rows(`
        1 detectOpportunity
        1 bar 0 Watch > CloseWatch
        2 filterCommitment
        3 filterCommitment
        4 filterCommitment
        4 bar 3 CloseWatch > Watch timeout
        5 detectOpportunity`),
    )
  })

  it('lets the N-th call still enter', () => {
    const table = `
      0 100 100 100 100 opportunity
      1 100 100 100 100
      2 100 100 100 100 enter long quantity 1
      3 100 101 99 100`
    const run = play(table, { timeout: { bars: 2 } })
    expect(run.log('fill', 'transition').slice(1)).toEqual([
      '3 bar 3 CloseWatch > InTrade fill',
      '3 buy 1 at 100',
    ])
  })

  it('waits for a resting order that outlives it', () => {
    const run = play(decided('enter long quantity 1 limit 90 expires 4 bars', quiet(2, 5)), {
      timeout: { bars: 2 },
    })
    expect(run.log('transition').slice(1)).toEqual(['6 bar 5 CloseWatch > Watch expired'])
  })

  it('counts strategy closes, whatever the cadence', () => {
    const table = `
      0 100 100 100 100
      1 100 100 100 100
      2 100 100 100 100 opportunity
      ${quiet(3, 6)}`
    const run = play(table, {
      timeframe: 3,
      timeout: { bars: 2 },
      cadence: { CloseWatch: 'tick' },
    })
    expect(run.log('call')).toHaveLength(1 + 6)
    expect(run.log('transition').at(-1)).toBe('9 bar 2 CloseWatch > Watch timeout')
  })

  it('ends the watch even where the cadence brings no call then', () => {
    const table = `0 100 100 100 100 opportunity\n${quiet(1, 3)}`
    const run = play(table, {
      timeout: { bars: 2 },
      cadence: { CloseWatch: { ms: 3_600_000 } },
    })
    expect(run.log('call', 'transition')).toEqual(
      rows(`
        1 detectOpportunity
        1 bar 0 Watch > CloseWatch
        3 bar 2 CloseWatch > Watch timeout
        4 detectOpportunity`),
    )
  })

  it('comes on the N-th close when the entry decided there is rejected at once', () => {
    const table = `
      0 100 100 100 100 opportunity
      1 100 100 100 100 enter long quantity 0.4`
    const run = play(table, { timeout: { bars: 1 }, fillAt: 'close', lotStep: 1 })
    expect(run.log('order', 'transition').slice(1)).toEqual([
      '2 rejected market buy: its quantity is zero',
      '2 bar 1 CloseWatch > Watch timeout',
    ])
    const unaffordable = play(table.replace('0.4', '1'), {
      timeout: { bars: 1 },
      fillAt: 'close',
      lotStep: 1,
      cash: 50,
    })
    expect(unaffordable.log('transition').at(-1)).toBe('2 bar 1 CloseWatch > Watch timeout')
  })

  it('of a duration ends at the first event at or after it', () => {
    const at = (ms: number, bars: string) =>
      play(`0 100 100 100 100 opportunity\n${bars}`, { timeout: { ms } }).log('transition')[1]
    expect(at(180_000, quiet(1, 4))).toBe('4 bar 3 CloseWatch > Watch timeout')
    expect(at(150_000, quiet(1, 4))).toBe('4 bar 3 CloseWatch > Watch timeout')
    expect(at(150_000, `${quiet(1, 1)}\n${quiet(8, 1)}`)).toBe('9 bar 2 CloseWatch > Watch timeout')
  })

  it('of a duration ends between strategy closes too, and the next close watches', () => {
    const table = `
      0 100 100 100 100
      4 100 100 100 100 opportunity
      ${quiet(5, 5)}`
    const run = play(table, { timeframe: 5, timeout: { ms: 120_000 } })
    expect(run.log('call', 'transition').slice(2)).toEqual(
      rows(`
        7 bar 1 CloseWatch > Watch timeout
        10 detectOpportunity`),
    )
  })

  it('passes over strategy bars that are missing', () => {
    const table = `
      0 100 100 100 100 opportunity
      1 100 100 100 100
      50 100 100 100 100
      51 100 100 100 100`
    expect(
      play(table, { timeout: { bars: 2 } })
        .log('transition')
        .at(-1),
    ).toBe('51 bar 2 CloseWatch > Watch timeout')
  })
})

describe('the expiry of an entry order', () => {
  it('of 3 bars lets it fill until the third close after the decision', () => {
    const filled = play(
      decided('enter long quantity 1 limit 99 expires 3 bars', `${quiet(2, 2)}\n4 100 101 98 100`),
    )
    expect(filled.log('fill')).toEqual(['4 buy 1 at 99'])
  })

  it('asks once more with the order pending, then cancels it and watches', () => {
    const run = play(
      decided('enter long quantity 1 limit 99 expires 3 bars', `${quiet(2, 3)}\n5 100 101 98 100`),
    )
    expect(run.log('call', 'order', 'transition', 'fill').slice(3)).toEqual(
      rows(`
        2 placed limit long 1
        3 filterCommitment
        4 filterCommitment
        5 filterCommitment
        5 cancelled expired
        5 bar 4 CloseWatch > Watch expired
        6 detectOpportunity`),
    )
  })

  it('on its last call may be replaced, and then expires anew', () => {
    const run = play(
      decided(
        'enter long quantity 1 limit 99 expires 1 bar',
        `2 100 101 99.5 100 enter long quantity 1 limit 99 expires 2 bars
         ${quiet(3, 2)}`,
      ),
    )
    expect(run.log('order', 'transition').slice(1)).toEqual(
      rows(`
        2 placed limit long 1
        3 cancelled replaced
        3 placed limit long 1
        5 cancelled expired
        5 bar 4 CloseWatch > Watch expired`),
    )
  })

  it('on its last call may be abandoned', () => {
    const run = play(
      decided(
        'enter long quantity 1 limit 99 expires 1 bar',
        '2 100 101 99.5 100 abandon changed my mind',
      ),
    )
    expect(run.log('transition').at(-1)).toBe('3 bar 2 CloseWatch > Watch changed my mind')
  })

  it('still comes after an error on its last call', () => {
    const run = play(
      decided('enter long quantity 1 limit 99 expires 1 bar', '2 100 101 99.5 100 fault oops'),
    )
    expect(run.log('transition', 'fault').slice(1)).toEqual([
      '3 fault 1: oops',
      '3 bar 2 CloseWatch > Watch expired',
    ])
  })

  it('is what is left of the timeout where nothing is said', () => {
    // CloseWatch since bar 0 with 4 bars: it ends on bar 4's close, minute 5.
    const run = play(decided('enter long quantity 1 limit 90', quiet(2, 4)), {
      timeout: { bars: 4 },
    })
    expect(run.log('transition').slice(1)).toEqual(['5 bar 4 CloseWatch > Watch expired'])
  })

  it('is at least one bar', () => {
    const run = play(decided('enter long quantity 1 limit 90', quiet(2, 2)), {
      timeout: { bars: 1 },
    })
    expect(run.log('transition', 'call').slice(2)).toEqual(
      rows(`
        2 filterCommitment
        3 filterCommitment
        3 bar 2 CloseWatch > Watch expired
        4 detectOpportunity`),
    )
  })

  it('is what is left of a timeout that is a duration, at least one bar', () => {
    const expired = (ms: number) =>
      play(decided('enter long quantity 1 limit 90', quiet(2, 5)), { timeout: { ms } }).log(
        'transition',
      )[1]
    // CloseWatch since minute 1.
    expect(expired(240_000)).toBe('5 bar 4 CloseWatch > Watch expired')
    expect(expired(90_000)).toBe('3 bar 2 CloseWatch > Watch expired')
  })

  it('is at least one strategy bar though the timeout ends inside it', () => {
    const table = `
      4 100 100 100 100 opportunity
      9 100 100 100 100 enter long quantity 1 limit 90
      ${quiet(10, 5)}`
    // CloseWatch since minute 5: six minutes end at 11, the next strategy bar at 15.
    const run = play(table, { timeframe: 5, timeout: { ms: 360_000 } })
    expect(run.log('transition').at(-1)).toBe('15 bar 2 CloseWatch > Watch expired')
  })

  it('counts strategy closes when decided between them', () => {
    const table = `
      0 100 100 100 100
      1 100 100 100 100
      2 100 100 100 100 opportunity
      3 100 100 100 100 enter long quantity 1 limit 90 expires 2 bars
      ${quiet(4, 5)}`
    const run = play(table, { timeframe: 3, cadence: { CloseWatch: 'tick' } })
    // Decided at minute 4: the closes after it are at 6 and 9.
    expect(run.log('transition').at(-1)).toBe('9 bar 2 CloseWatch > Watch expired')
  })
})

describe('the cooldown', () => {
  const stopped = decided(
    'enter long quantity 1 stop 95',
    `2 100 101 99 100
     3 100 101 94 100
     ${quiet(4, 3)}`,
  )
  const watched = (cooldown: number) =>
    play(stopped, { cooldown })
      .log('call')
      .filter((call) => call.endsWith('detectOpportunity'))
      .slice(1)
      .map((call) => Number(call.split(' ')[0]))

  it('skips the first N closes, beginning with the one that contains the exit', () => {
    expect(watched(0)).toEqual([4, 5, 6, 7])
    expect(watched(1)).toEqual([5, 6, 7])
    expect(watched(3)).toEqual([7])
  })

  it('begins with the close that follows where the exit came at a close', () => {
    const table = decided(
      'enter long quantity 1',
      `2 100 101 99 100 exit
       ${quiet(3, 3)}`,
    )
    const run = play(table, { cooldown: 2, fillAt: 'close' })
    expect(run.log('call', 'fill').slice(-3)).toEqual(
      rows(`
        3 managePosition
        3 sell 1 at 100 (exit)
        6 detectOpportunity`),
    )
  })

  it('does not follow an abandoned or timed-out watch', () => {
    const table = `
      0 100 100 100 100 opportunity
      1 100 100 100 100 abandon no
      2 100 100 100 100 opportunity
      3 100 100 100 100
      4 100 100 100 100`
    const run = play(table, { cooldown: 3, timeout: { bars: 1 } })
    expect(run.log('call').at(-1)).toBe('5 detectOpportunity')
  })

  it('skips the calls between strategy closes as well', () => {
    const table = `
      0 100 100 100 100
      1 100 100 100 100
      2 100 100 100 100 opportunity
      5 100 100 100 100 enter long quantity 1 stop 95
      6 100 100 94 100
      7 100 100 94 100
      8 100 100 94 100
      9 100 100 94 100`
    const run = play(table, {
      timeframe: 3,
      cooldown: 1,
      cadence: { Watch: 'tick', CloseWatch: 'bar', InTrade: 'bar' },
    })
    expect(run.log('call').slice(1)).toEqual(['6 filterCommitment', '10 detectOpportunity'])
  })
})
