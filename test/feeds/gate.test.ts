// What the quality gate keeps out, rule by rule: each row is a history that is good and one event
// that is not, and each rule has its row of what it just lets pass.
import { describe, expect, it } from 'vitest'
import { REJECTIONS } from '#host/feeds/checks/check.ts'
import type { MarketEvent } from '#host/feeds/market-event.ts'
import {
  bar,
  book,
  flatBar,
  hoursOf,
  judge,
  MINUTE,
  quote,
  SYMBOL,
  status,
  T0,
  trade,
  watchedGate,
} from './support.ts'

const { NaN: NAN, POSITIVE_INFINITY: INFINITY } = Number
const at = (ms: number) => T0 + ms

/** Trades, quotes or bars that are good, by which the clocks and the price level are known. */
const steady = [0, 100, 200, 300].map((ms) => trade(ms, 100))

type Row = readonly [name: string, before: readonly MarketEvent[], event: unknown, detail: string]

const REJECTED: Readonly<Record<string, readonly Row[]>> = {
  schema: [
    ['of no known type', [], { ...trade(0, 100), type: 'candle' }, 'no event of type candle'],
    [
      'that is not of the symbol',
      [],
      trade(0, 100, { symbol: 'ETHUSDT' }),
      'BTCUSDT, received "ETH',
    ],
    ['whose price is text', [], { ...trade(0, 100), price: '100' }, 'received "100" (string)'],
    [
      'without a quantity',
      [],
      { ...trade(0, 100), quantity: undefined },
      'quantity to be a number',
    ],
    ['with an unknown side', [], { ...trade(0, 100), aggressor: 'SELL' }, '"buy", "sell" or null'],
    ['that does not say when', [], trade(0, 100, { exchangeTime: NAN }), 'exchangeTime to be'],
    ['without a receive time', [], quote(0, 99, 101, { receiveTime: NAN }), 'receiveTime to be'],
    ['of no length', [], flatBar(0, 100, { intervalMs: 0 }), 'intervalMs to be above 0'],
    ['with levels that are none', [], { ...book('snapshot', 1), bids: [['1', '2']] }, 'bids to be'],
    [
      'of an unknown status',
      [],
      { ...status(0, 'lost'), status: 'gone' },
      'connected, lost, halted',
    ],
  ],
  'non-finite': [
    ['trade without a price', [], trade(0, NAN), 'price is NaN'],
    [
      'trade of endless quantity',
      [],
      trade(0, 100, { quantity: INFINITY }),
      'quantity is Infinity',
    ],
    ['bar without a high', [], bar(0, [100, NAN, 99, 100]), 'high is NaN'],
    ['bar without a volume', [], flatBar(0, 100, { volume: NAN }), 'volume is NaN'],
    ['bid without its quantity', [], quote(0, 99, 101, { bidQuantity: NAN }), 'bid is 99, its q'],
    ['level of no price', [], book('snapshot', 1, { asks: [[NAN, 1]] }), 'an ask is NaN'],
  ],
  'non-positive': [
    ['trade at 0', [], trade(0, 0), 'price is 0'],
    ['trade of nothing', [], trade(0, 100, { quantity: 0 }), 'quantity is 0'],
    ['bar with a low of 0', [], bar(0, [100, 101, 0, 100]), 'low is 0'],
    ['bar of negative volume', [], flatBar(0, 100, { volume: -1 }), 'volume is -1'],
    ['quote with a bid of 0', [], quote(0, 0, 101), 'bid is 0'],
    ['snapshot with an empty level', [], book('snapshot', 1, { bids: [[99, 0]] }), 'a bid is 99'],
  ],
  inconsistent: [
    [
      'bar with its high below its low',
      [],
      bar(0, [100, 99, 101, 100]),
      'high 99 is below low 101',
    ],
    [
      'bar that opens above its high',
      [],
      bar(0, [102, 101, 99, 100]),
      'high 101 is below open 102',
    ],
    [
      'bar that closes below its low',
      [],
      bar(0, [100, 101, 99, 98]),
      'low 99 is above open 100 or',
    ],
    ['change that ends before it begins', [], book('delta', 5, { firstId: 6 }), 'first update 6'],
  ],
  crossed: [
    ['quote', [], quote(0, 101, 100), 'bid 101 is above ask 100'],
    ['snapshot', [], book('snapshot', 1, { bids: [[101, 1]], asks: [[101, 1]] }), 'not below ask'],
  ],
  future: [
    [
      'trade from 3 s ahead',
      steady,
      trade(3400, 100, { receiveTime: at(420) }),
      'stamped 3000 ms ahead',
    ],
    [
      'bar that is said to be closed halfway',
      [],
      flatBar(0, 100, { exchangeTime: at(30_000), receiveTime: at(30_020) }),
      'closed 30000 ms before its end',
    ],
    [
      'bar that has not begun',
      [],
      flatBar(5, 100, { isClosed: false, exchangeTime: at(0), receiveTime: at(20) }),
      'it begins 300000 ms from now',
    ],
  ],
  stale: [
    [
      'trade that was under way for 6 s',
      steady,
      trade(400, 100, { receiveTime: at(6420) }),
      'under way for 6000 ms',
    ],
    [
      'first event, a quarter of an hour old',
      [],
      quote(0, 99, 101, { receiveTime: at(900_000) }),
      'under way for 890000 ms',
    ],
  ],
  duplicate: [
    ['trade', [trade(0, 100, { id: 7 })], trade(0, 100, { id: 7 }), 'trade 7 came before'],
    ['bar', [flatBar(0, 100)], flatBar(0, 100), 'the bar of 2025-01-01T00:00:00.000Z came before'],
  ],
  revised: [
    [
      'bar',
      [flatBar(0, 100)],
      flatBar(0, 100, { volume: 11 }),
      'as 100 100 100 100 10, now as 100 100 100 100 11',
    ],
  ],
  'out-of-order': [
    ['trade', [trade(1000, 100)], trade(749, 100), '251 ms older'],
    ['quote', [quote(1000, 99, 101)], quote(999, 99, 101), '1 ms older'],
    ['bar', [flatBar(0, 100), flatBar(2, 100)], flatBar(1, 100), 'after that of 2025-01-01T00:02'],
    [
      'forming bar of a closed one',
      [flatBar(1, 100)],
      flatBar(1, 100, { isClosed: false }),
      'the bar of 2025-01-01T00:01',
    ],
  ],
  outlier: [
    ['closed bar', [flatBar(0, 100)], flatBar(1, 200), '200 is 100 % from the last good price 100'],
    ['forming bar', [flatBar(0, 100)], flatBar(1, 200, { isClosed: false }), '200 is 100 % from'],
  ],
}

