// A draft over a recorded session: chosen on the page, with the trades that the command line makes.
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { finished, startWatchfire } from '../cli/watchfire.ts'
import { MINUTE, quote, trade } from '../feeds/support.ts'
import { record } from '../recorder/support.ts'
import {
  CHROMIUM,
  figure,
  hasChromium,
  isTraded,
  openDesk,
  openStage,
  type Stage,
} from './support.ts'

if (!hasChromium) console.warn(`The editor page is not tested: there is no ${CHROMIUM}.`)

const SESSION = '2025-01-01T00-00-00.000Z'

/** Six hours of trades and quotes, ten seconds apart, up and down each half hour. */
function market() {
  return Array.from({ length: 6 * 360 }, (_, i) => {
    const at = i * 10_000
    const price = 100 + 5 * Math.sin((2 * Math.PI * at) / (30 * MINUTE)) + (i % 7) / 100
    return [trade(at, price), quote(at + 3000, price - 0.01, price + 0.01)]
  }).flat()
}

/** Enters and leaves between two bars too: its trades are not those of the bars alone. */
const SWING = `
import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'swing', timeframe: '1m', warmup: 12, cadence: { inTrade: 'tick' },
  params: { above: { default: 101, min: 90, max: 110 } },
  detectOpportunity: (market, context, indicators) =>
    indicators.rising(['ema', 9], 2) ? { reason: 'rises' } : null,
  filterCommitment: (market) =>
    action.enter({ side: 'long', equityFraction: 0.5, stop: market.price * 0.98, reason: 'in' }),
  managePosition: (market, context) =>
    market.price > context.params.above ? action.exit({ reason: 'high' }) : null,
})
`

describe.skipIf(!hasChromium)('a recorded session on the page', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage({
      prepare: (folder) => record(join(folder, '.watchfire/sessions', SESSION, 'market'), market()),
    })
    stage.write('swing.js', SWING)
  })
  afterAll(() => stage?.close())

  it('is a data set to run drafts on, with the trades of the command line', async () => {
    const { page, faults } = await openDesk(stage, 'ema-cross.ts')
    const data = page.getByLabel('data set')
    await data.locator('option', { hasText: 'recorded 2025-01-01' }).waitFor({ state: 'attached' })
    await page.locator('.file-open', { hasText: 'swing.js' }).click()
    await page.locator('.doc-tab.is-current', { hasText: 'swing.js' }).waitFor()
    await isTraded(page)
    const ended = page.waitForResponse(async (answer) => {
      const isAsked = answer.request().method() === 'GET' && /backtests\/[\w-]+/.test(answer.url())
      // One that was not wanted any more has no body.
      const job = isAsked ? await answer.json().catch(() => null) : null
      return job?.status === 'done' && job.result.from < Date.UTC(2025, 1)
    })
    await data.selectOption({ label: 'BTCUSDT · recorded 2025-01-01 00:00' })
    const { result } = await (await ended).json()
    await isTraded(page)
    const args = ['backtest', 'scripts/swing.js', '--data', SESSION, '--symbol', 'BTCUSDT']
    const { code, stdout, stderr } = await finished(
      startWatchfire([...args, '--json', '-'], stage.folder),
    )
    expect(code, stderr).toBe(0)
    const report = JSON.parse(stdout)
    expect(report.trades.length).toBeGreaterThan(5)
    expect(result.trades).toEqual(report.trades)
    expect(result.summary).toEqual(report.summary)
    // Exits come at ticks, not only when a minute closes.
    expect(result.trades.some((one: { exit_time: number }) => one.exit_time % MINUTE !== 0)).toBe(
      true,
    )
    await page.locator('#tab-trades .badge').getByText(`${report.trades.length}`).waitFor()
    expect(await figure(page, 'trades')).toBe(`${report.trades.length}`)
    await page.locator('#panel-trades .rows .row').nth(1).click()
    await page
      .locator('.steps')
      .getByText(/recording/)
      .waitFor()
    expect(faults).toEqual([])
    await page.close()
  })
})
