// `npm run bench`: what Watchfire costs, each figure beside its baseline from the same run.
// Medians of several rounds, measured in turns, because machines are noisy. Nothing here asserts.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeParquet } from '#host/data/write-parquet.ts'
import { apiFigures, type Spread } from './bench/api-figures.ts'
import { bareFengariMs } from './bench/bare-fengari.ts'
import { GUARDS } from './bench/bare-guest.ts'
import { bareCallUs, bareIsolateMs } from './bench/bare-isolate.ts'
import { yearOfBars } from './bench/data.ts'
import { heldSymbols, loadMs, makeDataFiles } from './bench/data-figures.ts'
import { bareTradeUs, depthUs, recordFigures, tradeUs } from './bench/feed-figures.ts'
import { bareRunMs } from './bench/guard-figures.ts'
import {
  type BenchLanguage,
  openSlot,
  residentMb,
  runOnce,
  sendBars,
  startBenchRunner,
} from './bench/runner-figures.ts'
import { byHand, JS } from './bench/strategies.ts'
import { frameUs, socketFigures } from './bench/venue-figures.ts'

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5)
const MEMORY_SLOTS = 200
const ROOT = join(import.meta.dirname, '../..')

interface Row {
  readonly what: string
  readonly figure: string
  readonly baseline: string
  readonly target: string
}

const rows: Row[] = []

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

function say(what: string, figure: string, baseline: string, target: string): void {
  rows.push({ what, figure, baseline, target })
  process.stderr.write(`· ${what}: ${figure}\n`)
}

const { bars, from } = await yearOfBars()
const { open, close } = bars.columns
const millions = (ms: number) => `${(bars.count / ms / 1000).toFixed(2)} M bars/s`
const thousands = (ms: number, count: number) => `${Math.round(count / ms)} k/s`

await measureInside('js')
await measureInside('lua')
await measureGuards('js')
await measureGuards('lua')
await measureOutside('js', '≥ 400 k/s')
await measureOutside('lua', '≥ 200 k/s')
await measureOpening()
await measureMemory('js')
await measureMemory('lua')
await measureCommand()
await measureFeeds()
await measureData()
await measureApi()
print()

async function measureInside(language: BenchLanguage): Promise<void> {
  const ours: number[] = []
  const floor: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const runner = await startBenchRunner()
    await sendBars(runner, bars)
    ours.push((await runOnce(runner, 0, language, 'inside')).ms)
    runner.end()
    floor.push(language === 'js' ? handMs() : bareFengariMs(close.subarray(0, bars.count)))
  }
  const ratio = median(ours) / median(floor)
  const name = language === 'js' ? 'hand-written loop' : 'bare Fengari'
  const target = language === 'js' ? '≥ 15 M bars/s, ≤ 3 ×' : '≥ 0.5 M bars/s, ≤ 1.4 ×'
  const baseline = `${name} ${millions(median(floor))}: ${ratio.toFixed(2)} ×`
  say(`${language} backtest, inside`, millions(median(ours)), baseline, target)
}

async function measureGuards(language: BenchLanguage): Promise<void> {
  const guarded: number[] = []
  const bare: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const runner = await startBenchRunner()
    await sendBars(runner, bars)
    guarded.push((await runOnce(runner, 0, language, 'inside')).ms)
    runner.end()
    bare.push(await bareRunMs(bars, language, GUARDS))
  }
  const percent = (100 * median(guarded)) / median(bare) - 100
  const baseline = `without guards ${millions(median(bare))}: ${percent.toFixed(0)} % more time`
  say(`${language} backtest, guarded`, millions(median(guarded)), baseline, '≤ 10 % more')
}

function handMs(): number {
  const equity = new Float64Array(bars.count)
  const began = performance.now()
  byHand(open.subarray(0, bars.count), close.subarray(0, bars.count), equity)
  return performance.now() - began
}

async function measureOutside(language: BenchLanguage, target: string): Promise<void> {
  const ours: number[] = []
  const floor: number[] = []
  for (let round = 0; round < Math.min(ROUNDS, 3); round++) {
    const runner = await startBenchRunner()
    await sendBars(runner, bars)
    ours.push((await runOnce(runner, 0, language, 'outside')).ms)
    runner.end()
    floor.push(bareCallUs())
  }
  const floorUs = median(floor)
  const ratio = (median(ours) * 1000) / bars.count / floorUs
  const baseline = `bare call ${Math.round(1000 / floorUs)} k/s: ${ratio.toFixed(2)} ×`
  say(`${language} evaluations, outside`, thousands(median(ours), bars.count), baseline, target)
}

async function measureOpening(): Promise<void> {
  const runner = await startBenchRunner()
  await sendBars(runner, bars)
  for (const [k, language] of (['js', 'lua'] as const).entries()) {
    const ms: number[] = []
    const floor: number[] = []
    for (let i = 0; i < 30; i++) {
      ms.push(await openSlot(runner, 100 * k + i, language))
      floor.push(bareIsolateMs())
    }
    const ratio = median(ms) / median(floor)
    const baseline = `empty isolate ${median(floor).toFixed(1)} ms: ${ratio.toFixed(1)} ×`
    const target = language === 'js' ? '≤ 10 ms' : '≤ 15 ms'
    say(`${language} isolate with script`, `${median(ms).toFixed(1)} ms`, baseline, target)
  }
  runner.end()
}

