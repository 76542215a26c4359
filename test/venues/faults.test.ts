// A live market when things go wrong: for each fault, every bar of the exchange comes once, in order,
// as it was, and what comes after the fault is as if it had not been.
import { describe, expect, it } from 'vitest'
import type { Exchange } from '../exchange/exchange.ts'
import { type Act, byFeed, expected, type LiveTest, liveTest, PAST } from './live.ts'

const BARS = 12

const openTimeOf = ({ openTime }: { readonly openTime: number }) => openTime

interface Fault {
  readonly name: string
  readonly acts: (exchange: Exchange) => readonly Act[]
  /** What must have been noticed, so that the fault cannot have missed its aim. */
  readonly seen: (test: LiveTest) => void
}

const hasTrouble =
  (pattern: RegExp) =>
  ({ troubles }: LiveTest) =>
    expect(troubles.join('\n')).toMatch(pattern)

const hasRecord =
  (reason: string) =>
  ({ records }: LiveTest) =>
    expect(records.map((one) => one.reason)).toContain(reason)

const connectedAgain = (times: number) => (test: LiveTest) => {
  expect(test.exchange.connections).toBeGreaterThan(times)
  // Each connection asks anew.
  const subscriptions = test.exchange.asked.filter((frame) => frame.includes('SUBSCRIBE'))
  expect(subscriptions).toHaveLength(test.exchange.connections)
}

/** Everything fails from one moment to the other. */
const between = (from: number, to: number, on: () => void, off: () => void): readonly Act[] => [
  [from, on],
  [to, off],
]

/** The bars that close meanwhile have to come from the history, which answers as `prepare` says. */
const missing = ({ faults }: Exchange, prepare: () => void): readonly Act[] =>
  between(
    2.9,
    4.5,
    () => {
      faults.isMute = true
      prepare()
    },
    () => {
      faults.isMute = false
    },
  )

const allAnswersUsed = ({ exchange }: LiveTest) => expect(exchange.faults.answers).toEqual([])

