// A slot that runs one JavaScript strategy on the spot, without isolate or runner: one closed bar at
// 100, long where a position is due.

import { DEFAULT_LIMITS } from '#host/limits.ts'
import type { Answer } from '#kernel/answer.ts'
import type { Callback } from '#sdk/domain.ts'
import { FRAME, FRAME_LENGTH, MARK_LENGTH } from '#sdk/frame.ts'
import { createWorld, startGuest } from '#sdk/runtime/guest.ts'
import { type AuthorModule, authorModule, readDefinition } from '#sdk/runtime/js/adapter.ts'
import { soleFeed } from '../support/sole-feed.ts'

const HOUR = 3_600_000
const STATES: readonly Callback[] = ['detectOpportunity', 'filterCommitment', 'managePosition']

/** `define` gets what `import … from 'watchfire'` gives, and returns the default export. */
export function openSlot(define: (author: AuthorModule) => object) {
  const frame = new Float64Array(FRAME_LENGTH).fill(Number.NaN)
  const mark = new Int32Array(MARK_LENGTH)
  const limits = DEFAULT_LIMITS
  const world = createWorld({ frame, mark, seed: 1, slotName: 'test', limits })
  const files = { names: new Set(['test.js']), entry: 'test.js', entryCode: '', text: '' }
  const market = { symbol: 'BTCUSDT', currency: 'USDT' }
  const script = readDefinition(define(authorModule(world)), world, files, market)
  const one = (value: number) => Float64Array.of(value)
  const columns = {
    openTime: one(0),
    open: one(100),
    high: one(101),
    low: one(99),
    close: one(100),
    volume: one(10),
  }
  const guest = startGuest(script, world, {
    feeds: soleFeed({ symbol: 'BTCUSDT', intervalMs: HOUR, columns, count: 1, visible: 0 }),
    timeframe: '1h',
    params: {},
    memory: null,
  })
  return {
    ask(callback: Callback): Answer {
      const state = STATES.indexOf(callback)
      const moment = { state, side: state === 2 ? 1 : 0, pendingSide: 0, isStale: 0, visible: 1 }
      const bar = { barIndex: 0, time: HOUR, price: 100, isBarClose: 1, sequence: 0 }
      for (const [key, value] of Object.entries({ ...moment, ...bar })) {
        frame[FRAME[key as keyof typeof FRAME]] = value
      }
      return guest.evaluate(callback)
    },
  }
}
