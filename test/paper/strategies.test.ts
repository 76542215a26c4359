// Strategies that the configuration names: scripts with symbols and params of their own, and where the
// scripts go that it does not name.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { replaySession } from '#host/app/replay.ts'
import type { StrategyConfig } from '#host/config/load.ts'
import { openPaper } from '#host/engine/paper.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { holder, watcher } from './support/scripts.ts'
import { configIn, Ear, ManualMarket, makeFolder, save, startSession } from './support/session.ts'

/** Says its symbol and its level on every bar. */
const LEVELS = `
import { defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'levels', timeframe: '1m',
  params: { level: { default: 1, min: 0, max: 10 }, isLoud: { default: false } },
  detectOpportunity: (market, context) => {
    context.data.count = (context.data.count ?? 0) + 1
    const { level, isLoud } = context.params
    console.log(market.symbol, level, isLoud, context.data.count)
  },
  filterCommitment: () => null,
  managePosition: () => null,
})`

const SYMBOLS = ['BTCUSDT', 'ETHUSDT']
const strategy = (name: string, given: Partial<StrategyConfig> = {}): StrategyConfig => ({
  ...{ name, script: 'levels.js', symbols: null, params: {}, isEnabled: true, isShadow: false },
  ...given,
})
const FAST = strategy('fast', { symbols: ['ETHUSDT'], params: { level: 7, isLoud: true } })
const keys = ({ session }: Awaited<ReturnType<typeof startSession>>) =>
  session.engine.slots.map(({ key }) => key)

describe('a strategy', () => {
  it('runs its script on its own symbols with its own params, beside others of the same script', async () => {
    const open = await startSession(
      { 'levels.js': LEVELS },
      { symbols: SYMBOLS, strategies: [strategy('all'), FAST] },
    )
    expect(keys(open)).toEqual(['all/BTCUSDT', 'all/ETHUSDT', 'fast/ETHUSDT'])
    await open.market.calm(1)
    expect(open.ear.logs).toEqual(['BTCUSDT 1 false 1', 'ETHUSDT 1 false 1', 'ETHUSDT 7 true 1'])
    const { scripts, slots } = open.session.board.snapshot()
    expect(scripts).toMatchObject([
      { strategy: 'all', file: 'levels.js', status: 'running' },
      { strategy: 'fast', file: 'levels.js', status: 'running' },
    ])
    expect(slots[2]).toMatchObject({ key: 'fast/ETHUSDT', strategy: 'fast', script: 'levels.js' })
  })

  it('follows its script: every strategy of it is reloaded, and keeps its params and its context', async () => {
    const open = await startSession(
      { 'levels.js': LEVELS },
      { symbols: SYMBOLS, strategies: [strategy('all'), FAST] },
    )
    await open.market.calm(1)
    const both = Promise.all([open.ear.script('all'), open.ear.script('fast')])
    save(open.folder, 'levels.js', LEVELS.replace("name: 'levels'", "name: 'levels', version: '2'"))
    expect(await both).toEqual(['reloaded', 'reloaded'])
    await open.market.calm(1)
    expect(open.ear.logs.slice(3)).toEqual([
      'BTCUSDT 1 false 2',
      'ETHUSDT 1 false 2',
      'ETHUSDT 7 true 2',
    ])
  })

  it.each([
    [
      { levle: 3 },
      'params.levle of the strategy "fast" in watchfire.toml: the script has no such param; it has level, isLoud (did you mean "level"?)',
    ],
    [{ level: 11 }, 'params.level of the strategy "fast" in watchfire.toml: '],
    [
      { level: '3' },
      'params.level of the strategy "fast" in watchfire.toml: expected a number from 0 up to 10, received "3"',
    ],
    [
      { isLoud: 'true' },
      'params.isLoud of the strategy "fast" in watchfire.toml: expected a boolean, received "true"',
    ],
  ])('is refused with params that its script does not take: %j', async (params, why) => {
    const open = await startSession({}, { strategies: [strategy('fast', { params })] })
    const refused = open.ear.script('fast')
    save(open.folder, 'levels.js', LEVELS)
    const said = await refused
    expect(said).toContain(why)
    // Only a name that is not there may have been meant for another.
    expect(said.includes('did you mean')).toBe(why.includes('did you mean'))
    expect(keys(open)).toEqual([])
  })

  it('that is switched off does not run, nor does its script by itself', async () => {
    const off = strategy('fast', { isEnabled: false })
    const open = await startSession(
      { 'levels.js': LEVELS, 'w.js': watcher('w') },
      { strategies: [off] },
    )
    expect(keys(open)).toEqual(['w.js/BTCUSDT'])
  })

  it('goes on after a stop with its params and its context, and replays to the same', async () => {
    const folder = makeFolder({ 'levels.js': LEVELS })
    const config = configIn(folder, { symbols: SYMBOLS, strategies: [FAST] })
    const play = async (bars: number) => {
      const ear = new Ear()
      const market = new ManualMarket(SYMBOLS)
      const session = await openPaper(config, { market, onEntry: ear.hear })
      const played = session.play()
      await market.calm(bars)
      session.stop()
      await played
      await session.close()
      return { ear, session }
    }
    await play(2)
    const { ear, session } = await play(1)
    expect(session.resumed).not.toBeNull()
    expect(ear.entries.some(({ type }) => type === 'adopted')).toBe(false)
    expect(ear.logs).toEqual(['ETHUSDT 7 true 3'])
    const replayed = await replaySession(session.folder, {
      ...{ limits: DEFAULT_LIMITS, runners: 1, signal: new AbortController().signal },
    })
    expect(replayed.difference).toBeNull()
    // Another script in its place gets what the strategy gives it.
    const instead = await replaySession(session.folder, {
      ...{ limits: DEFAULT_LIMITS, runners: 1, signal: new AbortController().signal },
      script: join(folder, 'scripts/levels.js'),
    })
    expect(instead).toMatchObject({ replaced: 'levels.js', is: instead.was })
  })
})

