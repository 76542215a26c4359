// The chart of a slot that runs: the session's own bars, the slot's trades and levels, as they come.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holder } from '../paper/support/scripts.ts'
import { CHROMIUM, hasChromium, openDesk, openStage, type Stage } from './support.ts'

if (!hasChromium) console.warn(`The editor page is not tested: there is no ${CHROMIUM}.`)

/** Buys on its first bar and holds on, with a stop that no market reaches. */
const HOLDER = holder('1').replace('market.close - 10', 'market.close / 2')

/** Buys at once; at each bar its stop is moved to half of the close, and no market reaches it. */
const TRAILER = `
import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'trailer',
  version: '7',
  timeframe: '1m',
  detectOpportunity: () => ({}),
  filterCommitment: (market) =>
    action.enter({ side: 'long', quantity: 0.001, stop: market.close / 3 }),
  managePosition(market, context, indicators) {
    context.data.average = indicators.sma(1)
    return action.updateStop(market.close / 2)
  },
})`
const HALVES = TRAILER.split('\n').findIndex((line) => line.includes('updateStop')) + 1

/** As the page writes numbers. */
const numberAfter = (text: string, name: RegExp): number => {
  const found = new RegExp(`${name.source}([\\d,]+(?:\\.\\d+)?)`).exec(text)
  return found === null ? Number.NaN : Number(found[1]!.replaceAll(',', ''))
}

describe.skipIf(!hasChromium)('the chart of a slot that runs', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage({ speed: '300' })
    stage.write('holder.js', HOLDER)
    stage.write('trailer.js', TRAILER)
  })
  afterAll(() => stage?.close())

  const sessionBars = (page: Page, isEnough: (asked: URLSearchParams) => boolean) =>
    page.waitForResponse((answer) => {
      const { pathname, searchParams } = new URL(answer.url())
      return pathname.endsWith('/session/bars') && isEnough(searchParams)
    })

  it('goes on with the market, and leads from a bar to what the slot did there', async () => {
    const { page, faults } = await openDesk(stage, 'holder.js')
    await page.locator('#tab-slots').click()
    await page
      .locator('#panel-slots .rows .row', { hasText: 'holder' })
      .getByText(/^long/)
      .waitFor()
    const first = sessionBars(page, (asked) => asked.get('points') !== '10')
    await page.getByLabel('backtest or live slot').selectOption('Live: BTCUSDT')
    const shown = await first
    const { time, to } = await shown.json()
    // Up to the end that was known when it was asked.
    expect(time.at(-1)).toBe(Number(new URL(shown.url()).searchParams.get('to')) - 60_000)
    // Its end moves on by itself.
    await sessionBars(page, (asked) => Number(asked.get('to')) > to)
    await page.getByLabel('data set').waitFor({ state: 'hidden' })
    const box = (await page.locator('.chart').boundingBox())!
    // Near the end, left of the scale of prices.
    const [x, y] = [box.x + (box.width - 80) * 0.96, box.y + box.height * 0.4]
    await page.mouse.move(x, y)
    await page.locator('.legend', { hasText: '2025-05-0' }).waitFor()
    await page.mouse.click(x, y)
    const steps = page.locator('.steps')
    await steps.getByText('holder.js on BTCUSDT').waitFor()
    await steps.locator('.steps-said').waitFor()
    // The journal's entries, under their own numbers.
    await page.locator('#tab-journal').click()
    const entry = page.locator('#panel-journal .rows .row', { hasText: 'holder.js on BTCUSDT' })
    await entry.first().waitFor()
    const cells = await entry.first().locator('[role="cell"]').allTextContents()
    const seq = Number(cells[0]!.replaceAll(',', ''))
    const path = `/api/v1/journal?from=${seq}&limit=1`
    const { items } = await (await page.request.get(new URL(path, stage.address).href)).json()
    expect(items[0]).toMatchObject({ seq, type: cells[2], slot: 'holder.js/BTCUSDT' })
    // And back to what is typed.
    const bars = page.waitForResponse((answer) => answer.url().includes('/bars?dataset='))
    await page.getByLabel('backtest or live slot').selectOption('Backtest')
    await bars
    await page.getByLabel('data set').waitFor()
    expect(faults).toEqual([])
    await page.close()
  })

  it('says of each bar where the stop stood and what the indicators were, and leads to the journal', async () => {
    const { page, faults } = await openDesk(stage, 'trailer.js')
    await page.locator('#tab-slots').click()
    await page
      .locator('#panel-slots .rows .row', { hasText: 'trailer' })
      .getByText(/^long/)
      .waitFor()
    await page.getByLabel('backtest or live slot').selectOption('Live: BTCUSDT')
    const box = (await page.locator('.chart').boundingBox())!
    const [width, y] = [box.width - 80, box.y + box.height * 0.4]
    /** What is known of a bar comes a little after it. */
    const legendAt = async (part: number, isRight: (text: string) => boolean) => {
      let shake = 0
      const read = async () => {
        shake = 1 - shake
        await page.mouse.move(box.x + width * part + shake, y)
        return isRight((await page.locator('.legend').textContent()) ?? '')
      }
      await expect.poll(read, { timeout: 60_000 }).toBe(true)
    }
    await legendAt(0.9, (text) => /stop.*sma\(1\)[\d,]/.test(text))
    const controls = page.getByRole('group', { name: 'playback' })
    await controls.getByRole('button', { name: 'Pause' }).click()
    await controls.getByRole('button', { name: 'Play' }).waitFor()
    for (const part of [0.9, 0.95, 0.97]) {
      await legendAt(part, (text) => {
        const [close, stop, average] = [/C/, /stop/, /sma\(1\)/].map((name) =>
          numberAfter(text, name),
        )
        return Math.abs(stop! - close! / 2) < 0.02 && Math.abs(average! - close!) < 1
      })
    }
    // The bar, then the line, and the entry.
    await page.mouse.click(box.x + width * 0.97, y)
    const steps = page.locator('.steps')
    await steps.getByText('trailer.js on BTCUSDT').waitFor()
    await steps.getByRole('button', { name: `line ${HALVES} of v7` }).waitFor()
    const facts = await steps.locator('.steps-facts').textContent()
    expect(facts).toContain('long 0.001')
    expect(facts).toMatch(/stop[\d,]+/)
    expect(await steps.locator('.steps-tree').textContent()).toContain('average')
    const said = (await steps.locator('.steps-said').textContent())!
    const link = steps.getByRole('button', { name: /^journal [\d,]+$/ })
    const entry = (await link.textContent())!.replace('journal ', '')
    await link.click()
    const row = page.locator('#panel-journal .rows .row.is-selected')
    await row.getByText(entry, { exact: true }).waitFor()
    expect(await row.textContent()).toContain('trailer.js on BTCUSDT')
    expect(said).toContain('move the stop to')
    // A version that asks for another indicator has that one drawn.
    stage.write('trailer.js', TRAILER.replace('sma(1)', 'wma(2)'))
    await legendAt(0.9, (text) => text.includes('wma(2)') && !text.includes('sma(1)'))
    expect(faults).toEqual([])
    await page.close()
  })
})
