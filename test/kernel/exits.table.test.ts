// Exits that the script asks for: whole and partial, market and limit, and the trade they make.
import { describe, expect, it } from 'vitest'
import { decided, play, rows } from '../support/kernel.ts'

const run = (bars: string, entry = 'enter long quantity 4', options = {}) =>
  play(decided(entry, bars), options)

/** The fills after the entry's own. */
const exits = (bars: string, entry?: string) => run(bars, entry).log('fill').slice(1)

describe('market exits', () => {
  it('fill at the next open, with the reason given', () => {
    expect(
      exits(`2 100 101 99 100 exit
             3 103 104 102 103`),
    ).toEqual(['3 sell 4 at 103 (exit)'])
    expect(
      exits(`2 100 101 99 100 exit because tired
             3 103 104 102 103`),
    ).toEqual(['3 sell 4 at 103 (tired)'])
  })

  it('of a short position buy', () => {
    const bars = `
      2 100 101 99 100 exit
      3 97 98 96 97`
    expect(exits(bars, 'enter short quantity 4')).toEqual(['3 buy 4 at 97 (exit)'])
  })

  it('come before the stop at the same open', () => {
    const bars = `
      2 100 101 99 100 exit because tired
      3 90 91 89 90`
    expect(exits(bars, 'enter long quantity 4 stop 95')).toEqual(['3 sell 4 at 90 (tired)'])
  })

  it('with fill_at close fill at the decision’s close', () => {
    const bars = `
      2 100 101 99 100
      3 100 106 99 105 exit`
    const result = run(bars, undefined, { fillAt: 'close' })
    expect(result.log('fill', 'trade')).toEqual(
      rows(`
        2 buy 4 at 100
        4 sell 4 at 105 (exit)
        long 4 in 2 at 100 out 4 at 105 exit pnl 20`),
    )
  })
})

describe('partial exits', () => {
  it('are fractions of what is open, and parts of one trade at the mean exit price', () => {
    const result = run(`
      2 100 101 99 100 exit fraction 0.5 because half
      3 102 103 101 102 exit fraction 0.5
      4 104 105 103 104
      5 104 105 103 104 exit because rest
      6 110 111 109 110`)
    expect(result.log('fill', 'trade')).toEqual(
      rows(`
        2 buy 4 at 100
        3 sell 2 at 102 (half)
        4 sell 1 at 104 (exit)
        6 sell 1 at 110 (rest)
        long 4 in 2 at 100 out 6 at 104.5 rest pnl 18`),
    )
    expect(result.closed[0]).toMatchObject({ quantity: 4, exitReason: 'rest', barsHeld: 4 })
    expect(result.closed[0]!.return).toBeCloseTo(18 / 400, 12)
  })

  it('leave the stop on guard over the rest', () => {
    const result = run(
      `2 100 101 99 100 exit fraction 0.25
       3 102 103 94 102`,
      'enter long quantity 4 stop 95',
    )
    expect(result.log('fill', 'trade')).toEqual(
      rows(`
        2 buy 4 at 100
        3 sell 1 at 102 (exit)
        3 sell 3 at 95 (stop)
        long 4 in 2 at 100 out 3 at 96.75 stop pnl -13`),
    )
  })

  it('keep the state InTrade', () => {
    const result = run(`
      2 100 101 99 100 exit fraction 0.5
      3 102 103 101 102`)
    expect(result.slot.state.state).toBe('InTrade')
    expect(result.log('call').at(-1)).toBe('4 managePosition')
  })
})

describe('limit exits', () => {
  it.each([
    ['rest below their price', '3 100 104 99 100', []],
    ['fill at their price', '3 100 105 99 100', ['3 sell 4 at 105 (exit)']],
    ['fill at a better open', '3 108 109 107 108', ['3 sell 4 at 108 (exit)']],
  ])('%s', (_, bar, expected) => {
    expect(exits(`2 100 106 99 100 exit limit 105\n${bar}`)).toEqual(expected)
  })

  it('of a short position mirror', () => {
    const entry = 'enter short quantity 4'
    const decision = '2 100 101 94 100 exit limit 95'
    expect(exits(`${decision}\n3 100 101 96 100`, entry)).toEqual([])
    expect(exits(`${decision}\n3 100 101 94 100`, entry)).toEqual(['3 buy 4 at 95 (exit)'])
    expect(exits(`${decision}\n3 92 93 91 92`, entry)).toEqual(['3 buy 4 at 92 (exit)'])
  })

  it('rest until filled, over many bars', () => {
    const bars = `
      2 100 101 99 100 exit limit 105
      3 100 104 99 100
      4 100 104 99 100
      5 100 105 99 100`
    expect(exits(bars)).toEqual(['5 sell 4 at 105 (exit)'])
  })

  it('of a part fill once', () => {
    const bars = `
      2 100 101 99 100 exit fraction 0.5 limit 105
      3 100 106 99 100
      4 100 106 99 100`
    expect(exits(bars)).toEqual(['3 sell 2 at 105 (exit)'])
  })

  it('fill at their limit with fill_at close too, from the next bar on', () => {
    const result = run(
      `2 100 106 99 100 exit limit 105
       3 100 106 99 100`,
      undefined,
      { fillAt: 'close' },
    )
    expect(result.log('fill')).toEqual(['2 buy 4 at 100', '3 sell 4 at 105 (exit)'])
  })
})

