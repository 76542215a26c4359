// The page where things change or go wrong around it: the system's colours, a save or a list that
// fails, a file that is deleted, a newcomer who has no use for the first steps.
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { quote, trade } from '../feeds/support.ts'
import { record } from '../recorder/support.ts'
import {
  CHROMIUM,
  command,
  cursorBehind,
  hasChromium,
  isTraded,
  openDesk,
  openStage,
  type Stage,
} from './support.ts'

if (!hasChromium) console.warn(`The editor page is not tested: there is no ${CHROMIUM}.`)

/** An hour of trades and quotes. */
const market = () =>
  Array.from({ length: 360 }, (_, i) => [
    trade(i * 10_000, 100 + (i % 7)),
    quote(i * 10_000 + 3000, 100, 101),
  ]).flat()

/** What the host answers to who saves over a file that is not there any more. */
const GONE = { error: { code: 'conflict', message: 'gone.ts is gone' }, current: null }

describe.skipIf(!hasChromium)('the page', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(() => stage?.close())

  it('follows the system from dark to light, until a theme is chosen, and again once that is taken back', async () => {
    const { page, faults } = await openDesk(stage, 'ema-cross.ts')
    const is = (theme: string) => page.locator(`html[data-theme="${theme}"]`).waitFor()
    const toggle = () => page.getByRole('button', { name: 'Dark or light' }).click()
    await is('dark')
    await page.emulateMedia({ colorScheme: 'light' })
    await is('light')
    await toggle()
    await is('dark')
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.emulateMedia({ colorScheme: 'light' })
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
    await toggle()
    await is('light')
    await page.emulateMedia({ colorScheme: 'dark' })
    await is('dark')
    expect(faults).toEqual([])
    await page.close()
  })

  it('shows the first steps below the code, and from the third visit on no more by itself', async () => {
    const page = await stage.visitor.newPage()
    await page.goto(stage.address)
    await page.evaluate(() => localStorage.clear())
    const guide = page.locator('.guide')
    for (const isShown of [true, true, false]) {
      await page.reload()
      await isTraded(page)
      expect(await guide.isVisible()).toBe(isShown)
      if (!isShown) continue
      const [code, steps] = await Promise.all([
        page.locator('.editor').boundingBox(),
        guide.boundingBox(),
      ])
      expect(code!.y + code!.height).toBeLessThanOrEqual(steps!.y + 1)
    }
    await page.close()
  })

  it('takes the first steps away from who edits a script of their own', async () => {
    const page = await stage.visitor.newPage()
    await page.goto(stage.address)
    await page.evaluate(() => {
      localStorage.clear()
      localStorage.setItem('watchfire.script', '"ema-cross.ts"')
    })
    await page.reload()
    await isTraded(page)
    await page.locator('.guide').waitFor()
    await cursorBehind(page, stage.read('ema-cross.ts'), 'slow: { default: ')
    await page.keyboard.insertText('1')
    await page.locator('.guide').waitFor({ state: 'hidden' })
    await page.close()
  })

  it('says nothing of tried values where the save failed', async () => {
    const { page } = await openDesk(stage, 'ema-cross.ts')
    await page.locator('.params').getByLabel('fast').fill('5')
    await page.locator('.tile[data-figure="trades"] .delta').waitFor()
    await page.route('**/api/v1/scripts/ema-cross.ts', (route) => {
      if (route.request().method() === 'PUT') return route.fulfill({ status: 500, body: '{}' })
      return route.continue()
    })
    const save = () => page.getByRole('button', { name: 'Save', exact: true }).click()
    const told = page.locator('.toast', { hasText: 'The values that you try' })
    await save()
    await page.locator('.toast.error', { hasText: 'Cannot save ema-cross.ts' }).waitFor()
    expect(await told.count()).toBe(0)
    await page.unroute('**/api/v1/scripts/ema-cross.ts')
    await save()
    await told.waitFor()
    await page.close()
  })

  it('makes no shadow of a file that was deleted, and writes none', async () => {
    stage.write('gone.ts', stage.read('ema-cross.ts'))
    const path = join(stage.folder, 'scripts/gone.ts')
    const { page } = await openDesk(stage, 'gone.ts')
    rmSync(path)
    await page.locator('.file-open', { hasText: 'gone.ts' }).waitFor({ state: 'detached' })
    await page.locator('.editor .view-lines').first().click()
    await command(page, 'Save as a shadow')
    await page.locator('.toast.error', { hasText: 'Cannot save gone.ts' }).waitFor()
    expect(existsSync(path)).toBe(false)
    // The same a moment earlier: the file is gone, and its slots are not yet.
    const puts = '**/api/v1/scripts/gone.ts'
    await page.route(puts, (route) => route.fulfill({ status: 412, json: GONE }))
    await command(page, 'Save as a shadow')
    await page.locator('.toast.warning', { hasText: 'gone.ts had been deleted on disk' }).waitFor()
    await page.unroute(puts)
    expect(existsSync(path)).toBe(false)
    // Saved plainly it comes back, as before.
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.locator('.toast', { hasText: 'gone.ts is back' }).waitFor()
    expect(existsSync(path)).toBe(true)
    await page.close()
  })

  it('says that recordings are not listed, and has new ones once somebody looks', async () => {
    const { page } = await openDesk(stage, 'ema-cross.ts')
    const data = page.getByLabel('data set')
    await page.route('**/api/v1/recordings', (route) => route.fulfill({ status: 500, body: '{}' }))
    await data.focus()
    await page.locator('.toast.warning', { hasText: 'The recordings are not listed' }).waitFor()
    await page.unroute('**/api/v1/recordings')
    const sessions = join(stage.folder, '.watchfire/sessions')
    await record(join(sessions, '2025-01-01T00-00-00.000Z', 'market'), market())
    await page.locator('.editor .view-lines').first().click()
    await data.focus()
    await data.locator('option', { hasText: 'recorded 2025-01-01' }).waitFor({ state: 'attached' })
    await page.close()
  })
})
