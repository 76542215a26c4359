// Symbols that come and go together with other changes: of versions, limits and strategies, and of a venue
// that does not answer.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { loadConfig } from '#host/config/load.ts'
import { openPaper } from '#host/engine/paper.ts'
import type { PaperSession } from '#host/engine/paper-session.ts'
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
