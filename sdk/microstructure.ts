// What the best bid and ask say of a market at this moment. Each figure is NaN where it is not known.

/** The best of a book, or a quote; NaN where a side is empty. */
export interface Top {
  readonly bid: number
  readonly bidQuantity: number
  readonly ask: number
  readonly askQuantity: number
}

/** ask − bid, in price units. */
export const spread = ({ bid, ask }: Top): number => ask - bid

/** (ask − bid) / mid, a fraction. */
export const relativeSpread = (top: Top): number => spread(top) / mid(top)

export const mid = ({ bid, ask }: Top): number => (bid + ask) / 2

/**
 * (bid · askQuantity + ask · bidQuantity) / (bidQuantity + askQuantity): the mid, drawn to the side
 * where less stands in the way.
 * Source: J. Gatheral, R. Oomen, "Zero-intelligence realized variance estimation", Finance and
 * Stochastics 14 (2010), where it is the micro-price; S. Stoikov, "The micro-price", Quantitative
 * Finance 18 (2018), calls it the weighted mid.
 */
export function microprice({ bid, bidQuantity, ask, askQuantity }: Top): number {
  return (bid * askQuantity + ask * bidQuantity) / (bidQuantity + askQuantity)
}

/** (bidQuantity − askQuantity) / (bidQuantity + askQuantity): −1 (only asks) to 1 (only bids). */
export const topImbalance = ({ bidQuantity, askQuantity }: Top): number =>
  balance(bidQuantity, askQuantity)

/** (more − less) / (more + less). */
export const balance = (more: number, less: number): number => (more - less) / (more + less)
