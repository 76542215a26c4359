// A trader's day at the page: the first steps, no mouse, a long script, and a host that dies.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  CHROMIUM,
  command,
  cursorBehind,
  figure,
  hasChromium,
  hasKeyboard,
  isTraded,
  openDesk,
  openStage,
  type Stage,
} from './support.ts'

if (!hasChromium) console.warn(`The editor page is not tested: there is no ${CHROMIUM}.`)

describe.skipIf(!hasChromium)("a trader's day at the page", () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(() => stage?.close())

  it('leads a newcomer from a template to a changed strategy that trades live', async () => {
    const page = await stage.visitor.newPage()
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(stage.address)
    const guide = page.locator('.guide')
    await guide.getByRole('button', { name: 'JavaScript' }).click()
    await guide.getByText(/It made \d+ trades/).waitFor()
    const before = await figure(page, 'trades')
    await guide.getByRole('button', { name: 'Next' }).click()
    await guide.getByRole('button', { name: 'Show me one' }).click()
    await hasKeyboard(page)
    // At one go: what is typed runs after each letter.
    await page.keyboard.insertText('25')
    await guide.getByText('4 of 4').waitFor()
    const after = await figure(page, 'trades')
    await guide.getByText(`${before} trades became ${after}`).waitFor()
    await page.keyboard.press('Control+s')
    await guide.getByText('Saved: the new version trades live').waitFor()
    await page.locator('#tab-slots').click()
    await page.locator('#panel-slots .row', { hasText: 'first-steps' }).waitFor()
    expect(stage.read('first-steps.js')).toContain('25')
    await guide.getByRole('button', { name: 'Done' }).click()
    await guide.waitFor({ state: 'hidden' })
    await page.close()
  })

  it('is worked by the keyboard alone', async () => {
    const { page, faults } = await openDesk(stage, 'rsi-reversion.js')
    await command(page, 'Open ema-cross.ts')
    await page.locator('.doc-tab.is-current', { hasText: 'ema-cross.ts' }).waitFor()
    await isTraded(page)
    // A pane goes, and comes back.
    await command(page, 'Show or hide the chart')
    await page.locator('.results').waitFor({ state: 'hidden' })
    await command(page, 'Show or hide the chart')
    await page.locator('.results').waitFor()
    // An error typed at the end, found by F8, taken back.
    await command(page, 'Go to the editor')
    await hasKeyboard(page)
    await page.keyboard.press('Control+End')
    const end = stage.read('ema-cross.ts').split('\n').length
    await page.locator('.status-bar .cursor', { hasText: `${end}:1` }).waitFor()
    await page.keyboard.insertText('\nconst x: number = "y"\n')
    await page.locator('.editor .squiggly-error').first().waitFor()
    await page.keyboard.press('Control+Home')
    await page.keyboard.press('F8')
    await page.locator('.status-bar .cursor', { hasText: `${end + 1}:7` }).waitFor()
    await page.keyboard.press('Escape')
    // It may have been typed in several steps; before them there is nothing to take back.
    for (let step = 0; step < 12; step++) await page.keyboard.press('Control+z')
    await page.locator('.doc-tab .dirty').waitFor({ state: 'detached' })
    await isTraded(page)
    // Checks of what was typed may still be under way.
    const run = page.waitForResponse(
      (answer) => answer.request().method() === 'POST' && answer.url().includes('/backtests'),
    )
    await page.keyboard.press('Control+Enter')
    await run
    await isTraded(page)
    // The tables: arrows between tabs and rows, Enter on one.
    await command(page, 'Go to the trades')
    await page.locator('#panel-trades .row:focus').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.locator('#panel-trades .row:focus[aria-rowindex="3"]').waitFor()
    const bars = page.waitForResponse((answer) => answer.url().includes('/bars?'))
    await page.keyboard.press('Enter')
    await bars
    await page.locator('#panel-trades .is-selected').waitFor()
    await command(page, 'Go to the editor')
    await hasKeyboard(page)
    await page.keyboard.press('Control+End')
    await page.keyboard.type('// by keys')
    await page.keyboard.press('Control+s')
    await page.locator('.toast.good', { hasText: 'ema-cross.ts' }).waitFor()
    expect(stage.read('ema-cross.ts')).toContain('// by keys')
    expect(faults).toEqual([])
    await page.close()
  })

  it('keeps up with a script of five thousand lines', async () => {
    const rows = Array.from({ length: 4960 }, (_, i) => `  { level: ${i}, name: 'step ${i}' },`)
    const table = `const STEPS = [\n${rows.join('\n')}\n]\n`
    const source = stage
      .read('rsi-reversion.js')
      .replace('export default', `${table}\nexport default`)
    expect(source.split('\n').length).toBeGreaterThan(5000)
    stage.write('long.js', source)
    const { page, faults } = await openDesk(stage, 'long.js')
    const last = source.split('\n').length
    await cursorBehind(page, source, '\n})')
    const text = ' // every letter of this stays where it was typed, however fast it comes'
    await page.keyboard.type(text)
    await page.keyboard.press('End')
    await page.locator('.editor .view-line', { hasText: text.trim() }).waitFor()
    await cursorBehind(page, source, '  { level: 4000')
    await page.keyboard.insertText('0 0')
    const where = source.slice(0, source.indexOf('{ level: 4000')).split('\n').length
    await page.locator('#tab-problems').click()
    await page
      .locator('#panel-problems .rows .row', { hasText: `long.js:${where}:` })
      .first()
      .waitFor()
    await cursorBehind(page, source, '  { level: 4000')
    await page.keyboard.press('Control+z')
    await isTraded(page)
    expect(last).toBeGreaterThan(5000)
    expect(faults).toEqual([])
    await page.close()
  })

  it('comes back after the host has died, with nothing lost or doubled', async () => {
    const { page } = await openDesk(stage, 'range-breakout.lua')
    await cursorBehind(page, stage.read('range-breakout.lua'), 'version = "1')
    await page.keyboard.type('3')
    await page.getByRole('button', { name: 'Live session' }).click()
    await stage.kill()
    await page.locator('.status-bar.is-lost').waitFor()
    // Two hours a second: it dies again with trades on the page.
    await stage.restart('7200')
    await page.locator('#panel-trades .rows .row').nth(1).waitFor()
    await stage.kill()
    await page.locator('.status-bar.is-lost').waitFor()
    await stage.restart('max')
    await page.locator('.status-bar:not(.is-lost) .session.finished').waitFor()
    const api = (path: string) => new URL(`/api/v1/${path}`, stage.address).href
    const there = await (await page.request.get(api('trades?limit=200'))).json()
    const account = (await (await page.request.get(api('state'))).json()).account
    await page
      .locator('#tab-trades .badge')
      .getByText(`${account.trades}`, { exact: true })
      .waitFor()
    const shown = (await page.evaluate(`(async () => {
      const scroller = document.querySelector('#panel-trades .table-scroll')
      const rows = new Map()
      for (let top = 0; top < scroller.scrollHeight; top += 200) {
        scroller.scrollTop = top
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
        for (const row of scroller.querySelectorAll('.rows .row')) {
          const cells = [...row.children]
          rows.set(row.getAttribute('aria-rowindex'), [0, 1, 3, 4, 10].map((i) => cells[i].title).join(' '))
        }
      }
      return [...rows].sort(([a], [b]) => a - b).map(([, text]) => text)
    })()`)) as string[]
    const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ')
    expect(shown.length).toBe(Math.min(account.trades, 200))
    for (const [i, trade] of there.items.entries()) {
      expect(shown[i]).toContain(`${iso(trade.entryTime)} ${trade.side}`)
      expect(shown[i]).toContain(iso(trade.exitTime))
      expect(shown[i]).toContain(trade.slot.replace('/', ' on '))
    }
    // What was typed meanwhile is still there, and can be saved.
    await page.locator('.doc-tab .dirty').waitFor()
    await page.locator('.editor .view-lines').first().click()
    await page.keyboard.press('Control+s')
    await page.locator('.toast.good', { hasText: 'range-breakout.lua v13 runs' }).waitFor()
    await page.close()
  })
})
