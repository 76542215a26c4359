// The markets of an exchange by the names that its users write: "BTCUSDT" for BTC/USDT.
import { didYouMean } from '#sdk/did-you-mean.ts'
import { HostError } from '../../errors.ts'
import type { Listing } from '../socket/dialect.ts'
import type { Instrument } from '../venue.ts'
import type { Exchange, Market } from './exchange.ts'

export interface Listed extends Listing {
  readonly market: Market
}

/** The symbols in their order; rejects one that is not traded there, with the nearest that is. */
export function findListings(exchange: Exchange, symbols: readonly string[]): Listed[] {
  const markets = Object.values(exchange.markets ?? {}).filter(({ spot }) => spot === true)
  const byName = new Map(markets.map((market) => [`${market.base}${market.quote}`, market]))
  return symbols.map((symbol) => {
    const market = byName.get(symbol.toUpperCase().replace(/[-/_]/g, ''))
    if (market === undefined) throw unknownSymbol(exchange.id, symbol, byName.keys())
    if (market.active === false) {
      throw new HostError('not-found', `${symbol} is not traded on ${exchange.id} at the moment`)
    }
    return { symbol, id: market.id, pair: market.symbol, market }
  })
}

function unknownSymbol(venue: string, symbol: string, names: Iterable<string>): HostError {
  const nearest = didYouMean(symbol, names)
  const meant = nearest === null ? '' : `; did you mean "${nearest}"?`
  return new HostError('not-found', `${venue} has no symbol "${symbol}"${meant}`, {
    hint: 'symbols are base and quote in one word, such as BTCUSDT or ETHUSD',
  })
}

/** ccxt counts precision in steps (TICK_SIZE), decimals, or significant digits, by exchange. */
const DECIMAL_PLACES = 2
const TICK_SIZE = 4

export function instrumentOf({ symbol, market }: Listed, precisionMode: number): Instrument {
  const { precision, limits } = market
  const step = (value: number | undefined): number | null => {
    if (value === undefined || !Number.isFinite(value)) return null
    if (precisionMode === DECIMAL_PLACES) return 10 ** -value
    return precisionMode === TICK_SIZE && value > 0 ? value : null
  }
  const { percentage = true } = market
  const fee = (rate: number | undefined): number | null =>
    percentage && rate !== undefined && Number.isFinite(rate) ? rate : null
  return {
    symbol,
    tickSize: step(precision?.price),
    lotStep: step(precision?.amount),
    minNotional: limits?.cost?.min ?? 0,
    makerFee: fee(market.maker),
    takerFee: fee(market.taker),
  }
}
