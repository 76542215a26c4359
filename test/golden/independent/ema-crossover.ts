// Example 02 a second time, as one loop over its bars: what its README says, in plain code.
import { atr, type Bar, ema, gather } from './bars.ts'
import { Market, type Sign, type Trade } from './market.ts'

const MINUTES = 30
const WARMUP = 200
const TIMEOUT = 4

export function emaCrossover(minutes: readonly Bar[], initialCash: number): Trade[] {
  const bars = gather(minutes, MINUTES)
  const closes = bars.map((bar) => bar.close)
  const [fast, slow, trend] = [ema(closes, 9), ema(closes, 21), ema(closes, 200)]
  const range = atr(bars, 14)

  let losses = 0
  const market = new Market(initialCash, (trade) => {
    losses = trade.pnl < 0 ? losses + 1 : 0
  })
  /** The crossing that waits for its confirmation. */
  let crossing: { sign: Sign; level: number; waited: number } | null = null

  for (const [b, bar] of bars.entries()) {
    for (const minute of minutes.slice(b * MINUTES, (b + 1) * MINUTES)) {
      // Traded, even where the stop is hit before the bar closes.
      if (market.pass(minute)) crossing = null
    }
    const { position } = market
    if (position !== null) position.barsHeld += 1
    if (b < WARMUP) continue
    const lead = fast[b]! - slow[b]!
    const leadBefore = fast[b - 1]! - slow[b - 1]!

    if (position !== null) {
      const { sign, stop: firstStop } = position.entry
      const gain = sign * (bar.close - position.price)
      if (sign * lead < 0) market.exit = 'crossed back'
      else if (gain >= Math.abs(position.price - firstStop)) position.stop = position.price
    } else if (crossing === null) {
      const isUp = bar.close > trend[b]! && lead > 0 && leadBefore <= 0
      const isDown = bar.close < trend[b]! && lead < 0 && leadBefore >= 0
      if (isUp) crossing = { sign: 1, level: bar.high, waited: 0 }
      if (isDown) crossing = { sign: -1, level: bar.low, waited: 0 }
    } else {
      const { sign, level } = crossing
      crossing.waited += 1
      if (sign * lead < 0) {
        crossing = null
      } else if (sign * (bar.close - level) > 0) {
        const distance = 2.5 * range[b]!
        const risk = losses >= 3 ? 0.005 : 0.01
        const stop = bar.close - sign * distance
        const quantity = (risk * market.equity(bar.close)) / distance
        market.entry = { sign, quantity, limit: null, stop, reason: 'confirmed' }
      } else if (crossing.waited === TIMEOUT) {
        crossing = null
      }
    }
  }
  market.finish(minutes.at(-1)!)
  return market.trades
}
