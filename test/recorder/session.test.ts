// A recording with trades and quotes, played by a paper session and by a backtest: one story.
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runBacktest } from '#host/app/backtest.ts'
import type { Config } from '#host/config/load.ts'
import { sessionEntry } from '#host/engine/beginning.ts'
import { openPaper } from '#host/engine/paper.ts'
import type { MarketEvent } from '#host/feeds/market-event.ts'
import { openRecordedMarket } from '#host/feeds/recorded-market.ts'
import { openJournal } from '#host/journal/sqlite-journal.ts'
import { SESSION_RECORDING } from '#host/recorder/folder.ts'
import { bar, book, flatBar, MINUTE, quote, T0, trade } from '../feeds/support.ts'
import { configIn, Ear, makeFolder } from '../paper/support/session.ts'
import { record, recordings } from './support.ts'

const folder = recordings()

/** Numbers from 0 to 1, the same each time. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}

/** A wandering market: some trades and quotes a second, and the bars of it; quotes are two wide. */
function wander(symbol: string, minutes: number, seed: number): MarketEvent[] {
  const random = numbers(seed)
  const events: MarketEvent[] = []
  let price = 1000
  for (let minute = 0; minute < minutes; minute++) {
    let [open, high, low] = [price, price, price]
    let volume = 0
    for (
      let at = minute * MINUTE;
      at < (minute + 1) * MINUTE;
      at += 200 + Math.floor(random() * 900)
    ) {
      price = Math.round(100 * price * (1 + (random() - 0.5) / 1000)) / 100
      const quantity = Math.ceil(random() * 9)
      const times = { symbol, exchangeTime: T0 + at, receiveTime: T0 + at + 20 }
      if (random() < 0.5) events.push(quote(at, price - 1, price + 1, times))
      else {
        if (volume === 0) open = high = low = price
        events.push(
          trade(at, price, { ...times, quantity, aggressor: random() < 0.5 ? 'buy' : 'sell' }),
        )
        high = Math.max(high, price)
        low = Math.min(low, price)
        volume += quantity
      }
    }
    const late = {
      symbol,
      receiveTime: T0 + (minute + 1) * MINUTE + 40 + Math.floor(random() * 500),
    }
    events.push(
      bar(minute, [open, Math.max(high, price), Math.min(low, price), price], { ...late, volume }),
    )
  }
  return events
}

const inOrder = (...parts: MarketEvent[][]): MarketEvent[] =>
  parts.flat().sort((a, b) => a.receiveTime - b.receiveTime)

const trader = (name: string, cadence: string, side: string) => `
import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: '${name}', timeframe: '1m', cadence: { ${cadence} },
  detectOpportunity: (market) => (Math.random() < 0.3 ? { at: market.timestamp } : null),
  filterCommitment(market, context) {
    if (context.pendingEntry) return null
    const far = 0.002 * market.price
    const sign = '${side}' === 'long' ? 1 : -1
    return action.enter({
      side: '${side}', quantity: 1, stop: market.price - sign * far, target: market.price + sign * far,
      ...(Math.random() < 0.5 ? { type: 'limit', price: market.price - sign, expires: '2 bars' } : {}),
    })
  },
  managePosition(market, context) {
    if (context.position.barsHeld >= 3) return action.exit({ reason: 'old' })
    return market.spread > 1.9 && Math.random() < 0.1 ? action.exit({ reason: 'spread' }) : null
  },
})`

const SCRIPTS = {
  'bars.js': trader('bars', '', 'long'),
  'seconds.js': trader('seconds', "watch: '5s', closeWatch: 'tick'", 'short'),
  'ticks.js': trader('ticks', "watch: 'tick', closeWatch: 'tick', inTrade: 'tick'", 'long'),
}
type Scripts = Readonly<Record<string, string>>
const SYMBOLS = ['BTCUSDT', 'ETHUSDT']

async function played(at: string, changes: Partial<Config>, scripts: Scripts = SCRIPTS) {
  const root = makeFolder(scripts)
  const ear = new Ear()
  const config: Config = {
    ...configIn(root),
    symbols: SYMBOLS,
    data: { path: at, speed: 'max', from: undefined, to: undefined },
    ...changes,
  }
  const session = await openPaper(config, { onEntry: ear.hear })
  onTestFinished(() => session.close())
  expect(await session.play()).toBe('finished')
  return { session, ear, config, root }
}

const BACKTEST = { timeframe: null, range: {}, params: {}, periodsPerYear: null }

