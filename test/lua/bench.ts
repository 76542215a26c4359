// By hand: what a callback costs, beside a bare Fengari loop that makes the same calls.
//   node test/lua/bench.ts

import { DEFAULT_LIMITS as limits } from '#host/limits.ts'
import { FRAME, FRAME_LENGTH, MARK_LENGTH } from '#sdk/frame.ts'
import { soleFeed } from '../support/sole-feed.ts'
import type { GuestBuild } from './build.ts'
import { bundle } from './build.ts'
import { bars, HOUR } from './slot.ts'

const CALLS = 500_000
const SCRIPT = `
strategy = { name = "two averages", timeframe = "1h" }
function detect_opportunity(market, context, indicators)
  local fast = indicators.ema(9)
  local slow = indicators.ema(21)
  if fast > slow * 2 and market.price > 0 then return { reason = "cross" } end
end
`
const code = await bundle()
const guest = new Function(`${code};return guest`)() as GuestBuild

function ours(script: string): () => void {
  const frame = new Float64Array(FRAME_LENGTH).fill(Number.NaN)
  for (const key of ['state', 'side', 'pendingSide', 'isStale'] as const) frame[FRAME[key]] = 0
  const mark = new Int32Array(MARK_LENGTH)
  const world = guest.createWorld({ frame, mark, seed: 1, slotName: 'bench', limits })
  const files = [{ path: 'bench.lua', code: script }]
  const loaded = guest.loadLua(world, { files, entry: 'bench.lua', symbol: 'X', currency: 'USDT' })
  const columns = bars(CALLS, (i) => 100 + Math.sin(i / 50))
  const feed = { symbol: 'X', intervalMs: HOUR, columns, count: CALLS, visible: 0 }
  const running = guest.startGuest(loaded, world, {
    feeds: soleFeed(feed),
    timeframe: '1h',
    params: {},
    memory: null,
  })
  return () => {
    for (let i = 1; i <= CALLS; i++) {
      frame[FRAME.visible] = i
      frame[FRAME.time] = i * HOUR
      frame[FRAME.barIndex] = i - 1
      frame[FRAME.price] = columns.close[i - 1]!
      const answer = running.evaluate('detectOpportunity')
      if (answer !== null) throw new Error(JSON.stringify(answer))
    }
  }
}

/** The same through Fengari's own API; indicators are fed as the guest feeds them. */
function bare(script: string): () => void {
  const columns = bars(CALLS, (i) => 100 + Math.sin(i / 50))
  const feed = { symbol: 'X', intervalMs: HOUR, columns, count: CALLS, visible: 0 }
  const frame = new Float64Array(FRAME_LENGTH).fill(Number.NaN)
  const market = guest.createMarketData(soleFeed(feed), '1h', frame)
  const indicators = guest.createIndicators(market)
  const handles = new Map([9, 21].map((n) => [n, indicators.read('ema', [n], null).handle]))
  const call = guest.bareCallback(script, handles)
  return () => {
    for (let i = 1; i <= CALLS; i++) {
      frame[FRAME.visible] = i
      frame[FRAME.time] = i * HOUR
      market.begin()
      call(columns.close[i - 1]!)
    }
  }
}

const fastest = { guest: Number.POSITIVE_INFINITY, bare: Number.POSITIVE_INFINITY }
for (let round = 0; round < 8; round++) {
  for (const [name, make] of [
    ['guest', ours],
    ['bare', bare],
  ] as const) {
    const run = make(SCRIPT)
    const start = performance.now()
    run()
    fastest[name] = Math.min(fastest[name], ((performance.now() - start) / CALLS) * 1e6)
  }
}
const ratio = (fastest.guest / fastest.bare).toFixed(2)
console.log(
  `guest ${fastest.guest.toFixed(0)} ns, bare ${fastest.bare.toFixed(0)} ns a call: ${ratio}`,
)
