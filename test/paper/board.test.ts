// The board's story as those hear it who come, go and come back, on a clock of the test's own.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Delta, DeltaRing, FRESH_MAX, inParts, nothing } from '#host/engine/delta.ts'
import { createPush } from '#host/faces/http/push.ts'
import { boardOf, scriptOf } from './support/board.ts'
import { Line } from './support/line.ts'

const FAKED = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] as const

beforeEach(() => void vi.useFakeTimers({ toFake: [...FAKED] }))
afterEach(() => void vi.useRealTimers())

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

const CALLER = { name: 'x', role: 'viewer', until: null } as const
const GUEST = {
  caller: CALLER,
  query: new URLSearchParams(),
  isStillWelcome: () => Promise.resolve(true),
}

it('Who answers no ping is cut off, and is told nothing any more', () => {
  const { board, log } = boardOf()
  const push = createPush(board)
  const [deaf, alive] = [new Line(), new Line()]
  for (const line of [deaf, alive]) push.welcome(line.socket, GUEST)
  for (let i = 0; i < 4; i++) {
    vi.advanceTimersByTime(30_000)
    alive.emit('pong')
  }
  expect([deaf.ended, deaf.pings]).toEqual(['cut', 1])
  expect([alive.ended, alive.pings]).toEqual([null, 4])
  log('one')
  vi.advanceTimersByTime(100)
  expect([deaf.sent.length, alive.sent.length]).toEqual([1, 2])
})

it('Two hundred pages may follow; the next is sent away until one leaves', () => {
  const push = createPush(boardOf().board)
  const lines = Array.from({ length: 201 }, () => new Line())
  for (const line of lines) push.welcome(line.socket, GUEST)
  expect(lines.map(({ ended }) => ended)).toEqual([...Array(200).fill(null), 1013])
  lines[0]!.close(1000)
  const late = new Line()
  push.welcome(late.socket, GUEST)
  expect(late.ended).toBeNull()
  push.close()
  expect(late.ended).toBe('cut')
})

it('Whose token is revoked while they follow is sent away, and nobody else', async () => {
  const push = createPush(boardOf().board)
  const [gone, stays] = [new Line(), new Line()]
  let isRevoked = false
  push.welcome(gone.socket, { ...GUEST, isStillWelcome: async () => !isRevoked })
  push.welcome(stays.socket, GUEST)
  await vi.advanceTimersByTimeAsync(5000)
  expect([gone.ended, stays.ended]).toEqual([null, null])
  isRevoked = true
  await vi.advanceTimersByTimeAsync(5000)
  expect([gone.ended, stays.ended]).toEqual([1008, null])
  push.close()
})

it('What happened goes ahead of many slots that changed with it, and the two add up to all of it', () => {
  const { board, fill } = boardOf()
  const heard: Delta[] = []
  board.follow((delta) => heard.push(delta))
  fill(1)
  vi.advanceTimersByTime(100)
  const [news] = heard as [Delta]
  const slots = Array.from({ length: 1000 }, (_, i) => ({ key: `s${i}` }) as Delta['slots'][number])
  const order = slots.map(({ key }) => key)
  const many = { ...news, slots, order }
  const parts = inParts(many)
  expect(parts.map((part) => [part.fills.length, part.slots.length])).toEqual([
    [1, 0],
    [0, 1000],
  ])
  const ring = new DeltaRing()
  for (const part of parts) ring.push(part)
  expect(ring.since(many.after)).toEqual({ ...many, sequence: many.sequence + 1 })
})

it('What happened with few slots, or many slots with nothing that happened, is told as one', () => {
  const { board, fill } = boardOf()
  const heard: Delta[] = []
  board.follow((delta) => heard.push(delta))
  fill(1)
  vi.advanceTimersByTime(100)
  const [news] = heard as [Delta]
  const slots = Array.from({ length: 1000 }, (_, i) => ({ key: `s${i}` }) as Delta['slots'][number])
  expect(inParts({ ...news, slots: slots.slice(0, 10) })).toHaveLength(1)
  expect(inParts({ ...news, ...nothing(), slots })).toHaveLength(1)
})

it('A board that is gone on with knows how much of each slot it holds no more', () => {
  const { board, log, fill } = boardOf()
  for (let i = 0; i < 1003; i++) log(`${i}`)
  for (let i = 0; i < 1001; i++) fill(i)
  const later = boardOf()
  later.board.recall(JSON.parse(JSON.stringify(board.memory)))
  later.log('one more')
  const gone = (['notes', 'fills', 'trades'] as const).map((kind) => later.board.kept(kind))
  expect(gone.map(({ first }) => first)).toEqual([4, 1, 0])
  expect(gone.map(({ firstOf }) => [firstOf('s'), firstOf('other')])).toEqual([
    [4, 0],
    [1, 0],
    [0, 0],
  ])
})
