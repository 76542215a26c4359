// How much worse than the market's price a market or stop order fills: a fixed part, half of a spread
// that is assumed where no quote is known, and the impact of the order's own size.
import type { Slot } from './slot.ts'

/** As a fraction of the price, 0 or more; `sign` is +1 for a buy, −1 for a sale. */
export function slippage(slot: Slot, sign: 1 | -1, quantity: number): number {
  const { broker } = slot
  let total = broker.slippage
  if (broker.spread > 0 && !isQuoted(slot, sign)) total += broker.spread / 2
  if (broker.impact > 0) total += broker.impact * impact(slot, quantity)
  return total
}

/** The tick that fills it has a price for its side: the spread is in it. */
const isQuoted = ({ isTick, state: { bid, ask } }: Slot, sign: 1 | -1) =>
  isTick && !Number.isNaN(sign > 0 ? ask : bid)

/**
 * σ · √(quantity / volume), with the volatility and the volume of the latest data bar; 0 where nothing
 * was traded in it or its volume is not known. The law does not depend on the span of time, since both
 * σ and √volume grow with its root.
 * Source of the square root: B. Tóth et al., "Anomalous price impact and the critical nature of
 * liquidity in financial markets", Physical Review X 1 (2011), equation 1, where the factor before it
 * is of the order of 1. Source of σ from high and low, ln(high / low) / √(4 ln 2): M. Parkinson, "The
 * extreme value method for estimating the variance of the rate of return", Journal of Business 53
 * (1980).
 */
function impact({ bar: { high, low, volume } }: Slot, quantity: number): number {
  if (!(volume > 0) || !(low > 0)) return 0
  return (Math.log(high / low) / Math.sqrt(4 * Math.LN2)) * Math.sqrt(quantity / volume)
}
