// What Alpaca sends, as its own SDKs' tests have it, and what it never sends.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MarketEvent } from '#host/feeds/market-event.ts'
import { readAsset, readBarsPage, readCalendar, readClock } from '#host/venues/alpaca/rest.ts'
import { alpacaDialect } from '#host/venues/alpaca/stream.ts'
import { FrameFault } from '#host/venues/socket/fields.ts'
import type { Channel } from '#host/venues/venue.ts'
import { sharedData } from '../data/files.ts'

const KEYS = { keyId: 'k', secretKey: 's', baseUrl: 'https://paper' }
const NOW = 1_700_000_000_000

/** What a frame's messages say, and what kind of frame it is. */
function heard(frame: string, symbols: readonly string[] = ['AAPL']) {
  const events: MarketEvent[] = []
  const listings = symbols.map((symbol) => ({ symbol, id: symbol, pair: symbol }))
  const channels = new Set<Channel>(['bars', 'trades', 'quotes'])
  const wish = { listings, intervalMs: 60_000, channels }
  const reader = alpacaDialect(KEYS, 'wss://x').reader(wish, (event) => events.push(event))
  return { kind: reader.read(frame, NOW), events }
}

const TRADE =
  '{"T":"t","i":96921,"S":"AAPL","x":"D","p":126.55,"s":1,"t":"2021-02-22T15:51:44.208Z","c":["@","I"],"z":"C"}'
const QUOTE =
  '{"T":"q","S":"AAPL","bx":"U","bp":87.66,"bs":1,"ax":"Q","ap":87.68,"as":4,"t":"2021-02-22T15:51:45.335689322Z","c":["R"],"z":"C"}'
const BAR =
  '{"T":"b","S":"AAPL","o":388.985,"h":389.13,"l":388.975,"c":389.12,"v":49378,"n":461,"vw":389.062639,"t":"2021-02-22T19:15:00Z"}'

