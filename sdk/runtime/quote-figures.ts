// What a script can read of the quote in the frame, by the name that JS and TS give it.
import { FRAME } from '#sdk/frame.ts'
import { microprice, relativeSpread, spread, type Top, topImbalance } from '#sdk/microstructure.ts'

export const QUOTE_FIGURES = [
  ...(['bid', 'ask', 'spread', 'relativeSpread', 'bidQuantity', 'askQuantity'] as const),
  ...(['microprice', 'bookImbalance', 'flowImbalance'] as const),
] as const

export const QUOTE_READERS: Readonly<
  Record<(typeof QUOTE_FIGURES)[number], (frame: Float64Array) => number>
> = {
  bid: (frame) => frame[FRAME.bid]!,
  ask: (frame) => frame[FRAME.ask]!,
  spread: (frame) => spread(topIn(frame)),
  relativeSpread: (frame) => relativeSpread(topIn(frame)),
  bidQuantity: (frame) => frame[FRAME.bidQuantity]!,
  askQuantity: (frame) => frame[FRAME.askQuantity]!,
  microprice: (frame) => microprice(topIn(frame)),
  bookImbalance: (frame) => topImbalance(topIn(frame)),
  flowImbalance: (frame) => frame[FRAME.flowImbalance]!,
}

const topIn = (frame: Float64Array): Top => ({
  bid: frame[FRAME.bid]!,
  bidQuantity: frame[FRAME.bidQuantity]!,
  ask: frame[FRAME.ask]!,
  askQuantity: frame[FRAME.askQuantity]!,
})
