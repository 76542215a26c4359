// A paper session and a backtest on one account must tell the same story of the same bars: the one
// asks all scripts of an instant together over a process boundary, the other one after the other.
import { readFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runBacktest } from '#host/app/backtest.ts'
import type { Config } from '#host/config/load.ts'
import { openPaper } from '#host/engine/paper.ts'
import type { BrokerSpec } from '#kernel/spec.ts'
import { DAY, FROM, writeBars, writeWaves } from './support/bars.ts'
import { readJournal } from './support/journal.ts'
import { configIn, Ear, makeFolder } from './support/session.ts'

const STARTERS = ['ema-cross.ts', 'range-breakout.lua', 'rsi-reversion.js']

const starters = () =>
  Object.fromEntries(STARTERS.map((name) => [name, readFileSync(`scripts/${name}`, 'utf8')]))

const ONE_DAY = { to: FROM + DAY }

/** Wants more than the account has, at once on both symbols, and hears when it is refused. */
const greedy = (name: string, side: string, timeframe: string, size = 0.7) => `
import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: '${name}',
  timeframe: '${timeframe}',
  detectOpportunity: (market) => (market.bar(1) && market.close > market.bar(1).close ? {} : null),
  filterCommitment: (market, context) => {
    context.data.asked = (context.data.asked ?? 0) + 1
    const far = 0.003 * market.close
    const stop = market.close + ('${side}' === 'long' ? -far : far)
    return action.enter({ side: '${side}', equityFraction: ${size} + 0.1 * Math.random(), stop })
  },
  managePosition: (_market, context) => {
    if (context.data.refused % 2 === 1) return action.exit({ fraction: 0.5, reason: 'after refusal' })
    return context.position.barsHeld >= 5 ? action.exit() : null
  },
  onOrderRejected: (order, context) => {
    context.data.refused = (context.data.refused ?? 0) + 1
  },
})`

/** Buys where its own symbol and the last of all rise; asks for that one only from minute 30 on. */
const follower = `
import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'a',
  timeframe: '1m',
  detectOpportunity(market, context, indicators) {
    if (market.barIndex < 30 || market.symbol === 'S49USDT') return null
    const leader = { symbol: 'S49USDT' }
    const rises = indicators.sma(3, leader) > indicators.sma(8, leader)
    return rises && market.close > market.open ? {} : null
  },
  filterCommitment: () => action.enter({ side: 'long', notional: 100 }),
  managePosition: (_market, context, indicators) =>
    context.position.barsHeld >= 4 && indicators.correl(5, { symbol: 'S0USDT' }) < 0.5
      ? action.exit()
      : null,
})`

const followerInLua = `
strategy = { name = 'b', timeframe = '3m' }
function detect_opportunity(market, context, indicators)
  if indicators.sma(2, {symbol = 'S1USDT', timeframe = '3m'}) < indicators.sma(2) then return {} end
end
function filter_commitment() return action.enter{ side = 'short', notional = 50 } end
function manage_position(market, context)
  if context.position.bars_held >= 2 then return action.exit{} end
end`

async function bothWays(
  files: Readonly<Record<string, string>>,
  options: {
    readonly range?: Partial<Config['data']>
    readonly broker?: Partial<BrokerSpec>
    readonly data?: (folder: string) => Promise<string>
    readonly runners?: number
    readonly symbols?: readonly string[]
  },
) {
  const folder = makeFolder(files)
  const ear = new Ear()
  const base = configIn(folder)
  const path = options.data === undefined ? 'bundled' : await options.data(folder)
  const config: Config = {
    ...base,
    symbols: options.symbols ?? ['BTCUSDT', 'ETHUSDT'],
    runners: options.runners ?? 1,
    broker: { ...base.broker, ...options.broker },
    data: { path, speed: 'max', from: FROM, to: FROM + 2 * DAY, ...options.range },
  }
  const session = await openPaper(config, { onEntry: ear.hear })
  onTestFinished(() => session.close())
  expect(await session.play()).toBe('finished')
  const { seed, cash, broker, symbols, data } = config
  const backtest = await runBacktest({
    scripts: Object.keys(files)
      .sort()
      .map((name) => `${folder}/scripts/${name}`),
    data: [path],
    symbols,
    timeframe: null,
    range: { from: data.from, to: data.to },
    params: {},
    cash,
    broker: { ...broker, makerFee: broker.makerFee ?? 0, takerFee: broker.takerFee ?? 0 },
    seed,
    periodsPerYear: null,
    keepGoing: true,
    isPortfolio: true,
  })
  return { session, ear, backtest }
}

/** Compares slot by slot; returns how many trades that were. */
function expectTheSame({ ear, backtest }: Awaited<ReturnType<typeof bothWays>>): number {
  let compared = 0
  for (const { run, result } of backtest.runs) {
    const slot = `${run.script.sources.entry}/${run.feed.symbol}`
    // A backtest closes what is open at the end of the data; a session keeps it.
    const trades = result.trades.filter(({ exitReason }) => exitReason !== 'end_of_data')
    const transitions = result.transitions.filter(({ reason }) => reason !== 'end_of_data')
    expect(ear.trades(slot), slot).toEqual(trades)
    expect(ear.transitions(slot), slot).toEqual(
      transitions.map(({ from, to, reason }) => `${from} → ${to}: ${reason}`),
    )
    expect(result.errors, slot).toEqual([])
    compared += trades.length
  }
  return compared
}

