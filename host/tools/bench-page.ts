// `npm run bench:page`: the page in the system's Chromium on this machine, each figure beside its target.
// Its opening; and from the last keystroke to the trades being redrawn, over a year of one-minute bars.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { writeParquet } from '#host/data/write-parquet.ts'
import { yearOfBars } from './bench/data.ts'
import { quantile } from './bench/host-load.ts'

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const KEYSTROKES = Number(process.env.BENCH_ROUNDS ?? 40)
const VISITS = 10
const ROOT = join(import.meta.dirname, '../..')

const folder = mkdtempSync(join(tmpdir(), 'watchfire-bench-page-'))
mkdirSync(join(folder, 'year'))
mkdirSync(join(folder, 'scripts'))
for (const language of ['js', 'lua']) {
  const path = join(ROOT, `examples/02-ema-crossover/strategy.${language}`)
  // On every bar of the data.
  const source = readFileSync(path, 'utf8').replace(/(timeframe\s*[:=]\s*)["'][^"']+["']/, '$1"1m"')
  writeFileSync(join(folder, `scripts/cross.${language}`), source)
}
const { bars } = await yearOfBars()
await writeParquet(bars, join(folder, 'year/BTCUSDT-1m.parquet'))
writeFileSync(
  join(folder, 'watchfire.toml'),
  'symbols = ["BTCUSDT"]\n[data]\npath = "year"\nspeed = 1\n',
)

const node = join(ROOT, 'node_modules/.bin/node')
const host = spawn(node, [join(ROOT, 'host/watchfire.js'), 'run', '--port', '0'], { cwd: folder })
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
try {
  const address = await addressOf()
  await firstVisits(address)
  for (const [script, text, target] of [
    ['cross.js', 'default: ', '250 ms'],
    ['cross.lua', 'default = ', '1.5 s'],
  ] as const) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, bypassCSP: true })
    await open(page, address, script)
    const told = await keystrokes(page, script, text)
    const ms = told.map(({ drawn }) => drawn)
    const figure = `p50 ${quantile(ms, 0.5).toFixed(0)} ms, p95 ${quantile(ms, 0.95).toFixed(0)} ms`
    const what = `keystroke to redrawn trades, a year of 1m, ${script.split('.')[1]}`
    console.log(`${what.padEnd(56)} ${figure.padEnd(32)} target p95 ${target}`)
    console.log(`  of it, p50: ${splitOf(told)}`)
    await page.close()
  }
} finally {
  await browser.close()
  host.kill('SIGTERM')
  await once(host, 'exit')
  rmSync(folder, { recursive: true })
}

/** Of visitors whose browsers have nothing of the page yet. */
async function firstVisits(address: string): Promise<void> {
  const [painted, ready]: [number[], number[]] = [[], []]
  for (let i = 0; i < VISITS; i++) {
    const visitor = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await visitor.newPage()
    await page.goto(address)
    await page.locator('.editor .view-line').first().waitFor()
    ready.push((await page.evaluate('performance.now()')) as number)
    const paint = `performance.getEntriesByName('first-contentful-paint')[0].startTime`
    painted.push((await page.evaluate(paint)) as number)
    await visitor.close()
  }
  for (const [what, values, target] of [
    ['first visit: first paint', painted, '1 s'],
    ['first visit: editor there', ready, '2.5 s'],
  ] as const) {
    const [p50, p95] = [0.5, 0.95].map((share) => quantile(values, share).toFixed(0))
    const figure = `p50 ${p50} ms, p95 ${p95} ms`
    console.log(`${what.padEnd(56)} ${figure.padEnd(32)} target ${target}`)
  }
}

async function addressOf(): Promise<string> {
  let text = ''
  for await (const part of host.stdout) {
    text += part
    const found = /http:\/\/localhost:\d+\/\?token=[\w-]+/.exec(text)
    if (found !== null) return found[0]
  }
  throw new Error(`the host ended: ${text}`)
}

async function open(page: Page, address: string, script: string): Promise<void> {
  await page.addInitScript(`
    localStorage.setItem('watchfire.guided', 'true')
    localStorage.setItem('watchfire.script', '"${script}"')
  `)
  await page.goto(address)
  await done(page)
}

function done(page: Page): Promise<void> {
  return page
    .locator('.results[data-status="done"] .tile[data-figure="trades"]')
    .waitFor({ timeout: 120_000 })
}

/** Ms since a keystroke. */
interface Told {
  /** The run is asked for, and the host has taken it on. */
  readonly asked: number
  readonly taken: number
  /** The result is there, to its last byte. */
  readonly sent: number
  readonly come: number
  /** The frame that shows it. */
  readonly drawn: number
  /** What the run itself took in its process, of the time until the result was there. */
  readonly ran: number
}

function splitOf(told: readonly Told[]): string {
  const parts: Record<string, (one: Told) => number> = {
    pause: ({ asked }) => asked,
    request: ({ asked, taken }) => taken - asked,
    run: ({ ran }) => ran,
    'around the run': ({ taken, sent, ran }) => sent - taken - ran,
    transfer: ({ sent, come }) => come - sent,
    'parse and draw': ({ come, drawn }) => drawn - come,
  }
  const shares = Object.entries(parts).map(([name, of]) => {
    return `${name} ${quantile(told.map(of), 0.5).toFixed(0)}`
  })
  return `${shares.join(', ')} ms`
}

/** From each keystroke to the frame that shows what it changed; one digit up and down. */
async function keystrokes(page: Page, script: string, text: string): Promise<Told[]> {
  const source = readFileSync(join(folder, 'scripts', script), 'utf8')
  const at = source.indexOf(text, source.indexOf('params')) + text.length
  const before = source.slice(0, at)
  await page.locator('.editor .view-lines').first().click()
  await page.keyboard.press('Control+g')
  const place = `:${before.split('\n').length}:${before.length - before.lastIndexOf('\n')}`
  await page.locator('.quick-input-widget input').fill(place)
  await page.keyboard.press('Enter')
  await page.evaluate(`
    window.told = []
    performance.setResourceTimingBufferSize(10_000)
    let lastRun = 0
    const parse = Response.prototype.json
    Response.prototype.json = async function () {
      const value = await parse.call(this)
      lastRun = value?.result?.run_ms ?? lastRun
      return value
    }
    let pressed = 0
    window.addEventListener('keydown', () => { pressed = performance.now() }, true)
    new MutationObserver(() => {
      if (document.querySelector('.results').dataset.status !== 'done' || pressed === 0) return
      const from = pressed
      pressed = 0
      requestAnimationFrame(() => {
        const drawn = performance.now() - from
        const all = performance.getEntriesByType('resource').filter((one) => one.startTime > from)
        const start = all.find((one) => one.name.endsWith('/backtests'))
        const result = all.findLast((one) => one.name.includes('/backtests/'))
        told.push({
          asked: start.startTime - from,
          taken: start.responseEnd - from,
          sent: result.responseStart - from,
          come: result.responseEnd - from,
          drawn,
          ran: lastRun,
        })
        performance.clearResourceTimings()
      })
    }).observe(document.querySelector('.results'), { attributes: true, attributeFilter: ['data-status'] })
  `)
  for (let i = 0; i < KEYSTROKES; i++) {
    await page.keyboard.press(i % 2 === 0 ? '1' : 'Backspace')
    await page.waitForFunction(`told.length > ${i}`, null, { timeout: 120_000 })
    await page.waitForTimeout(300)
  }
  return (await page.evaluate('told')) as Told[]
}
