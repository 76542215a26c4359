// Alpaca as a venue, over sockets on loopback: its past, its present, what it refuses, and that keys
// never leave the requests.
import { inspect } from 'node:util'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { formatError, HostError } from '#host/errors.ts'
import type { MarketEvent } from '#host/feeds/market-event.ts'
import { openAlpaca } from '#host/venues/alpaca/alpaca-venue.ts'
import { readAlpacaKeys } from '#host/venues/alpaca/keys.ts'
import { DEFAULT_CONNECTION_RULES } from '#host/venues/socket/connection.ts'
import type { Channel } from '#host/venues/venue.ts'
import { hostErrorOf } from '../data/files.ts'
import { ENVIRONMENT, KEY_ID, SECRET_KEY, startEmulator, type WireBar } from './emulator.ts'

const MINUTE = 60_000
const T0 = Date.parse('2025-01-15T14:30:00Z')
/** Comes back at once. */
const RULES = { ...DEFAULT_CONNECTION_RULES, backoff: { firstMs: 1, msMax: 1 } }

const wireBar = (n: number): WireBar => {
  const t = new Date(T0 + n * MINUTE).toISOString()
  return { t, o: 100 + n, h: 101 + n, l: 99 + n, c: 100.5 + n, v: 10 * n }
}

async function opened(environment: Record<string, string> = ENVIRONMENT) {
  const emulator = await startEmulator()
  const ending = new AbortController()
  onTestFinished(() => ending.abort())
  const troubles: string[] = []
  const { restUrl, wsUrl } = emulator
  const onTrouble = (line: string) => troubles.push(line)
  const { signal } = ending
  const venue = openAlpaca({ restUrl, wsUrl, onTrouble, signal, rules: RULES, environment })
  return { emulator, venue, ending, troubles }
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of source) items.push(item)
  return items
}

const request = (symbol = 'AAPL') => ({
  symbol,
  intervalMs: MINUTE,
  from: T0,
  to: T0 + 7 * MINUTE,
  signal: new AbortController().signal,
})

describe('the past', () => {
  it('comes in pages, from inclusive, to exclusive', async () => {
    const { emulator, venue } = await opened()
    emulator.bars = { AAPL: Array.from({ length: 9 }, (_, n) => wireBar(n - 1)) }
    const pages = await all(venue.history(request()))
    expect(pages.map((page) => page.map(({ open }) => open))).toEqual([
      [100, 101, 102],
      [103, 104, 105],
      [106],
    ])
    expect(pages[0]![1]).toEqual({
      openTime: T0 + MINUTE,
      ...{ open: 101, high: 102, low: 100, close: 101.5, volume: 10 },
    })
    const query = new URL(emulator.requests[0]!, 'http://x').searchParams
    expect(Object.fromEntries(query)).toMatchObject({
      timeframe: '1Min',
      feed: 'iex',
      adjustment: 'raw',
    })
  })

  it('has no bar that is not over yet', async () => {
    const { emulator, venue } = await opened()
    const now = Math.floor(Date.now() / MINUTE) * MINUTE
    const bar = (openTime: number) => ({ ...wireBar(0), t: new Date(openTime).toISOString() })
    emulator.bars = { AAPL: [bar(now - 3 * MINUTE), bar(now + MINUTE)] }
    const range = { ...request(), from: now - 5 * MINUTE, to: now + 5 * MINUTE }
    const bars = (await all(venue.history(range))).flat()
    expect(bars.map(({ openTime }) => openTime)).toEqual([now - 3 * MINUTE])
  })

  it('of bars that Alpaca does not make is refused', async () => {
    const { venue } = await opened()
    const error = await hostErrorOf(() => all(venue.history({ ...request(), intervalMs: 1000 })))
    expect(error.message).toBe('alpaca has no bars of 1 s')
  })
})

it('knows what may be traded, and what was meant', async () => {
  const { venue } = await opened()
  const free = { makerFee: 0, takerFee: 0 }
  expect(await venue.instruments(['AAPL', 'BRK.B'])).toEqual([
    { symbol: 'AAPL', tickSize: 0.01, lotStep: 1e-9, minNotional: 1, ...free },
    { symbol: 'BRK.B', tickSize: 0.01, lotStep: 1, minNotional: 0, ...free },
  ])
  const error = await hostErrorOf(() => venue.instruments(['AAPLE']))
  expect(error).toMatchObject({ code: 'not-found', hint: 'did you mean "AAPL"?' })
})

it("asks for the exchange's clock and calendar", async () => {
  const { venue } = await opened()
  expect(await venue.clock()).toMatchObject({ isOpen: true, nextClose: Date.UTC(2025, 0, 15, 21) })
  expect(await venue.calendar('2025-01-15', '2025-01-15')).toEqual([
    { date: '2025-01-15', open: '09:30', close: '16:00' },
  ])
})

/** A stream, and the events that it tells, to be waited for. */
function streaming({ venue, ending }: Awaited<ReturnType<typeof opened>>, symbols = ['AAPL']) {
  const events: MarketEvent[] = []
  const waiting: { isThere: () => boolean; resolve: () => void }[] = []
  const channels = new Set<Channel>(['bars', 'trades', 'quotes'])
  const hear = (event: MarketEvent) => {
    events.push(event)
    for (const { isThere, resolve } of waiting) if (isThere()) resolve()
  }
  const over = venue.stream({ symbols, intervalMs: MINUTE, channels }, hear, ending.signal)
  over.catch(() => {})
  const kinds = () => events.map((event) => (event.type === 'status' ? event.status : event.type))
  const heard = (...expected: string[]) => {
    const isThere = () => expected.every((kind, i) => kinds()[i] === kind)
    return new Promise<void>((resolve) => {
      if (isThere()) resolve()
      else waiting.push({ isThere, resolve })
    })
  }
  return { events, over, heard, kinds }
}