describe('scripts that no strategy names', () => {
  const named = { 'own.js': watcher('own', "symbols: ['ETHUSDT'],"), 'any.js': watcher('any') }

  it.each([
    ['own', ['any.js/BTCUSDT', 'any.js/ETHUSDT', 'own.js/ETHUSDT']],
    ['all', ['any.js/BTCUSDT', 'own.js/BTCUSDT', 'any.js/ETHUSDT', 'own.js/ETHUSDT']],
    ['none', []],
  ] as const)('go where dropped = "%s" says', async (attach, expected) => {
    const open = await startSession(named, { symbols: SYMBOLS, attach })
    expect(keys(open)).toEqual(expected)
  })
})

describe('more slots than there may be', () => {
  it('are refused, with the figures; those that run are not touched', async () => {
    const open = await startSession({ 'a.js': watcher('a') }, { symbols: SYMBOLS, slotsMax: 3 })
    const refused = open.ear.script('b.js')
    save(open.folder, 'b.js', watcher('b'))
    expect(await refused).toBe(
      'refused: it would make 4 slots, more than the 3 that max_slots of [limits] allows',
    )
    const added = open.ear.script('c.js')
    save(open.folder, 'c.js', watcher('c', "symbols: ['ETHUSDT'],"))
    expect(await added).toBe('added')
    expect(keys(open)).toEqual(['a.js/BTCUSDT', 'a.js/ETHUSDT', 'c.js/ETHUSDT'])
  })
})

