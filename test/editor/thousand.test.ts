// A thousand slots on the page: all of them listed and sorted, few of them drawn. The board, the socket
// and the page are the real ones; no scripts run behind them.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { pageFiles } from '#host/faces/http/page-files.ts'
import { busyBoard, HEADERS, serveBoard, tellFill } from '#host/tools/bench/busy-board.ts'
import { CHROMIUM, FLAGS, hasChromium } from './support.ts'

if (!hasChromium) console.warn(`The editor page is not tested: there is no ${CHROMIUM}.`)

describe.skipIf(!hasChromium)('a session of a thousand slots', () => {
  it('is listed to its last slot, with as many rows as can be seen', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'watchfire-thousand-'))
    const board = busyBoard()
    const face = await serveBoard(board, folder, await pageFiles(() => {}))
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
    onTestFinished(async () => {
      await browser.close()
      await face.close()
      rmSync(folder, { recursive: true })
    })
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(`${face.url}/?token=${HEADERS.authorization.replace('Bearer ', '')}`)
    await page.getByLabel('Close the guide').click()
    await page.locator('#tab-slots').getByText('1,000', { exact: true }).waitFor()
    await page.locator('#tab-slots').click()
    const rows = page.locator('#panel-slots .rows .row')
    await rows.first().waitFor()
    expect(await page.locator('#panel-slots .table').getAttribute('aria-rowcount')).toBe('1001')
    expect(await rows.count()).toBeLessThan(60)
    await page.evaluate("document.querySelector('#panel-slots .table-scroll').scrollTop = 1e6")
    await rows.filter({ hasText: 'S999' }).waitFor()
    expect(await rows.count()).toBeLessThan(60)
    expect(await page.locator('.slot-list li').count()).toBeLessThan(60)
    // Sorted by symbol: S999 comes first, as text does.
    await page.locator('#panel-slots').getByRole('button', { name: 'Symbol' }).click()
    await page.evaluate("document.querySelector('#panel-slots .table-scroll').scrollTop = 0")
    await page.locator('#panel-slots .row[aria-rowindex="2"]', { hasText: 'S999' }).waitFor()
    // News come through meanwhile.
    await page.locator('#tab-log').click()
    board.entry({ type: 'log', slot: 'bench.js/S7', time: 9e5, text: 'seen among a thousand' })
    tellFill(board, 9e5)
    const line = page.locator('#panel-log .row', { hasText: 'seen among a thousand' })
    await line.waitFor()
    // The list is full and forgets its oldest: the row that somebody is at stays the same.
    await line.evaluate((row) => row.setAttribute('data-mark', 'mine'))
    board.entry({ type: 'log', slot: 'bench.js/S7', time: 9e5, text: 'one more' })
    await page.locator('#panel-log').getByText('one more').waitFor()
    expect(await line.getAttribute('data-mark')).toBe('mine')
  })
})