describe('a later exit', () => {
  it('replaces a pending one', () => {
    const bars = `
      2 100 101 99 100 exit limit 105
      3 100 104 99 100 exit limit 108
      4 100 106 99 100
      5 100 108 99 100`
    expect(exits(bars)).toEqual(['5 sell 4 at 108 (exit)'])
  })

  it('at the market replaces a resting limit', () => {
    const bars = `
      2 100 101 99 100 exit limit 105
      3 100 104 99 100 exit fraction 0.5
      4 101 106 99 100
      5 100 106 99 100`
    expect(exits(bars)).toEqual(['4 sell 2 at 101 (exit)'])
  })

  it('is gone once the position is flat: it does not touch the next one', () => {
    const result = run(
      `2 100 101 99 100 exit limit 105
       3 100 101 94 96 opportunity
       4  96  97 95.5 96 enter long quantity 1
       5  96  97 95.5 96
       6  96 120 95.5 96`,
      'enter long quantity 4 stop 95',
    )
    expect(result.log('fill')).toEqual(
      rows(`
        2 buy 4 at 100
        3 sell 4 at 95 (stop)
        5 buy 1 at 96`),
    )
  })
})

describe('target and limit exit on one bar', () => {
  const entry = 'enter long quantity 4 target 110'

  it('fill nearer first: the limit exit of a part, then the target', () => {
    const bars = `
      2 100 101 99 100 exit fraction 0.5 limit 105
      3 100 111 99 100`
    expect(exits(bars, entry)).toEqual(['3 sell 2 at 105 (exit)', '3 sell 2 at 110 (target)'])
  })

  it('fill nearer first: the target closes all before a farther limit exit', () => {
    const bars = `
      2 100 101 99 100 exit fraction 0.5 limit 112
      3 100 115 99 100`
    expect(exits(bars, entry)).toEqual(['3 sell 4 at 110 (target)'])
  })

  it('both at an open beyond them fill there', () => {
    const bars = `
      2 100 101 99 100 exit fraction 0.5 limit 105
      3 113 115 112 114`
    expect(exits(bars, entry)).toEqual(['3 sell 2 at 113 (exit)', '3 sell 2 at 113 (target)'])
  })

  it('mirror for a short position', () => {
    const bars = `
      2 100 101 99 100 exit fraction 0.5 limit 95
      3 100 101 89 100`
    expect(exits(bars, 'enter short quantity 4 target 90')).toEqual([
      '3 buy 2 at 95 (exit)',
      '3 buy 2 at 90 (target)',
    ])
  })

  it('give way to a stop that the bar could hit as well', () => {
    const bars = `
      2 100 101 99 100 exit fraction 0.5 limit 105
      3 100 111 94 100`
    expect(exits(bars, 'enter long quantity 4 target 110 stop 95')).toEqual([
      '3 sell 4 at 95 (stop)',
    ])
  })

  it('a limit exit at the open comes before a stop inside the bar', () => {
    const bars = `
      2 100 101 99 100 exit fraction 0.5 limit 105
      3 106 107 94 100`
    expect(exits(bars, 'enter long quantity 4 stop 95')).toEqual([
      '3 sell 2 at 106 (exit)',
      '3 sell 2 at 95 (stop)',
    ])
  })
})

describe('an exit in a list with updates', () => {
  it('applies with them: the new stop guards what remains', () => {
    const bars = `
      2 100 101 99 100 exit fraction 0.5; stop 98; target 103
      3 100 102 97 100`
    expect(exits(bars)).toEqual(['3 sell 2 at 100 (exit)', '3 sell 2 at 98 (stop)'])
  })
})
