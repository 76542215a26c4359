// Example 03 a second time, as one loop over its bars: what its README says, in plain code.
import { atr, type Bar, ema, gather, rsi } from './bars.ts'
import { Market, type Sign, type Trade } from './market.ts'

const MINUTES = 15
const WARMUP = 200
const COOLDOWN = 4
const EXPIRES = 4
const PATIENCE = 16

export function rsiMeanReversion(minutes: readonly Bar[], initialCash: number): Trade[] {
  const bars = gather(minutes, MINUTES)
  const closes = bars.map((bar) => bar.close)
  const [strength, trend, mean] = [rsi(closes, 7), ema(closes, 200), ema(closes, 20)]
  const range = atr(bars, 14)

  let resting = 0
  const market = new Market(initialCash, () => {
    resting = COOLDOWN
  })
  let dip: { sign: Sign; ordered: number | null } | null = null

  for (const [b, bar] of bars.entries()) {
    for (const minute of minutes.slice(b * MINUTES, (b + 1) * MINUTES)) {
      if (market.pass(minute)) dip = null
    }
    const { position } = market
    if (position !== null) position.barsHeld += 1
    const isResting = resting > 0
    if (isResting) resting -= 1
    if (b < WARMUP) continue
    const { close } = bar

    if (position !== null) {
      const { sign } = position.entry
      if (position.barsHeld >= PATIENCE) market.exit = 'out of patience'
      else if (sign * (close - mean[b]!) >= 0) market.exit = 'at the mean'
      else position.target = mean[b]!
    } else if (dip === null) {
      if (isResting) continue
      if (strength[b]! < 30 && close > trend[b]!) dip = { sign: 1, ordered: null }
      if (strength[b]! > 70 && close < trend[b]!) dip = { sign: -1, ordered: null }
    } else {
      const { sign, ordered } = dip
      const isOver = sign > 0 ? strength[b]! > 45 : strength[b]! < 55
      if (isOver || (ordered !== null && b - ordered === EXPIRES)) {
        market.entry = null
        dip = null
      } else if (ordered === null) {
        const limit = close - sign * 0.5 * range[b]!
        const distance = 2.5 * range[b]!
        const quantity = (0.01 * market.equity(close)) / distance
        const reason = sign > 0 ? 'oversold' : 'overbought'
        market.entry = { sign, quantity, limit, stop: limit - sign * distance, reason }
        dip.ordered = b
      }
    }
  }
  market.finish(minutes.at(-1)!)
  return market.trades
}
