// Stop and target: at which bar and price they close a position that was entered on bar 2.
import { describe, expect, it } from 'vitest'
import { decided, play, rows } from '../support/kernel.ts'

const LONG = 'enter long quantity 1 stop 95 target 110'
const SHORT = 'enter short quantity 1 stop 105 target 90'

/** The exits (after the entry's own fill) over the bars given. */
const exits = (answer: string, bars: string, options = {}) =>
  play(decided(answer, bars), options).log('fill').slice(1)

describe('stop and target of a position that was open when the bar opened', () => {
  const quiet = '2 100 101 99 100'

  it.each([
    ['neither reached', LONG, '3 100 109 96 100', []],
    ['a low at the stop', LONG, '3 100 101 95 98', ['3 sell 1 at 95 (stop)']],
    ['a low below the stop', LONG, '3 100 101 91 98', ['3 sell 1 at 95 (stop)']],
    ['an open at the stop', LONG, '3 95 101 94 98', ['3 sell 1 at 95 (stop)']],
    ['an open beyond the stop', LONG, '3 93 101 92 98', ['3 sell 1 at 93 (stop)']],
    ['a high at the target', LONG, '3 100 110 96 98', ['3 sell 1 at 110 (target)']],
    ['a high above the target', LONG, '3 100 115 96 98', ['3 sell 1 at 110 (target)']],
    ['an open at the target', LONG, '3 110 115 109 112', ['3 sell 1 at 110 (target)']],
    ['an open beyond the target', LONG, '3 113 115 112 114', ['3 sell 1 at 113 (target)']],
    ['both inside: the stop, pessimistic', LONG, '3 100 115 91 98', ['3 sell 1 at 95 (stop)']],
    ['a gap through the stop, target later', LONG, '3 93 115 92 98', ['3 sell 1 at 93 (stop)']],
    ['a gap through the target, stop later', LONG, '3 113 115 90 98', ['3 sell 1 at 113 (target)']],
    ['short: a high at the stop', SHORT, '3 100 105 99 100', ['3 buy 1 at 105 (stop)']],
    ['short: an open beyond the stop', SHORT, '3 107 108 99 100', ['3 buy 1 at 107 (stop)']],
    ['short: a low at the target', SHORT, '3 100 101 90 95', ['3 buy 1 at 90 (target)']],
    ['short: an open beyond the target', SHORT, '3 88 89 87 88', ['3 buy 1 at 88 (target)']],
    ['short: both inside', SHORT, '3 100 106 89 95', ['3 buy 1 at 105 (stop)']],
  ])('%s', (_, answer, bar, expected) => {
    expect(exits(answer, `${quiet}\n${bar}`)).toEqual(expected)
  })

  it('holds without stop and target whatever the bar does', () => {
    expect(exits('enter long quantity 1', `${quiet}\n3 100 500 1 100`)).toEqual([])
  })

  it('each works without the other', () => {
    const bar = `${quiet}\n3 100 500 1 100`
    expect(exits('enter long quantity 1 stop 95', bar)).toEqual(['3 sell 1 at 95 (stop)'])
    expect(exits('enter long quantity 1 target 110', bar)).toEqual(['3 sell 1 at 110 (target)'])
  })

  it('works on a bar after a gap in the data', () => {
    expect(exits(LONG, `${quiet}\n30 90 91 89 90`)).toEqual(['30 sell 1 at 90 (stop)'])
  })
})

describe('the entry bar, entered at the open', () => {
  it.each([
    ['the stop counts against the whole bar', LONG, '2 100 101 94 100', ['2 sell 1 at 95 (stop)']],
    ['the target too', LONG, '2 100 111 99 100', ['2 sell 1 at 110 (target)']],
    ['both: the stop', LONG, '2 100 111 94 100', ['2 sell 1 at 95 (stop)']],
    ['an open beyond the stop: out at once', LONG, '2 93 94 92 93', ['2 sell 1 at 93 (stop)']],
    [
      'an open beyond the target: out at once',
      LONG,
      '2 112 113 94 112',
      ['2 sell 1 at 112 (target)'],
    ],
    [
      'a limit that fills at the open',
      'enter long quantity 1 limit 99 stop 95 target 110',
      '2 98 111 97 100',
      ['2 sell 1 at 110 (target)'],
    ],
    [
      'a stop entry that fills at the open',
      'enter long quantity 1 trigger 105 stop 95 target 110',
      '2 106 111 97 100',
      ['2 sell 1 at 110 (target)'],
    ],
    ['short: the stop', SHORT, '2 100 106 99 100', ['2 buy 1 at 105 (stop)']],
    ['short: the target', SHORT, '2 100 101 89 100', ['2 buy 1 at 90 (target)']],
  ])('%s', (_, answer, bar, expected) => {
    expect(exits(answer, bar)).toEqual(expected)
  })
})

