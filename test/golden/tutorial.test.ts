// docs/strategies.md is followed to the letter: its listings, and the profits that it shows.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { validateStatic } from '#host/validate/static.ts'
import { backtest } from './support/backtest.ts'

const tutorial = readFileSync('docs/strategies.md', 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'watchfire-tutorial-'))
afterAll(() => rmSync(folder, { recursive: true }))

function listing(language: string): string {
  const [, code] = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(tutorial)!
  const path = join(folder, `two-day-high.${language}`)
  writeFileSync(path, code!)
  return path
}

const scripts = [listing('lua'), listing('ts')]

it.each(scripts)('the listing %s validates without an error or a warning', async (script) => {
  expect((await validateStatic(script, { types: true })).diagnostics).toEqual([])
})

it('the listings make the profits that the tutorial shows', async () => {
  const market = { data: 'bundled', symbols: ['BTCUSDT', 'ETHUSDT'] }
  const free = await backtest(scripts, market, { hasCosts: false })
  const paid = await backtest(scripts, market)
  const [btc, , eth] = paid
  expect(tutorial).toContain(
    `**Count the trades.** ${btc!.trades.length} and ${eth!.trades.length}.`,
  )
  for (const [i, { symbol, summary }] of paid.entries()) {
    const [before, after] = [free[i]!.summary.net_profit, summary.net_profit]
    expect(tutorial).toContain(
      `| ${symbol} net profit | ${before.toFixed(2)} | ${after.toFixed(2)} |`,
    )
  }
})
