// The transition table: every state against every kind of answer, compared whole.
import { describe, expect, it } from 'vitest'
import { decided, play, Run, rows } from '../support/kernel.ts'

// Each brings a slot to a state whose callback is asked on the next bar's close.
const STATES = {
  Watch: '0 100 100 100 100',
  CloseWatch: '0 100 100 100 100 opportunity',
  'CloseWatch, order': decided('enter long quantity 1 limit 90', ''),
  InTrade: decided('enter long quantity 1 stop 95', '2 100 101 99 100'),
}

const ANSWERS = [
  '',
  'opportunity',
  'fault',
  'abandon',
  'enter long quantity 1',
  'enter short quantity 1 limit 110',
  'exit',
  'exit limit 110',
  'stop 96',
  'target 120',
  'no stop',
  'no target',
  'trail distance 2',
  'exit; stop 96',
]

function outcome(table: string, answer: string): string {
  const run = new Run()
  for (const row of rows(table)) run.feed(row)
  const next = run.slot.state.barIndex + 1
  run.feed(`${next} 100 101 99 100 ${answer}`.trim())
  const { state, entry, exit, position, faults } = run.slot.state
  if (faults > 0) return `${state}, fault`
  const parts = [state as string]
  if (entry !== null) parts.push(`entry ${entry.type}`)
  if (exit !== null) parts.push(`exit ${exit.type}`)
  if (position !== null) parts.push(`stop ${position.stop} target ${position.target}`)
  return parts.join(', ')
}

describe('every state with every answer', () => {
  it('gives the table', () => {
    const actual = Object.entries(STATES).flatMap(([name, table]) =>
      ANSWERS.map((answer) => `${name} | ${answer || 'nothing'} | ${outcome(table, answer)}`),
    )
    expect(actual).toEqual(
      rows(`
        Watch | nothing                          | Watch
        Watch | opportunity                      | CloseWatch
        Watch | fault                            | Watch, fault
        Watch | abandon                          | Watch, fault
        Watch | enter long quantity 1            | Watch, fault
        Watch | enter short quantity 1 limit 110 | Watch, fault
        Watch | exit                             | Watch, fault
        Watch | exit limit 110                   | Watch, fault
        Watch | stop 96                          | Watch, fault
        Watch | target 120                       | Watch, fault
        Watch | no stop                          | Watch, fault
        Watch | no target                        | Watch, fault
        Watch | trail distance 2                 | Watch, fault
        Watch | exit; stop 96                    | Watch, fault
        CloseWatch | nothing                          | CloseWatch
        CloseWatch | opportunity                      | CloseWatch, fault
        CloseWatch | fault                            | CloseWatch, fault
        CloseWatch | abandon                          | Watch
        CloseWatch | enter long quantity 1            | CloseWatch, entry market
        CloseWatch | enter short quantity 1 limit 110 | CloseWatch, entry limit
        CloseWatch | exit                             | CloseWatch, fault
        CloseWatch | exit limit 110                   | CloseWatch, fault
        CloseWatch | stop 96                          | CloseWatch, fault
        CloseWatch | target 120                       | CloseWatch, fault
        CloseWatch | no stop                          | CloseWatch, fault
        CloseWatch | no target                        | CloseWatch, fault
        CloseWatch | trail distance 2                 | CloseWatch, fault
        CloseWatch | exit; stop 96                    | CloseWatch, fault
        CloseWatch, order | nothing                          | CloseWatch, entry limit
        CloseWatch, order | opportunity                      | CloseWatch, fault
        CloseWatch, order | fault                            | CloseWatch, fault
        CloseWatch, order | abandon                          | Watch
        CloseWatch, order | enter long quantity 1            | CloseWatch, entry market
        CloseWatch, order | enter short quantity 1 limit 110 | CloseWatch, entry limit
        CloseWatch, order | exit                             | CloseWatch, fault
        CloseWatch, order | exit limit 110                   | CloseWatch, fault
        CloseWatch, order | stop 96                          | CloseWatch, fault
        CloseWatch, order | target 120                       | CloseWatch, fault
        CloseWatch, order | no stop                          | CloseWatch, fault
        CloseWatch, order | no target                        | CloseWatch, fault
        CloseWatch, order | trail distance 2                 | CloseWatch, fault
        CloseWatch, order | exit; stop 96                    | CloseWatch, fault
        InTrade | nothing                          | InTrade, stop 95 target null
        InTrade | opportunity                      | InTrade, fault
        InTrade | fault                            | InTrade, fault
        InTrade | abandon                          | InTrade, fault
        InTrade | enter long quantity 1            | InTrade, fault
        InTrade | enter short quantity 1 limit 110 | InTrade, fault
        InTrade | exit                             | InTrade, exit market, stop 95 target null
        InTrade | exit limit 110                   | InTrade, exit limit, stop 95 target null
        InTrade | stop 96                          | InTrade, stop 96 target null
        InTrade | target 120                       | InTrade, stop 95 target 120
        InTrade | no stop                          | InTrade, stop null target null
        InTrade | no target                        | InTrade, stop 95 target null
        InTrade | trail distance 2                 | InTrade, stop 98 target null
        InTrade | exit; stop 96                    | InTrade, exit market, stop 96 target null`),
    )
  })

  it('a wrong answer leaves a resting order alone', () => {
    const run = play(
      decided(
        'enter long quantity 1 limit 99',
        `2 100 101 99.5 100 exit
         3 100 101 98 100`,
      ),
    )
    expect(run.log('fill')).toEqual(['3 buy 1 at 99'])
  })
})

describe('the reason of a transition', () => {
  it.each([
    [
      'the opportunity’s',
      '0 100 100 100 100 opportunity squeeze',
      '1 bar 0 Watch > CloseWatch squeeze',
    ],
    ['nothing for an opportunity without one', STATES.CloseWatch, '1 bar 0 Watch > CloseWatch'],
    ['the abandon text', decided('abandon thin book', ''), '2 bar 1 CloseWatch > Watch thin book'],
    ['fill', STATES.InTrade, '2 bar 2 CloseWatch > InTrade fill'],
    ['stop', `${STATES.InTrade}\n3 100 101 94 100`, '3 bar 3 InTrade > Watch stop'],
    [
      'the exit’s own',
      `${STATES.InTrade} exit because bored\n3 100 101 99 100`,
      '3 bar 3 InTrade > Watch bored',
    ],
    ['end_of_data', `${STATES.InTrade}\nend`, '3 bar 2 InTrade > Watch end_of_data'],
  ])('is %s', (_, table, expected) => {
    expect(play(table).log('transition').at(-1)).toBe(expected)
  })
})
