// Two hosts trade on paper over the same bars of a second, by the real clock: one at an exchange
// where all is well, the other where everything goes wrong. What they come to must be the same.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { SYSTEM_CLOCK } from '#host/feeds/clock.ts'
import type { LogEntry } from '#host/journal/entry.ts'
import { BINANCE } from '../exchange/binance.ts'
import { Exchange } from '../exchange/exchange.ts'
import type { Faults } from '../exchange/faults.ts'
import type { Listed } from '../exchange/market.ts'
import { recordedBars } from '../exchange/recorded-bars.ts'
import { readJournal } from '../paper/support/journal.ts'

const SECOND = 1000
const PAST = 300
/** Seconds that the hosts may take to start, that they have to take up the script, for the last bars. */
const START_UP_MAX = 120
const ADOPTION = 8
const TAIL = 12
const ROOT = new URL('../..', import.meta.url).pathname

/** Decides on every bar by time and price alone, from `begin` on: whoever starts when, it does the same. */
const script = (begin: number) => `
import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'clockwork', timeframe: '1m',
  cadence: { watch: 'tick', closeWatch: 'tick', inTrade: 'tick' },
  detectOpportunity: (market) => {
    if (market.timestamp < ${begin} || market.isStale) return null
    return (market.timestamp / 1000) % 3 === 0 ? { reason: 'price ' + market.price } : null
  },
  filterCommitment: (market) => {
    const side = Math.floor(market.price * 100) % 2 === 0 ? 'long' : 'short'
    const far = market.price * (side === 'long' ? -0.0005 : 0.0005)
    return action.enter({ side, quantity: 0.01, stop: market.price + far })
  },
  managePosition: (market) => (market.timestamp / 1000) % 7 === 0 ? action.exit({ reason: 'seven' }) : null,
})`

/** A host does not start without any. */
const IDLE = `
import { defineStrategy } from 'watchfire'
const nothing = () => null
export default defineStrategy({
  name: 'idle', timeframe: '1m',
  detectOpportunity: nothing, filterCommitment: nothing, managePosition: nothing,
})`

export interface SoakOptions {
  /** Of trading, beside the start. */
  readonly seconds: number
  readonly say: (line: string) => void
}

export interface Came {
  /** By symbol: rows of its bars, in the order in which they came. */
  readonly bars: readonly (readonly string[])[]
  /** By slot: facts in order. */
  readonly facts: Readonly<Record<string, readonly string[]>>
}

export interface SoakResult {
  /** What the exchange had: by symbol, the bars from the beginning to the end. */
  readonly truth: readonly (readonly string[])[]
  readonly calm: Came
  readonly rough: Came
  readonly reconnections: number
  readonly trades: number
}

export async function soak({ seconds, say }: SoakOptions): Promise<SoakResult> {
  const now = Math.floor(Date.now() / SECOND) * SECOND
  const cut = {
    skip: 0,
    count: PAST + START_UP_MAX + ADOPTION + seconds + TAIL,
    start: now - PAST * SECOND,
    intervalMs: SECOND,
  }
  const listed = await Promise.all(['BTC', 'ETH'].map((base) => recordedBars(base, cut)))
  const folder = mkdtempSync(join(tmpdir(), 'watchfire-soak-'))
  const [calm, rough] = [
    await startHost(join(folder, 'calm'), listed),
    await startHost(join(folder, 'rough'), listed),
  ]
  try {
    await Promise.all([calm.log, rough.log])
    // Both run: from here on the same script trades in both.
    const begin = (Math.floor(Date.now() / SECOND) + ADOPTION) * SECOND
    const end = begin + seconds * SECOND
    for (const host of [calm, rough]) writeFileSync(host.script, script(begin))
    await until(begin)
    say('both hosts trade')
    await rageUntil(end - 5 * SECOND, rough.exchange, say)
    await until(end + TAIL * SECOND)
    const came = async ({ log }: Host) => readCame(await log, { listed, begin, end })
    const result = { calm: await came(calm), rough: await came(rough) }
    const facts = Object.values(result.calm.facts).flat()
    return {
      truth: listed.map(({ bars }, feed) =>
        bars
          .filter(({ openTime }) => openTime >= begin && openTime + SECOND <= end)
          .map((bar) => rowText([feed, ...Object.values(bar)])),
      ),
      ...result,
      reconnections: rough.exchange.connections - 1,
      trades: facts.filter((fact) => fact.includes('tradeClosed')).length,
    }
  } finally {
    for (const { child, exchange } of [calm, rough]) {
      child.kill('SIGINT')
      await once(child, 'close')
      await exchange.close()
    }
    rmSync(folder, { recursive: true })
  }
}