const FAULTS: readonly Fault[] = [
  {
    name: 'a broken connection',
    acts: (exchange) => [[2.5, () => exchange.disconnect()]],
    seen: connectedAgain(1),
  },
  {
    name: 'a connection that breaks as bars close, again and again',
    acts: (exchange) => [1.99, 2.99, 3.99, 5.99].map((at) => [at, () => exchange.disconnect()]),
    seen: connectedAgain(4),
  },
  {
    name: 'a half-open connection',
    acts: (exchange) => [[2.2, () => exchange.vanish()]],
    seen: hasTrouble(/nothing came for/),
  },
  {
    name: 'a connection that answers and sends no data',
    acts: (exchange) => {
      const { faults } = exchange
      return between(
        2.2,
        6.5,
        () => {
          faults.isMute = true
        },
        () => {
          faults.isMute = false
        },
      )
    },
    seen: hasTrouble(/it sent no data for/),
  },
  {
    name: 'an exchange that turns connections away',
    acts: (exchange) =>
      between(
        2.5,
        5.5,
        () => {
          exchange.faults.upgradeStatus = 503
          exchange.disconnect()
        },
        () => {
          exchange.faults.upgradeStatus = null
        },
      ),
    seen: hasTrouble(/status 503/),
  },
  {
    name: 'frames that come twice',
    acts: ({ faults }) => [
      [
        1.5,
        () => {
          faults.isDoubling = true
        },
      ],
    ],
    seen: hasRecord('duplicate'),
  },
  {
    name: 'closed bars that overtake each other',
    acts: ({ faults }) => [
      [
        1.5,
        () => {
          faults.isReordering = true
        },
      ],
    ],
    seen: hasRecord('stale'),
  },
  {
    name: 'frames cut short',
    acts: ({ faults }) =>
      between(
        2.5,
        6.5,
        () => {
          faults.mangle = (frame) => frame.slice(0, frame.length / 2)
        },
        () => {
          faults.mangle = null
        },
      ),
    seen: () => {},
  },
  {
    name: 'frames with wrong characters',
    acts: ({ faults }) =>
      between(
        2.5,
        6.5,
        () => {
          faults.mangle = (frame) => frame.replace(/"[ohlc]":"\d+/g, (found) => `${found}x`)
        },
        () => {
          faults.mangle = null
        },
      ),
    seen: () => {},
  },
  {
    name: 'bars with impossible figures',
    acts: ({ faults }) =>
      between(
        2.5,
        6.5,
        () => {
          faults.mangle = (frame) => frame.replace(/"h":"[\d.]+"/, '"h":"0.00000001"')
        },
        () => {
          faults.mangle = null
        },
      ),
    seen: hasRecord('inconsistent'),
  },
  {
    name: 'frames that drip in',
    acts: ({ faults }) => [
      [
        1.5,
        () => {
          faults.dripMs = 900
        },
      ],
    ],
    seen: () => {},
  },
  {
    name: 'too many requests (429) while the history is needed',
    acts: (exchange) =>
      missing(exchange, () => {
        exchange.faults.answers.push({ status: 429, retryAfter: 5 }, { status: 429 })
      }),
    seen: allAnswersUsed,
  },
  {
    name: 'a ban (418) with a time to wait',
    acts: (exchange) =>
      missing(exchange, () => {
        exchange.faults.answers.push({ status: 418, retryAfter: 20 })
      }),
    seen: allAnswersUsed,
  },
  {
    name: 'answers that are errors, broken off, cut short and no JSON',
    acts: (exchange) =>
      missing(exchange, () => {
        const page = { status: 200, body: '<html>' }
        exchange.faults.answers.push({ status: 503 }, 'reset', { status: 500 }, 'truncated', page)
      }),
    seen: (test) => {
      allAnswersUsed(test)
      hasTrouble(/does not answer/)(test)
    },
  },
  {
    name: 'an answer that never comes',
    acts: (exchange) =>
      missing(exchange, () => {
        exchange.faults.answers.push('hang')
      }),
    seen: hasTrouble(/nothing for 15 s/),
  },
  {
    name: 'an exchange that is not there at all for a while',
    acts: (exchange) =>
      between(
        2.5,
        6.2,
        () => {
          Object.assign(exchange.faults, { isRestDown: true, upgradeStatus: 502 })
          exchange.disconnect()
        },
        () => {
          Object.assign(exchange.faults, { isRestDown: false, upgradeStatus: null })
        },
      ),
    seen: hasTrouble(/does not answer/),
  },
]

describe('a live market loses no bar and doubles none through', () => {
  it.each(FAULTS)('$name', async ({ acts, seen }) => {
    const test = await liveTest({ bars: BARS + 30 })
    const instants = await test.play(BARS, acts(test.exchange))
    const got = byFeed(instants, 2).map((bars) => bars.slice(0, BARS))
    expect(got).toEqual(expected(test.listed, BARS))
    seen(test)
  })

  it.each([
    ['ahead of', 3000],
    ['behind', -3000],
    ['far ahead of', 8000],
    ['far behind', -8000],
  ])('a venue whose clock is %s ours', async (_name, aheadMs) => {
    const test = await liveTest({ bars: BARS + 10, aheadMs })
    const instants = await test.play(BARS, [[3.5, () => test.exchange.disconnect()]])
    for (const [feed, bars] of byFeed(instants, 2).entries()) {
      // By our clock a bar may have ended that by the venue's has not, or the other way round.
      const times = [...test.market.past[feed]!.columns.openTime, ...bars.map(openTimeOf)]
      expect(times).toEqual(test.listed[feed]!.bars.slice(0, times.length).map(openTimeOf))
      expect(times.length).toBeGreaterThanOrEqual(PAST + BARS - 1)
    }
  })

  it('a machine whose clock is an hour ahead: the bars are there, and all of them are stale', async () => {
    const test = await liveTest({ bars: BARS + 40, aheadMs: -3_600_000, pastBars: 100 })
    const instants = await test.play(BARS)
    for (const [feed, bars] of byFeed(instants, 2).entries()) {
      const times = [...test.market.past[feed]!.columns.openTime, ...bars.map(openTimeOf)]
      const first = test.listed[feed]!.bars.findIndex(({ openTime }) => openTime === times[0])
      expect(times).toEqual(
        test.listed[feed]!.bars.slice(first, first + times.length).map(openTimeOf),
      )
      expect(bars.length).toBeGreaterThanOrEqual(BARS)
    }
    expect(
      instants.every(({ bars, stale }) => bars.every(({ feed }) => stale.includes(feed))),
    ).toBe(true)
  })
})
