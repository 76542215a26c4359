// The editor page in a real browser, on the real host.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  CHROMIUM,
  cursorBehind,
  figure,
  goTo,
  hasChromium,
  isTraded,
  openDesk,
  openStage,
  type Stage,
} from './support.ts'

if (!hasChromium) console.warn(`The editor page is not tested: there is no ${CHROMIUM}.`)

describe.skipIf(!hasChromium)('the editor page', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(() => stage?.close())

  it('opens at the printed address, with little to load before the editor', async () => {
    const stranger = await stage.visitor.newPage()
    const origin = new URL(stage.address).origin
    expect((await stranger.goto(origin))!.status()).toBe(401)
    await stranger.close()
    const { page, faults } = await openDesk(stage, 'ema-cross.ts')
    await page.locator('.editor .view-line').first().waitFor()
    expect(await page.locator('.file-name').allTextContents()).toEqual([
      'ema-cross.ts',
      'range-breakout.lua',
      'rsi-reversion.js',
    ])
    expect(await page.locator('.status-bar .mode').textContent()).toBe('PAPER')
    expect(page.url()).not.toContain('token')
    const html = await (await page.request.get(origin)).text()
    const [, first] = /<script[^>]+src="([^"]+)"/.exec(html)!
    const script = await (await page.request.get(origin + first)).body()
    expect(gzipSync(script).length).toBeLessThan(250 * 1024)
    expect(faults).toEqual([])
    await page.close()
  })

  it('runs what is being typed and shows the difference from what is saved', async () => {
    const { page, faults } = await openDesk(stage, 'ema-cross.ts')
    const saved = stage.read('ema-cross.ts')
    const before = await figure(page, 'trades')
    await cursorBehind(page, saved, 'fast: { default: 12')
    await page.keyboard.press('Shift+ArrowLeft')
    await page.keyboard.press('Shift+ArrowLeft')
    // At one go: what is typed runs after each letter.
    await page.keyboard.type('5')
    const chip = page.locator('.tile[data-figure="trades"] .delta')
    await chip.waitFor()
    const after = await figure(page, 'trades')
    expect(Number(await chip.textContent())).toBe(Number(after) - Number(before))
    expect(await page.locator('#tab-trades .badge').textContent()).toBe(after)
    expect(stage.read('ema-cross.ts')).toBe(saved)
    expect(faults).toEqual([])
    await page.close()
  })

  it('marks what is wrong in each language, and F8 goes there', async () => {
    const { page } = await openDesk(stage, 'ema-cross.ts')
    for (const [script, place, typed] of [
      ['ema-cross.ts', 'return action.exit({ reason:', " 'x', what: 1,"],
      ['rsi-reversion.js', 'const trend = indicators.ema(100)', '\n    const x = market.clse'],
      ['range-breakout.lua', 'local params = context.params', '\n  local x = market.clse'],
    ] as const) {
      await page.locator('.file-open', { hasText: script }).click()
      await page.locator('.doc-tab.is-current', { hasText: script }).waitFor()
      const line = await cursorBehind(page, stage.read(script), place)
      // As pasted: the editor's own brackets and indentation keep out.
      await page.keyboard.insertText(typed)
      await page.locator('.editor .squiggly-error').first().waitFor()
      await page.locator('#tab-problems').click()
      const where = `${line + typed.split('\n').length - 1}:`
      const row = page.locator('#panel-problems .rows .row', { hasText: `${script}:${where}` })
      await row.first().waitFor()
      await page.locator('.editor .view-lines').first().click()
      await page.keyboard.press('Control+Home')
      await page.keyboard.press('F8')
      await page.locator('.status-bar .cursor', { hasText: where }).waitFor()
    }
    await page.close()
  })

  it('asks no types of plain JavaScript, and still checks those that it knows', async () => {
    const { page } = await openDesk(stage, 'rsi-reversion.js')
    await cursorBehind(page, stage.read('rsi-reversion.js'), 'const trend = indicators.ema(100)')
    await page.keyboard.insertText("\n    const twice = (value) => value + 'a'.lenght")
    await page.locator('#tab-problems').click()
    const rows = page.locator('#panel-problems .rows .row')
    await rows.filter({ hasText: 'lenght' }).first().waitFor()
    expect(await rows.filter({ hasText: 'implicitly' }).count()).toBe(0)
    await page.close()
  })

  it('goes to a definition, renames and lays out in Lua, and lays out in TypeScript', async () => {
    const { page, faults } = await openDesk(stage, 'range-breakout.lua')
    const source = stage.read('range-breakout.lua')
    const line = source.split('\n').length
    await cursorBehind(page, source, source.trimEnd().slice(-12))
    await page.keyboard.insertText(
      '\nlocal function twice( number )\nreturn number*2\nend\nprint(twice(3))\n',
    )
    await goTo(page, line + 3, 9)
    await page.keyboard.press('F12')
    await page.locator('.status-bar .cursor', { hasText: `${line}:16` }).waitFor()
    await page.keyboard.press('F2')
    await page.locator('.rename-box input').fill('doubled')
    await page.keyboard.press('Enter')
    await page.locator('.editor .view-line', { hasText: 'print(doubled(3))' }).waitFor()
    await page.keyboard.press('Shift+Alt+f')
    await page.locator('.editor .view-line', { hasText: 'return number * 2' }).waitFor()
    await page.locator('.file-open', { hasText: 'ema-cross.ts' }).click()
    await page.locator('.doc-tab.is-current', { hasText: 'ema-cross.ts' }).waitFor()
    await cursorBehind(page, stage.read('ema-cross.ts'), "version: '1',")
    await page.keyboard.insertText('   ')
    await page.locator('.doc-tab.is-current .dirty').waitFor()
    await page.keyboard.press('Shift+Alt+f')
    await page.locator('.doc-tab.is-current .dirty').waitFor({ state: 'detached' })
    expect(faults).toEqual([])
    await page.close()
  })

  it('saves with Ctrl+S, and the running slot takes the new version', async () => {
    const { page, faults } = await openDesk(stage, 'range-breakout.lua')
    await cursorBehind(page, stage.read('range-breakout.lua'), 'version = "1')
    await page.keyboard.type('7')
    await page.locator('.doc-tab .dirty').waitFor()
    await page.keyboard.press('Control+s')
    await page.locator('.toast.good', { hasText: 'range-breakout.lua v17 runs' }).waitFor()
    await page.locator('#tab-slots').click()
    const row = page.locator('#panel-slots .row', { hasText: 'range-breakout' })
    await row.getByText('v17').waitFor()
    expect(stage.read('range-breakout.lua')).toContain('version = "17"')
    await page.locator('.doc-tab .dirty').waitFor({ state: 'detached' })
    expect(faults).toEqual([])
    await page.close()
  })

  it('asks where a file changed on both sides, and loses neither', async () => {
    const { page } = await openDesk(stage, 'rsi-reversion.js')
    const original = stage.read('rsi-reversion.js')
    await cursorBehind(page, original, "version: '1")
    await page.keyboard.type('5')
    const theirs = `${original}// from another editor\n`
    stage.write('rsi-reversion.js', theirs)
    await page.locator('.doc-tab .conflict').waitFor()
    await page.keyboard.press('Control+s')
    const dialog = page.locator('dialog')
    await dialog.getByText('Decide later').click()
    expect(stage.read('rsi-reversion.js')).toBe(theirs)
    await page.keyboard.press('Control+s')
    await dialog.getByText('Keep mine').click()
    await page.locator('.toast.good', { hasText: 'v15' }).waitFor()
    expect(stage.read('rsi-reversion.js')).toBe(original.replace("version: '1'", "version: '15'"))
    await page.close()
  })

  it('keeps both sides of a conflict where they do not touch, and shows what each changed', async () => {
    const { page } = await openDesk(stage, 'rsi-reversion.js')
    const original = stage.read('rsi-reversion.js')
    await cursorBehind(page, original, "version: '1")
    await page.keyboard.type('6')
    stage.write('rsi-reversion.js', `${original}// from another editor\n`)
    await page.locator('.doc-tab .conflict').waitFor()
    await page.keyboard.press('Control+s')
    const dialog = page.locator('dialog')
    await dialog.getByRole('button', { name: 'What they changed' }).click()
    await dialog.locator('.diff-labels', { hasText: 'Before either changed it' }).waitFor()
    await dialog.locator('.diff .view-line', { hasText: 'from another editor' }).first().waitFor()
    await dialog.getByText('Save both').click()
    await page.locator('.toast.good', { hasText: 'rsi-reversion.js v16' }).waitFor()
    const merged = original.replace(
      /version: '1\d?'/,
      (old) => `${old.slice(0, 11)}6${old.slice(11)}`,
    )
    expect(stage.read('rsi-reversion.js')).toBe(`${merged}// from another editor\n`)
    await page.close()
  })

  it('jumps to a trade, in the table and on the chart', async () => {
    const { page } = await openDesk(stage, 'ema-cross.ts')
    // Bars of the whole recording may be under way still.
    const ofFewDays = page.waitForResponse((answer) => {
      const { pathname, searchParams: asked } = new URL(answer.url())
      const ms = Number(asked.get('to')) - Number(asked.get('from'))
      return pathname.endsWith('/bars') && ms < 15 * 86_400_000
    })
    await page.locator('#panel-trades .rows .row').nth(2).click()
    await ofFewDays
    await page.locator('#panel-trades .is-selected').waitFor()
    await page.close()
  })

  it('has a kill switch that asks, blocks entries with the reason, and lets them in again', async () => {
    const { page, faults } = await openDesk(stage, 'ema-cross.ts')
    const kill = page.locator('.kill-switch')
    expect(await kill.textContent()).toBe('Kill switch')
    await kill.click()
    const dialog = page.locator('dialog[aria-label="Kill switch"]')
    await dialog.getByLabel('reason').fill('too hot')
    await dialog.getByRole('button', { name: 'Block entries' }).click()
    await page.locator('.kill-switch.is-blocked').waitFor()
    expect(await kill.textContent()).toBe('Entries blocked')
    expect(await kill.getAttribute('title')).toContain('too hot')
    await kill.click()
    await page.locator('.kill-switch:not(.is-blocked)').waitFor()
    expect(faults).toEqual([])
    await page.close()
  })

  it('has no serious fault of accessibility, dark or light', async () => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
    const { page } = await openDesk(stage, 'ema-cross.ts')
    await page.evaluate(axe)
    for (const _ of ['dark', 'light']) {
      const found = (await page.evaluate('axe.run(document)')) as {
        violations: { id: string; impact: string; nodes: { html: string }[] }[]
      }
      const serious = found.violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
      expect(serious).toEqual([])
      await page.getByLabel('Dark or light').click()
    }
    await page.close()
  })

  it('can be read on a phone', async () => {
    const { page } = await openDesk(stage, 'ema-cross.ts', 390)
    for (const part of ['Live', 'Code', 'Tables', 'Chart']) {
      await page.locator('.phone-nav').getByText(part, { exact: true }).click()
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
    }
    await isTraded(page)
    await page.locator('.phone-nav').getByText('Code', { exact: true }).click()
    await page.locator('.editor .view-line').first().click()
    await page.keyboard.type('x')
    expect(await page.locator('.doc-tab .dirty').count()).toBe(0)
    await page.close()
  })
})
