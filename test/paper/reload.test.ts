// Scripts that change while the market moves: what runs, and what survives.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { holder, watcher } from './support/scripts.ts'
import { save, startSession } from './support/session.ts'

const SLOT = 'holder.js/BTCUSDT'

/** Three bars: opportunity, order, position. */
async function inTrade() {
  const open = await startSession({ 'holder.js': holder('1') })
  await open.market.calm(3)
  const slot = open.session.engine.slots[0]!
  expect(slot.kernel.state.state).toBe('InTrade')
  return { ...open, slot: () => open.session.engine.slots[0]! }
}

describe('a script that is saved while it runs', () => {
  it('goes on with the same position, stop and context, onReload first', async () => {
    const { ear, market, folder, slot } = await inTrade()
    const before = structuredClone(slot().kernel.state)
    const reloaded = ear.script('holder.js')
    save(folder, 'holder.js', holder('2'))
    expect(await reloaded).toBe('reloaded')
    expect(slot().kernel.state).toEqual(before)
    await market.calm(1)
    expect(ear.logs).toEqual([
      '1 init 1 0',
      '1 detect 2 0',
      '1 filter 3 0',
      '1 manage 4 1',
      '2 reload after 1 5 1',
      '2 manage 6 1',
    ])
    // The stop of the old version's entry is the one that is hit.
    await market.minutes([100, 100, 85, 95])
    expect(ear.trades(SLOT)).toMatchObject([{ exitReason: 'stop', exitPrice: 90, quantity: 1 }])
  })

  it('keeps what its opportunity held', async () => {
    const { ear, market, folder } = await startSession({ 'holder.js': holder('1') })
    await market.calm(1, 123)
    const reloaded = ear.script('holder.js')
    const filter =
      'filterCommitment: (_m, { opportunity }) => { console.log("saw", opportunity.seen) }'
    save(folder, 'holder.js', holder('2', filter))
    await reloaded
    await market.calm(1)
    expect(ear.logs.at(-1)).toBe('saw 123')
  })

  it.each([
    ['does not parse', 'export default {', 'refused: 1:17'],
    [
      'misses a callback',
      holder('2').replace('detectOpportunity', 'detectOportunity'),
      '(did you mean "detectOpportunity"?)',
    ],
    ['throws while it loads', `${holder('2')}\nthrow new Error('no')`, 'refused: 21:7: no'],
    ['never ends loading', `${holder('2')}\nwhile (true) {}`, 'did not end within'],
    ['has a wrong timeframe', holder('2').replace("'1m'", "'7m'"), 'refused: 10:'],
  ])('is refused where it %s, and the old code runs on', async (_what, text, reason) => {
    const { session, ear, market, folder } = await inTrade()
    const refused = ear.script('holder.js')
    save(folder, 'holder.js', text)
    expect(await refused).toContain(reason)
    await market.calm(1)
    expect(ear.logs.at(-1)).toBe('1 manage 5 1')
    const [script] = session.board.snapshot().scripts
    expect(script).toMatchObject({ status: 'outdated', version: '1' })
    expect(script!.diagnostics.some(({ severity }) => severity === 'error')).toBe(true)
    // The next good version takes over from the one that runs.
    const reloaded = ear.script('holder.js')
    save(folder, 'holder.js', holder('3'))
    expect(await reloaded).toBe('reloaded')
    expect(ear.logs.at(-1)).toBe('3 reload after 1 6 1')
  })

  it('lets the market go on while its isolates are opened, and remembers what came meanwhile', async () => {
    const { session, ear, market, slot } = await inTrade()
    const { script } = slot()
    const { sources } = script
    const code = holder('2')
    const files = sources.files.map((file) => ({ ...file, code }))
    const adopted = session.engine.adopt({ ...script, sources: { ...sources, files, sha256: '2' } })
    // It is in before the adoption is: an isolate takes longer than the queue is empty.
    await market.calm(1)
    expect(await adopted).toBe(null)
    expect(ear.logs.slice(-2)).toEqual(['1 manage 5 1', '2 reload after 1 6 1'])
  }, 30_000)

  it('does not change its timeframe in a trade, but does so once it is flat', async () => {
    const { session, ear, market, folder } = await inTrade()
    const slower = holder('2').replace("'1m'", "'3m'")
    const refused = ear.script('holder.js')
    save(folder, 'holder.js', slower)
    expect(await refused).toContain('the timeframe cannot change from 1m to 3m while BTCUSDT holds')
    await market.minutes([100, 100, 85, 95])
    const reloaded = ear.script('holder.js')
    save(folder, 'holder.js', `${slower}\n`)
    expect(await reloaded).toBe('reloaded')
    // Four minutes have passed: one bar of three, and one minute of the next.
    expect(session.engine.slots[0]!.kernel.state).toMatchObject({ state: 'Watch', barIndex: 0 })
    const calls = ear.logs.length
    await market.calm(1)
    expect(ear.logs).toHaveLength(calls)
    await market.calm(1)
    expect(ear.logs.at(-1)).toMatch(/^2 detect/)
  })

  it('is reloaded when a file that it imports changes', async () => {
    const body = 'onFill: () => {}, cooldown: level }) ; ({'
    const text = `import { level } from './lib/level.js'\n${holder('1', body)}`
    const files = { 'holder.js': text, 'lib/level.js': 'export const level = 1' }
    const { session, ear, folder } = await startSession(files)
    expect(session.engine.slots[0]!.kernel.strategy.cooldown).toBe(1)
    const refused = ear.script('holder.js')
    rmSync(join(folder, 'scripts/lib/level.js'))
    expect(await refused).toContain('refused')
    const reloaded = ear.script('holder.js')
    save(folder, 'lib/level.js', 'export const level = 7')
    expect(await reloaded).toBe('reloaded')
    expect(session.engine.slots[0]!.kernel.strategy.cooldown).toBe(7)
  })

  it('comes out of quarantine with a new version', async () => {
    const fails = holder('1').replace("count(context, 'detect')", "throw new Error('broken')")
    const { session, ear, market, folder } = await startSession({ 'holder.js': fails })
    await market.calm(5)
    expect(session.board.snapshot().slots[0]).toMatchObject({ status: 'quarantined', faults: 5 })
    const reloaded = ear.script('holder.js')
    save(folder, 'holder.js', holder('2'))
    await reloaded
    await market.calm(3)
    expect(session.board.snapshot().slots[0]).toMatchObject({ status: 'running', state: 'InTrade' })
  })
})

