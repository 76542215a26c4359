// A paper session over a live market: whatever goes wrong at the venue, its log (bars, what scripts
// logged and decided, orders, fills, trades) is that of a session in which nothing did.
import { expect, it } from 'vitest'
import type { LogEntry } from '#host/journal/entry.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { type Act, type LiveTest, liveTest } from './live.ts'
import { expectToldAgain, playPaper } from './paper.ts'

/** In and out all the time, by price, time and indicators; two languages, two symbols. */
const SCRIPTS = {
  'swing.js': `
import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'swing', timeframe: '1m', warmup: 21,
  detectOpportunity: (market, context, indicators) => {
    const fast = indicators.ema(5), slow = indicators.ema(20)
    console.log(market.timestamp, market.price, fast - slow, market.isStale)
    return market.price > fast ? { side: 'long' } : { side: 'short' }
  },
  filterCommitment: (market, context, indicators) => {
    const far = 2 * indicators.atr(14)
    const stop = market.price + (context.opportunity.side === 'long' ? -far : far)
    return action.enter({ side: context.opportunity.side, equityFraction: 0.2, stop })
  },
  managePosition: (market, context) => context.position.barsHeld >= 3 ? action.exit({}) : null,
})`,
  'limits.lua': `
strategy = { name = "limits", timeframe = "3m", warmup = 5 }
function detect_opportunity(market, context, indicators)
  return { at = market.low }
end
function filter_commitment(market, context, indicators)
  if context.pending_entry ~= nil then return nil end
  return action.enter{ side = "long", equity_fraction = 0.1, type = "limit",
    price = context.opportunity.at, stop = context.opportunity.at * 0.998, expires = "2 bars" }
end
function manage_position(market, context, indicators)
  return action.trail_stop{ fraction = 0.001 }
end`,
}

const BARS = 60
const SYMBOLS = ['BTCUSDT', 'ETHUSDT']

