// The form in which events are kept: few bytes, every bit.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MarketEvent } from '#host/feeds/market-event.ts'
import { STATUSES } from '#host/feeds/market-event.ts'
import { ByteReader } from '#host/recorder/byte-reader.ts'
import { ByteWriter } from '#host/recorder/byte-writer.ts'
import { decodeChunk, encodeChunk } from '#host/recorder/chunk.ts'
import { readColumn, writeColumn } from '#host/recorder/number-column.ts'
import { mixedEvents } from './support.ts'

function written(values: readonly number[]): Uint8Array {
  const writer = new ByteWriter()
  writeColumn(writer, new Float64Array(values))
  return writer.take()
}

const readBack = (bytes: Uint8Array, count: number): number[] => [
  ...readColumn(new ByteReader(bytes), count),
]

/** What a venue could send, what no venue sends, and what breaks decimal arithmetic. */
const anyNumber = fc.oneof(
  fc.double(),
  fc.integer({ min: -1000, max: 1e9 }).map((n) => n / 100),
  fc.maxSafeInteger(),
  fc.constantFrom(Number.NaN, 0, -0, 0.1 + 0.2, 1e-12, 5e-324, 2 ** 53, -(2 ** 51) - 1, 1e300),
  fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
)

describe('a column of numbers', () => {
  it.each([
    // Mode 2 (numbers), 2 decimals; 150 → 300 = 0x2c + 2 · 128, 1 → 2, −150 → 299.
    ['decimals', [1.5, 0.01, -1.5], [2, 2, 0xac, 0x02, 2, 0xab, 0x02]],
    // Mode 3 (steps), 1 decimal; 600000 → 1200000 = 0 + 0x1f·128 + 0x49·128², then +1 → 2, −2 → 3.
    ['steps', [60_000, 60_000.1, 59_999.9], [3, 1, 0x80, 0x9f, 0x49, 2, 3]],
    // Mode 0 (constant), the double 1.5.
    ['a constant', [1.5, 1.5], [0, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f]],
    // As decimals, with a mask: the first and the third are numbers.
    ['numbers and NaN', [1, Number.NaN, 2], [0x82, 0b101, 0, 2, 4]],
    // Mode 1 (doubles): first bytes of both, second bytes of both … of −0 and +1.
    ['doubles', [-0, 1], [1, ...Array(12).fill(0), 0, 0xf0, 0x80, 0x3f]],
  ])('is written by the rule: %s', (_, values, bytes) => {
    expect([...written(values)]).toEqual(bytes)
    expect(readBack(written(values), values.length)).toEqual(values)
  })

  it('comes back bit for bit, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(anyNumber, { maxLength: 40 }), (values) => {
        expect(readBack(written(values), values.length)).toStrictEqual(values)
      }),
      { numRuns: 3000 },
    )
  })
})

const stamp = fc.record({
  symbol: fc.constantFrom('BTCUSDT', 'AAPL', 'M&M', 'ÖL'),
  exchangeTime: anyNumber,
  receiveTime: anyNumber,
})
const level = fc.tuple(anyNumber, anyNumber)

const anyEvent = fc
  .tuple(
    stamp,
    fc.oneof(
      fc.record({
        type: fc.constant('trade' as const),
        price: anyNumber,
        quantity: anyNumber,
        aggressor: fc.constantFrom('buy' as const, 'sell' as const, null),
        id: anyNumber,
      }),
      fc.record({
        type: fc.constant('quote' as const),
        bid: anyNumber,
        bidQuantity: anyNumber,
        ask: anyNumber,
        askQuantity: anyNumber,
      }),
      fc.record({
        type: fc.constant('bar' as const),
        openTime: anyNumber,
        intervalMs: anyNumber,
        open: anyNumber,
        high: anyNumber,
        low: anyNumber,
        close: anyNumber,
        volume: anyNumber,
        isClosed: fc.boolean(),
      }),
      fc.record({
        type: fc.constant('book' as const),
        change: fc.constantFrom('snapshot' as const, 'delta' as const),
        bids: fc.array(level, { maxLength: 5 }),
        asks: fc.array(level, { maxLength: 5 }),
        firstId: anyNumber,
        lastId: anyNumber,
        previousId: anyNumber,
      }),
      fc.record({
        type: fc.constant('status' as const),
        status: fc.constantFrom(...STATUSES),
        detail: fc.string({ unit: 'grapheme' }),
      }),
    ),
  )
  .map(([head, rest]) => ({ ...head, ...rest }) as MarketEvent)

describe('a chunk of events', () => {
  it('comes back as it was, in order, whatever the events are', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        expect(decodeChunk(encodeChunk(events))).toStrictEqual(events)
      }),
      { numRuns: 1000 },
    )
  })

  it('that is not one is refused and never crashes, whatever the bytes are', () => {
    const good = encodeChunk(mixedEvents(50))
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.boolean(), (at, byte, isCut) => {
        const bytes = isCut ? good.slice(0, at) : good.with(at, byte)
        try {
          decodeChunk(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