describe('a frame of the stream', () => {
  it('tells of a trade, a quote and a closed bar', () => {
    const { kind, events } = heard(`[${TRADE},${QUOTE},${BAR}]`)
    expect(kind).toBe('data')
    expect(events).toEqual([
      {
        type: 'trade',
        symbol: 'AAPL',
        exchangeTime: Date.UTC(2021, 1, 22, 15, 51, 44, 208),
        receiveTime: NOW,
        price: 126.55,
        quantity: 1,
        aggressor: null,
        id: 96921,
      },
      {
        type: 'quote',
        symbol: 'AAPL',
        exchangeTime: Date.UTC(2021, 1, 22, 15, 51, 45, 335),
        receiveTime: NOW,
        bid: 87.66,
        bidQuantity: 1,
        ask: 87.68,
        askQuantity: 4,
      },
      {
        type: 'bar',
        symbol: 'AAPL',
        exchangeTime: Date.UTC(2021, 1, 22, 19, 16),
        receiveTime: NOW,
        openTime: Date.UTC(2021, 1, 22, 19, 15),
        intervalMs: 60_000,
        open: 388.985,
        high: 389.13,
        low: 388.975,
        close: 389.12,
        volume: 49378,
        isClosed: true,
      },
    ])
  })

  it('has no price on a side without an order', () => {
    const [quote] = heard(`[${QUOTE.replace('"bp":87.66,"bs":1', '"bp":0,"bs":0')}]`).events
    expect(quote).toMatchObject({ bid: Number.NaN, bidQuantity: Number.NaN, ask: 87.68 })
  })

  it.each([
    ['H', 'halted'],
    ['T', 'trading'],
    ['3', 'trading'],
  ])('tells of halts: %s is %s', (code, status) => {
    const message = { T: 's', S: 'AAPL', sc: code, rm: 'News', t: '2021-02-22T15:51:44Z', z: 'C' }
    expect(heard(JSON.stringify([message])).events).toMatchObject([{ status, detail: 'News' }])
  })

  it.each([
    ['of another symbol', TRADE.replace('AAPL', 'MSFT')],
    ['that corrects a trade', TRADE.replace('"T":"t"', '"T":"c"')],
    ['that tells a bar again', BAR.replace('"T":"b"', '"T":"u"')],
    ['of a kind that nobody knows', '{"T":"?","S":"AAPL"}'],
  ])('passes over a message %s', (_, message) => {
    expect(heard(`[${message}]`)).toEqual({ kind: 'foreign', events: [] })
  })

  it('is answered with the keys, and is asked for data once they are accepted', () => {
    const kindOf = (msg: string) => heard(JSON.stringify([{ T: 'success', msg }])).kind
    expect(kindOf('connected')).toEqual({ reply: '{"action":"auth","key":"k","secret":"s"}' })
    expect(kindOf('authenticated')).toBe('ready')
    const dialect = alpacaDialect(KEYS, 'wss://x')
    const listings = [{ symbol: 'AAPL', id: 'AAPL', pair: 'AAPL' }]
    const channels = new Set(['bars', 'trades', 'quotes'] as const)
    const topics = dialect.topics({ listings, intervalMs: 60_000, channels })
    expect(dialect.request('subscribe', topics)).toEqual([
      '{"action":"subscribe","bars":["AAPL"],"trades":["AAPL"],"quotes":["AAPL"],"statuses":["AAPL"]}',
    ])
  })

  it.each([402, 405, 409, 410])('that refuses (%i) ends it all; others pass', (code) => {
    const frame = (number: number) => JSON.stringify([{ T: 'error', code: number, msg: 'x' }])
    expect(heard(frame(code)).kind).toHaveProperty('refused')
    expect(heard(frame(500)).kind).toBe('control')
  })

  it('is data or a fault that says where, and never anything else, whatever it holds', () => {
    const values = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom('AAPL', 't', 'q', 'b', 's', '2021-01-01', 1e300),
    )
    const message = fc.record(
      Object.fromEntries(
        [
          'T',
          'S',
          't',
          'p',
          's',
          'i',
          'bp',
          'bs',
          'ap',
          'as',
          'o',
          'h',
          'l',
          'c',
          'v',
          'sc',
          'code',
        ].map((name) => [name, name === 'S' ? fc.constant('AAPL') : values]),
      ),
      { requiredKeys: [] },
    )
    const anything = fc.oneof(
      fc.array(message).map((list) => JSON.stringify(list)),
      fc.json(),
      fc.string(),
      fc
        .tuple(fc.constantFrom(TRADE, QUOTE, BAR), fc.nat(120), fc.string({ maxLength: 3 }))
        .map(
          ([text, at, noise]) => `[${text.slice(0, at)}${noise}${text.slice(at + noise.length)}]`,
        ),
    )
    fc.assert(
      fc.property(anything, (frame) => {
        try {
          for (const event of heard(frame).events) {
            if (event.type === 'trade') expect(Number.isFinite(event.price)).toBe(true)
          }
        } catch (error) {
          expect(error).toBeInstanceOf(FrameFault)
        }
      }),
      { numRuns: 3000 },
    )
  })
})