/** Everything that can go wrong, one after the other. */
function everyFault(exchange: Exchange): Act[] {
  const { faults } = exchange
  const set = (changes: Partial<Exchange['faults']>) => () => Object.assign(faults, changes)
  const answer = (...answers: Exchange['faults']['answers']) => {
    faults.answers.push(...answers)
  }
  return [
    [3.5, () => exchange.disconnect()],
    [6.99, () => exchange.disconnect()],
    [7.99, () => exchange.disconnect()],
    [10.2, () => exchange.vanish()],
    [14, set({ isDoubling: true })],
    [17, set({ isDoubling: false, isReordering: true })],
    [21, set({ isReordering: false, mangle: (frame) => frame.slice(0, 90) })],
    [24, set({ mangle: (frame) => frame.replace(/"c":"\d+/g, '"c":"0') })],
    [27, set({ mangle: null, dripMs: 700 })],
    [30, set({ dripMs: 0 })],
    // From here on the history alone has the bars. What goes wrong with it takes less than the half
    // minute for which symbols wait for each other.
    [32.9, set({ isMute: true })],
    [33, () => answer({ status: 429, retryAfter: 3 }, { status: 418, retryAfter: 5 })],
    [35, () => answer({ status: 503 }, 'reset')],
    [37, () => answer('truncated', { status: 200, body: '<html>' })],
    [39, () => answer('hang')],
    [40.5, set({ isMute: false })],
    [42.5, set({ isRestDown: true, upgradeStatus: 503 })],
    [42.5, () => exchange.disconnect()],
    [43.2, set({ isRestDown: false, upgradeStatus: null })],
  ]
}

async function session(
  acts: (exchange: Exchange, test: LiveTest) => readonly Act[],
  scripts: Readonly<Record<string, string>> = SCRIPTS,
) {
  const test = await liveTest({ bars: BARS + 40, pastBars: 40 })
  const until = { bars: 2 * BARS, acts: acts(test.exchange, test), actMs: 60_000 }
  const { entries, folder } = await playPaper(test, { scripts, symbols: SYMBOLS, ...until })
  return { test, entries: compared(entries, test), folder }
}

/** What a session came to: not when by the wall, nor what the gate kept out, up to the last bar. */
function compared(entries: readonly LogEntry[], { listed }: LiveTest): LogEntry[] {
  const end = listed[0]!.bars[50]!.openTime + BARS * 60_000
  const wanted = ['bars', 'ticks', 'fact', 'turn', 'log']
  return entries.filter((entry) => {
    if (!wanted.includes(entry.type)) return false
    return !('time' in entry) || entry.time <= end
  })
}

it('comes to the same through every fault', async () => {
  const calm = await session(() => [])
  const rough = await session(everyFault)
  const count = (type: string) =>
    calm.entries.filter((entry) => entry.type === 'fact' && entry.fact.type === type).length
  // Enough happens for a difference to show.
  expect(count('filled')).toBeGreaterThan(30)
  expect(count('tradeClosed')).toBeGreaterThan(10)
  expect(rough.entries).toEqual(calm.entries)
  // And the faults did take place.
  expect(rough.test.exchange.connections).toBeGreaterThan(5)
  expect(rough.test.exchange.faults.answers).toEqual([])
  const reasons = new Set(rough.test.records.map(({ reason }) => reason))
  for (const reason of ['duplicate', 'inconsistent', 'stale', 'silent']) {
    expect(reasons).toContain(reason)
  }
})

it('comes to the same while the machine’s clock is set on and back by hours, and while it sleeps', async () => {
  const calm = await session(() => [])
  const HOUR = 3_600_000
  const rough = await session((exchange, { host }) => {
    const setClock = (aheadMs: number) => Object.assign(host, { aheadMs })
    return [
      [4.3, () => setClock(HOUR)],
      [11.7, () => setClock(-HOUR)],
      // Where bars have to be asked for.
      [17.5, () => exchange.disconnect()],
      [17.6, () => setClock(2 * HOUR)],
      [23, () => Object.assign(exchange.faults, { isMute: true })],
      [23.95, () => setClock(-3 * HOUR)],
      [24, () => exchange.faults.answers.push({ status: 503 }, 'reset')],
      [25.5, () => Object.assign(exchange.faults, { isMute: false })],
      [31, () => setClock(0)],
      // What the processor counts stands still meanwhile, and nothing says so.
      [36.5, () => Object.assign(host, { sleptMs: 30_000 })],
      [43.5, () => Object.assign(host, { sleptMs: HOUR })],
    ]
  })
  expect(rough.entries).toEqual(calm.entries)
  expect(rough.test.exchange.faults.answers).toEqual([])
})

/** In and out on ticks; a limit, a stop and a target wait for them. */
const ON_TICKS = {
  'quick.js': `
import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'quick', timeframe: '1m', cadence: { watch: '20s', closeWatch: 'tick', inTrade: 'tick' },
  detectOpportunity: (market) => ({ at: market.bid }),
  filterCommitment: (market, context) => {
    console.log(market.timestamp, market.price, market.bid, market.ask, market.isBarClose)
    if (context.pendingEntry) return null
    const price = context.opportunity.at
    if (!(price > 0)) return action.abandon('no quote yet')
    return action.enter({ side: 'long', equityFraction: 0.1, type: 'limit', price,
      stop: price * 0.9995, target: price * 1.0005, expires: '2m' })
  },
  managePosition: (market, context) => (context.position.barsHeld >= 2 ? action.exit({}) : null),
})`,
  'slow.lua': `
strategy = { name = "slow", timeframe = "3m" }
function detect_opportunity(market) return { spread = market.spread } end
function filter_commitment(market, context)
  log(market.spread, context.opportunity.spread)
  return action.enter{ side = "short", equity_fraction = 0.1, stop = market.ask * 1.001, target = market.bid * 0.999 }
end
function manage_position() return nil end`,
}

/** Three trades with quotes a minute and symbol, at prices of the minute that is under way. */
const trading = (exchange: Exchange, { listed }: LiveTest, apart = 0): Act[] =>
  listed.flatMap(({ bars }, symbol) =>
    Array.from({ length: BARS }, (_, minute) => {
      const { open, high, low } = bars[50 + minute]!
      return [open, high, low].flatMap((price, k): Act[] => {
        const at = minute + 0.3 + 0.2 * k
        return [
          [at, () => exchange.quote(symbol, price - 0.1, price + 0.1)],
          [at + apart, () => exchange.trade(symbol, price)],
        ]
      })
    }).flat(),
  )

/** What goes wrong with the bars alone: the same ticks come. */
function barFaults({ faults }: Exchange): Act[] {
  const isKline = (frame: string) => frame.includes('@kline')
  return [
    [5, () => Object.assign(faults, { isReordering: true })],
    [12, () => Object.assign(faults, { isReordering: false })],
    [15.5, () => Object.assign(faults, { mangle: (f: string) => (isKline(f) ? '{"x":' : f) })],
    [20, () => faults.answers.push({ status: 503 }, 'reset')],
    [25.5, () => Object.assign(faults, { mangle: null })],
  ]
}

it('comes to the same on ticks, whatever happens to the bars', async () => {
  const calm = await session(trading, ON_TICKS)
  const rough = await session((exchange, test) => {
    return [...trading(exchange, test), ...barFaults(exchange)]
  }, ON_TICKS)
  const filled = calm.entries.flatMap((entry) =>
    entry.type === 'fact' && entry.fact.type === 'filled' ? [entry.fact.fill.reason] : [],
  )
  expect(filled.length).toBeGreaterThan(30)
  expect(filled).toEqual(expect.arrayContaining(['stop', 'target']))
  expect(calm.entries.filter(({ type }) => type === 'ticks').length).toBeGreaterThan(BARS)
  expect(rough.entries).toEqual(calm.entries)
  expect(rough.test.exchange.faults.answers).toEqual([])
})

it('is told again by a backtest over what was recorded of it, also where bars had to be asked for', async () => {
  // What comes at once a session takes as one, as what comes while it is busy.
  const live = await session((exchange, test) => {
    return [...trading(exchange, test, 0.05), ...barFaults(exchange)]
  }, ON_TICKS)
  await expectToldAgain(live, ON_TICKS, SYMBOLS)
})

/**
 * In and out by what stands in the order book. Not sized by the account's equity: what the symbols' ticks of one
 * moment come to, a session knows together.
 */
const ON_BOOKS = {
  'tilt.js': `
import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'tilt', timeframe: '1m', cadence: { watch: 'tick', closeWatch: 'tick', inTrade: 'tick' },
  detectOpportunity: (market) => (market.depthImbalance(3) > 0.5 ? {} : null),
  filterCommitment: (market, context) =>
    context.pendingEntry ? null : action.enter({ side: 'long', quantity: 0.1 }),
  managePosition: (market) => (market.depthImbalance(3) < -0.5 ? action.exit({}) : null),
})`,
  'depth.lua': `
strategy = { name = "depth", timeframe = "1m", cadence = { watch = "tick", close_watch = "tick", in_trade = "20s" } }
function detect_opportunity(market)
  if market.book_depth(2).asks > 12 then return { bids = market.book_depth(2).bids } end
end
function filter_commitment(market, context)
  if context.pending_entry ~= nil then return nil end
  return action.enter{ side = "short", quantity = 0.1 }
end
function manage_position(market)
  if market.book_depth(2).asks < 12 then return action.exit{} end
end`,
}

/** Three levels a side, which move with the market and lean to one side, then to the other. */
const leaning = (exchange: Exchange, { listed }: LiveTest): Act[] =>
  listed.flatMap(({ bars }, symbol) => {
    let old: number[][] = [[], []]
    return Array.from({ length: 2 * BARS }, (_, half): Act => {
      const { open } = bars[50 + Math.floor(half / 2)]!
      const [bids, asks] = half % 3 === 0 ? [1, 9] : [8, 2]
      return [
        half / 2 + 0.42,
        () => {
          const prices = [-1, 1].map((side) => [1, 2, 3].map((n) => open + side * n))
          const sides = prices.map((own, i): [number, number][] => [
            ...old[i]!.map((price): [number, number] => [price, 0]),
            ...own.map((price, n): [number, number] => [price, (i === 0 ? bids! : asks!) - n / 4]),
          ])
          old = prices
          exchange.changeBook(symbol, sides[0]!, sides[1]!)
        },
      ]
    })
  })

it('is told again with its order books, by scripts that trade on them', async () => {
  const live = await session((exchange, test) => {
    const lost: Act = [31.6, () => exchange.disconnect()]
    return [...trading(exchange, test, 0.05), ...leaning(exchange, test), lost]
  }, ON_BOOKS)
  const books = live.test.events.flatMap((event) => (event.type === 'book' ? [event.change] : []))
  expect(new Set(books)).toEqual(new Set(['delta', 'snapshot']))
  await expectToldAgain(live, ON_BOOKS, SYMBOLS)
})