interface Host {
  readonly exchange: Exchange
  readonly child: ChildProcess
  /** Where its script is put. */
  readonly script: string
  /** Its journal, once it runs. */
  readonly log: Promise<string>
}

async function startHost(folder: string, listed: readonly Listed[]): Promise<Host> {
  const exchange = await Exchange.open({
    ...{ protocol: BINANCE, listed, intervalMs: SECOND, clock: SYSTEM_CLOCK, updates: 2 },
  })
  mkdirSync(join(folder, 'scripts'), { recursive: true })
  writeFileSync(join(folder, 'scripts/idle.js'), IDLE)
  const lines = [
    'symbols = ["BTCUSDT", "ETHUSDT"]',
    '[data]',
    'source = "binance"',
    'timeframe = "1s"',
    'past_bars = 120',
    `rest_url = "${exchange.restUrl}"`,
    `ws_url = "${exchange.wsUrl}"`,
  ]
  const config = join(folder, 'watchfire.toml')
  writeFileSync(config, lines.join('\n'))
  const args = ['host/watchfire.js', 'run', '--config', config, '--port', '0']
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] })
  const log = Promise.withResolvers<string>()
  createInterface({ input: child.stdout! }).on('line', (text) => {
    const line = JSON.parse(text) as { msg: string; log?: string }
    if (line.log !== undefined) log.resolve(line.log)
  })
  child.on('close', (code) => log.reject(new Error(`the host ended with code ${code}`)))
  log.promise.catch(() => {})
  return { exchange, child, script: join(folder, 'scripts/clockwork.js'), log: log.promise }
}

const until = (time: number) => sleep(Math.max(0, time - Date.now()))

/** Everything that can go wrong, over and over, each for a few seconds. */
async function rageUntil(
  end: number,
  exchange: Exchange,
  say: (line: string) => void,
): Promise<void> {
  const { faults } = exchange
  const set = (changes: Partial<Faults>) => () => void Object.assign(faults, changes)
  const rages: readonly (readonly [
    name: string,
    seconds: number,
    on: () => void,
    off?: () => void,
  ])[] = [
    ['a broken connection', 2, () => exchange.disconnect()],
    ['frames twice', 2, set({ isDoubling: true }), set({ isDoubling: false })],
    ['frames out of order', 3, set({ isReordering: true }), set({ isReordering: false })],
    ['frames cut short', 2, set({ mangle: (frame) => frame.slice(0, 99) }), set({ mangle: null })],
    [
      'bad figures',
      2,
      set({ mangle: (frame) => frame.replace('"h":"', '"h":"-') }),
      set({ mangle: null }),
    ],
    ['silence', 4, set({ isMute: true }), set({ isMute: false })],
    [
      'a ban while bars are missing',
      3,
      () => {
        faults.answers.push({ status: 429, retryAfter: 1 }, { status: 418, retryAfter: 1 })
        exchange.disconnect()
      },
    ],
    [
      'broken answers',
      4,
      () => {
        faults.answers.push({ status: 503 }, 'reset', 'truncated')
        exchange.disconnect()
      },
    ],
    ['slow frames', 3, set({ dripMs: 100 }), set({ dripMs: 0 })],
    [
      'no exchange at all',
      4,
      () => {
        set({ isRestDown: true, upgradeStatus: 503 })()
        exchange.disconnect()
      },
      set({ isRestDown: false, upgradeStatus: null }),
    ],
    ['nobody at the other end', 3, () => exchange.vanish()],
  ]
  for (let i = 0; Date.now() < end; i = (i + 1) % rages.length) {
    const [name, seconds, on, off = () => {}] = rages[i]!
    say(name)
    on()
    await until(Math.min(end, Date.now() + seconds * SECOND))
    off()
    await sleep(Math.min(1500, Math.max(0, end - Date.now())))
  }
}

interface Span {
  readonly listed: readonly Listed[]
  readonly begin: number
  readonly end: number
}

const rowText = (row: readonly unknown[]) => row.join(' ')

/** From the journal of a host that is running. */
function readCame(path: string, { listed, begin, end }: Span): Came {
  const entries = readJournal(path) as LogEntry[]
  const rows = entries.flatMap((entry) => (entry.type === 'bars' ? entry.bars : []))
  const bars = listed.map((_, feed) =>
    rows
      .filter((row) => row[0] === feed && row[1]! >= begin && row[1]! + SECOND <= end)
      .map(rowText),
  )
  const facts: Record<string, string[]> = {}
  for (const entry of entries) {
    if (entry.type !== 'fact' || entry.time < begin || entry.time > end) continue
    facts[entry.slot] ??= []
    facts[entry.slot]!.push(`${entry.time} ${JSON.stringify(entry.fact)}`)
  }
  return { bars, facts }
}
