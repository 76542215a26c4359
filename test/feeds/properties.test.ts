// What must hold of any stream of events, good or bad: nothing is lost, nothing bad passes, bars are
// the same however the trades come in.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BarBuilder, type BuiltBar, type Print } from '#host/feeds/bar-builder.ts'
import { utcGrid } from '#host/feeds/bar-grid.ts'
import { BarMerger } from '#host/feeds/bar-merger.ts'
import type { MarketEvent, QuoteEvent, TradeEvent } from '#host/feeds/market-event.ts'
import { bar, MINUTE, quote, T0, trade, watchedGate } from './support.ts'

/** Mostly sane, sometimes anything. */
const price = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: 99, max: 101, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -5, 50, 200, Number.NaN, Number.POSITIVE_INFINITY) },
)
const amount = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: 0.001, max: 10, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -1, Number.NaN) },
)
/** Ms by which an event is older than the stream, or newer. */
const shift = fc.oneof(
  { weight: 8, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: -20_000, max: 5000 }) },
)

const kinds = {
  trade: fc.record({ price, quantity: amount, id: fc.integer({ min: 0, max: 300 }) }),
  quote: fc.record({ bid: price, bidQuantity: amount, ask: price, askQuantity: amount }),
  bar: fc.tuple(price, price, price, price),
}

const events: fc.Arbitrary<MarketEvent[]> = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 0, max: 20_000 }),
      shift,
      delay: fc.oneof(fc.constant(20), fc.integer({ min: -3000, max: 15_000 })),
      what: fc.oneof(
        kinds.trade.map((fields) => ({ type: 'trade' as const, fields })),
        kinds.quote.map((fields) => ({ type: 'quote' as const, fields })),
        kinds.bar.map((fields) => ({ type: 'bar' as const, fields })),
      ),
    }),
    { maxLength: 150 },
  )
  .map((list) => {
    let now = 0
    return list.map(({ gap, shift: ms, delay, what }) => {
      now += gap
      const at = Math.max(0, now + ms)
      const stamp = { receiveTime: T0 + at + delay }
      if (what.type === 'trade') return trade(at, what.fields.price, { ...what.fields, ...stamp })
      if (what.type === 'quote') {
        return quote(at, what.fields.bid, what.fields.ask, { ...what.fields, ...stamp })
      }
      const n = Math.floor(at / MINUTE)
      return bar(n, what.fields, { exchangeTime: T0 + at, ...stamp, isClosed: at % 2 === 0 })
    })
  })