const TRADE = { T: 't', S: 'AAPL', i: 7, p: 101.25, s: 3, t: '2025-01-15T14:30:01.5Z' }

describe('the present', () => {
  it('comes once logged in, and ends when it is not wanted any more', async () => {
    const test = await opened()
    const { over, heard, events } = streaming(test)
    await test.emulator.subscribed(1)
    await test.emulator.send(TRADE, { ...TRADE, S: 'MSFT' }, { T: 'b', S: 'AAPL', ...wireBar(0) })
    await heard('connected', 'trade', 'bar')
    expect(events[1]).toMatchObject({ price: 101.25, exchangeTime: T0 + 1500 })
    expect(test.emulator.requests).toEqual(['/v2/iex'])
    test.ending.abort()
    await over
  })

  it('comes again after a disconnection, with everything asked for anew', async () => {
    const test = await opened()
    const { heard } = streaming(test)
    await test.emulator.subscribed(1)
    test.emulator.disconnect()
    await test.emulator.subscribed(2)
    await test.emulator.send(TRADE)
    await heard('connected', 'lost', 'connected', 'trade')
    expect(test.emulator.asked[1]).toEqual(test.emulator.asked[0])
  })

  it('is whole where it comes in drips', async () => {
    const test = await opened()
    const { heard, events } = streaming(test)
    await test.emulator.subscribed(1)
    test.emulator.dripBytes = 3
    await test.emulator.send(TRADE, TRADE)
    await heard('connected', 'trade', 'trade')
    expect(events[2]).toMatchObject({ price: 101.25, quantity: 3, id: 7 })
  })

  it('goes on after a frame that cannot be read', async () => {
    const test = await opened()
    const { heard } = streaming(test)
    await test.emulator.subscribed(1)
    await test.emulator.sendText('[{"T":"t","S":"AAPL","p":"dear"}]')
    await test.emulator.send(TRADE)
    await heard('connected', 'trade')
  })
})

describe('keys', () => {
  it.each([
    [{}, 'APCA_API_KEY_ID and APCA_API_SECRET_KEY are not set'],
    [{ APCA_API_KEY_ID: 'x' }, 'APCA_API_SECRET_KEY is not set'],
    [{ APCA_API_KEY_ID: ' ', APCA_API_SECRET_KEY: 'x' }, 'APCA_API_KEY_ID is not set'],
  ])('that are missing are named in one line: %o', async (environment, message) => {
    const error = await hostErrorOf(() => readAlpacaKeys(environment))
    expect(error.message).toBe(message)
    expect(error.hint).toContain('docs/alpaca.md')
  })

  it('are for the paper account unless the base URL says another', () => {
    expect(readAlpacaKeys(ENVIRONMENT).baseUrl).toBe('https://paper-api.alpaca.markets')
    const live = { ...ENVIRONMENT, APCA_API_BASE_URL: 'https://api.alpaca.markets/v2/' }
    expect(readAlpacaKeys(live).baseUrl).toBe('https://api.alpaca.markets')
  })

  it('that are wrong are refused by name, over REST and on the stream', async () => {
    const test = await opened({ APCA_API_KEY_ID: 'wrong', APCA_API_SECRET_KEY: 'wrong' })
    const past = await hostErrorOf(() => all(test.venue.history(request())))
    expect(past).toMatchObject({ code: 'bad-config' })
    expect(past.hint).toContain('APCA_API_KEY_ID')
    const present = await hostErrorOf(() => streaming(test).over)
    expect(present.message).toContain('check APCA_API_KEY_ID and APCA_API_SECRET_KEY')
  })

  it('are in no output, whatever the venue says back', async () => {
    const written: string[] = []
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0)
    }
    onTestFinished(() => void vi.restoreAllMocks())
    const echo = `your keys are ${KEY_ID} and ${SECRET_KEY}`
    const errors: unknown[] = []
    const attempt = async (task: () => Promise<unknown>) => {
      await task().catch((error: unknown) => errors.push(error))
    }
    const test = await opened()
    for (const [status, body] of [
      [400, echo],
      [401, echo],
      [403, JSON.stringify({ message: echo })],
      [404, echo],
      [422, echo],
      [200, echo],
      [200, JSON.stringify({ bars: echo, timestamp: echo.slice(14) })],
    ] as const) {
      test.emulator.answer = { status, body }
      await attempt(() => all(test.venue.history(request())))
      await attempt(() => test.venue.clock())
      await attempt(() => test.venue.instruments(['AAPL']))
    }
    const { heard, events } = streaming(test)
    await test.emulator.subscribed(1)
    test.emulator.disconnect(echo)
    await heard('connected', 'lost', 'connected')
    const refused = await opened()
    refused.emulator.refusal = { code: 409, msg: echo }
    const second = streaming(refused)
    await attempt(() => second.over)
    expect(errors.length).toBeGreaterThanOrEqual(15)
    expect(errors.every((error) => error instanceof HostError)).toBe(true)
    const outputs = [
      ...written,
      ...test.troubles,
      ...refused.troubles,
      ...errors.map((error) => `${formatError(error)} ${inspect(error, { depth: 10 })}`),
      ...[...events, ...second.events].map((event) => JSON.stringify(event)),
      JSON.stringify([...test.emulator.asked]),
      ...test.emulator.requests,
    ].join('\n')
    for (const key of [KEY_ID, SECRET_KEY, SECRET_KEY.slice(0, 20)])
      expect(outputs).not.toContain(key)
  })
})
