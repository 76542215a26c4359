// Turns and their results cross as arrays of numbers: what arrives is what was sent.
import { expect, test } from 'vitest'
import type { Turn, TurnResult } from '#host/runner/protocol.ts'
import { packResults, packTurns, unpackResults, unpackTurns } from '#host/runner/turn-wire.ts'
import { FRAME_LENGTH } from '#sdk/frame.ts'

const frameOf = (value: number) => new Float64Array(FRAME_LENGTH).fill(value)

test('turns with hooks, callbacks, both or neither arrive in order', () => {
  const turns: Turn[] = [
    { slot: 7, calls: [{ callback: 'managePosition', frame: frameOf(1) }] },
    { slot: 3, calls: [] },
    {
      slot: 4000,
      calls: [
        { hook: 'onInit', payload: 'null', frame: frameOf(2) },
        { hook: 'onFill', payload: '{"price":1}', frame: frameOf(Number.NaN) },
        { callback: 'detectOpportunity', frame: frameOf(4) },
      ],
    },
    { slot: 0, calls: [{ hook: 'onReload', payload: '"1"', frame: frameOf(5) }] },
  ]
  expect(unpackTurns(structuredClone(packTurns(turns)))).toEqual(turns)
})

test('results arrive whole, those of turns to which nothing came too', () => {
  const logs = { lines: [], dropped: 0 }
  const usage = { cpuMs: 1.5, heapMb: 2.25 }
  const quiet = { answers: [null], memory: null, logs, usage, tookMs: 0.5, lost: null }
  const nowhere = { file: null, line: null, column: null, trace: [], time: 0, barIndex: 0 }
  const lost = { code: 'cpu-limit', message: 'm', callback: 'onFill', ...nowhere } as const
  const results: TurnResult[] = [
    { slot: 7, ...quiet },
    { slot: 8, ...quiet, answers: [null, null, null] },
    { slot: 9, ...quiet, answers: [null, '{"kind":"actions"}'] },
    { slot: 1, ...quiet, memory: '{"data":{}}' },
    { slot: 2, ...quiet, logs: { lines: [{ time: 5, text: 'said' }], dropped: 0 } },
    { slot: 3, ...quiet, logs: { lines: [], dropped: 2 } },
    { slot: 4, ...quiet, answers: [], lost },
    { slot: 5, ...quiet, answers: [], usage: { cpuMs: 0, heapMb: 0 } },
  ]
  expect(unpackResults(structuredClone(packResults(results)))).toEqual(results)
})
