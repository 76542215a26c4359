// What Kite sends: ticks byte by byte, candles and lists of instruments, as documented and recorded.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MarketEvent } from '#host/feeds/market-event.ts'
import { indiaTime, intervalOf, readCandles } from '#host/venues/kite/history.ts'
import { readInstruments } from '#host/venues/kite/instruments.ts'
import { readTicks } from '#host/venues/kite/packet.ts'
import { kiteDialect } from '#host/venues/kite/stream.ts'
import { FrameFault } from '#host/venues/socket/fields.ts'
import { hostErrorOf, sharedData } from '../data/files.ts'
import { frameOf, fullPacket } from './packets.ts'

const NOW = 1_700_000_000_000
const TOKEN = 408_065

function reader() {
  const events: MarketEvent[] = []
  const listings = [{ symbol: 'INFY', id: String(TOKEN), pair: 'INFY' }]
  const channels = new Set(['bars', 'trades', 'quotes'] as const)
  const dialect = kiteDialect({ apiKey: 'k', accessToken: 't' }, 'wss://x')
  const wish = { listings, intervalMs: 60_000, channels }
  return { events, wish, dialect, ...dialect.reader(wish, (event) => events.push(event)) }
}

describe('a frame of ticks', () => {
  it('holds packets of all lengths', () => {
    const last = Buffer.alloc(8)
    last.writeUInt32BE(TOKEN, 0)
    last.writeInt32BE(157_370, 4)
    const index = Buffer.alloc(28)
    index.writeUInt32BE(256_265, 0)
    index.writeInt32BE(1_571_235, 4)
    const ticks = readTicks(frameOf(last, Buffer.alloc(17), index, fullPacket({ token: TOKEN })))
    expect(ticks.map(({ token, price }) => [token, price])).toEqual([
      [TOKEN, 1573.7],
      [256_265, 15_712.35],
      [TOKEN, 1573.7],
    ])
  })

  it('has currencies in smaller steps', () => {
    // The last byte of a token is its segment: 3 is NSE's currencies.
    const packet = Buffer.alloc(8)
    packet.writeUInt32BE(0x01_02_03, 0)
    packet.writeInt32BE(745_825_000, 4)
    expect(readTicks(frameOf(packet))[0]!.price).toBe(74.5825)
  })

  it('of one byte is a sign of life', () => {
    const { readBytes, events } = reader()
    expect(readBytes!(Buffer.of(0), NOW)).toBe('control')
    expect(events).toEqual([])
  })

  it('tells of a trade where the volume of the day has grown, and of the best bid and ask', () => {
    const { readBytes, events } = reader()
    const packet = (volume: number, price: number) =>
      frameOf(fullPacket({ token: TOKEN, volume, price, seconds: 1_625_461_887 }))
    expect(readBytes!(packet(1000, 157_370), NOW)).toBe('data')
    readBytes!(packet(1000, 157_370), NOW + 1000)
    readBytes!(packet(1007, 157_375), NOW + 2000)
    // A new day's volume begins anew.
    readBytes!(packet(5, 157_300), NOW + 3000)
    expect(events.map(({ type }) => type)).toEqual(['quote', 'quote', 'trade', 'quote', 'quote'])
    expect(events[2]).toEqual({
      type: 'trade',
      symbol: 'INFY',
      exchangeTime: 1_625_461_887_000,
      receiveTime: NOW + 2000,
      price: 1573.75,
      quantity: 7,
      aggressor: null,
      id: Number.NaN,
    })
    expect(events[0]).toEqual({
      type: 'quote',
      symbol: 'INFY',
      exchangeTime: 1_625_461_887_000,
      receiveTime: NOW,
      bid: 1573.4,
      bidQuantity: 5,
      ask: Number.NaN,
      askQuantity: Number.NaN,
    })
  })

  it('is ticks or a fault, and never anything else, whatever its bytes are', () => {
    const good = [...frameOf(fullPacket({ token: TOKEN }), fullPacket({ token: TOKEN }))]
    const mangled = fc
      .tuple(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length))
      .map(([at, byte, cut]) => Uint8Array.from(good.with(at, byte).slice(0, cut)))
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 400 }), mangled), (bytes) => {
        try {
          reader().readBytes!(Buffer.from(bytes), NOW)
        } catch (error) {
          expect(error).toBeInstanceOf(FrameFault)
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('of words is no data', () => {
    expect(reader().read('{"type":"error","data":"x"}', NOW)).toBe('control')
    expect(() => reader().read('no JSON', NOW)).toThrow(FrameFault)
  })
})