describe('a script that is added while the market moves', () => {
  it('is attached to the fed symbols that it names, or to all', async () => {
    const { session, ear, market, folder } = await startSession(
      {},
      { symbols: ['BTCUSDT', 'ETHUSDT'] },
    )
    await market.calm(2)
    for (const [file, symbols] of [
      ['one.js', "symbols: ['ETHUSDT', 'XRPUSDT'],"],
      ['all.js', ''],
    ]) {
      const added = ear.script(file!)
      save(folder, file!, watcher(file!, symbols))
      expect(await added).toBe('added')
    }
    const keys = ['all.js/BTCUSDT', 'all.js/ETHUSDT', 'one.js/ETHUSDT']
    expect(session.engine.slots.map(({ key }) => key)).toEqual(keys)
    await market.calm(1)
    expect(ear.logs).toEqual(['all.js', 'all.js', 'one.js'])
  })

  it('knows the bars that came before it', async () => {
    const { ear, market, folder } = await startSession({})
    for (let price = 1; price <= 5; price++) await market.calm(1, price)
    const added = ear.script('late.js')
    const text = watcher('late').replace(
      "detectOpportunity: () => { console.log('late'); return null }",
      `warmup: 5,
       detectOpportunity: (market, _context, indicators) => {
         console.log(market.barIndex, market.bar(5).close, indicators.sma(6))
       }`,
    )
    save(folder, 'late.js', text)
    await added
    await market.calm(1, 9)
    // Five bars before it and this one: (1 + 2 + 3 + 4 + 5 + 9) / 6.
    expect(ear.logs).toEqual(['5 1 4'])
  })

  it('is refused with a diagnostic where none of its symbols is fed', async () => {
    const { session, ear, folder } = await startSession({})
    const refused = ear.script('other.js')
    save(folder, 'other.js', watcher('other', "symbols: ['XRPUSDT'],"))
    expect(await refused).toContain('none of its symbols is fed: XRPUSDT')
    expect(session.engine.slots).toEqual([])
  })
})

describe('a script that is removed', () => {
  it('opens nothing more, and its position stays under its stop until it is hit', async () => {
    const { session, ear, market, folder } = await inTrade()
    const removed = ear.script('holder.js')
    rmSync(join(folder, 'scripts/holder.js'))
    expect(await removed).toMatch(/^removed: holder\.js\/BTCUSDT holds long 1 at 100/)
    await market.calm(2)
    expect(session.board.snapshot().slots[0]).toMatchObject({
      status: 'detached',
      position: { quantity: 1, stop: 90 },
    })
    await market.minutes([100, 100, 85, 95])
    expect(ear.trades(SLOT)).toMatchObject([{ exitReason: 'stop', exitPrice: 90 }])
    await market.calm(2)
    expect(session.engine.slots).toEqual([])
    expect(ear.logs).toHaveLength(4)
    expect(session.engine.account.cash).toBe(100_000 - 10)
  })

  it('takes its resting order with it', async () => {
    const limit =
      "filterCommitment: () => action.enter({ side: 'long', type: 'limit', price: 50, quantity: 1 })"
    const { session, ear, market, folder } = await startSession({ 'holder.js': holder('1', limit) })
    await market.calm(2)
    expect(session.engine.slots[0]!.kernel.state.entry).not.toBeNull()
    const removed = ear.script('holder.js')
    rmSync(join(folder, 'scripts/holder.js'))
    await removed
    expect(session.engine.slots).toEqual([])
    expect(ear.facts(SLOT).at(-2)).toMatchObject({ type: 'entryCancelled', reason: 'removed' })
    await market.minutes([100, 100, 40, 100])
    expect(session.engine.account.cash).toBe(100_000)
  })

  it('takes its position up again when it comes back', async () => {
    const { ear, market, folder, slot } = await inTrade()
    const removed = ear.script('holder.js')
    rmSync(join(folder, 'scripts/holder.js'))
    await removed
    await market.calm(1)
    const added = ear.script('holder.js')
    save(folder, 'holder.js', holder('2'))
    expect(await added).toBe('added')
    await market.calm(1)
    expect(ear.logs.slice(-2)).toEqual(['2 reload after 1 5 1', '2 manage 6 1'])
    expect(slot().kernel.state.position).toMatchObject({ quantity: 1, barsHeld: 3 })
  })
})
