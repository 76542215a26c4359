// `watchfire download-data` as a user runs it, against the emulated exchange: what comes is what the
// exchange has, whatever it takes, and a backtest on it is that on the source.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { SYSTEM_CLOCK } from '#host/feeds/clock.ts'
import { finished, startWatchfire, workplace } from '../cli/watchfire.ts'
import { BINANCE } from '../exchange/binance.ts'
import { Exchange } from '../exchange/exchange.ts'
import type { Listed } from '../exchange/market.ts'
import { recordedBars } from '../exchange/recorded-bars.ts'

const place = workplace()
const BARS = 7000
const MINUTE = 60_000
const DOWNLOAD = ['download-data', '--source', 'binance', '--symbol', 'BTCUSDT']

async function openExchange(): Promise<{ exchange: Exchange; listed: Listed }> {
  const listed = await recordedBars('BTC', { skip: 0, count: BARS })
  const clock = SYSTEM_CLOCK
  const exchange = await Exchange.open({
    ...{ protocol: BINANCE, listed: [listed], intervalMs: MINUTE, clock },
  })
  onTestFinished(() => exchange.close())
  process.env.WATCHFIRE_REST_URL = exchange.restUrl
  return { exchange, listed }
}

const iso = (ms: number) => new Date(ms).toISOString()

const range = ({ bars }: Listed, from: number, to: number) => [
  ...['--from', iso(bars[0]!.openTime + from * MINUTE)],
  ...['--to', iso(bars[0]!.openTime + to * MINUTE)],
]

describe('download-data', () => {
  it('brings what a backtest on the source file would read', async () => {
    const { listed } = await openExchange()
    const { code, stdout } = await place.watchfire(...DOWNLOAD, ...range(listed, 0, BARS))
    expect(stdout).toContain(`binance/BTCUSDT/1m: ${BARS.toLocaleString('en')} bars added`)
    expect(stdout).toContain('no gap')
    expect(code).toBe(0)
    expect((await place.watchfire('data', 'check', 'binance/BTCUSDT/1m')).code).toBe(0)
    const rows = listed.bars.map(({ openTime, open, high, low, close, volume }) =>
      [openTime, open, high, low, close, volume].join(','),
    )
    const header = 'timestamp,open,high,low,close,volume'
    writeFileSync(join(place.folder, 'source.csv'), [header, ...rows, ''].join('\n'))
    const script = join(import.meta.dirname, '../../scripts/ema-cross.ts')
    const on = (data: string) => place.backtest(script, '--data', data, '--symbol', 'BTCUSDT')
    const [stored, source] = [await on('binance/BTCUSDT/1m'), await on('source.csv')]
    expect(stored.trades.length).toBeGreaterThan(2)
    expect(stored.trades).toEqual(source.trades)
    expect(stored.equity).toEqual(source.equity)
  })

  it('asks for nothing twice, and fills what is missing in the middle', async () => {
    const { exchange, listed } = await openExchange()
    const store = ['--store', 'pieces']
    await place.watchfire(...DOWNLOAD, ...store, ...range(listed, 0, 1000))
    await place.watchfire(...DOWNLOAD, ...store, ...range(listed, 2500, 3000))
    exchange.requests.length = 0
    const { stdout } = await place.watchfire(...DOWNLOAD, ...store, ...range(listed, 0, 3000))
    expect(stdout).toContain('1,500 bars added')
    expect(stdout).toContain('no gap')
    const asked = exchange.requests.filter((path) => path.includes('klines'))
    const starts = asked.map((path) => Number(/startTime=(\d+)/.exec(path)![1]))
    expect(Math.min(...starts)).toBe(listed.bars[1000]!.openTime)
    expect(Math.max(...starts)).toBeLessThan(listed.bars[2500]!.openTime)
    exchange.requests.length = 0
    const again = await place.watchfire(...DOWNLOAD, ...store, ...range(listed, 0, 3000))
    expect(again.stdout).toContain('0 bars added')
    expect(exchange.requests.filter((path) => path.includes('klines'))).toEqual([])
  })

  it('goes on through errors and bans', async () => {
    const { exchange, listed } = await openExchange()
    exchange.faults.answers.push({ status: 503 }, { status: 429, retryAfter: 1 })
    exchange.faults.answers.push({ status: 418, retryAfter: 1 })
    const outcome = await place.watchfire(
      ...[...DOWNLOAD, '--store', 'rough', ...range(listed, 0, 3000)],
    )
    expect(outcome.stderr).toContain('does not answer')
    expect(outcome).toMatchObject({ code: 0, stdout: expect.stringContaining('3,000 bars added') })
    expect(exchange.faults.answers).toEqual([])
  })

  it('keeps what has come when it is interrupted, in whole files', async () => {
    const { exchange, listed } = await openExchange()
    const store = ['--store', 'broken-off']
    const child = startWatchfire([...DOWNLOAD, ...store, ...range(listed, 0, BARS)], place.folder)
    const outcome = finished(child)
    const pages = () => exchange.requests.filter((path) => path.includes('klines')).length
    // The third page is never answered.
    while (pages() < 2) {
      await new Promise(setImmediate)
      if (pages() === 1 && exchange.faults.answers.length === 0)
        exchange.faults.answers.push('hang')
    }
    child.kill('SIGINT')
    expect((await outcome).code).toBe(130)
    const check = await place.watchfire('data', 'check', 'binance/BTCUSDT/1m', ...store)
    expect(check.code).toBe(0)
    const rest = await place.watchfire(...DOWNLOAD, ...store, ...range(listed, 0, BARS))
    expect(rest.stdout).toContain(`now ${BARS.toLocaleString('en')} bars`)
    expect(rest.stdout).toContain('no gap')
  })

  it.each([
    ['a symbol that the venue lacks', ['--symbol', 'BTCUSDX'], 'did you mean "BTCUSDT"?'],
    ['a venue that there is not', ['--source', 'binanse'], 'did you mean "binance"?'],
  ])('names %s', async (_what, options, hint) => {
    await openExchange()
    const { code, stderr } = await place.watchfire(...DOWNLOAD, ...options, '--days', '1')
    expect(stderr).toContain(hint)
    expect(code).toBe(1)
  })
})
