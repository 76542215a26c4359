// Figures of market data: what one message costs on its way from a venue's adapter to the slots.
import { BarBuilder } from '#host/feeds/bar-builder.ts'
import { utcGrid } from '#host/feeds/bar-grid.ts'
import { BarMerger } from '#host/feeds/bar-merger.ts'
import { OrderBook } from '#host/feeds/book.ts'
import { Gate } from '#host/feeds/gate.ts'
import { DEFAULT_GATE_RULES } from '#host/feeds/gate-rules.ts'
import type { BookEvent, Level, MarketEvent, TradeEvent } from '#host/feeds/market-event.ts'
import { bookImbalance, microprice, TradeFlow, topOf } from '#host/feeds/microstructure.ts'

const START = 1_735_689_600_000
const PER_SECOND = 20_000
const MESSAGES = 200_000
const MINUTE = 60_000

/** µs per trade: gate, one-minute bars, five-minute bars of these, flow of trades. */
export function tradeUs(): number {
  const fives = new BarMerger({
    grid: utcGrid(5 * MINUTE),
    graceMs: 0,
    listener: { bar: keep, refused: fail },
  })
  const minute = new BarBuilder({
    grid: utcGrid(MINUTE),
    graceMs: 250,
    listener: { bar: (bar) => fives.take(bar), refused: fail },
  })
  const flow = new TradeFlow(MINUTE)
  return usPerMessage(trades(), (event) => {
    const { exchangeTime, price, quantity, aggressor } = event as TradeEvent
    minute.take({ time: exchangeTime, price, quantity })
    flow.add(exchangeTime, quantity, aggressor!)
  })
}

/** µs per change of the book (20 levels): gate, book, imbalance and microprice. */
export function depthUs(): number {
  const book = new OrderBook()
  return usPerMessage(changes(), (event) => {
    if (book.take(event as BookEvent) !== 'applied') fail()
    keep(bookImbalance(book, 10) + microprice(topOf(book)))
  })
}

/** The baseline: µs per trade of a loop that does nothing but keep the bar. */
export function bareTradeUs(): number {
  const events = trades()
  const began = performance.now()
  let [minute, open, high, low, close, volume] = [0, 0, 0, 0, 0, 0]
  for (const { exchangeTime, price, quantity } of events) {
    const now = Math.floor(exchangeTime / MINUTE)
    if (now !== minute) {
      keep([minute, open, high, low, close, volume])
      minute = now
      open = high = low = price
      volume = 0
    }
    if (price > high) high = price
    if (price < low) low = price
    close = price
    volume += quantity
  }
  keep([minute, open, high, low, close, volume])
  return usSince(began)
}

function usPerMessage(
  events: readonly MarketEvent[],
  passed: (event: MarketEvent) => void,
): number {
  const gate = new Gate({
    symbol: 'BTCUSDT',
    rules: DEFAULT_GATE_RULES,
    listener: { pass: passed, record: fail },
  })
  const began = performance.now()
  for (const event of events) gate.take(event)
  return usSince(began)
}

const usSince = (began: number): number => ((performance.now() - began) * 1000) / MESSAGES

/** A walk that looks like a market and is the same every time. */
function trades(): TradeEvent[] {
  let price = 60_000
  return Array.from({ length: MESSAGES }, (_, i) => {
    price *= 1 + ((((i * 7919) % 101) - 50) / 50) * 1e-5
    const exchangeTime = START + Math.floor((i * 1000) / PER_SECOND)
    return {
      type: 'trade',
      symbol: 'BTCUSDT',
      exchangeTime,
      receiveTime: exchangeTime + 20,
      price,
      quantity: 0.01 + (i % 13) / 100,
      aggressor: i % 3 === 0 ? 'buy' : 'sell',
      id: i,
    }
  })
}

/** A snapshot of a thousand levels a side, then changes near its top. */
function changes(): BookEvent[] {
  const side = (sign: 1 | -1, count: number, turn: number): Level[] =>
    Array.from({ length: count }, (_, k) => [60_000 + sign * (k + 1), ((turn + k) % 5) + 1])
  return Array.from({ length: MESSAGES }, (_, i) => {
    const exchangeTime = START + Math.floor((i * 1000) / PER_SECOND)
    const count = i === 0 ? 1000 : 10
    return {
      type: 'book',
      symbol: 'BTCUSDT',
      exchangeTime,
      receiveTime: exchangeTime + 20,
      change: i === 0 ? 'snapshot' : 'delta',
      bids: side(-1, count, i),
      asks: side(1, count, i),
      firstId: i,
      lastId: i,
      previousId: Number.NaN,
    }
  })
}

/** What was computed is used, so that it is computed. */
let kept: unknown = null
function keep(value: unknown): void {
  kept = value
}

function fail(): never {
  throw new Error(`expected every message to pass, the last result was ${String(kept)}`)
}
