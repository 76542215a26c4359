// A new version has to show that it can be borne; the one before it is kept for when it cannot.
import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { holder } from './support/scripts.ts'
import { save, startSession } from './support/session.ts'

const SLOT = 'holder.js/BTCUSDT'
const throwing = (version: string) =>
  holder(version, 'managePosition() { throw new Error("not today") }')

async function inTrade() {
  const open = await startSession({ 'holder.js': holder('1') })
  await open.market.calm(3)
  const slot = () => open.session.engine.slots[0]!
  expect(slot().kernel.state.state).toBe('InTrade')
  return { ...open, slot }
}

describe('a new version that fails early', () => {
  it('is rolled back to the one before it, with position, stop and context, and the reason told', async () => {
    const { ear, market, folder, session, slot } = await inTrade()
    const before = structuredClone(slot().kernel.state.position)
    const reloaded = ear.script('holder.js')
    save(folder, 'holder.js', throwing('2'))
    expect(await reloaded).toBe('reloaded')
    const back = ear.script('holder.js')
    await market.calm(2)
    expect(await back).toMatch(/^rolled back: it failed 2 times in its first 100 turns: not today/)
    expect(slot().script.metadata.version).toBe('1')
    expect(slot().kernel.state.position).toMatchObject({
      entryPrice: before!.entryPrice,
      stop: before!.stop,
      quantity: before!.quantity,
    })
    expect(slot().kernel.state.faults).toBe(0)
    await market.calm(1)
    expect(ear.logs.at(-1)).toMatch(/^1 manage/)
    const [status] = session.board.snapshot().scripts
    expect(status).toMatchObject({ status: 'outdated', version: '1' })
    expect(status!.refusal).toMatch(/^rolled back to 1: it failed 2 times/)
    // The next save is the next chance.
    const again = ear.script('holder.js')
    save(folder, 'holder.js', holder('3'))
    expect(await again).toBe('reloaded')
    expect(slot().script.metadata.version).toBe('3')
  })

  it('stays where one fault is all there is', async () => {
    const { ear, market, folder, slot } = await inTrade()
    const once = holder(
      '2',
      'managePosition(_m, context) { if (context.barsInState === 3) null.x }',
    )
    const reloaded = ear.script('holder.js')
    save(folder, 'holder.js', once)
    await reloaded
    await market.calm(5)
    expect(slot().kernel.state.faults).toBe(1)
    expect(slot().script.metadata.version).toBe('2')
  })

  it('is not rolled back under a name that is not there: the near one is told', async () => {
    const { session } = await startSession({ 'holder.js': holder('1') })
    await expect(session.commands.rollBack('holdr.js', 'a mistake')).rejects.toThrow(
      'no script or strategy "holdr.js" is in this session: did you mean "holder.js"?',
    )
  })

  it('can be rolled back by hand, once', async () => {
    const { ear, folder, session, slot } = await inTrade()
    const reloaded = ear.script('holder.js')
    save(folder, 'holder.js', holder('2'))
    await reloaded
    await session.reloader.rollBack('holder.js', 'I do not like it')
    expect(slot().script.metadata.version).toBe('1')
    await expect(session.reloader.rollBack('holder.js', 'again')).rejects.toThrow(
      'no earlier version of holder.js has run',
    )
  })
})

describe('a scripts folder that goes away', () => {
  it('leaves everything running, and is followed again when it comes back', async () => {
    const { ear, market, folder, session, slot } = await inTrade()
    const scripts = join(folder, 'scripts')
    renameSync(scripts, join(folder, 'elsewhere'))
    await market.calm(2)
    expect(slot().seat).not.toBeNull()
    expect(slot().kernel.state.state).toBe('InTrade')
    renameSync(join(folder, 'elsewhere'), scripts)
    // It is being watched again some time after it came back: saves until one is seen.
    let version = 1
    await vi.waitFor(
      async () => {
        save(folder, 'holder.js', holder(String(++version)))
        await new Promise((resolve) => setTimeout(resolve, 200))
        expect(slot().script.metadata.version).not.toBe('1')
      },
      { timeout: 60_000, interval: 500 },
    )
    expect(ear.facts(SLOT).filter(({ type }) => type === 'filled')).toHaveLength(1)
    expect(session.engine.slots).toHaveLength(1)
  })
})