describe('a recording with trades and quotes', () => {
  it('gives a backtest the trades of a paper session over it, tick by tick', async () => {
    const at = folder()
    await record(at, inOrder(wander('BTCUSDT', 25, 1), wander('ETHUSDT', 25, 2)))
    const { ear, config, root } = await played(at, {})
    const { cash, seed } = config
    const broker = { ...config.broker, makerFee: 0, takerFee: 0 }
    const scripts = Object.keys(SCRIPTS).map((name) => `${root}/scripts/${name}`)
    const { runs } = await runBacktest({
      ...{ ...BACKTEST, scripts, data: [at], symbols: SYMBOLS, cash, broker, seed },
      ...{ keepGoing: true, isPortfolio: true },
    })
    let compared = 0
    for (const { run, result } of runs) {
      const slot = `${run.script.sources.entry}/${run.feed.symbol}`
      expect(result.errors, slot).toEqual([])
      const own = result.trades.filter(({ exitReason }) => exitReason !== 'end_of_data')
      expect(own, slot).toEqual(ear.trades(slot))
      compared += own.length
    }
    expect(compared).toBeGreaterThan(30)
    // Fills between the closes of bars, at the quote.
    const inside = runs
      .flatMap(({ result }) => result.trades)
      .filter(({ exitTime }) => exitTime % MINUTE > 0)
    expect(inside.length).toBeGreaterThan(15)
  })
  it('fills at the bid and the ask of the moment, between the closes of bars', async () => {
    const at = folder()
    await record(at, [
      ...[0, 1].map((n) => flatBar(n, 100)),
      // Decided at the close of minute 1, bought at the ask, stopped out at the bid.
      quote(2.1 * MINUTE, 99, 101),
      quote(2.2 * MINUTE, 98, 99),
      bar(2, [100, 101, 97, 99]),
      flatBar(3, 100),
      quote(4.5 * MINUTE, 99.5, 100.5),
      quote(4.7 * MINUTE, 102.25, 103),
      flatBar(4, 102),
    ])
    const entry = `
import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'trader', timeframe: '1m',
  detectOpportunity: () => ({}),
  filterCommitment: () => action.enter({ side: 'long', quantity: 1, stop: 98.5, target: 102 }),
  managePosition() {},
})`
    const root = makeFolder({ 'trader.js': entry })
    const { runs } = await runBacktest({
      ...{ ...BACKTEST, scripts: [`${root}/scripts/trader.js`], data: [at], symbols: ['BTCUSDT'] },
      ...{ cash: 1000, broker: {}, seed: 1, keepGoing: false, isPortfolio: false },
    })
    const { trades } = runs[0]!.result
    expect(
      trades.map(({ entryPrice, exitPrice, exitReason }) => [entryPrice, exitPrice, exitReason]),
    ).toEqual([
      [101, 98, 'stop'],
      [100.5, 102.25, 'target'],
    ])
    expect(trades[0]).toMatchObject({
      entryTime: T0 + 2.1 * MINUTE,
      exitTime: T0 + 2.2 * MINUTE,
    })
  })
})

/** In where more wants to buy, out where more wants to sell. */
const TILT = `
import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'tilt', timeframe: '1m', cadence: { watch: 'tick', closeWatch: 'tick', inTrade: 'tick' },
  detectOpportunity: (market) => (market.depthImbalance(2) > 0.5 ? {} : null),
  filterCommitment: (market) => action.enter({ side: 'long', quantity: 1 }),
  managePosition: (market) => (market.depthImbalance(2) < -0.5 ? action.exit() : null),
})`
/** Tells when it is asked. */
const WATCHER = `
import { defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'watcher', timeframe: '1m', cadence: { watch: 'tick' },
  detectOpportunity: (market) => console.log(market.timestamp),
  filterCommitment() {}, managePosition() {},
})`

/** A book of two levels a side, then a change of it, and quotes between; `n`: the minute. */
function bookTurns(n: number): MarketEvent[] {
  const at = (part: number) => ({
    exchangeTime: T0 + (n + part) * MINUTE,
    receiveTime: T0 + (n + part) * MINUTE + 20,
  })
  return [
    quote((n + 0.2) * MINUTE, 99, 101),
    // Bought at the ask of 0.3, on what was decided at 0.2: (8 + 2 − 1 − 1) / 12 > 0.5.
    quote((n + 0.3) * MINUTE, 99.5, 100.5),
    // (1 + 2 − 9 − 1) / 13 < −0.5: sold at the bid of 0.5.
    book('delta', 2, { ...at(0.4), bids: [[99, 1]], asks: [[101, 9]] }),
    quote((n + 0.5) * MINUTE, 98, 99),
  ]
}
const SNAPSHOT = {
  bids: [
    [99, 8],
    [98, 2],
  ],
  asks: [
    [101, 1],
    [102, 1],
  ],
} as const

