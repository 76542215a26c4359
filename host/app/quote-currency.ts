// The currency that a symbol is priced in, as far as its name tells.

/** Longest first, so that BTCUSDT is not read as ending in a shorter one. */
const KNOWN = [
  'FDUSD',
  'USDT',
  'USDC',
  'TUSD',
  'BUSD',
  'USD',
  'EUR',
  'GBP',
  'JPY',
  'BTC',
  'ETH',
  'BNB',
]

/** "BTCUSDT", "BTC/USDT" and "BTC-USDT" → "USDT"; a share, which names none, → "USD". */
export function quoteCurrency(symbol: string): string {
  const [, separated] = /[/\-_]([A-Za-z]{2,6})$/.exec(symbol) ?? []
  if (separated !== undefined) return separated.toUpperCase()
  const name = symbol.toUpperCase()
  return KNOWN.find((quote) => name.endsWith(quote) && name.length > quote.length) ?? 'USD'
}
