// Figures of market data: what one message costs on its way from a venue's adapter to the slots.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { BarBuilder } from '#host/feeds/bar-builder.ts'
import { utcGrid } from '#host/feeds/bar-grid.ts'
import { BarMerger } from '#host/feeds/bar-merger.ts'
import { OrderBook } from '#host/feeds/book.ts'
import { rowOf } from '#host/feeds/book-row.ts'
import { Gate } from '#host/feeds/gate.ts'
import { DEFAULT_GATE_RULES } from '#host/feeds/gate-rules.ts'
import type { BookEvent, Level, MarketEvent, TradeEvent } from '#host/feeds/market-event.ts'
import { TradeFlow } from '#host/feeds/microstructure.ts'
import { summariesOf } from '#host/recorder/read.ts'
import { openRecorder } from '#host/recorder/recorder.ts'

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

/** µs per change of the book (20 levels): gate, book, and all that scripts are shown of it. */
export function depthUs(): number {
  const book = new OrderBook()
  return usPerMessage(changes(), (event) => {
    if (book.take(event as BookEvent) !== 'applied') fail()
    keep(rowOf(book)![0]!)
  })
}

/** µs of this process per trade that is recorded, and bytes of it on disk. */
export async function recordFigures(): Promise<{ us: number; bytes: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'watchfire-bench-'))
  try {
    const events = RECORDED.flatMap(sharedTrades)
    const heard = events.length > 0 ? events : trades()
    const recorder = await openRecorder(folder, { onStop: fail, keepMs: Number.POSITIVE_INFINITY })
    let us = 0
    for (let i = 0; i < heard.length; i += PER_TURN) {
      const began = performance.now()
      for (const event of heard.slice(i, i + PER_TURN)) recorder.hear(event)
      us += (performance.now() - began) * 1000
      await setImmediate()
    }
    await recorder.close()
    const bytes = [...summariesOf(folder)].reduce((sum, file) => sum + file.bytes, 0)
    return { us: us / heard.length, bytes: bytes / heard.length }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A market's messages come in turns of the event loop, in which the recorder's writing goes on. */
const PER_TURN = 500
const SHARED = join(import.meta.dirname, '../../../../shared/data/ticks/binance')
const RECORDED = ['XRPETH-20191011-trades.csv.gz', 'BTCUSDT-20210108-trades.csv.gz']

/** Recorded trades of Binance; none where they are not there. */
function sharedTrades(name: string): TradeEvent[] {
  const path = join(SHARED, name)
  if (!existsSync(path)) return []
  const [, ...lines] = gunzipSync(readFileSync(path)).toString().trim().split('\n')
  return lines.map((line) => {
    const [time, price, quantity, id, side] = line.split(',')
    return {
      type: 'trade',
      symbol: name.split('-')[0]!,
      exchangeTime: Number(time),
      receiveTime: Number(time) + 20,
      price: Number(price),
      quantity: Number(quantity),
      // In one of the files: whether the buyer was the maker.
      aggressor: side === 'sell' || side === 'true' ? 'sell' : 'buy',
      id: Number(id),
    }
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
