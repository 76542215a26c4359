// The trailing stop: its anchor, how it moves, and which reason it gives to an exit.
import { describe, expect, it } from 'vitest'
import { decided, play, rows } from '../support/kernel.ts'

/** The moves of the stop and the fills after the entry at bar 2's open. */
const trail = (bars: string, entry = 'enter long quantity 1') =>
  play(decided(entry, bars)).log('level', 'fill').slice(1)

describe('a trailing stop', () => {
  it('starts at the decision bar’s close less the distance, from the next bar on', () => {
    const bars = `
      2 100 108 94 102 trail distance 5
      3 102 102 97 100`
    expect(trail(bars)).toEqual(['3 stop 97', '3 sell 1 at 97 (trail)'])
  })

  it('follows the highest high at each close and never falls', () => {
    const bars = `
      2 100 101 99 100 trail distance 5
      3 100 104 98 103
      4 103 103.5 100 101
      5 101 107 100 106
      6 106 106.5 102 103`
    expect(trail(bars)).toEqual(
      rows(`
        3 stop 95
        4 stop 99
        6 stop 102
        6 sell 1 at 102 (trail)`),
    )
  })

  it('is moved at the close only: the bar that makes the high is judged by the old stop', () => {
    const bars = `
      2 100 101 99 100 trail distance 5
      3 100 120 96 118
      4 118 119 114 115`
    expect(trail(bars)).toEqual(
      rows(`
        3 stop 95
        4 stop 115
        4 sell 1 at 115 (trail)`),
    )
  })

  it('by a fraction is so much of the anchor away', () => {
    const bars = `
      2 100 101 99 100 trail fraction 0.1
      3 100 120 100 118
      4 118 118 107 110`
    expect(trail(bars)).toEqual(
      rows(`
        3 stop 90
        4 stop 108
        4 sell 1 at 108 (trail)`),
    )
  })

  it('mirrors for a short position', () => {
    const bars = `
      2 100 101 99 100 trail distance 5
      3 100 102 94 96
      4 96 99 95 97`
    expect(trail(bars, 'enter short quantity 1')).toEqual(
      rows(`
        3 stop 105
        4 stop 99
        4 buy 1 at 99 (trail)`),
    )
  })

  it('by a fraction mirrors for a short position', () => {
    const bars = `
      2 100 101 99 100 trail fraction 0.1
      3 100 102 80 82
      4 82 88 81 84`
    expect(trail(bars, 'enter short quantity 1')).toEqual(
      rows(`
        3 stop 110
        4 stop 88
        4 buy 1 at 88 (trail)`),
    )
  })

  it('leaves a tighter stop alone, and the exit’s reason is that stop’s', () => {
    const bars = `
      2 100 101 99.5 100 trail distance 5
      3 100 101 98 99`
    expect(trail(bars, 'enter long quantity 1 stop 99')).toEqual(['3 sell 1 at 99 (stop)'])
  })

  it('takes over from an initial stop once it is tighter', () => {
    const bars = `
      2 100 101 99.5 100 trail distance 5
      3 100 106 99.5 105
      4 105 105 101 102`
    expect(trail(bars, 'enter long quantity 1 stop 99')).toEqual(
      rows(`
        4 stop 101
        4 sell 1 at 101 (trail)`),
    )
  })

  it('is ended by update_stop, which may loosen it', () => {
    const bars = `
      2 100 101 99 100 trail distance 5
      3 100 104 99 103 stop 90
      4 103 115 100 112
      5 112 112 89 95`
    expect(trail(bars)).toEqual(
      rows(`
        3 stop 95
        4 stop 99
        4 stop 90
        5 sell 1 at 90 (stop)`),
    )
  })

  it('is ended by remove_stop', () => {
    const bars = `
      2 100 101 99 100 trail distance 5
      3 100 104 99 103 no stop
      4 103 115 50 112`
    expect(trail(bars)).toEqual(['3 stop 95', '4 stop 99', '4 stop none'])
  })

  it('after update_stop in the same list trails on from that level', () => {
    const bars = `
      2 100 101 99 100 stop 98; trail distance 5
      3 100 104 99 103.5
      4 103.5 107 100 106
      5 106 106 101 102`
    expect(trail(bars)).toEqual(
      rows(`
        3 stop 98
        4 stop 99
        5 stop 102
        5 sell 1 at 102 (trail)`),
    )
  })

  it('asked for again starts from the new close, but loosens nothing', () => {
    const bars = `
      2 100 101 99 100 trail distance 5
      3 100 104 99 100 trail distance 8
      4 100 101 99.5 100
      5 100 109 99.5 108`
    expect(trail(bars)).toEqual(['3 stop 95', '4 stop 99', '6 stop 101'])
  })

  it('of a strategy on longer bars follows their highs at their closes', () => {
    const table = `
      0 100 100 100 100
      1 100 100 100 100 opportunity
      2 100 100 100 100
      3 100 100 100 100 enter long quantity 1
      4 100 101 100 100
      5 100 101 100 100 trail distance 5
      6 100 108 100 107
      7 107 107 102 102
      8 102 104 101 101`
    expect(play(table, { timeframe: 2 }).log('level', 'fill')).toEqual(
      rows(`
        4 buy 1 at 100
        6 stop 95
        8 stop 103
        8 sell 1 at 102 (trail)`),
    )
  })
})
