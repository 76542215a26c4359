// The board's story as those hear it who come, go and come back, on a clock of the test's own.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Board } from '#host/engine/board.ts'
import { type Delta, DeltaRing, FRESH_MAX } from '#host/engine/delta.ts'
import type { Engine } from '#host/engine/engine.ts'
import type { Reloader, ScriptStatus } from '#host/engine/reloader.ts'
import { createAccount } from '#kernel/account.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const scriptOf = (file: string): ScriptStatus => ({
  ...{ file, running: null, diagnostics: [], refusal: null, sha256: file, loads: 0 },
  files: new Set(),
})

/** A board whose scripts are what the test says. */
function boardOf() {
  const scripts: ScriptStatus[] = [scriptOf('a.js')]
  const engine = { account: createAccount(1000), slots: [], time: 0 } as unknown as Engine
  const reloader = { scripts } as unknown as Reloader
  const nowhere = { from: null, to: null, speed: null, symbols: ['X'], log: '' }
  const board = new Board({ engine, reloader, session: { mode: 'paper', ...nowhere } })
  const log = (text: string) => board.entry({ type: 'log', slot: 's', time: 0, text })
  const fill = (time: number) => {
    const fact = { side: 'buy', quantity: 1, price: 1, fee: 0, time, reason: '' } as const
    const filled = { type: 'filled', fill: { ...fact, isEntry: true }, orderId: null } as const
    board.entry({ type: 'fact', slot: 's', time, fact: filled })
  }
  return { board, scripts, log, fill }
}

it('What happens after a quiet while is told at once, what follows soon is told together', () => {
  const { board, log } = boardOf()
  const heard: string[][] = []
  board.follow(({ notes }) => heard.push(notes.map(({ text }) => text)))
  vi.advanceTimersByTime(1000)
  log('one')
  vi.advanceTimersByTime(0)
  expect(heard).toEqual([['one']])
  log('two')
  log('three')
  vi.advanceTimersByTime(24)
  expect(heard).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect(heard).toEqual([['one'], ['two', 'three']])
})

it('Who comes back within half a minute hears what was missed; later, everything', () => {
  const { board, log } = boardOf()
  const place = () => ({ stream: board.stream, sequence: board.snapshot().sequence })
  const leave = board.follow(() => {})
  const before = place()
  leave()
  log('one')
  vi.advanceTimersByTime(29_000)
  const soon = board.follow(() => {})
  expect(board.since(before)).toMatchObject({ type: 'delta', notes: [{ text: 'one' }] })
  const then = place()
  soon()
  vi.advanceTimersByTime(31_000)
  board.follow(() => {})
  expect(board.since(before)).toMatchObject({ type: 'snapshot' })
  expect(board.since(then)).toMatchObject({ type: 'snapshot' })
})

it('Who comes after a pause is told of what goes back to what it was before', () => {
  const { board, scripts, log } = boardOf()
  board.follow(() => {})()
  vi.advanceTimersByTime(31_000)
  scripts.splice(0, 1, scriptOf('b.js'))
  log('b')
  const heard: Delta[] = []
  board.follow((delta) => heard.push(delta))
  expect(board.since(null)).toMatchObject({ scripts: [{ file: 'b.js' }] })
  scripts.splice(0, 1, scriptOf('a.js'))
  log('a')
  vi.advanceTimersByTime(100)
  expect(heard).toMatchObject([{ scripts: [{ file: 'a.js' }], notes: [{ text: 'a' }] }])
})

it('Lines of logs give way where they are too many, fills do not', () => {
  const { board, log, fill } = boardOf()
  const heard: Delta[] = []
  board.follow((delta) => heard.push(delta))
  for (let i = 0; i < 3 * FRESH_MAX; i++) {
    log(String(i))
    fill(i)
  }
  board.publish()
  expect(heard).toHaveLength(1)
  expect(heard[0]!.fills).toHaveLength(3 * FRESH_MAX)
  expect(heard[0]!.notes.map(({ text }) => Number(text))).toEqual(
    Array.from({ length: FRESH_MAX }, (_, i) => 2 * FRESH_MAX + i),
  )
  expect(board.kept('fills')).toMatchObject({ first: 500 })
})

it('The latest deltas are kept, as many as there is room for', () => {
  const { board, fill } = boardOf()
  let last: Delta | null = null
  board.follow((delta) => {
    last = delta
  })
  const ring = new DeltaRing()
  for (let i = 0; i < 30; i++) {
    for (let k = 0; k < 2000; k++) fill(k)
    board.publish()
    ring.push(last!)
  }
  const newest = last!.sequence
  expect(ring.since(newest - 1)).toBe(last)
  expect(ring.since(newest - 20)).toMatchObject({ after: newest - 20, sequence: newest })
  expect(ring.since(newest - 20)!.fills).toHaveLength(40_000)
  // 30 × 2000 are more than 50,000.
  expect(ring.since(newest - 30)).toBeNull()
})