it('a subscription asks for everything that a tick can tell, with the keys in the URL', () => {
  const { dialect, wish } = reader()
  const topics = dialect.topics(wish)
  expect(topics.map(({ url }) => url)).toEqual(['wss://x?api_key=k&access_token=t'])
  expect(dialect.request('subscribe', topics)).toEqual([
    '{"a":"subscribe","v":[408065]}',
    '{"a":"mode","v":["full",[408065]]}',
  ])
  expect(dialect.request('unsubscribe', topics)).toEqual(['{"a":"unsubscribe","v":[408065]}'])
})

describe('the history', () => {
  it('is asked for in the time of India', () => {
    expect(indiaTime(Date.UTC(2025, 0, 15, 3, 45))).toBe('2025-01-15 09:15:00')
  })

  it('has the candles that Kite has', async () => {
    expect(intervalOf(3_600_000)).toEqual({ name: '60minute', spanMs: 400 * 86_400_000 })
    expect((await hostErrorOf(() => intervalOf(7_200_000))).message).toBe(
      'kite has no bars of 7200 s',
    )
  })

  it.each([{}, { data: {} }, { data: { candles: [['soon', 1, 1, 1, 1, 1]] } }, null, 'x'])(
    'that is not as documented is a fault: %j',
    (answer) => {
      expect(() => readCandles(answer)).toThrow(FrameFault)
    },
  )
})

describe('a list of instruments', () => {
  const HEAD = 'instrument_token,exchange_token,tradingsymbol,name,tick_size,lot_size'

  it('may have commas in names', () => {
    expect(readInstruments(`${HEAD}\n1,2,M&M,"MAHINDRA, MAHINDRA",0.05,1\n`)).toEqual([
      { token: 1, symbol: 'M&M', tickSize: 0.05, lotSize: 1 },
    ])
  })

  it('without a column that is needed is a fault', () => {
    expect(() => readInstruments(HEAD.replace('tick_size', 'x'))).toThrow('"tick_size"')
    expect(() => readInstruments(`${HEAD}\nx,2,A,B,0.05,1`)).toThrow('instrument_token of row 1')
  })
})

describe.skipIf(sharedData === null)('recorded answers', () => {
  const folder = join(sharedData ?? '', 'messages/kite')
  const text = (name: string) => readFileSync(join(folder, name), 'utf8')

  it('of a tick say what Kite says of it', () => {
    const expected = JSON.parse(text('ticker_full.json'))
    const [tick] = readTicks(frameOf(Buffer.from(text('ticker_full.packet'), 'base64')))
    expect(tick).toEqual({
      token: expected.instrument_token,
      price: expected.last_price,
      traded: { lastQuantity: expected.last_quantity, volume: expected.volume },
      tradeTime: Date.parse(expected.last_trade_time),
      exchangeTime: Date.parse(expected.timestamp),
      depth: { bids: expected.depth.buy, asks: expected.depth.sell },
    })
  })

  it('of candles are bars of the minutes from a quarter past nine', () => {
    const bars = readCandles(JSON.parse(text('historical_minute.json')))
    expect(bars).toHaveLength(6)
    expect(bars[0]).toEqual({
      openTime: Date.UTC(2017, 11, 15, 3, 45),
      ...{ open: 1704.5, high: 1705, low: 1699.25, close: 1702.8, volume: 2499 },
    })
    expect(bars.map(({ openTime }) => (openTime - bars[0]!.openTime) / 60_000)).toEqual([
      0, 1, 2, 3, 4, 5,
    ])
  })

  it('of instruments have a token and a tick size each', () => {
    const csv = text('instruments_nse.csv')
    const list = readInstruments(csv)
    expect(list).toHaveLength(csv.trim().split('\n').length - 1)
    expect(list.find(({ symbol }) => symbol === 'ADANIPORTS')).toEqual({
      token: 3_861_249,
      symbol: 'ADANIPORTS',
      tickSize: 0.05,
      lotSize: 1,
    })
    for (const one of list) expect(one.tickSize, one.symbol).toBeGreaterThan(0)
  })

  it('of anything else tell nothing, and harm nothing', () => {
    for (const name of readdirSync(folder)) {
      const one = reader()
      for (const read of [
        () => one.read(text(name), NOW),
        () => one.readBytes!(readFileSync(join(folder, name)), NOW),
      ]) {
        try {
          read()
        } catch (error) {
          expect(error, name).toBeInstanceOf(FrameFault)
        }
      }
      expect(one.events, name).toEqual([])
    }
  })
})
