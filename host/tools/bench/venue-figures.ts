// Figures of a venue's stream: what one frame of Binance costs from its text to what the gate passes,
// and when frames come over a socket at the rate of a wild market.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { SYSTEM_CLOCK } from '#host/feeds/clock.ts'
import { ClockSkew } from '#host/feeds/clock-skew.ts'
import { DEFAULT_GATE_RULES } from '#host/feeds/gate-rules.ts'
import { Lane } from '#host/feeds/live/lane.ts'
import { VenueTime } from '#host/feeds/live/venue-time.ts'
import { BINANCE } from '#host/venues/socket/binance.ts'
import { DEFAULT_CONNECTION_RULES, keepConnected } from '#host/venues/socket/connection.ts'

const MINUTE = 60_000
const MESSAGES = 100_000
const PER_SECOND = 20_000
const LISTING = { symbol: 'BTCUSDT', id: 'BTCUSDT', pair: 'BTC/USDT' }
const WISH = {
  listings: [LISTING],
  intervalMs: MINUTE,
  channels: new Set(['bars', 'trades', 'quotes'] as const),
}

/** µs per frame: JSON, fields, gate; trades, quotes and bars as they come. */
export function frameUs(): number {
  const start = Date.now()
  const frames = Array.from({ length: MESSAGES }, (_, i) => frame(i, start + i / 20))
  const lane = openLane(start)
  const reader = BINANCE.reader(WISH, (event) => lane.hear(event))
  const began = performance.now()
  for (const [i, text] of frames.entries()) reader.read(text, start + i / 20 + 20)
  return ((performance.now() - began) * 1000) / MESSAGES
}

export interface SocketFigures {
  readonly perSecond: number
  /** Of this process's time, sending included. */
  readonly usPerMessage: number
}

/** Sends frames over a socket for five seconds, 20,000 a second, to a reader with its gate. */
export async function socketFigures(): Promise<SocketFigures> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  const ending = new AbortController()
  const lane = openLane(Date.now())
  let heard = 0
  const connection = keepConnected({
    venue: 'binance',
    dialect: BINANCE,
    url: BINANCE.topics(WISH)[0]!.url,
    address: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    wish: WISH,
    hear: (event) => {
      heard += event.type === 'status' ? 0 : 1
      lane.hear(event)
    },
    signal: ending.signal,
    clock: SYSTEM_CLOCK,
    rules: DEFAULT_CONNECTION_RULES,
    random: Math.random,
  })
  const [socket] = (await once(server, 'connection')) as [{ send(text: string): void }]
  const began = performance.now()
  const cpu = process.cpuUsage()
  let sent = 0
  const timer = setInterval(() => {
    const due = Math.min(MESSAGES, ((performance.now() - began) * PER_SECOND) / 1000)
    for (; sent < due; sent++) socket.send(frame(sent, Date.now()))
  }, 5)
  while (heard < MESSAGES) await SYSTEM_CLOCK.sleep(5, ending.signal)
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(cpu)
  clearInterval(timer)
  ending.abort()
  await connection
  server.close()
  return { perSecond: MESSAGES / seconds, usPerMessage: (user + system) / MESSAGES }
}

function openLane(start: number): Lane {
  const info = { symbol: 'BTCUSDT', intervalMs: MINUTE }
  const skew = new ClockSkew(DEFAULT_GATE_RULES.skewMsMax)
  const from = Math.floor(start / MINUTE) * MINUTE
  const rules = DEFAULT_GATE_RULES
  return new Lane({
    feed: 0,
    info,
    from,
    rules,
    skew,
    venueTime: new VenueTime(),
    graceMs: 2000,
    isSnapshotAsked: true,
    isBuilt: false,
    hours: null,
    record: () => {},
  })
}

/** Of ten frames four are trades, five quotes, one the bar as it grows. */
function frame(i: number, at: number): string {
  const E = Math.floor(at)
  const price = (60_000 + ((i * 7919) % 101) / 100).toFixed(8)
  const [s, q] = ['BTCUSDT', '0.01000000']
  const trade = { e: 'trade', E, s, t: i, p: price, q, T: E, m: i % 2 === 0, M: true }
  const quote = { u: i, s, b: '59999.00000000', B: q, a: '60002.00000000', A: q }
  const t = Math.floor(E / MINUTE) * MINUTE
  const k = { t, T: t + MINUTE - 1, s, i: '1m', o: price, c: price, h: price, l: price, v: q }
  const bar = { e: 'kline', E, s, k: { ...k, x: false } }
  const [name, data] =
    i % 10 === 0 ? ['kline_1m', bar] : i % 10 < 5 ? ['trade', trade] : ['bookTicker', quote]
  return JSON.stringify({ stream: `btcusdt@${name}`, data })
}