describe('a changed file', () => {
  const file = (text: string) => `symbols = ["BTCUSDT"]\n${text}`
  const FIRST = '[[strategies]]\nname = "fast"\nscript = "levels.js"\nparams = { level = 3 }\n'

  it('adds strategies, gives them other params and takes them away while the session runs', async () => {
    const open = await startSession({ 'levels.js': LEVELS })
    const { ear, market, folder, session } = open
    const write = (text: string) => writeFileSync(join(folder, 'watchfire.toml'), file(text))
    expect(keys(open)).toEqual(['levels.js/BTCUSDT'])
    const added = Promise.all([ear.script('levels.js'), ear.script('fast')])
    write(FIRST)
    // The script is that strategy's now.
    expect(await added).toEqual(['removed', 'added'])
    await market.calm(1)
    const changed = ear.script('fast')
    write(FIRST.replace('3', '4'))
    expect(await changed).toBe('reloaded')
    await market.calm(1)
    expect(ear.logs).toEqual(['BTCUSDT 3 false 1', 'BTCUSDT 4 false 2'])
    const missing = ear.script('slow')
    write(`${FIRST.replace('3', '4')}[[strategies]]\nname = "slow"\nscript = "slow.js"\n`)
    expect(await missing).toBe('refused: there is no slow.js in the scripts folder')
    expect(keys(open)).toEqual(['fast/BTCUSDT'])
    const gone = ear.script('fast')
    rmSync(join(folder, 'scripts/levels.js'))
    expect(await gone).toBe('removed')
    await market.calm(1)
    expect(session.engine.slots).toEqual([])
  })

  it('that names a script in a trade leaves the position under its stop, and says so in log and page', async () => {
    const open = await startSession({ 'holder.js': holder('1') })
    const { ear, market, folder, session } = open
    const own = 'holder.js/BTCUSDT'
    const write = (text: string) => writeFileSync(join(folder, 'watchfire.toml'), file(text))
    await market.calm(3)
    const said = Promise.all([ear.script('holder.js'), ear.script('mine')])
    write('[[strategies]]\nname = "mine"\nscript = "holder.js"\n')
    const held = `removed: ${own} holds long 1 at 100 without its script: its stop at 90 stays in force; \`watchfire flatten "${own}"\` closes it`
    expect(await said).toEqual([held, 'added'])
    const { slots, notes } = session.board.snapshot()
    expect(slots).toMatchObject([
      { key: own, status: 'detached', position: { quantity: 1, stop: 90 } },
      { key: 'mine/BTCUSDT', status: 'running', position: null },
    ])
    expect(notes).toContainEqual(expect.objectContaining({ source: 'holder.js', text: held }))
    // Without the entry, the script looks after its position again, with what it remembered.
    const back = Promise.all([ear.script('mine'), ear.script('holder.js')])
    write('')
    expect(await back).toEqual(['removed', 'added'])
    await market.calm(1)
    expect(ear.logs.at(-1)).toMatch(/^1 manage \d+ 1$/)
    expect(ear.trades(own)).toEqual([])
    await market.minutes([100, 100, 85, 95])
    expect(ear.trades(own)).toMatchObject([{ exitReason: 'stop', exitPrice: 90 }])
  })

  it('whose strategy is refused takes no script from its position until one is fit', async () => {
    const open = await startSession({ 'holder.js': holder('1') })
    const { ear, market, folder } = open
    const write = (text: string) => writeFileSync(join(folder, 'watchfire.toml'), file(text))
    const mine = '[[strategies]]\nname = "mine"\nscript = "holder.js"\n'
    await market.calm(3)
    const refused = ear.script('mine')
    write(`${mine}params = { size = 3 }\n`)
    const said = await refused
    expect(said).toContain('the script has no such param')
    expect(said).toContain(': holder.js goes on by itself until the strategy is fit')
    expect(keys(open)).toEqual(['holder.js/BTCUSDT'])
    const before = ear.logs.length
    await market.calm(1)
    expect(ear.logs.slice(before)).toEqual([expect.stringMatching(/^1 manage \d+ 1$/)])
    const taken = Promise.all([ear.script('holder.js'), ear.script('mine')])
    write(mine)
    expect(await taken).toEqual([
      expect.stringMatching(/^removed: holder\.js\/BTCUSDT holds long 1 at 100/),
      'added',
    ])
  })
})