describe('the gate keeps out', () => {
  it('something for every reason there is', () => {
    expect(Object.keys(REJECTED).sort()).toEqual([...REJECTIONS].sort())
  })

  for (const [reason, rows] of Object.entries(REJECTED)) {
    it.each(rows.map((row) => [...row]))(`${reason}: %s`, (_, before, event, detail) => {
      const { gate, passed, records } = judge([...before, event])
      expect(passed).toEqual(before)
      const rejected = records.filter(({ verdict }) => verdict === 'rejected')
      expect(rejected).toHaveLength(1)
      expect(rejected[0]).toMatchObject({ reason, symbol: SYMBOL })
      expect(rejected[0]!.event).toBe(event)
      expect(rejected[0]!.detail).toContain(detail)
      expect(gate.counts.reasons.get(reason as never)).toBe(1)
      expect(gate.counts.rejected).toBe(1)
    })
  }
})

describe('the gate lets pass', () => {
  const PASSED: readonly (readonly [name: string, events: readonly MarketEvent[]])[] = [
    ['a bar without trades', [flatBar(0, 100, { volume: 0 })]],
    ['a locked quote', [quote(0, 100, 100)]],
    ['a quote with one side', [quote(0, 99, NAN, { askQuantity: NAN })]],
    ['a quote without a time', [quote(0, 99, 101), quote(1, 99, 101, { exchangeTime: NAN })]],
    ['two trades alike where they have no numbers', [trade(0, 100), trade(0, 100)]],
    ['a trade that is 250 ms late', [trade(1000, 100), trade(750, 100)]],
    ['a trade that was 5 s under way', [...steady, trade(400, 100, { receiveTime: at(5420) })]],
    [
      'bars of the past that are loaded to catch up',
      [0, 1, 2].map((n) => flatBar(n, 100, { exchangeTime: NAN, receiveTime: at(3_600_000) })),
    ],
    [
      'a bar of an hour beside those of minutes',
      [
        ...[58, 59].map((n) => flatBar(n, 100)),
        flatBar(0, 100, { ...flatBar(59, 100), openTime: T0, intervalMs: 60 * MINUTE }),
        flatBar(60, 100),
      ],
    ],
    [
      'a bar that forms and closes',
      [
        flatBar(0, 100, { isClosed: false, exchangeTime: at(10), receiveTime: at(30) }),
        bar(0, [100, 101, 99, 100]),
      ],
    ],
    ['a change that empties a level', [book('delta', 1, { bids: [[99, 0]] })]],
  ]

  it.each(PASSED)('%s', (_, events) => {
    const { passed, verdicts } = judge(events)
    expect(passed).toEqual(events)
    expect(verdicts()).toEqual([])
  })
})

