// The bad-tick filter: one print that is far off is bad, some that agree are the market.
import { describe, expect, it } from 'vitest'
import { DEFAULT_GATE_RULES } from '#host/feeds/gate-rules.ts'
import type { TradeEvent } from '#host/feeds/market-event.ts'
import { flatBar, judge, MINUTE, quote, T0, trade, watchedGate } from './support.ts'

/** One trade every 100 ms at these prices. */
const prints = (...prices: readonly number[]) => prices.map((price, i) => trade(100 * i, price))
const prices = (events: readonly unknown[]) => events.map((event) => (event as TradeEvent).price)

describe('a trade far from the last', () => {
  it('is bad when the next one is where the market was', () => {
    const { passed, records } = judge(prints(100, 50, 100.1))
    expect(prices(passed)).toEqual([100, 100.1])
    expect(records).toHaveLength(1)
    expect(records[0]!.detail).toBe('50 is 100 % from the last good price 100; the limit is 1.01 %')
  })

  it('waits, and passes with the others when three agree', () => {
    const { gate, passed, verdicts } = watchedGate()
    const seen: number[] = []
    for (const print of prints(100, 90, 90.2, 90.1, 90)) {
      gate.take(print)
      seen.push(passed.length)
    }
    expect(seen).toEqual([1, 1, 1, 4, 5])
    expect(prices(passed)).toEqual([100, 90, 90.2, 90.1, 90])
    expect(verdicts()).toEqual([])
  })

  it('is contradicted by one that is far from both', () => {
    const { passed, verdicts } = judge(prints(100, 50, 150, 150, 150))
    expect(prices(passed)).toEqual([100, 150, 150, 150])
    expect(verdicts()).toEqual(['rejected outlier'])
  })

  it('is bad when nothing comes to confirm it within ten seconds', () => {
    const { gate, passed, verdicts } = watchedGate()
    for (const print of prints(100, 50)) gate.take(print)
    gate.pass(T0 + 10_120)
    expect(verdicts()).toEqual([])
    gate.pass(T0 + 10_121)
    expect(verdicts()).toEqual(['rejected outlier'])
    expect(prices(passed)).toEqual([100])
  })

  it('is believed where the market has been quiet for long: the limit grows with time', () => {
    // 1 % and another 1 % for every ten seconds: 13 % after two minutes.
    const { passed } = judge([trade(0, 100), trade(2 * MINUTE, 112.9)])
    expect(prices(passed)).toEqual([100, 112.9])
    expect(judge([trade(0, 100), trade(2 * MINUTE, 113.1)]).passed).toHaveLength(1)
  })

  it('never locks the gate up, even if the first price ever was the bad one', () => {
    expect(prices(judge(prints(1, 100, 100, 100, 100)).passed)).toEqual([1, 100, 100, 100, 100])
  })

  it('is measured by the steps that the symbol usually makes', () => {
    // Steps of 0.2 %: twenty times that would be 4 %, once they are known to be usual.
    const lively = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 100 : 100.2))
    const { passed } = judge(prints(...lively, 103.9))
    expect(passed).toHaveLength(401)
    expect(judge(prints(...lively, 104.3)).passed).toHaveLength(400)
  })

  it('passes with a remark where the rules say so', () => {
    const { trade: rule, ...others } = DEFAULT_GATE_RULES.outlier
    const { passed, verdicts } = judge(prints(100, 50, 100), {
      outlier: { ...others, trade: { ...rule, action: 'flag' } },
    })
    expect(prices(passed)).toEqual([100, 50, 100])
    expect(verdicts()).toEqual(['flagged outlier'])
  })
})

describe('a quote far from the last', () => {
  it('is measured by its middle, and one side alone is no measure', () => {
    const oneSided = quote(300, 1, Number.NaN, { askQuantity: Number.NaN })
    const events = [quote(0, 99, 101), quote(100, 1, 101), quote(200, 99, 101), oneSided]
    const { passed, verdicts } = judge(events)
    expect(passed).toEqual([events[0], events[2], events[3]])
    expect(verdicts()).toEqual(['rejected outlier'])
  })
})

describe('a bar far from the last', () => {
  it('is kept out, and the next one at its level is let in', () => {
    const events = [100, 200, 202, 203].map((price, n) => flatBar(n, price))
    const { passed, verdicts } = judge(events)
    expect(passed).toEqual([events[0], events[2], events[3]])
    expect(verdicts()).toEqual(['rejected outlier', 'flagged gap'])
  })

  it('is measured by the bars that are missing before it', () => {
    // A quarter next to the last one, and another quarter for each that is missing.
    expect(judge([flatBar(0, 100), flatBar(1, 124)]).passed).toHaveLength(2)
    expect(judge([flatBar(0, 100), flatBar(1, 126)]).passed).toHaveLength(1)
    expect(judge([flatBar(0, 100), flatBar(3, 174)]).passed).toHaveLength(2)
    expect(judge([flatBar(0, 100), flatBar(3, 176)]).passed).toHaveLength(1)
  })

  it('does not confirm itself by being sent again', () => {
    const bad = flatBar(1, 200)
    const { passed } = judge([flatBar(0, 100), bad, bad, bad, flatBar(2, 100)])
    expect(passed).toHaveLength(2)
  })

  it('lets the next one form at its level', () => {
    const forming = flatBar(2, 201, { isClosed: false, exchangeTime: T0 + 121_000 })
    const events = [flatBar(0, 100), flatBar(1, 200), { ...forming, receiveTime: T0 + 121_020 }]
    expect(judge(events).passed).toEqual([events[0], events[2]])
  })
})
