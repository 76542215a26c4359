// What the fast checks let in is checked in full while it runs: a version that is wrong does not stay.
import { describe, expect, it } from 'vitest'
import { createExaminer } from '#host/app/examiner.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { holder } from './support/scripts.ts'
import { save, startSession } from './support/session.ts'

const typed = (version: string) =>
  holder(version).replace('(context, what)', '(context: any, what: string)')
/** Line 21, column 14. */
const mistyped = (version: string) => `${typed(version)}\nexport const level: number = 'high'`

/** Three bars: opportunity, order, position. */
async function inTrade(file: string) {
  const open = await startSession(
    { [file]: holder('1') },
    {},
    { examiner: createExaminer(DEFAULT_LIMITS) },
  )
  await open.market.calm(3)
  const slot = () => open.session.engine.slots[0]!
  expect(slot().kernel.state.state).toBe('InTrade')
  const saved = (text: string) => {
    const change = open.ear.script(file)
    save(open.folder, file, text)
    return change
  }
  return { ...open, slot, saved }
}

describe('a version that only the slow checks see through', { timeout: 60_000 }, () => {
  it('is rolled back for a type that does not fit, with position, stop and context', async () => {
    const { ear, market, session, slot, saved } = await inTrade('holder.ts')
    expect(await saved(mistyped('2'))).toBe('reloaded')
    expect(await ear.script('holder.ts')).toMatch(
      /^rolled back: the checks after the save found 21:14: Type 'string' is not assignable/,
    )
    expect(slot().script.metadata.version).toBe('1')
    expect(slot().kernel.state.position).toMatchObject({ quantity: 1, stop: 90 })
    await market.calm(1)
    // init, detect, filter, then manage: the count goes on in the same context, after the reload.
    expect(ear.logs.at(-1)).toMatch(/^1 manage \d+ 1$/)
    const [status] = session.board.snapshot().scripts
    expect(status).toMatchObject({ status: 'outdated', version: '1' })
    expect(status!.diagnostics).toContainEqual(
      expect.objectContaining({ severity: 'error', code: 'type', line: 21 }),
    )
    const told = session.board.snapshot().notes.map(({ text }) => text)
    expect(told.some((text) => text.startsWith('rolled back: the checks'))).toBe(true)
  })

  it('is rolled back for what it does on the sample, although it has not done it here yet', async () => {
    const { ear, slot, saved } = await inTrade('holder.js')
    const late = holder('2', 'managePosition(_m, context) { if (context.barsInState > 50) null.x }')
    expect(await saved(late)).toBe('reloaded')
    expect(await ear.script('holder.js')).toMatch(
      /^rolled back: the checks after the save found 19:\d+: Cannot read properties of null/,
    )
    expect(slot().script.metadata.version).toBe('1')
  })

  it('is refused where nothing ran before it', async () => {
    const { ear, session, folder } = await inTrade('holder.js')
    const added = ear.script('new.ts')
    save(folder, 'new.ts', mistyped('1'))
    expect(await added).toBe('added')
    expect(await ear.script('new.ts')).toMatch(/^refused: the checks after the save found 21:14:/)
    expect(session.engine.slots.map(({ key }) => key)).toEqual(['holder.js/BTCUSDT'])
    const [, status] = session.board.snapshot().scripts
    expect(status).toMatchObject({ file: 'new.ts', status: 'refused' })
  })

  it('is left alone where it was saved anew meanwhile: the newest version is the one that is judged', async () => {
    const { ear, slot, saved } = await inTrade('holder.ts')
    expect(await saved(mistyped('2'))).toBe('reloaded')
    expect(await saved(typed('3'))).toBe('reloaded')
    // A third one, wrong again, is what ends the wait: before its verdict none has come.
    expect(await saved(mistyped('4'))).toBe('reloaded')
    expect(await ear.script('holder.ts')).toMatch(/^rolled back/)
    expect(slot().script.metadata.version).toBe('3')
  })
})
