// Entries of the journal in words, as `journal show` and the page tell them.
import { describe, expect, it } from 'vitest'
import { wordsOf } from '#host/faces/entry-words.ts'
import type { LogEntry } from '#host/journal/entry.ts'
import { openReader } from '#host/journal/sqlite-reader.ts'
import { holder } from '../paper/support/scripts.ts'
import { startSession } from '../paper/support/session.ts'

describe('the journal in words', () => {
  it('tells what was decided and done, in order', async () => {
    const { market, session } = await startSession({ 'holder.js': holder('1') })
    await market.calm(2)
    await market.minutes([100, 104, 99, 103], [103, 103, 85, 95])
    const reader = openReader(session.folder)
    const told = [...reader.ofTypes(['fact', 'turn'])].map(wordsOf)
    reader.close()
    expect(told).toEqual([
      'detectOpportunity: an opportunity',
      'Watch → CloseWatch',
      'filterCommitment: enter',
      'order 1: long 1 market, stop 90',
      'CloseWatch → InTrade: fill',
      'buy 1 @ 100',
      'managePosition: remembers something',
      'InTrade → Watch: stop',
      'sell 1 @ 90',
      'long 1, 100 → 90, -10: stop',
      'detectOpportunity: an opportunity',
      'Watch → CloseWatch',
    ])
  })

  const error = {
    ...{ code: 'threw', message: 'x is not a function', callback: 'managePosition' },
    ...{ file: 'a.js', line: 7, column: 3, trace: [], time: 0, barIndex: 0 },
  } as const
  const order = { id: 4, quantity: 0, activeAt: 0, isActive: true, left: null }
  it.each<readonly [string, object]>([
    ['fault 2: a.js:7: x is not a function', { fact: { type: 'faulted', error, faults: 2 } }],
    [
      'order 4: exit of 50 % limit @ 101.5: half',
      {
        fact: {
          type: 'exitPlaced',
          order: { ...order, fraction: 0.5, type: 'limit', price: 101.5, reason: 'half' },
        },
      },
    ],
    ['no stop any more', { fact: { type: 'stopMoved', stop: null } }],
  ])('says "%s"', (words, body) => {
    expect(wordsOf({ type: 'fact', slot: 'a', time: 0, ...body } as LogEntry)).toBe(words)
  })
})
