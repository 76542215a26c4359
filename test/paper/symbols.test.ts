// Symbols that come and go together with other changes: of versions, limits and strategies, and of a venue
// that does not answer.
import { cpSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { loadConfig } from '#host/config/load.ts'
import { History } from '#host/engine/history.ts'
import { openPaper } from '#host/engine/paper.ts'
import type { PaperSession } from '#host/engine/paper-session.ts'
import { RecordedSeats } from '#host/engine/recorded-seats.ts'
import { Seating } from '#host/engine/seating.ts'
import { HostError } from '#host/errors.ts'
import type { LogEntry } from '#host/journal/entry.ts'
import { GrowingMarket } from './support/growing-market.ts'
import { Ear, makeFolder, save } from './support/session.ts'

const script = (version: string, more = '') => `
import { defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'any', version: '${version}', timeframe: '1m', ${more}
  detectOpportunity: () => null,
  filterCommitment: () => null,
  managePosition: () => null,
})`

interface Opened {
  readonly session: PaperSession
  readonly ear: Ear
  readonly market: GrowingMarket
  readonly end: () => Promise<void>
}

function configure(folder: string, symbols: readonly string[], rest = ''): void {
  const first = `symbols = ${JSON.stringify(symbols)}\n[limits]\nrunners = 1\n`
  writeFileSync(join(folder, 'watchfire.toml'), first + rest)
}

async function open(folder: string, fed: readonly string[]): Promise<Opened> {
  const ear = new Ear()
  const market = new GrowingMarket(fed)
  const config = loadConfig(join(folder, 'watchfire.toml'))
  const session = await openPaper(config, { market, onEntry: ear.hear })
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
  return { session, ear, market, end }
}

const configured = async (ear: Ear): Promise<readonly string[]> => {
  const entry = await ear.next(({ type }) => type === 'config')
  return entry.type === 'config' ? [entry.change, ...entry.notes] : []
}

const isTakenIn = (one: LogEntry, key: string) =>
  one.type === 'config' && one.notes.includes(`${key} is in force`)

const driven = ({ engine }: PaperSession) =>
  engine.slots.filter(({ seat }) => seat !== null).map(({ key }) => key)

it('goes on with a session in which a version from before a symbol came was rolled back to', async () => {
  const folder = makeFolder({ 'a.js': script('1') })
  configure(folder, ['BTCUSDT'])
  const first = await open(folder, ['BTCUSDT'])
  await first.market.calm(1)
  const reloaded = first.ear.script('a.js')
  save(folder, 'a.js', script('2'))
  expect(await reloaded).toBe('reloaded')
  const taken = configured(first.ear)
  configure(folder, ['BTCUSDT', 'ETHUSDT'])
  expect(await taken).toEqual(['taken', 'symbols is in force'])
  await first.session.commands.rollBack('a.js', 'by hand')
  expect(driven(first.session)).toEqual(['a.js/BTCUSDT', 'a.js/ETHUSDT'])
  const { folder: name } = first.session
  // The folder is as what runs: nothing is loaded at the next start.
  save(folder, 'a.js', script('1'))
  await first.end()
  const second = await open(folder, ['BTCUSDT', 'ETHUSDT'])
  expect(second.session.folder).toBe(name)
  expect(driven(second.session)).toEqual(['a.js/BTCUSDT', 'a.js/ETHUSDT'])
  expect(second.session.engine.slots.map((slot) => slot.script.metadata.version)).toEqual([
    '1',
    '1',
  ])
})

it('has limits and strategies of the same save in force before a script comes to a new symbol', async () => {
  const folder = makeFolder({ 'a.js': script('1'), 'b.js': script('1') })
  configure(folder, ['BTCUSDT'])
  const { session, ear, market } = await open(folder, ['BTCUSDT'])
  await market.calm(1)
  const [limited, taken] = [configured(ear), ear.next((one) => isTakenIn(one, 'symbols'))]
  const own = '[[strategies]]\nname = "a"\nscript = "a.js"\nsymbols = ["BTCUSDT"]\n'
  configure(folder, ['BTCUSDT', 'ETHUSDT'], `[risk]\nmax_open_positions = 1\n${own}`)
  expect(await limited).toContain('[risk] is in force')
  await taken
  expect(driven(session)).toEqual(['a/BTCUSDT', 'b.js/BTCUSDT', 'b.js/ETHUSDT'])
  const slots = ear.entries.flatMap((one) =>
    one.type === 'slot' && one.change === 'attached' ? [one.slot] : [],
  )
  expect(slots).not.toContain('a.js/ETHUSDT')
  const at = (type: string) => ear.entries.findLastIndex((one) => one.type === type)
  expect(at('rules')).toBeGreaterThan(-1)
  expect(at('rules')).toBeLessThan(at('feeds'))
})

it('takes limits at once while the venue does not answer, and says which symbols it refused', async () => {
  const folder = makeFolder({ 'a.js': script('1') })
  configure(folder, ['BTCUSDT'])
  const { session, ear, market } = await open(folder, ['BTCUSDT'])
  await market.calm(1)
  const answer = Promise.withResolvers<void>()
  market.answer = answer.promise
  const limited = configured(ear)
  configure(folder, ['BTCUSDT', 'ETHUSDT'], '[risk]\nmax_notional = 7\n')
  expect(await limited).toEqual(['taken', '[risk] is in force'])
  const again = configured(ear)
  configure(folder, ['BTCUSDT', 'ETHUSDT'], '[risk]\nmax_notional = 5\n')
  expect(await again).toEqual(['taken', '[risk] is in force'])
  expect(session.engine.rules.risk.maxNotional).toBe(5)
  const refused = configured(ear)
  market.answer = Promise.resolve()
  const tried = ear.next((one) => isTakenIn(one, 'symbols'))
  answer.reject(new HostError('unavailable', 'the venue does not answer'))
  const [change, why] = await refused
  expect(change).toBe('refused')
  expect(why).toContain('the venue does not answer')
  // The save in between has it tried again.
  await tried
  expect(driven(session)).toEqual(['a.js/BTCUSDT', 'a.js/ETHUSDT'])
})

it('leaves what was dropped alone when a symbol comes', async () => {
  const folder = makeFolder({ 'a.js': script('1') })
  const shadow = '[[strategies]]\nname = "s"\nscript = "a.js"\nmode = "shadow"\n'
  configure(folder, ['BTCUSDT'], shadow)
  const { session, ear, market } = await open(folder, ['BTCUSDT'])
  await market.calm(1)
  expect(driven(session)).toHaveLength(1)
  await session.commands.drop('s')
  expect(driven(session)).toEqual([])
  const taken = configured(ear)
  configure(folder, ['BTCUSDT', 'ETHUSDT'], shadow)
  expect(await taken).toEqual(['taken', 'symbols is in force'])
  expect(driven(session)).toEqual([])
})

it('has the newest version come with its symbol, though it was refused while that was gone', async () => {
  const only = `symbols: ['ETHUSDT'],`
  const folder = makeFolder({ 'a.js': script('1', only) })
  configure(folder, ['BTCUSDT', 'ETHUSDT'])
  const { session, ear, market } = await open(folder, ['BTCUSDT', 'ETHUSDT'])
  await market.calm(1)
  const left = configured(ear)
  configure(folder, ['BTCUSDT'])
  expect(await left).toEqual(['taken', 'symbols is in force'])
  expect(driven(session)).toEqual([])
  const refused = ear.script('a.js')
  save(folder, 'a.js', script('2', only))
  expect(await refused).toMatch(/^refused: .*none of its symbols is fed: ETHUSDT/)
  const back = configured(ear)
  configure(folder, ['BTCUSDT', 'ETHUSDT'])
  expect(await back).toEqual(['taken', 'symbols is in force'])
  expect(
    session.engine.slots.map(({ key, script: { metadata } }) => [key, metadata.version]),
  ).toEqual([['a.js/ETHUSDT', '2']])
})

it('leaves a symbol that is gone also where those that come would be too many', async () => {
  const folder = makeFolder({ 'a.js': script('1') })
  configure(folder, ['BTCUSDT'], 'max_slots = 1\n')
  const { session, ear, market } = await open(folder, ['BTCUSDT'])
  await market.calm(1)
  const kept = ear.script('a.js')
  configure(folder, ['ETHUSDT', 'SOLUSDT'], 'max_slots = 1\n')
  expect(await kept).toMatch(/^kept: .*it would make 2 slots, more than the 1/)
  expect(driven(session)).toEqual([])
})

it('tells a version that lies ready of the symbols that have come meanwhile', async () => {
  const folder = makeFolder({ 'a.js': script('1') })
  configure(folder, ['BTCUSDT'])
  const { session } = await open(folder, ['BTCUSDT'])
  const { script: loaded } = session.engine.slots[0]!
  const history = new History([{ symbol: 'BTCUSDT', intervalMs: 60_000 }])
  const seating = new Seating({ history, seats: new RecordedSeats(), seed: 1 })
  const staged = await seating.open(loaded, ['BTCUSDT'], new Map())
  if (typeof staged === 'string') throw new Error(staged)
  expect(staged.get('BTCUSDT')!.start!.feeds).toEqual([0])
  history.add([{ symbol: 'ETHUSDT', intervalMs: 60_000 }])
  expect(await seating.remind(loaded, staged, new Map())).toBeNull()
  expect(staged.get('BTCUSDT')!.start!.feeds).toEqual([0, 1])
})

it('comes to all symbols at the next start where the host died between two of them', async () => {
  const symbols = Array.from({ length: 40 }, (_, i) => `S${i}USDT`)
  const folder = makeFolder({ 'a.js': script('1', `symbols: ${JSON.stringify(symbols)},`) })
  configure(folder, symbols)
  const died = makeFolder({ 'a.js': script('1', `symbols: ${JSON.stringify(symbols)},`) })
  configure(died, symbols)
  const { sessions } = loadConfig(join(folder, 'watchfire.toml'))
  const { sessions: copied } = loadConfig(join(died, 'watchfire.toml'))
  let adoptions = 0
  const session = await openPaper(loadConfig(join(folder, 'watchfire.toml')), {
    market: new GrowingMarket(symbols),
    onEntry(entry) {
      if (entry.type !== 'adopted') return
      adoptions += 1
      // The first part is in the journal, the rest is not yet: as a host leaves it that is killed now.
      if (adoptions !== 2) return
      const [name] = readdirSync(sessions, { withFileTypes: true }).filter((one) =>
        one.isDirectory(),
      )
      cpSync(join(sessions, name!.name), join(copied, name!.name), { recursive: true })
    },
  })
  onTestFinished(() => session.close())
  expect(adoptions).toBe(2)
  const { session: next } = await open(died, symbols)
  expect(next.resumed?.after).toBe('crash')
  expect(driven(next)).toEqual(symbols.map((symbol) => `a.js/${symbol}`))
})

it('leaves a symbol where the session has more slots than max_slots allows by now', async () => {
  const symbols = ['BTCUSDT', 'ETHUSDT', 'SOLUSDT']
  const folder = makeFolder({ 'a.js': script('1') })
  configure(folder, symbols)
  const first = await open(folder, symbols)
  await first.market.calm(1)
  await first.end()
  configure(folder, symbols, 'max_slots = 1\n')
  const { session, ear } = await open(folder, symbols)
  expect(driven(session)).toHaveLength(3)
  const taken = configured(ear)
  configure(folder, ['BTCUSDT', 'ETHUSDT'], 'max_slots = 1\n')
  expect(await taken).toEqual(['taken', 'symbols is in force'])
  expect(driven(session)).toEqual(['a.js/BTCUSDT', 'a.js/ETHUSDT'])
})