describe('the gate tells, but lets pass', () => {
  it('bars that are missing, how many and from when on', () => {
    const { passed, records } = judge([flatBar(0, 100), flatBar(4, 100)])
    expect(passed).toHaveLength(2)
    expect(records.map(({ reason, detail }) => [reason, detail])).toEqual([
      ['gap', '3 bars missing from 2025-01-01T00:01:00.000Z on'],
    ])
  })

  it('no bars of hours in which the market is closed', () => {
    // Open in the minutes 0 to 4 and 100 to 104.
    const hours = hoursOf(
      [0, 100].map((n) => ({ start: at(n * MINUTE), end: at((n + 5) * MINUTE) })),
    )
    const { gate, records } = watchedGate({}, { hours })
    for (const n of [0, 1, 2, 3, 4, 100, 101, 104]) gate.take(flatBar(n, 100))
    expect(records.map(({ detail }) => detail)).toEqual([
      '2 bars missing from 2025-01-01T01:42:00.000Z on',
    ])
  })

  it('trades that are missing, once the venue is known to number them without holes', () => {
    const numbered = Array.from({ length: 102 }, (_, i) => trade(i, 100, { id: i }))
    const { records } = judge([...numbered, trade(200, 100, { id: 105 })])
    expect(records.map(({ detail }) => detail)).toEqual(['3 trades missing: 102 to 104'])
    const jumping = Array.from({ length: 102 }, (_, i) => trade(i, 100, { id: 3 * i }))
    expect(judge(jumping).verdicts()).toEqual([])
  })

  it('a volume of more than fifty times the median of an hour', () => {
    const hour = Array.from({ length: 60 }, (_, n) => flatBar(n, 100, { volume: 1 + (n % 3) }))
    const usual = judge([...hour, flatBar(60, 100, { volume: 100 })])
    expect(usual.verdicts()).toEqual([])
    const { passed, records } = judge([...hour, flatBar(60, 100, { volume: 101 })])
    expect(passed).toHaveLength(61)
    expect(records[0]).toMatchObject({ reason: 'volume-spike' })
    expect(records[0]!.detail).toBe('volume 101 is 51 times the usual 2')
  })

  it('a wick of more than a tenth of the price', () => {
    expect(judge([bar(0, [100, 109.9, 100, 100])]).verdicts()).toEqual([])
    expect(judge([bar(0, [100, 111, 100, 100])]).verdicts()).toEqual(['flagged wick'])
    expect(judge([bar(0, [100, 100, 90, 100])]).verdicts()).toEqual(['flagged wick'])
  })

  it('a clock that is a second off, once', () => {
    const events = Array.from({ length: 9 }, (_, i) =>
      trade(100 * i, 100, { receiveTime: at(100 * i - 1270) }),
    )
    const { passed, records } = judge(events)
    expect(passed).toHaveLength(9)
    expect(records.map(({ detail }) => detail)).toEqual([
      "this machine's clock is at least 1270 ms behind the venue's",
    ])
  })
})
