// Symbols that come to a live session and leave it while it trades, by saving watchfire.toml: what runs is
// not disturbed, what is held stays under its stops, and the session is gone on with, and played again.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { replaySession } from '#host/app/replay.ts'
import { loadConfig } from '#host/config/load.ts'
import { openPaper } from '#host/engine/paper.ts'
import type { PaperSession } from '#host/engine/paper-session.ts'
import { SYSTEM_CLOCK } from '#host/feeds/clock.ts'
import { feedsOfRecording } from '#host/feeds/recording.ts'
import type { LogEntry } from '#host/journal/entry.ts'
import { openReader } from '#host/journal/sqlite-reader.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { SESSION_RECORDING } from '#host/recorder/folder.ts'
import { BINANCE } from '../exchange/binance.ts'
import { Exchange } from '../exchange/exchange.ts'
import type { Listed } from '../exchange/market.ts'
import { recordedBars } from '../exchange/recorded-bars.ts'
import { Ear, makeFolder, save as writeScript } from '../paper/support/session.ts'

const SECOND = 1000
const PAST = 120

/** Buys at once and holds; says at each bar whether it sees ETHUSDT. */
const HOLDER = `
import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'holder', timeframe: '1s',
  detectOpportunity: (market) => ({}),
  filterCommitment: (market) =>
    action.enter({ side: 'long', quantity: 0.01, stop: market.price * 0.5 }),
  managePosition(market, context, indicators) {
    try {
      console.log('sees ETHUSDT: ' + (indicators.sma(2, { symbol: 'ETHUSDT' }) > 0))
    } catch (error) {
      console.log(error.message)
    }
    return null
  },
})`

interface Stage {
  readonly exchange: Exchange
  /** At the venue: those that are taken away are not known there any more. */
  readonly listed: Listed[]
  readonly folder: string
  /** Saves the configuration with these symbols. */
  save(symbols: readonly string[]): void
  open(): Promise<Opened>
}

interface Opened {
  readonly session: PaperSession
  readonly ear: Ear
  readonly end: () => Promise<void>
}

async function stage(): Promise<Stage> {
  const start = (Math.floor(Date.now() / SECOND) - PAST) * SECOND
  const cut = { skip: 600, count: PAST + 600, start, intervalMs: SECOND }
  const listed = await Promise.all(['BTC', 'ETH'].map((base) => recordedBars(base, cut)))
  const clock = SYSTEM_CLOCK
  const exchange = await Exchange.open({ protocol: BINANCE, listed, intervalMs: SECOND, clock })
  onTestFinished(() => exchange.close())
  const folder = makeFolder({ 'holder.js': HOLDER })
  const file = join(folder, 'watchfire.toml')
  const urls = `rest_url = "${exchange.restUrl}"\nws_url = "${exchange.wsUrl}"`
  const data = `[data]\nsource = "binance"\ntimeframe = "1s"\npast_bars = 60\n${urls}\n`
  return {
    ...{ exchange, listed, folder },
    save(symbols) {
      writeFileSync(file, `symbols = ${JSON.stringify(symbols)}\n${data}`)
    },
    async open() {
      const ear = new Ear()
      const session = await openPaper(loadConfig(file), { onEntry: ear.hear })
      const played = session.play()
      let isEnded = false
      const end = async () => {
        if (isEnded) return
        isEnded = true
        session.stop()
        await played
        await session.close()
      }
      onTestFinished(end)
      return { session, ear, end }
    },
  }
}

const configNotes = async (ear: Ear): Promise<readonly string[]> => {
  const entry = await ear.next(({ type }) => type === 'config')
  return entry.type === 'config' ? [entry.change, ...entry.notes] : []
}

/** The slot's script is asked once more. */
const asked = (ear: Ear, slot: string) => ear.next((one) => one.type === 'log' && one.slot === slot)

const slotsOf = ({ engine }: PaperSession) =>
  engine.slots.map(({ key, seat, kernel: { state } }) => ({
    key,
    isDriven: seat !== null,
    quantity: state.position?.quantity ?? 0,
    stop: state.position?.stop !== null,
  }))

/** Open times of a feed's bars in the journal, from before the session and of it. */
function openTimes(entries: Iterable<LogEntry>, feed: number): number[] {
  return [...entries].flatMap((entry) =>
    'bars' in entry ? entry.bars.filter(([of]) => of === feed).map((row) => row[1]!) : [],
  )
}

function expectEachOnce(times: readonly number[], atLeast: number): void {
  expect(times.length).toBeGreaterThan(atLeast)
  const all = times.map((_, i) => times[0]! + i * SECOND)
  expect(times).toEqual(all)
}

