// `watchfire run` at a venue, as a process: trading on paper through faults, waiting for a venue that
// is not there, and plain words for what cannot be.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { pageFiles } from '#host/faces/http/page-files.ts'
import { SYSTEM_CLOCK } from '#host/feeds/clock.ts'
import { openVenue } from '#host/venues/open-venue.ts'
import { BINANCE } from '../exchange/binance.ts'
import { Exchange } from '../exchange/exchange.ts'
import { recordedBars } from '../exchange/recorded-bars.ts'
import { watcher } from '../paper/support/scripts.ts'
import { makeFolder } from '../paper/support/session.ts'
import { soak } from '../soak/feed-soak.ts'

// A first start builds the page; here that is over before anything is looked at.
beforeAll(async () => {
  await pageFiles(() => {})
})

async function openExchange(): Promise<Exchange> {
  const now = Math.floor(Date.now() / 60_000) * 60_000
  const cut = { skip: 0, count: 200, start: now - 100 * 60_000 }
  const listed = [await recordedBars('BTC', cut)]
  const clock = SYSTEM_CLOCK
  const exchange = await Exchange.open({ protocol: BINANCE, listed, intervalMs: 60_000, clock })
  onTestFinished(() => exchange.close())
  return exchange
}

function run({ restUrl, wsUrl }: Exchange, changes: Readonly<Record<string, string>> = {}) {
  const folder = makeFolder({ 'watcher.js': watcher('watcher') })
  const { symbol = 'BTCUSDT', source = 'binance' } = changes
  const urls = `rest_url = "${restUrl}"\nws_url = "${wsUrl}"`
  const data = `[data]\nsource = "${source}"\npast_bars = 50\n${urls}\n`
  writeFileSync(`${folder}/watchfire.toml`, `symbols = ["${symbol}"]\n${data}`)
  const args = ['run', '--config', `${folder}/watchfire.toml`, '--port', '0']
  const child = spawn(process.execPath, ['host/watchfire.js', ...args])
  onTestFinished(() => void child.kill('SIGKILL'))
  let stderr = ''
  child.stderr.on('data', (text) => {
    stderr += text
  })
  const lines: { msg: string; url?: string }[] = []
  const waiting: { pattern: RegExp; resolve: () => void }[] = []
  createInterface({ input: child.stdout }).on('line', (text) => {
    lines.push(JSON.parse(text))
    for (const { pattern, resolve } of waiting) if (pattern.test(lines.at(-1)!.msg)) resolve()
  })
  return {
    child,
    said: (pattern: RegExp) =>
      lines.some(({ msg }) => pattern.test(msg))
        ? Promise.resolve()
        : new Promise<void>((resolve) => waiting.push({ pattern, resolve })),
    /** The address that came with such a line. */
    urlOf: (pattern: RegExp) => lines.find(({ msg }) => pattern.test(msg))!.url!,
    ended: async () => {
      const [code] = (await once(child, 'close')) as [number | null]
      return { code, stderr }
    },
  }
}

describe('watchfire run at a venue', () => {
  it('waits for one that does not answer, in one line, and starts when it does', async () => {
    const exchange = await openExchange()
    exchange.faults.isRestDown = true
    const { child, said, urlOf, ended } = run(exchange)
    await said(/does not answer .*; trying again/)
    const url = urlOf(/^waiting for binance$/)
    const room = await fetch(url)
    expect([room.status, room.headers.get('retry-after')]).toEqual([503, '2'])
    const page = await room.text()
    expect(page).toContain('waiting for binance')
    expect(page).toMatch(/does not answer .*; trying again/)
    const state = await fetch(new URL('/api/v1/state', url))
    expect(state.status).toBe(503)
    expect(await state.json()).toMatchObject({ error: { message: 'waiting for binance' } })
    exchange.faults.isRestDown = false
    await said(/watchfire is running/)
    // The same address opens the page itself by now.
    const opened = await fetch(url, { redirect: 'manual' })
    expect(opened.status).toBeLessThan(400)
    expect(opened.headers.get('set-cookie')).toContain('watchfire=')
    child.kill('SIGINT')
    expect(await ended()).toEqual({ code: 0, stderr: '' })
  })

  it('can be told to stop waiting', async () => {
    const exchange = await openExchange()
    exchange.faults.isRestDown = true
    const { child, said, ended } = run(exchange)
    await said(/trying again/)
    child.kill('SIGINT')
    expect(await ended()).toEqual({ code: 0, stderr: '' })
  })

  it.each([
    ['a symbol', { symbol: 'BTCUSDX' }, 'binance has no symbol "BTCUSDX"; did you mean "BTCUSDT"?'],
    ['a venue', { source: 'binanc' }, 'there is no data source "binanc"; did you mean "binance"?'],
  ])('names %s that there is not', async (_what, changes, message) => {
    const { code, stderr } = await run(await openExchange(), changes).ended()
    expect(stderr).toContain(message)
    expect(code).toBe(1)
  })

  it('names the bars that a venue has instead of those asked for', async () => {
    const { signal } = new AbortController()
    const venue = await openVenue('kraken', { signal, onTrouble: () => {} })
    const wish = { symbols: ['BTCUSD'], intervalMs: 180_000, channels: new Set(['bars'] as const) }
    await expect(venue.stream(wish, () => {}, signal)).rejects.toMatchObject({
      message: 'kraken has no bars of 3m',
      hint: 'it has 1m, 5m, 15m, 30m, 1h, 4h, 1d, 1w, 2w',
    })
  })

  it('trades as if nothing had been, through every fault', async () => {
    const { truth, calm, rough, reconnections, trades } = await soak({ seconds: 20, say: () => {} })
    expect(truth[0]).toHaveLength(20)
    expect(calm.bars).toEqual(truth)
    expect(rough.bars).toEqual(truth)
    expect(rough.facts).toEqual(calm.facts)
    expect(trades).toBeGreaterThan(2)
    expect(reconnections).toBeGreaterThan(0)
  })
})