async function measureMemory(language: BenchLanguage): Promise<void> {
  const runner = await startBenchRunner()
  await sendBars(runner, { ...bars, count: 1000 })
  await openSlot(runner, 0, language)
  const before = residentMb(runner.pid)
  for (let id = 1; id <= MEMORY_SLOTS; id++) await openSlot(runner, id, language)
  const after = residentMb(runner.pid)
  runner.end()
  const figure =
    before === null || after === null
      ? 'unknown on this system'
      : `${((after - before) / MEMORY_SLOTS).toFixed(2)} MB`
  say(`${language} memory a slot, of ${MEMORY_SLOTS}`, figure, '', '≤ 5 MB')
}

async function measureFeeds(): Promise<void> {
  const rounds = <T>(measure: () => T) => Array.from({ length: Math.min(ROUNDS, 3) }, measure)
  const bare = median(rounds(bareTradeUs))
  const us = (value: number) => `${value.toFixed(2)} µs`
  const trade = median(rounds(tradeUs))
  const baseline = `bars alone ${us(bare)}: ${(trade / bare).toFixed(1)} ×`
  say('trade through gate and bars', us(trade), baseline, '≤ 50 µs')
  say('book change through gate and book', us(median(rounds(depthUs))), '', '≤ 50 µs')
  say('frame of Binance through reader and gate', us(median(rounds(frameUs))), '', '≤ 50 µs')
  const { perSecond, usPerMessage } = await socketFigures()
  const rate = `at ${Math.round(perSecond).toLocaleString('en')} messages/s`
  say('  the same over a socket, sending included', us(usPerMessage), rate, '≤ 50 µs')
  const recorded = []
  for (let round = 0; round < ROUNDS; round++) recorded.push(await recordFigures())
  say('trade into a recording', us(median(recorded.map((one) => one.us))), '', '≤ 5 µs')
  say('trade in a recording', `${recorded[0]!.bytes.toFixed(1)} bytes`, '', '≤ 12 bytes')
}

async function measureData(): Promise<void> {
  const files = await makeDataFiles(bars)
  try {
    const medianMs = async (path: string) => {
      const ms: number[] = []
      for (let round = 0; round < ROUNDS; round++) ms.push(await loadMs(path))
      return `${Math.round(median(ms))} ms`
    }
    say('a year from the store', await medianMs(files.dataset), '', '≤ 100 ms')
    say('a year from gzip CSV', await medianMs(files.csv), '', '≤ 1000 ms')
    const { mb } = await heldSymbols(files.days)
    say('1,000 symbols of a day held', `${Math.round(mb)} MB`, '', '≤ 200 MB')
  } finally {
    files.remove()
  }
}

async function measureApi(): Promise<void> {
  const { list, bare, fill } = await apiFigures()
  const ms = ({ median, p99 }: Spread) => `${p99.toFixed(1)} ms (median ${median.toFixed(1)})`
  say('REST p99, a list of 1,000', ms(list), `the same bytes, bare ${ms(bare)}`, '≤ 20 ms')
  say('a fill to the page p99, 1,000 slots', ms(fill), '', '≤ 50 ms')
}

/** The command as a user types it, on a Parquet file. */
async function measureCommand(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'watchfire-bench-'))
  try {
    const data = join(dir, 'BTCUSD-1m.parquet')
    const script = join(dir, 'two-emas.js')
    await writeParquet(bars, data)
    writeFileSync(script, JS)
    const walls: number[] = []
    const args = ['backtest', script, '--data', data, '--symbol', 'BTCUSD', '--trades', '0']
    for (let round = 0; round < ROUNDS; round++) walls.push(await wallMs(args))
    const idle: number[] = []
    for (let round = 0; round < ROUNDS; round++) idle.push(await wallMs(['--version']))
    const baseline = `watchfire --version ${Math.round(median(idle))} ms`
    say('backtest command, Parquet', `${Math.round(median(walls))} ms`, baseline, '≤ 1500 ms')
  } finally {
    rmSync(dir, { recursive: true })
  }
}

function wallMs(args: readonly string[]): Promise<number> {
  const began = performance.now()
  const child = spawn(process.execPath, [join(ROOT, 'host/watchfire.js'), ...args], {
    stdio: 'ignore',
  })
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => {
      if (code === 0) resolve(performance.now() - began)
      else reject(new Error(`watchfire ${args.join(' ')} ended with ${code}`))
    })
  })
}

function print(): void {
  const columns = ['what', 'figure', 'baseline', 'target'] as const
  const table = [Object.fromEntries(columns.map((name) => [name, name])) as unknown as Row, ...rows]
  const width = (name: (typeof columns)[number]) =>
    Math.max(...table.map((row) => row[name].length))
  console.log(`${bars.count} bars (${from}), ${ROUNDS} rounds, medians`)
  for (const row of table)
    console.log(columns.map((name) => row[name].padEnd(width(name))).join('  '))
}