describe('the entry bar, entered inside it', () => {
  const limit = 'enter long quantity 1 limit 99 stop 95 target 110'
  const trigger = 'enter long quantity 1 trigger 105 stop 95 target 110'

  it.each([
    ['the stop counts against the whole bar', limit, '2 100 101 94 100', ['2 sell 1 at 95 (stop)']],
    [
      'even where the low came before the fill',
      trigger,
      '2 100 106 94 105',
      ['2 sell 1 at 95 (stop)'],
    ],
    ['the target does not count', limit, '2 100 115 98 112', []],
    ['nor at a stop entry', trigger, '2 100 115 98 112', []],
    [
      'short: the stop counts, the target does not',
      'enter short quantity 1 limit 101 stop 105 target 95',
      '2 100 105 94 95',
      ['2 buy 1 at 105 (stop)'],
    ],
    [
      'short: the target does not count',
      'enter short quantity 1 limit 101 stop 105 target 95',
      '2 100 104 94 95',
      [],
    ],
  ])('%s', (_, answer, bar, expected) => {
    expect(exits(answer, bar)).toEqual(expected)
  })

  it('counts the target from the next bar on', () => {
    const bars = `
      2 100 115 98 112
      3 109 110 108 109`
    expect(exits(limit, bars)).toEqual(['3 sell 1 at 110 (target)'])
  })

  // The stop 104 is below the trigger 105, but the limit fills at 103, below the stop.
  it('exits at the fill price where the stop was already through it', () => {
    const bars = `
      2 100 106 100 104.5
      3 104.5 105 102 104`
    const run = play(decided('enter long quantity 1 trigger 105 limit 103 stop 104', bars))
    expect(run.log('fill')).toEqual(
      rows(`
        3 buy 1 at 103
        3 sell 1 at 103 (stop)`),
    )
  })
})

describe('with fill_at close', () => {
  it('stop and target live from the next bar on, from its open', () => {
    const table = `
      0 100 100 100 100 opportunity
      1 100 120  90 100 enter long quantity 1 stop 95 target 110
      2 100 101  94 100`
    expect(play(table, { fillAt: 'close' }).log('fill')).toEqual(
      rows(`
        2 buy 1 at 100
        2 sell 1 at 95 (stop)`),
    )
  })

  it('a target counts against the whole next bar', () => {
    expect(exits(LONG, '2 100 111 96 100', { fillAt: 'close' })).toEqual([
      '2 sell 1 at 110 (target)',
    ])
  })
})

describe('updates', () => {
  it('of the stop are effective from the next bar', () => {
    const bars = `
      2 100 101 96 100 stop 97
      3 100 101 98 100
      4 100 101 97 100`
    expect(exits(LONG, bars)).toEqual(['4 sell 1 at 97 (stop)'])
  })

  it('of the stop may loosen it', () => {
    const bars = `
      2 100 101 99 100 stop 90
      3 100 101 92 100
      4 100 101 89 100`
    expect(exits(LONG, bars)).toEqual(['4 sell 1 at 90 (stop)'])
  })

  it('of the target are effective from the next bar', () => {
    const bars = `
      2 100 108 99 100 target 105
      3 100 104 99 100
      4 100 108 99 100`
    expect(exits(LONG, bars)).toEqual(['4 sell 1 at 105 (target)'])
  })

  it('add a stop and a target to a position that had none', () => {
    const bars = `
      2 100 101 99 100 stop 98; target 103
      3 100 103 99 100`
    expect(exits('enter long quantity 1', bars)).toEqual(['3 sell 1 at 103 (target)'])
  })

  it('remove what is removed and nothing else', () => {
    const noStop = `
      2 100 101 99 100 no stop
      3 100 110 90 100`
    expect(exits(LONG, noStop)).toEqual(['3 sell 1 at 110 (target)'])
    const noTarget = `
      2 100 101 99 100 no target
      3 100 120 96 100
      4 100 120 95 100`
    expect(exits(LONG, noTarget)).toEqual(['4 sell 1 at 95 (stop)'])
  })

  it('in a list apply in order, the last of a kind winning', () => {
    const bars = `
      2 100 101 99 100 stop 90; target 104; stop 97
      3 100 101 97 100`
    const run = play(decided(LONG, bars))
    expect(run.log('level')).toEqual(['3 target 104', '3 stop 97'])
    expect(run.log('fill').slice(1)).toEqual(['3 sell 1 at 97 (stop)'])
  })
})
