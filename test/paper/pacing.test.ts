// Back-pressure: whose ticks take too long is asked at bars alone, and nobody else notices.
import { describe, expect, it } from 'vitest'
import { replaySession } from '#host/app/replay.ts'
import type { LiveSlot } from '#host/engine/live-slot.ts'
import { Pacing } from '#host/engine/pacing.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { startSession } from './support/session.ts'

const script = (name: string, work: string) => `
import { defineStrategy } from 'watchfire'
export default defineStrategy({
  name: '${name}', timeframe: '1m', cadence: { watch: 'tick' },
  detectOpportunity(market) {
    ${work}
    console.log('${name}', market.price, market.isBarClose ? 'bar' : 'tick')
  },
  filterCommitment() {}, managePosition() {},
})`

/** However busy the machine is, slow is not endless. */
const limits = { ...DEFAULT_LIMITS, callbackMs: 30_000 }

const SLOW = script('slow', 'let x = 0; for (let i = 0; i < 10e6; i++) x += i % 7')
const QUICK = script('quick', '')

describe('a script that takes too long over every tick', () => {
  it('is asked at bars alone, while a quick one beside it has every tick', async () => {
    const files = { 'slow.js': SLOW, 'quick.js': QUICK }
    const { market, ear, session } = await startSession(files, { runners: 1, limits })
    await market.calm(1)
    let isPaced = false
    const paced = ear.next((one) => one.type === 'paced')
    void paced.then(() => {
      isPaced = true
    })
    let price = 100
    while (!isPaced) await market.tick(1.1, ++price)
    expect(await paced).toMatchObject({ slot: 'slow.js/BTCUSDT', isBarsOnly: true })
    const [quick, slow] = [of(session.board.slots(), 'quick'), of(session.board.slots(), 'slow')]
    expect([quick!.isBarsOnly, slow!.isBarsOnly]).toEqual([false, true])
    const before = ear.logs.length
    for (let i = 1; i <= 5; i++) await market.tick(1.5, 500 + i)
    await market.calm(2, 600)
    expect(ear.logs.slice(before)).toEqual([
      ...[1, 2, 3, 4, 5].map((i) => `quick ${500 + i} tick`),
      ...['quick 600 bar', 'slow 600 bar', 'quick 600 bar', 'slow 600 bar'],
    ])
    // Until then, too, the quick one had them all.
    const quicks = ear.logs.filter((line) => /^quick \d+ tick/.test(line)).length
    expect(quicks).toBe(price - 100 + 5)
    const { notes } = session.board.snapshot()
    expect(notes.find(({ kind }) => kind === 'runner')?.text).toContain('asked at bars alone: its')
    const replayed = await replaySession(session.folder, {
      limits,
      runners: 1,
      signal: new AbortController().signal,
    })
    expect(replayed.difference).toBe(null)
  }, 120_000)
})

const of = <T extends { readonly key: string }>(slots: readonly T[], name: string) =>
  slots.find(({ key }) => key.startsWith(name))

describe('the pacing of slots', () => {
  it('slows the one that takes more than a quarter of its runner, and lets it try again', () => {
    const { slots, told, pass } = watch(['a', 'b'])
    pass(2000, { a: [20, 40], b: [20, 20] })
    expect(told).toEqual(['a slowed'])
    pass(59_000)
    expect(told).toEqual(['a slowed'])
    pass(1000)
    expect(told.splice(0)).toEqual(['a slowed', 'a by ticks'])
    expect(slots[0]!.kernel.state.isBarsOnly).toBe(false)
    // The second time it has to wait twice as long.
    pass(2000)
    pass(2000, { a: [20, 40] })
    pass(119_000)
    expect(told).toEqual(['a slowed'])
    pass(1000)
    expect(told).toEqual(['a slowed', 'a by ticks'])
  })

  it('minds neither many short turns nor a long one now and then', () => {
    const { told, pass } = watch(['a', 'b'])
    pass(2000, { a: [1000, 1], b: [1, 400] })
    pass(2000, { a: [1000, 1], b: [1, 400] })
    expect(told).toEqual([])
  })

  it('divides half of the runner among many', () => {
    const { told, pass } = watch(['a', 'b', 'c', 'd', 'e'])
    // 12 % of the time each, where a tenth is there for each; 8 % is within it.
    pass(2000, { a: [20, 12], b: [20, 12], c: [20, 8] })
    expect(told).toEqual(['a slowed', 'b slowed'])
  })

  it('begins anew with a new version', () => {
    const { slots, told, pass } = watch(['a'])
    pass(2000, { a: [20, 40] })
    expect(told).toEqual(['a slowed'])
    // Another isolate, which has had no turn.
    slots[0]!.seat = { turns: 0, busyMs: 0 }
    slots[0]!.kernel.state.isBarsOnly = false
    pass(1000)
    pass(2000, { a: [20, 1] })
    expect(told).toEqual(['a slowed'])
  })
})

/** Slots whose turns are what the test says: [how many, ms each] of a stretch. */
function watch(keys: readonly string[]) {
  const slots = keys.map((key) => ({
    key,
    seat: { turns: 0, busyMs: 0 },
    kernel: {
      strategy: { cadence: { Watch: 'tick', CloseWatch: 'bar', InTrade: 'bar' } },
      state: { isBarsOnly: false, isQuarantined: false },
    },
  }))
  const told: string[] = []
  let now = 0
  const engine = {
    slots: slots as unknown as LiveSlot[],
    async pace(key: string, isBarsOnly: boolean) {
      told.push(`${key} ${isBarsOnly ? 'slowed' : 'by ticks'}`)
      slots.find((slot) => slot.key === key)!.kernel.state.isBarsOnly = isBarsOnly
    },
  }
  const pacing = new Pacing({ engine, runners: 1, now: () => now })
  pacing.look()
  const pass = (ms: number, turns: Readonly<Record<string, readonly [number, number]>> = {}) => {
    now += ms
    for (const slot of slots) {
      const [count, each] = turns[slot.key] ?? [0, 0]
      slot.seat.turns += count
      slot.seat.busyMs += count * each
    }
    pacing.look()
  }
  return { slots, told, pass }
}
