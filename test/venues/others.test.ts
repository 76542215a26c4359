// The other venues with a dialect of their own: the same promises as for Binance, each through its own
// protocol, REST by way of ccxt.
import { describe, expect, it } from 'vitest'
import { BINANCE } from '../exchange/binance.ts'
import { BYBIT } from '../exchange/bybit.ts'
import { COINBASE } from '../exchange/coinbase.ts'
import { KRAKEN } from '../exchange/kraken.ts'
import { OKX } from '../exchange/okx.ts'
import type { Act } from './live.ts'
import { byFeed, expected, type LiveTest, liveTest } from './live.ts'

const VENUES = [
  ['okx', OKX],
  ['coinbase', COINBASE],
  ['kraken', KRAKEN],
  ['bybit', BYBIT],
] as const

const BARS = 10

const rough = ({ exchange }: LiveTest): readonly Act[] => [
  [2.5, () => exchange.disconnect()],
  [3.99, () => exchange.disconnect()],
  [
    5.2,
    () => {
      exchange.faults.mangle = (frame) => frame.slice(0, -5)
    },
  ],
  [
    6.9,
    () => {
      exchange.faults.mangle = null
      exchange.faults.answers.push({ status: 429, retryAfter: 3 }, { status: 503 }, 'reset')
      exchange.vanish()
    },
  ],
]

describe.each(VENUES)('%s', (source, protocol) => {
  it('gives every bar once, and its past and rules with them', async () => {
    const test = await liveTest({ bars: BARS + 5, source, protocol })
    const instants = await test.play(BARS)
    expect(byFeed(instants, 2)).toEqual(expected(test.listed, BARS))
    expect(test.market.past.map(({ count }) => count)).toEqual([50, 50])
    expect(test.market.feeds).toMatchObject([
      { symbol: 'BTCUSDT', rules: { tickSize: 0.01, lotStep: 0.00001 } },
      { symbol: 'ETHUSDT', rules: { tickSize: 0.01, lotStep: 0.00001 } },
    ])
    expect(test.troubles).toEqual([])
  })

  it('gives every bar once, whatever goes wrong', async () => {
    const test = await liveTest({ bars: BARS + 30, source, protocol })
    const instants = await test.play(BARS, rough(test))
    const got = byFeed(instants, 2).map((bars) => bars.slice(0, BARS))
    expect(got).toEqual(expected(test.listed, BARS))
    expect(test.exchange.connections).toBeGreaterThan(3)
    expect(test.exchange.faults.answers).toEqual([])
  })
})

describe('a venue that ccxt alone has sockets for', () => {
  // Binance US speaks as Binance does; ccxt takes its frames without the name of the stream.
  const protocol = {
    ...BINANCE,
    bar: (...given: Parameters<typeof BINANCE.bar>) =>
      JSON.stringify(JSON.parse(BINANCE.bar(...given)).data),
  }

  it('gives every bar once', async () => {
    const test = await liveTest({ bars: BARS + 30, source: 'binanceus', protocol })
    const acts: Act[] = [[3.5, () => test.exchange.disconnect()]]
    const instants = await test.play(BARS, acts)
    const got = byFeed(instants, 2).map((bars) => bars.slice(0, BARS))
    expect(got).toEqual(expected(test.listed, BARS))
    expect(test.exchange.asked.join()).toContain('btcusdt@kline_1m')
  })
})
