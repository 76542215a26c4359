// A host over a market of bars and ticks that is always the same; it kills itself in the middle of a
// tick where it is told to. Arguments: a folder with scripts, and how many entries it makes before
// that ("never": it plays to the end).
import { join } from 'node:path'
import { loadConfig } from '#host/config/load.ts'
import { openPaper } from '#host/engine/paper.ts'
import type { FeedTick, Instant, Market } from '#host/feeds/feed.ts'
import { generator } from '../kill/random.ts'
import { bookOf, tickOf } from '../support/ticks.ts'

const START = 1_735_689_600_000
const MINUTE = 60_000
const MINUTES = 60
const TICKS_A_MINUTE = 12

/** A walk of prices with a spread, as ticks and as the bars that they make; both on one symbol. */
function allInstants(): Instant[] {
  const random = generator(7)
  let price = 1000
  const instants: Instant[] = []
  for (let minute = 0; minute < MINUTES; minute++) {
    const openTime = START + minute * MINUTE
    const ticks = Array.from({ length: TICKS_A_MINUTE }, (_, i): FeedTick => {
      price += Math.round(20 * random() - 10) / 4
      const time = openTime + Math.floor((i * MINUTE) / TICKS_A_MINUTE) + 1
      const [bid, ask] = [price - 0.25, price + 0.25]
      const book = bookOf({ bids: [[bid, i]], asks: [[ask, 6]], bands: [] })
      return tickOf({
        feed: 0,
        time,
        price,
        bid,
        ask,
        bidQuantity: 2,
        book: i % 5 === 4 ? null : book,
      })
    })
    const prices = ticks.map((tick) => tick.price)
    const [open, close] = [prices[0]!, prices.at(-1)!]
    const [high, low] = [Math.max(...prices), Math.min(...prices)]
    const bar = { feed: 0, openTime, open, high, low, close, volume: 1 }
    const rest = { silent: [], stale: [] }
    for (const tick of ticks) instants.push({ time: tick.time, bars: [], ticks: [tick], ...rest })
    instants.push({ time: openTime + MINUTE, bars: [bar], ...rest })
  }
  return instants
}

const market: Market = {
  feeds: [{ symbol: 'BTCUSDT', intervalMs: MINUTE }],
  recording: { from: START, to: START + MINUTES * MINUTE, bars: MINUTES },
  past: [],
  async *instants(signal, after, wish) {
    for (const instant of allInstants()) {
      const [tick] = instant.ticks ?? []
      if (signal.aborted) return
      if (tick === undefined ? instant.time <= after : tick.time <= wish!.after) continue
      if (tick === undefined || wish!.needs(tick)) yield instant
    }
  },
}

const [folder, limit] = process.argv.slice(2) as [string, string]
let entries = 0
let isTick = false
const session = await openPaper(loadConfig(join(folder, 'watchfire.toml')), {
  market,
  onEntry: (entry) => {
    entries += 1
    if (entry.type === 'bars' || entry.type === 'ticks') isTick = entry.type === 'ticks'
    // Half of what the tick brings is made, nothing of it is kept yet.
    if (isTick && entry.type === 'fact' && entries >= Number(limit))
      process.kill(process.pid, 'SIGKILL')
  },
})
await session.play()
await session.close()
