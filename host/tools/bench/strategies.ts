// The strategy that is measured, the same in every language and by hand: two EMAs that cross.

export const JS = `import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'two EMAs',
  timeframe: '1m',
  detectOpportunity(market, context, indicators) {
    if (indicators.ema(9) > indicators.ema(21)) return {}
  },
  filterCommitment() {
    return action.enter({ side: 'long', equityFraction: 0.5 })
  },
  managePosition(market, context, indicators) {
    if (indicators.ema(9) < indicators.ema(21)) return action.exit()
  },
})
`

export const LUA = `strategy = { name = "two EMAs", timeframe = "1m" }
function detect_opportunity(market, context, indicators)
  if indicators.ema(9) > indicators.ema(21) then return {} end
end
function filter_commitment()
  return action.enter{ side = "long", equity_fraction = 0.5 }
end
function manage_position(market, context, indicators)
  if indicators.ema(9) < indicators.ema(21) then return action.exit{} end
end
`

/** What the strategy does, as a loop of plain numbers: no sandbox, no machine, no broker. */
export function byHand(open: Float64Array, close: Float64Array, equity: Float64Array): number {
  let fast = Number.NaN
  let slow = Number.NaN
  let sumFast = 0
  let sumSlow = 0
  let cash = 10_000
  let quantity = 0
  let state = 0
  let pending = 0
  let trades = 0
  for (let i = 0; i < close.length; i++) {
    const price = close[i]!
    if (pending === 1) {
      quantity = (0.5 * equity[i - 1]!) / close[i - 1]!
      cash -= quantity * open[i]!
      state = 2
    } else if (pending === -1) {
      cash += quantity * open[i]!
      quantity = 0
      trades += 1
      state = 0
    }
    pending = 0
    if (i < 9) sumFast += price
    if (i < 21) sumSlow += price
    fast = i < 9 ? (i === 8 ? sumFast / 9 : Number.NaN) : fast + (price - fast) * 0.2
    slow = i < 21 ? (i === 20 ? sumSlow / 21 : Number.NaN) : slow + (price - slow) * (2 / 22)
    equity[i] = cash + quantity * price
    if (state === 0) {
      if (fast > slow) state = 1
    } else if (state === 1) pending = 1
    else if (fast < slow) pending = -1
  }
  return trades
}
