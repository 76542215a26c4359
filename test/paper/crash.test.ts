// Runner processes that die in the middle of a session, by accident or by a script's doing.
import { readFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openPaper } from '#host/engine/paper.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { DAY, FROM } from './support/bars.ts'
import { holder } from './support/scripts.ts'
import { configIn, Ear, makeFolder, startSession } from './support/session.ts'

const STARTERS = ['ema-cross.ts', 'range-breakout.lua', 'rsi-reversion.js']

/** Plays a day of both symbols; `disturb` hears of each minute before it is processed. */
async function playDay(disturb: (minute: number, pids: () => number[]) => void) {
  const starters = STARTERS.map((name) => [name, readFileSync(`scripts/${name}`, 'utf8')])
  const folder = makeFolder(Object.fromEntries(starters))
  const ear = new Ear()
  const config = {
    ...configIn(folder),
    symbols: ['BTCUSDT', 'ETHUSDT'],
    data: { path: 'bundled', speed: 'max' as const, from: FROM + DAY, to: FROM + 2 * DAY },
  }
  let minute = 0
  const session = await openPaper(config, {
    onEntry: (entry) => {
      ear.hear(entry)
      if (entry.type === 'bars') disturb(++minute, session.pids)
    },
  })
  onTestFinished(() => session.close())
  await session.play()
  return {
    facts: ear.entries.filter(({ type }) => type === 'fact'),
    lost: ear.entries.filter(({ type }) => type === 'runner-lost'),
    memories: session.engine.slots.map(({ memory }) => memory),
  }
}

describe('a runner process that is killed from outside', () => {
  it('changes nothing of what the session trades', async () => {
    const calm = await playDay(() => {})
    expect(calm.facts.length).toBeGreaterThan(50)
    const disturbed = await playDay((minute, pids) => {
      if (minute % 250 === 100) for (const pid of pids()) process.kill(pid, 'SIGKILL')
    })
    expect(disturbed.lost).toHaveLength(6)
    expect(disturbed.facts).toEqual(calm.facts)
    expect(disturbed.memories).toEqual(calm.memories)
  })
})

/** As `holder`, but from its second bar in the trade on it does its worst. */
const villain = (deed: string) =>
  holder(
    '1',
    `managePosition: (_market, { position, data }) => { if (position.barsHeld > 1) ${deed}; return null },`,
  )

const BOMB = 'for (const map = new Map(); ; ) map.set(map.size, String(map.size))'

const HOARD = 'data.hoard = (data.hoard ?? "") + "x".repeat(2 ** 20)'

describe('a script', () => {
  it.each([
    ['takes more memory than there is', BOMB, /memory|did not end/],
    ['never returns', 'for (;;) {}', /did not end within 2,?000 ms/],
    ['throws each time', 'throw new Error("no")', /^no$/],
    ['keeps more in its context than fits', HOARD, /262,?144/],
  ])(
    'is quarantined where it %s; its stop stays in force and the others go on',
    async (_what, deed, why) => {
      const files = { 'villain.js': villain(deed), 'holder.js': holder('1') }
      const changes = { limits: { ...DEFAULT_LIMITS, callbackMs: 2000, isolateMb: 32 } }
      const { session, ear, market } = await startSession(files, {
        ...changes,
        broker: { ...configIn(makeFolder()).broker, strikes: 2 },
      })
      // Opportunity, order, position; the third bar in it is the second strike.
      await market.calm(6)
      const [good, bad] = session.board.snapshot().slots
      expect(bad).toMatchObject({ status: 'quarantined', faults: 2, position: { stop: 90 } })
      expect(bad!.lastError).toMatchObject({ callback: 'managePosition', barIndex: 4 })
      expect(bad!.lastError!.message).toMatch(why)
      expect(good).toMatchObject({ status: 'running', faults: 0 })
      // Each of its calls counted once, as if there had been no one beside it.
      expect(ear.logs.filter((line) => line.startsWith('1 manage'))).toEqual([
        '1 manage 4 1',
        '1 manage 5 1',
        '1 manage 6 1',
        '1 manage 7 1',
      ])
      await market.minutes([100, 100, 85, 95])
      for (const slot of ['villain.js/BTCUSDT', 'holder.js/BTCUSDT']) {
        expect(ear.trades(slot)).toMatchObject([{ exitReason: 'stop', exitPrice: 90 }])
      }
    },
  )
})