describe('a paper session at full speed', () => {
  it('makes the trades of a backtest on one account with the starter scripts', async () => {
    const both = await bothWays(starters(), {})
    expect(expectTheSame(both)).toBeGreaterThan(10)
  })

  it('makes them where slots compete for the account, costs bite and bars are missing', async () => {
    const files = {
      'a.js': greedy('a', 'long', '5m'),
      'b.js': greedy('b', 'short', '3m'),
      'c.js': greedy('c', 'long', '3m'),
    }
    const broker = { makerFee: 0.0002, takerFee: 0.0005, slippage: 0.0001, leverage: 1.5 }
    const both = await bothWays(files, {
      broker,
      // Single bars, ends of strategy bars, and a quarter of an hour now and then.
      data: (folder) =>
        writeBars(
          folder,
          { from: FROM, to: FROM + DAY },
          (row, symbol) => row % (11 + symbol) === 4 || row % 400 > 385,
        ),
    })
    expect(expectTheSame(both)).toBeGreaterThan(100)
    const refusals = both.ear.entries.filter(
      (entry) => entry.type === 'fact' && entry.fact.type === 'orderRejected',
    )
    expect(refusals.length).toBeGreaterThan(10)
  })

  it('makes them where orders fill at the close', async () => {
    const files = { 'a.js': greedy('a', 'short', '5m'), 'b.js': greedy('b', 'long', '3m') }
    const broker = { fillAt: 'close', takerFee: 0.001, leverage: 1.5 } as const
    const both = await bothWays(files, { broker, range: ONE_DAY })
    expect(expectTheSame(both)).toBeGreaterThan(50)
  })

  it('makes them where one slot ruins the account that all share', async () => {
    const files = {
      'a.js': greedy('a', 'long', '3m', 0.1),
      'b.js': greedy('b', 'short', '5m', 30),
      'c.js': greedy('c', 'long', '3m', 0.1),
    }
    // To sell thirty times the equity costs more than all of it.
    const broker = { takerFee: 0.04, leverage: 40 }
    const both = await bothWays(files, { broker, range: ONE_DAY })
    expect(expectTheSame(both)).toBeGreaterThan(0)
    const trades = both.backtest.runs.flatMap(({ result }) => result.trades)
    expect(trades.map(({ exitReason }) => exitReason)).toContain('liquidated')
    expect(both.session.engine.account.isRuined).toBe(true)
  })

  it('makes them with two scripts on fifty symbols that look at each other', async () => {
    const symbols = Array.from({ length: 50 }, (_, i) => `S${i}USDT`)
    const files = { 'a.js': follower, 'b.lua': followerInLua }
    const data = async (folder: string) => writeWaves(folder, symbols, 150)
    const both = await bothWays(files, { symbols, data, runners: 2, range: {} })
    expect(both.session.engine.slots).toHaveLength(100)
    expect(expectTheSame(both)).toBeGreaterThan(200)
  })

  it('makes them with the slots spread over several processes', async () => {
    const both = await bothWays(starters(), { runners: 2, range: ONE_DAY })
    expect(both.session.pids()).toHaveLength(2)
    expect(expectTheSame(both)).toBeGreaterThan(3)
  })
})

describe('the journal of a session', () => {
  it('holds every bar, decision and fact in order', async () => {
    const { session, ear } = await bothWays(starters(), { range: ONE_DAY })
    const entries = readJournal(session.folder)
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, i) => i))
    const told = JSON.parse(JSON.stringify(ear.entries))
    expect(
      entries.flatMap(({ seq: _seq, ...entry }) => (entry.type === 'checkpoint' ? [] : [entry])),
    ).toEqual(told)
    const bars = entries.flatMap((entry) => (entry.type === 'bars' ? entry.bars : []))
    for (const feed of [0, 1]) {
      const times = bars.filter((bar) => bar[0] === feed).map((bar) => bar[1])
      expect(times).toEqual(Array.from({ length: 1440 }, (_, i) => FROM + i * 60_000))
    }
    // Every fill goes back to a decision before it.
    const fills = entries.filter((entry) => entry.type === 'fact' && entry.fact.type === 'filled')
    expect(fills.length).toBeGreaterThan(5)
    for (const fill of fills) {
      const slot = 'slot' in fill ? fill.slot : ''
      const isCause = (one: (typeof entries)[number]) =>
        one.type === 'turn' && one.slot === slot && one.seq < fill.seq
      expect(entries.some(isCause)).toBe(true)
    }
    expect(entries[0]).toMatchObject({ type: 'session', cash: 100_000 })
    expect(entries.at(-2)).toMatchObject({ type: 'end', reason: 'finished' })
  })
})