async function recordedBook(minute: number, turns: number): Promise<string> {
  const at = folder()
  const time = T0 + (minute + 0.1) * MINUTE
  const times = { exchangeTime: time, receiveTime: time + 20 }
  const bars = Array.from({ length: turns + 2 }, (_, n) => flatBar(n, 100))
  await record(
    at,
    inOrder(bars, [book('snapshot', 1, { ...times, ...SNAPSHOT })], bookTurns(turns)),
  )
  return at
}

async function backtest(at: string, scripts: Scripts, range = {}) {
  const root = makeFolder(scripts)
  const paths = Object.keys(scripts).map((name) => `${root}/scripts/${name}`)
  const { runs } = await runBacktest({
    ...{ ...BACKTEST, scripts: paths, data: [at], symbols: ['BTCUSDT'], range },
    ...{ cash: 1000, broker: {}, seed: 1, keepGoing: false, isPortfolio: false },
  })
  return runs.map(({ result }) => result)
}

describe('order books of a recording', () => {
  it('are read by a backtest and by a session over it, with the same trades', async () => {
    const at = await recordedBook(2, 2)
    const [result] = await backtest(at, { 'tilt.js': TILT })
    const { entryTime, exitTime, entryPrice, exitPrice, pnl } = result!.trades[0]!
    expect([entryPrice, exitPrice, pnl]).toEqual([100.5, 98, -2.5])
    expect([entryTime, exitTime]).toEqual([T0 + 2.3 * MINUTE, T0 + 2.5 * MINUTE])
    const { ear } = await played(at, { symbols: ['BTCUSDT'] }, { 'tilt.js': TILT })
    expect(ear.trades('tilt.js/BTCUSDT')).toEqual(result!.trades)
  })

  it('are known where a backtest begins long after the last whole book', async () => {
    const at = await recordedBook(1, 30)
    const [result] = await backtest(at, { 'tilt.js': TILT }, { from: T0 + 29 * MINUTE })
    const { exitTime, pnl } = result!.trades[0]!
    expect([exitTime, pnl]).toEqual([T0 + 30.5 * MINUTE, -2.5])
  })

  it('make no ticks for a script that does not read them, whoever else does', async () => {
    const at = await recordedBook(2, 2)
    const [alone] = await backtest(at, { 'watcher.js': WATCHER })
    const together = await backtest(at, { 'tilt.js': TILT, 'watcher.js': WATCHER })
    const minutes = alone!.logs.lines.map(({ text }) => (Number(text) - T0) / MINUTE)
    expect(minutes).toEqual([1, 2, 2.2, 2.3, 2.5, 3, 4])
    expect(together.map(({ trades }) => trades.length)).toEqual([1, 0])
    expect(together[1]!.logs).toEqual(alone!.logs)
  })
})

describe('a market that closes', () => {
  /** Minutes around a weekend: trading goes on until 01:00 UTC, and from Monday 09:00 UTC on. */
  const MINUTES = ['04T00:58', '04T00:59', '06T09:00', '06T09:01']
  async function weekend(calendar: { readonly calendar?: 'us' }) {
    const place = folder()
    const opened = MINUTES.map((time) => Date.parse(`2025-01-${time}Z`))
    const bars = opened.map((openTime) => {
      const exchangeTime = openTime + MINUTE
      return flatBar(0, 100, { openTime, exchangeTime, receiveTime: exchangeTime + 20 })
    })
    await record(join(place, SESSION_RECORDING), bars)
    const journal = openJournal(place)
    const config = configIn(makeFolder())
    const feeds = [{ symbol: 'BTCUSDT', intervalMs: MINUTE, ...calendar }]
    journal.append(
      sessionEntry(config, { feeds, recording: null, past: [], instants: () => none() }),
    )
    journal.commit()
    journal.close()
    const remarks: string[] = []
    const market = openRecordedMarket({
      ...{ folder: join(place, SESSION_RECORDING), symbols: ['BTCUSDT'], range: {}, speed: 'max' },
      record: ({ reason, detail }) => remarks.push(`${reason}: ${detail}`),
    })
    const played: number[] = []
    for await (const instant of market.instants(new AbortController().signal, 0)) {
      played.push(...instant.bars.map(({ openTime }) => openTime))
    }
    expect(played).toEqual(opened)
    return remarks.filter((text) => text.startsWith('gap'))
  }
  async function* none() {}

  it('is not said to have gaps where the journal beside the recording names its calendar', async () => {
    expect(await weekend({ calendar: 'us' })).toEqual([])
    expect(await weekend({})).toEqual([
      `gap: ${56 * 60} bars missing from 2025-01-04T01:00:00.000Z on`,
    ])
  })
})
