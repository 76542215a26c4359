// Time travel at the page: from a trade to the evaluation that decided it, on to others, and to the
// line; the session once more with an edit; parameters tried and put into the script.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { watcher } from '../paper/support/scripts.ts'
import {
  CHROMIUM,
  command,
  cursorBehind,
  figure,
  hasChromium,
  openDesk,
  openStage,
  type Stage,
} from './support.ts'

if (!hasChromium) console.warn(`The editor page is not tested: there is no ${CHROMIUM}.`)

const lineOf = (source: string, text: string) =>
  source.slice(0, source.indexOf(text)).split('\n').length

describe.skipIf(!hasChromium)('time travel', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(() => stage?.close())

  it('leads from a trade to its decision, step by step to the next, and to the line', async () => {
    const { page, faults } = await openDesk(stage, 'ema-cross.ts')
    const source = stage.read('ema-cross.ts')
    await page.locator('#panel-trades .rows .row').nth(1).click()
    const steps = page.locator('.steps')
    await steps.getByText('filterCommitment').waitFor()
    await steps.getByText(/returned enter (long|short) at the market.*confirmed/).waitFor()
    await steps.getByText('ema(12)', { exact: true }).waitFor()
    await steps.getByText('context.opportunity').waitFor()
    // It stands out at once; the link takes the cursor there.
    await page.locator('.editor .decided-line').waitFor()
    expect(await page.locator('.status-bar .cursor').textContent()).toBe('')
    await steps.locator('.link').click()
    await page
      .locator('.status-bar .cursor', { hasText: `${lineOf(source, 'return action.enter({')}:1` })
      .waitFor()
    await page.locator('.editor .decided-line').waitFor()
    const bar = async () => Number((await steps.getByText(/^bar \d+$/).textContent())!.slice(4))
    const entered = await bar()
    await steps.getByLabel('Step forward').click()
    await steps.getByText('managePosition').waitFor()
    expect(await bar()).toBe(entered + 1)
    await steps.getByText('stop', { exact: true }).waitFor()
    await steps.getByLabel('Next decision').click()
    await steps.getByText(/returned (trail the stop|exit)/).waitFor()
    expect(await bar()).toBeGreaterThan(entered)
    await steps.getByLabel('Leave').click()
    await steps.waitFor({ state: 'hidden' })
    expect(faults).toEqual([])
    await page.close()
  })

  it('leads from a trade whose order had rested to the evaluation that placed it', async () => {
    const { page, faults } = await openDesk(stage, 'range-breakout.lua')
    const row = page.locator('#panel-trades .rows .row').nth(3)
    await row.click()
    const steps = page.locator('.steps')
    await steps.getByText(/returned enter (long|short).* stop/).waitFor()
    const entered = await row.locator('[role="cell"]').first().getAttribute('title')
    const decided = await steps.getByText(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC$/).textContent()
    expect(decided!.slice(0, 16) < entered!).toBe(true)
    // On the way there it was in the market, at its entry: the crosshair says what it held.
    const box = (await page.locator('.chart').boundingBox())!
    await page.mouse.move(box.x + box.width * 0.44, box.y + 60)
    await page.locator('.legend', { hasText: /(long|short) [\d.]+/ }).waitFor()
    expect(faults).toEqual([])
    await page.close()
  })

  it('waits, where the script has errors, until it runs again', async () => {
    const { page, faults } = await openDesk(stage, 'ema-cross.ts')
    const source = stage.read('ema-cross.ts')
    await cursorBehind(page, source, 'fast: { default: 12')
    await page.keyboard.insertText(' oops')
    await page.locator('.results[data-status="blocked"]').waitFor()
    await page.locator('#panel-trades .rows .row').nth(1).click()
    const steps = page.locator('.steps')
    await steps.getByText('its evaluations are shown once it has run').waitFor()
    await page.locator('.editor .view-lines').first().click()
    await page.keyboard.press('Control+z')
    await steps.getByText('filterCommitment').waitFor()
    expect(faults).toEqual([])
    await page.close()
  })

  it('tells why a slot of the session did what it did', async () => {
    const { page, faults } = await openDesk(stage, 'range-breakout.lua')
    await page.locator('#tab-slots').click()
    const row = page.locator('#panel-slots .row', { hasText: 'range-breakout' })
    await row.locator('.slot-more').click()
    await page.getByRole('menuitem', { name: 'Why? The latest evaluation' }).click()
    const steps = page.locator('.steps')
    await steps.getByText('range-breakout.lua on BTCUSDT').waitFor()
    await steps.locator('.steps-said').waitFor()
    await row.locator('.slot-more').click()
    await page.getByRole('menuitem', { name: 'Pause entries' }).click()
    await row.getByText('paused').waitFor()
    await row.locator('.slot-more').click()
    await page.getByRole('menuitem', { name: 'Let entries in again' }).click()
    await row.getByText('paused').waitFor({ state: 'detached' })
    expect(faults).toEqual([])
    await page.close()
  })

  it('finds the line in a script with line ends of Windows, which has not changed', async () => {
    const source = watcher('says so')
    stage.write('crlf.js', source.replaceAll('\n', '\r\n'))
    const { page, faults } = await openDesk(stage, 'crlf.js')
    await page.locator('#tab-log').click()
    await page.locator('#panel-log').getByText('says so', { exact: true }).first().waitFor()
    await page.locator('#tab-slots').click()
    const row = page.locator('#panel-slots .rows .row', { hasText: 'says so' })
    await row.locator('.slot-more').click()
    await page.getByRole('menuitem', { name: 'Why? The latest evaluation' }).click()
    await page
      .locator('.steps')
      .getByRole('button', { name: /^line \d/ })
      .click()
    const there = new RegExp(`^${lineOf(source, 'detectOpportunity')}:1$`)
    await page.locator('.status-bar .cursor', { hasText: there }).waitFor()
    await page.locator('.editor .decided-line').waitFor()
    expect(faults).toEqual([])
    await page.close()
  })

  it('plays the session again with the edited script, trades side by side', async () => {
    const { page, faults } = await openDesk(stage, 'range-breakout.lua')
    const source = stage.read('range-breakout.lua')
    await cursorBehind(page, source, 'version = "1')
    await page.keyboard.type('x')
    await command(page, 'What if')
    const dialog = page.locator('dialog')
    await dialog.locator('.what-if-figures').waitFor()
    const [was, is] = await dialog.locator('tbody tr').first().locator('td').allTextContents()
    // Another version label changes no trade.
    expect(is).toBe(was)
    expect(stage.read('range-breakout.lua')).toBe(source)
    expect(faults).toEqual([])
    await page.close()
  })

  it('tries parameters, and puts them into the script when asked to', async () => {
    const { page, faults } = await openDesk(stage, 'ema-cross.ts')
    const before = Number(await figure(page, 'trades'))
    await page.locator('.params').getByLabel('fast').fill('5')
    const chip = page.locator('.tile[data-figure="trades"] .delta')
    await chip.waitFor()
    const after = Number(await figure(page, 'trades'))
    expect(Number((await chip.textContent())!.replace('−', '-'))).toBe(after - before)
    expect(await page.locator('.doc-tab .dirty').count()).toBe(0)
    await page.getByRole('button', { name: 'Put into the script' }).click()
    await page.locator('.doc-tab .dirty').waitFor()
    await page.locator('.editor .view-line', { hasText: 'fast: { default: 5,' }).waitFor()
    await page.getByRole('button', { name: 'Put into the script' }).waitFor({ state: 'hidden' })
    expect(await figure(page, 'trades')).toBe(String(after))
    expect(faults).toEqual([])
    await page.close()
  })
})