describe.skipIf(sharedData === null)('recorded messages', () => {
  const folder = join(sharedData ?? '', 'messages/alpaca')
  const files =
    sharedData === null ? [] : readdirSync(folder).filter((name) => name.endsWith('.json'))
  const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'))
  // biome-ignore lint/suspicious/noExplicitAny: whatever the recorded answers hold.
  type Answer = any
  const listsOf = (answer: Answer, what: string): [string, Answer[]][] =>
    Object.entries((answer?.[what] ?? {}) as object).filter(([, list]) =>
      Array.isArray(list),
    ) as never

  it('of the stream are read as they stand', () => {
    const lines = readFileSync(join(folder, 'stream-v2-stocks.jsonl'), 'utf8').trim().split('\n')
    const events = lines.map((line) => heard(`[${line}]`).events[0])
    expect(events).toMatchObject([
      { type: 'trade', price: 144.6, quantity: 25, id: 1532, exchangeTime: 1_611_743_734_828 },
      { type: 'quote', bid: 139.74, bidQuantity: 3, ask: 139.77, askQuantity: 1 },
      // By its time, the day of 2021-05-25 in New York.
      { type: 'bar', openTime: 1_621_915_200_000, open: 127.82, close: 126.9, volume: 72_015_712 },
      undefined,
      undefined,
    ])
  })

  it('of bars are read, page by page, with the token of the next one', () => {
    let bars = 0
    for (const name of files) {
      const answer = read(name)
      for (const [symbol, list] of listsOf(answer, 'bars')) {
        const page = readBarsPage(answer, symbol)
        expect(page.next, name).toBe(answer.next_page_token)
        const figures = page.bars.map(({ openTime, ...rest }) => [openTime, ...Object.values(rest)])
        expect(figures, name).toEqual(
          list.map((bar) => [new Date(bar.t).getTime(), bar.o, bar.h, bar.l, bar.c, bar.v]),
        )
        bars += list.length
      }
    }
    expect(bars).toBeGreaterThan(20)
    expect(
      readBarsPage(
        read('py-historical_stock_data-L0225-test_get_bars_single_empty_response.json'),
        'AAPL',
      ),
    ).toEqual({ bars: [], next: null })
  })

  it('of trades and quotes say the same when the stream brings them', () => {
    let count = 0
    for (const name of files) {
      const answer = read(name)
      for (const [what, T] of [
        ['trades', 't'],
        ['quotes', 'q'],
      ] as const) {
        for (const [symbol, list] of listsOf(answer, what)) {
          const frame = JSON.stringify(list.map((one) => ({ ...one, T, S: symbol })))
          const { events } = heard(frame, [symbol])
          expect(events, name).toHaveLength(list.length)
          for (const [i, event] of events.entries()) {
            const one = list[i]!
            const ms = Math.floor(Date.parse(one.t))
            expect(event, name).toMatchObject(
              T === 't'
                ? { price: one.p, quantity: one.s, exchangeTime: ms }
                : { exchangeTime: ms, bid: one.bp || Number.NaN, ask: one.ap || Number.NaN },
            )
            count += 1
          }
        }
      }
    }
    expect(count).toBeGreaterThan(30)
  })

  it('of anything else tell nothing, and harm nothing', () => {
    for (const name of files) {
      const text = readFileSync(join(folder, name), 'utf8')
      for (const frame of [text, `[${text}]`]) {
        try {
          expect(heard(frame, ['AAPL', 'SPY', 'BTC/USD']).events, name).toEqual([])
        } catch (error) {
          expect(error, name).toBeInstanceOf(FrameFault)
        }
      }
    }
  })

  it('of an asset are read', () => {
    expect(readAsset(read('go-rest-L1009-TestGetAssetFromJSON.json'))).toEqual({
      symbol: 'APCA',
      isTradable: true,
      isFractionable: true,
    })
  })
})

it('the clock and the calendar are read with their offsets', () => {
  const clock = {
    timestamp: '2025-01-15T11:00:00.5-05:00',
    is_open: true,
    next_open: '2025-01-16T09:30:00-05:00',
    next_close: '2025-01-15T16:00:00-05:00',
  }
  expect(readClock(clock)).toEqual({
    time: Date.UTC(2025, 0, 15, 16, 0, 0, 500),
    isOpen: true,
    nextOpen: Date.UTC(2025, 0, 16, 14, 30),
    nextClose: Date.UTC(2025, 0, 15, 21),
  })
  const day = { date: '2025-07-03', open: '09:30', close: '13:00' }
  expect(readCalendar([{ ...day, session_open: '0400' }])).toEqual([day])
})
