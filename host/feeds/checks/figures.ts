// Do the figures of one event make sense by themselves?
import type { BarEvent, BookEvent, Level, QuoteEvent, TradeEvent } from '../market-event.ts'

const PRICES = ['open', 'high', 'low', 'close'] as const

export function barNotFinite(bar: BarEvent): string | null {
  for (const name of PRICES) {
    if (!Number.isFinite(bar[name])) return `${name} is ${bar[name]}`
  }
  return Number.isFinite(bar.volume) ? null : `volume is ${bar.volume}`
}

export function barNotPositive(bar: BarEvent): string | null {
  for (const name of PRICES) {
    if (bar[name] <= 0) return `${name} is ${bar[name]}`
  }
  return bar.volume < 0 ? `volume is ${bar.volume}` : null
}

export function barInconsistent({ open, high, low, close }: BarEvent): string | null {
  if (high < low) return `high ${high} is below low ${low}`
  if (high < open || high < close) return `high ${high} is below open ${open} or close ${close}`
  if (low > open || low > close) return `low ${low} is above open ${open} or close ${close}`
  return null
}

export function tradeNotFinite({ price, quantity }: TradeEvent): string | null {
  if (!Number.isFinite(price)) return `price is ${price}`
  return Number.isFinite(quantity) ? null : `quantity is ${quantity}`
}

export function tradeNotPositive({ price, quantity }: TradeEvent): string | null {
  if (price <= 0) return `price is ${price}`
  return quantity <= 0 ? `quantity is ${quantity}` : null
}

export function quoteNotFinite(quote: QuoteEvent): string | null {
  const { bid, bidQuantity, ask, askQuantity } = quote
  if (!isSide(bid, bidQuantity)) return `bid is ${bid}, its quantity ${bidQuantity}`
  return isSide(ask, askQuantity) ? null : `ask is ${ask}, its quantity ${askQuantity}`
}

/** A price with a quantity, or neither. */
const isSide = (price: number, quantity: number): boolean =>
  Number.isNaN(price) ? Number.isNaN(quantity) : Number.isFinite(price) && Number.isFinite(quantity)

export function quoteNotPositive(quote: QuoteEvent): string | null {
  const { bid, bidQuantity, ask, askQuantity } = quote
  if (bid <= 0 || bidQuantity <= 0) return `bid is ${bid}, its quantity ${bidQuantity}`
  return ask <= 0 || askQuantity <= 0 ? `ask is ${ask}, its quantity ${askQuantity}` : null
}

export function quoteCrossed({ bid, ask }: QuoteEvent): string | null {
  return bid > ask ? `bid ${bid} is above ask ${ask}` : null
}

export function bookNotFinite({ bids, asks }: BookEvent): string | null {
  return wrongLevel(bids, asks, (level) => !Number.isFinite(level[0]) || !Number.isFinite(level[1]))
}

export function bookNotPositive({ bids, asks, change }: BookEvent): string | null {
  const hasNothing = change === 'snapshot'
  return wrongLevel(
    bids,
    asks,
    ([price, quantity]) => price <= 0 || quantity < 0 || (hasNothing && quantity === 0),
  )
}

export function bookInconsistent({ firstId, lastId }: BookEvent): string | null {
  return firstId > lastId ? `its first update ${firstId} is after its last ${lastId}` : null
}

/** Of a snapshot; whether a delta crosses the book, only the book can tell. */
export function bookCrossed({ bids, asks, change }: BookEvent): string | null {
  if (change === 'delta') return null
  let bid = Number.NEGATIVE_INFINITY
  let ask = Number.POSITIVE_INFINITY
  for (const level of bids) bid = Math.max(bid, level[0])
  for (const level of asks) ask = Math.min(ask, level[0])
  return bid >= ask ? `bid ${bid} is not below ask ${ask}` : null
}

function wrongLevel(
  bids: readonly Level[],
  asks: readonly Level[],
  isWrong: (level: Level) => boolean,
): string | null {
  const bid = bids.find(isWrong)
  if (bid !== undefined) return `a bid is ${bid[0]}, its quantity ${bid[1]}`
  const ask = asks.find(isWrong)
  return ask === undefined ? null : `an ask is ${ask[0]}, its quantity ${ask[1]}`
}