it('takes a symbol in and lets one go while it trades, goes on with them, and is played again', async () => {
  const { save, open, folder } = await stage()
  save(['BTCUSDT'])
  const first = await open()
  await asked(first.ear, 'holder.js/BTCUSDT')
  const name = first.session.folder

  const taken = configNotes(first.ear)
  save(['BTCUSDT', 'ETHUSDT'])
  expect(await taken).toEqual(['taken', 'symbols is in force'])
  await asked(first.ear, 'holder.js/ETHUSDT')
  expect(first.session.board.session().symbols).toEqual(['BTCUSDT', 'ETHUSDT'])
  const held = (key: string) => ({ key, isDriven: true, quantity: 0.01, stop: true })
  expect(slotsOf(first.session)).toEqual([held('holder.js/BTCUSDT'), held('holder.js/ETHUSDT')])
  // Also the script that ran before sees it, with its bars from before.
  const { logs } = first.ear
  expect(logs[0]).toBe('symbol "ETHUSDT" is not part of this run; it has BTCUSDT')
  expect(new Set(logs.slice(logs.indexOf('sees ETHUSDT: true')))).toEqual(
    new Set(['sees ETHUSDT: true']),
  )
  const changes = first.ear.entries.filter(({ type }) => type === 'script')
  expect(changes).toMatchObject([{ change: 'added', script: 'holder.js' }])
  await first.end()

  const second = await open()
  expect(second.session.folder).toBe(name)
  expect(slotsOf(second.session)).toEqual([held('holder.js/BTCUSDT'), held('holder.js/ETHUSDT')])
  await asked(second.ear, 'holder.js/ETHUSDT')
  const left = configNotes(second.ear)
  save(['ETHUSDT'])
  expect(await left).toEqual(['taken', 'symbols is in force'])
  const gone = { ...held('holder.js/BTCUSDT'), isDriven: false }
  expect(slotsOf(second.session)).toEqual([gone, held('holder.js/ETHUSDT')])
  await asked(second.ear, 'holder.js/ETHUSDT')
  expect(second.session.board.session().symbols).toEqual(['ETHUSDT'])
  await second.end()

  // Stopped, and the file says something else by the next start: what is held is held all the same.
  save(['ETHUSDT', 'BTCUSDT'])
  const third = await open()
  expect(third.session.folder).toBe(name)
  expect(slotsOf(third.session)).toEqual([held('holder.js/BTCUSDT'), held('holder.js/ETHUSDT')])
  await asked(third.ear, 'holder.js/BTCUSDT')
  await third.end()

  const reader = openReader(name)
  onTestFinished(() => reader.close())
  const entries = [...reader.entries()]
  expect(entries.filter(({ type }) => type === 'feeds')).toHaveLength(1)
  for (const feed of [0, 1]) expectEachOnce(openTimes(entries, feed), 62)
  expect(reader.check().broken).toBeNull()
  // For who is played over the recording of both, no bar of before is one of after the first.
  const recorded = feedsOfRecording(join(name, SESSION_RECORDING), ['BTCUSDT', 'ETHUSDT'], {})
  const begin = Math.min(...recorded.map(({ played }) => played.from))
  for (const { past } of recorded) {
    expect(past.length).toBeGreaterThan(0)
    expect(past.at(-1)![0]! + SECOND).toBeLessThanOrEqual(begin)
  }
  const options = { limits: DEFAULT_LIMITS, runners: 1, signal: new AbortController().signal }
  const outcome = await replaySession(name, options)
  expect(outcome.difference).toBeNull()
  expect(outcome.entries).toBeGreaterThan(10)
  const script = join(folder, 'scripts/holder.js')
  const whatIf = await replaySession(name, { ...options, script })
  expect(whatIf.is).toEqual(whatIf.was)
})

it('refuses a symbol that the venue does not know, and what runs goes on', async () => {
  const { save, open, folder } = await stage()
  save(['BTCUSDT'])
  const { session, ear } = await open()
  await asked(ear, 'holder.js/BTCUSDT')
  const refused = configNotes(ear)
  save(['BTCUSDT', 'ETHUSDX'])
  const [change, why] = await refused
  expect(change).toBe('refused')
  expect(why).toContain('binance has no symbol "ETHUSDX"; did you mean "ETHUSDT"?')
  await asked(ear, 'holder.js/BTCUSDT')
  expect(session.board.session().symbols).toEqual(['BTCUSDT'])
  // A script that waits for it is refused until then.
  const waits = ear.script('eth.js')
  writeScript(folder, 'eth.js', HOLDER.replace("'holder',", "'eth', symbols: ['ETHUSDT'],"))
  expect(await waits).toMatch(/^refused: .*none of its symbols is fed: ETHUSDT/)
  const taken = configNotes(ear)
  const comes = ear.script('eth.js')
  save(['BTCUSDT', 'ETHUSDT'])
  expect(await taken).toEqual(['taken', 'symbols is in force'])
  expect(await comes).toBe('added')
  await asked(ear, 'holder.js/ETHUSDT')
  await asked(ear, 'eth.js/ETHUSDT')
})

it('goes on with a symbol that nobody wants any more, though the venue does not know it any longer', async () => {
  const { save, open, listed } = await stage()
  save(['BTCUSDT', 'ETHUSDT'])
  const first = await open()
  await asked(first.ear, 'holder.js/BTCUSDT')
  const left = configNotes(first.ear)
  save(['ETHUSDT'])
  expect(await left).toEqual(['taken', 'symbols is in force'])
  await first.end()
  listed.shift()
  const second = await open()
  expect(second.session.folder).toBe(first.session.folder)
  await asked(second.ear, 'holder.js/ETHUSDT')
  const held = { quantity: 0.01, stop: true }
  expect(slotsOf(second.session)).toEqual([
    { key: 'holder.js/BTCUSDT', isDriven: false, ...held },
    { key: 'holder.js/ETHUSDT', isDriven: true, ...held },
  ])
})
