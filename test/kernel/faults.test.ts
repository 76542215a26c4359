// Errors of the script: the state stays, strikes add up, and a quarantined slot keeps its stop.
import { describe, expect, it } from 'vitest'
import { decided, play, rows } from '../support/kernel.ts'

describe('a fault', () => {
  it('leaves the state, the position and the orders as they are', () => {
    const run = play(
      decided(
        'enter long quantity 1 stop 95',
        `2 100 101 99 100 exit limit 105
         3 100 101 99 100 fault boom
         4 100 106 99 100`,
      ),
    )
    expect(run.log('fault', 'fill')).toEqual(
      rows(`
        2 buy 1 at 100
        4 fault 1: boom
        4 sell 1 at 105 (exit)`),
    )
  })

  it('of one action rejects the whole list', () => {
    const run = play(
      decided('enter long quantity 1 stop 95', '2 100 101 99 100 target 110; stop 105; exit'),
    )
    expect(run.log('level')).toEqual([])
    expect(run.log('fault')).toHaveLength(1)
    expect(run.slot.state.exit).toBeNull()
    expect(run.slot.state.position).toMatchObject({ stop: 95, target: null })
  })
})

describe('after the last strike', () => {
  const table = decided(
    'enter long quantity 1 stop 95',
    `2 100 101 99 100 fault one
     3 100 101 99 100 fault two
     4 100 101 99 100
     5 100 101 94 100
     6 100 101 94 100`,
  )

  it('the slot is quarantined: it is asked nothing more', () => {
    const run = play(table, { strikes: 2 })
    expect(run.log('fault')).toEqual(['3 fault 1: one', '4 fault 2: two', '4 quarantined after 2'])
    expect(run.log('call').at(-1)).toBe('4 managePosition')
  })

  it('its protective stop still works, and equity is still recorded', () => {
    const run = play(table, { strikes: 2 })
    expect(run.log('fill').at(-1)).toBe('5 sell 1 at 95 (stop)')
    expect(run.log('equity').at(-1)).toBe('7 equity 9995')
  })

  it('its trailing stop still follows', () => {
    const bars = `
      2 100 101 99 100 trail distance 5
      3 100 104 99 103 fault one
      4 103 110 102 109
      5 109 109 104 106`
    const run = play(decided('enter long quantity 1', bars), { strikes: 1 })
    expect(run.log('fill').at(-1)).toBe('5 sell 1 at 105 (trail)')
  })

  it('its pending order still expires', () => {
    const bars = `
      2 100 101 99.5 100 fault one
      3 100 101 99.5 100`
    const run = play(decided('enter long quantity 1 limit 90 expires 2 bars', bars), { strikes: 1 })
    expect(run.log('transition').at(-1)).toBe('4 bar 3 CloseWatch > Watch expired')
  })

  it('which are five by default', () => {
    const faults = Array.from({ length: 7 }, (_, i) => `${i} 100 100 100 100`)
    const faulty = faults.map((row, i) => (i < 5 ? `${row} fault ${i}` : row)).join('\n')
    const run = play(faulty)
    expect(run.log('fault').at(-1)).toBe('5 quarantined after 5')
    expect(run.log('call')).toHaveLength(5)
  })
})