describe('a gate', () => {
  it('loses nothing: what passed, what was rejected and what waits is what came', () => {
    fc.assert(
      fc.property(events, (list) => {
        const { gate, passed, records } = watchedGate()
        for (const event of list) gate.take(event)
        const { counts } = gate
        const waiting = counts.received - counts.passed - counts.rejected
        expect(waiting).toBeGreaterThanOrEqual(0)
        expect(waiting).toBeLessThanOrEqual(4)
        // Long after, nothing waits any more.
        gate.pass(T0 + 1e9)
        const rejected = records.filter(({ verdict }) => verdict === 'rejected')
        expect(counts.received).toBe(list.length)
        expect(counts.passed).toBe(passed.length)
        expect(counts.rejected).toBe(rejected.length)
        expect([...counts.reasons.values()].reduce((a, b) => a + b, 0)).toBe(rejected.length)
        expect(passed.length + rejected.length).toBe(list.length)
        expect(new Set([...passed, ...rejected.map(({ event }) => event)]).size).toBe(list.length)
      }),
    )
  })

  it('never passes what a strict checker calls bad', () => {
    fc.assert(
      fc.property(events, (list) => {
        const { gate, passed } = watchedGate()
        for (const event of list) gate.take(event)
        expect(faultsOf(passed)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('says the same of the same events, whenever it is told the time in between', () => {
    fc.assert(
      fc.property(events, (list) => {
        const [plain, timed] = [watchedGate(), watchedGate()]
        for (const event of list) {
          plain.gate.take(event)
          timed.gate.pass(event.receiveTime)
          timed.gate.take(event)
        }
        expect(timed.passed).toEqual(plain.passed)
      }),
    )
  })
})

/** Written apart from the gate's own checks: over the whole stream that passed. */
function faultsOf(passed: readonly MarketEvent[]): string[] {
  const faults: string[] = []
  const trades = passed.filter((event): event is TradeEvent => event.type === 'trade')
  const quotes = passed.filter((event): event is QuoteEvent => event.type === 'quote')
  const isGood = (...values: number[]) => values.every((value) => value > 0 && value < 1e300)
  let latest = 0
  const ids = new Set<number>()
  for (const { price: at, quantity, exchangeTime, id } of trades) {
    if (!isGood(at, quantity)) faults.push(`trade of ${quantity} at ${at}`)
    if (ids.has(id)) faults.push(`trade ${id} twice`)
    if (exchangeTime < latest - 250) faults.push(`trade ${latest - exchangeTime} ms late`)
    ids.add(id)
    latest = Math.max(latest, exchangeTime)
  }
  for (const { bid, bidQuantity, ask, askQuantity } of quotes) {
    const sides = [
      [bid, bidQuantity],
      [ask, askQuantity],
    ] as const
    for (const [at, quantity] of sides) {
      if (!isGood(at, quantity) && !(Number.isNaN(at) && Number.isNaN(quantity)))
        faults.push(`quote of ${quantity} at ${at}`)
    }
    if (bid > ask) faults.push(`bid ${bid} above ask ${ask}`)
  }
  let closed = -1
  for (const event of passed) {
    if (event.type !== 'bar') continue
    const { open, high, low, close, openTime, isClosed } = event
    if (!isGood(open, high, low, close)) faults.push('bar without a price')
    if (high !== Math.max(open, high, low, close)) faults.push('bar above its high')
    if (low !== Math.min(open, high, low, close)) faults.push('bar below its low')
    if (openTime <= closed) faults.push('bar of the past')
    if (isClosed) closed = openTime
  }
  return faults
}

/** Trades in order, but for some that come up to half a second late. */
const prints: fc.Arbitrary<Print[]> = fc
  .array(
    fc.record({
      gap: fc.oneof(fc.integer({ min: 0, max: 3000 }), fc.constant(200_000)),
      late: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 500 })),
      price: fc.integer({ min: 1, max: 1000 }),
      quantity: fc.integer({ min: 1, max: 9 }),
    }),
    { minLength: 1, maxLength: 200 },
  )
  .map((list) => {
    let now = T0
    return list.map(({ gap, late, price: at, quantity }) => {
      now += gap
      return { time: now - late, price: at, quantity }
    })
  })

function built(list: readonly Print[], graceMs: number, cuts: ReadonlySet<number> = new Set()) {
  const bars: BuiltBar[] = []
  const refused: Print[] = []
  const builder = new BarBuilder({
    grid: utcGrid(10_000),
    graceMs,
    listener: { bar: (one) => bars.push(one), refused: (print) => refused.push(print) },
  })
  let latest = 0
  for (const [i, print] of list.entries()) {
    builder.take(print)
    latest = Math.max(latest, print.time)
    // A batch ends: the time that it has brought is told once more.
    if (cuts.has(i)) builder.pass(latest)
  }
  builder.pass(latest + 1e6)
  return { bars, refused }
}

describe('bars of trades', () => {
  it('are the same however the trades are split into batches', () => {
    fc.assert(
      fc.property(prints, fc.uniqueArray(fc.nat(199)), (list, cuts) => {
        expect(built(list, 300, new Set(cuts))).toEqual(built(list, 300))
      }),
    )
  })

  it('hold every trade that was not refused once, and are in order, within their grid', () => {
    fc.assert(
      fc.property(prints, fc.constantFrom(0, 300, 600), (list, graceMs) => {
        const { bars, refused } = built(list, graceMs)
        const accepted = list.filter((print) => !refused.includes(print))
        expect(bars.reduce((sum, one) => sum + one.count, 0)).toBe(accepted.length)
        if (graceMs === 600) expect(refused).toEqual([])
        for (const [i, one] of bars.entries()) {
          const inside = accepted.filter(({ time }) => time >= one.openTime && time < one.closeTime)
          const levels = inside.map((print) => print.price)
          expect(one.openTime % 10_000).toBe(0)
          expect(one.openTime).toBeGreaterThan(bars[i - 1]?.openTime ?? 0)
          expect(one.count).toBe(inside.length)
          expect(one.high).toBe(Math.max(...levels))
          expect(one.low).toBe(Math.min(...levels))
          expect(one.volume).toBe(inside.reduce((sum, { quantity }) => sum + quantity, 0))
          const first = Math.min(...inside.map(({ time }) => time))
          const last = Math.max(...inside.map(({ time }) => time))
          expect(one.open).toBe(inside.find(({ time }) => time === first)!.price)
          expect(one.close).toBe(inside.findLast(({ time }) => time === last)!.price)
        }
      }),
    )
  })

  it('made longer are the bars that the trades make at once', () => {
    fc.assert(
      fc.property(prints, (list) => {
        const merged: BuiltBar[] = []
        const merger = new BarMerger({
          grid: utcGrid(60_000),
          graceMs: 0,
          listener: { bar: (one) => merged.push(one), refused: () => expect.unreachable() },
        })
        const { bars, refused } = built(list, 600)
        expect(refused).toEqual([])
        for (const one of bars) merger.take(one)
        merger.pass(T0 + 1e9)
        const long: BuiltBar[] = []
        const builder = new BarBuilder({
          grid: utcGrid(60_000),
          graceMs: 600,
          listener: { bar: (one) => long.push(one), refused: () => expect.unreachable() },
        })
        for (const print of list) builder.take(print)
        builder.pass(T0 + 1e9)
        const figures = (one: BuiltBar) => ({ ...one, count: 0 })
        expect(merged.map(figures)).toEqual(long.map(figures))
      }),
    )
  })
})
