// What holds for every run, whatever the market does and the script says.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Trade } from '#sdk/domain.ts'
import {
  type Bar,
  EXACT_SIZES,
  PLAIN,
  type RandomRun,
  runBars,
  someBars,
  someBroker,
  someDraws,
  someStrategy,
} from '../support/random-run.ts'

const anyRun = [someBars, someStrategy, someBroker, someDraws()] as const
const isNear = (a: number, b: number) => Math.abs(a - b) <= 1e-7 * Math.max(1, Math.abs(a))

describe('money', () => {
  it('equity is cash plus the position at the close, reckoned from the fills alone', () => {
    fc.assert(
      fc.property(...anyRun, (bars, strategy, broker, draws) => {
        let cash = 10_000
        let open = 0
        let lastClose = Number.NaN
        let close = Number.NaN
        runBars(bars, {
          strategy,
          broker,
          draws,
          onBar: (bar, { account, state }, when) => {
            if (when === 'before') {
              lastClose = close
              close = bar.close
            } else {
              expect(isNear(account.cash, cash)).toBe(true)
              expect(isNear(state.cash, cash)).toBe(true)
              const { position } = state
              expect(isNear(position === null ? 0 : position.sign * position.quantity, open)).toBe(
                true,
              )
            }
          },
          onFact: (fact) => {
            if (fact.type !== 'filled') return
            const { side, quantity, price, fee } = fact.fill
            const signed = side === 'buy' ? quantity : -quantity
            open += signed
            cash -= signed * price + fee
          },
          // A bar whose last minutes are missing closes before the bar at hand: at the close before.
          onEquity: (time, equity, slot) => {
            const mark = time <= slot.bar.openTime ? lastClose : close
            expect(isNear(equity, cash + (isNear(open, 0) ? 0 : open * mark))).toBe(true)
          },
        })
      }),
      { numRuns: 150 },
    )
  })

  it('the trades’ profits are the change of cash, their fees the fills’ fees', () => {
    fc.assert(
      fc.property(...anyRun, (bars, strategy, broker, draws) => {
        const trades: Trade[] = []
        let fees = 0
        const slot = runBars(bars, {
          strategy,
          broker,
          draws,
          onFact: (fact) => {
            if (fact.type === 'tradeClosed') trades.push(fact.trade)
            if (fact.type === 'filled') fees += fact.fill.fee
          },
        })
        const pnl = trades.reduce((sum, trade) => sum + trade.pnl, 0)
        expect(slot.state.position).toBeNull()
        expect(isNear(10_000 + pnl, slot.account.cash)).toBe(true)
        expect(
          isNear(
            trades.reduce((sum, trade) => sum + trade.fees, 0),
            fees,
          ),
        ).toBe(true)
        expect(trades.map(({ id }) => id)).toEqual(trades.map((_, i) => i + 1))
        for (const { mae, mfe, entryTime, exitTime } of trades) {
          expect(mae >= 0 && mfe >= 0 && exitTime >= entryTime).toBe(true)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('no entry is larger than the order, nor than equity × leverage can bear', () => {
    fc.assert(
      fc.property(...anyRun, (bars, strategy, broker, draws) => {
        let equity = 10_000
        let wanted = 0
        runBars(bars, {
          strategy,
          broker,
          draws,
          onFact: (fact, slot) => {
            if (fact.type === 'entryPlaced') wanted = fact.order.quantity
            if (fact.type === 'filled' && fact.fill.isEntry) {
              const { quantity, price, side, fee } = fact.fill
              expect(quantity).toBeLessThanOrEqual(wanted)
              const needed = quantity * price + (side === 'buy' ? fee : 0)
              expect(needed).toBeLessThanOrEqual(equity * broker.leverage * (1 + 1e-9))
            }
            // Flat, equity is cash: what the next entry is measured by.
            if (fact.type === 'tradeClosed') equity = slot.account.cash
          },
        })
      }),
      { numRuns: 150 },
    )
  })
})

describe('orders', () => {
  it('a state has its own orders and no others', () => {
    fc.assert(
      fc.property(...anyRun, (bars, strategy, broker, draws) => {
        runBars(bars, {
          strategy,
          broker,
          draws,
          onBar: (_, { state: s }) => {
            expect(s.position !== null).toBe(s.state === 'InTrade')
            // What is left of an entry of which a part has filled waits in InTrade.
            if (s.entry !== null) {
              expect(s.state).toBe(s.entry.filled > 0 ? 'InTrade' : 'CloseWatch')
            }
            if (s.exit !== null) expect(s.state).toBe('InTrade')
          },
        })
      }),
    )
  })

  it('no position outlives a bar that touched the stop it began the bar with', () => {
    fc.assert(
      fc.property(someBars, someDraws(), (bars, draws) => {
        let guarded: { entryTime: number; isHit: boolean } | null = null
        runBars(bars, {
          ...PLAIN,
          draws,
          onBar: (bar, { state: { position } }, when) => {
            if (when === 'after') {
              if (guarded?.isHit) expect(position).toBeNull()
              return
            }
            guarded = null
            if (position === null || position.stop === null) return
            const { stop, sign, entryTime } = position
            guarded = { entryTime, isHit: sign > 0 ? bar.low <= stop : bar.high >= stop }
          },
        })
      }),
      { numRuns: 150 },
    )
  })

  it('without slippage every fill lies inside the bar it falls on', () => {
    fc.assert(
      fc.property(someBars, someDraws(), (bars, draws) => {
        let bar: Bar = bars[0]!
        runBars(bars, {
          ...PLAIN,
          draws,
          onBar: (current) => {
            bar = current
          },
          onFact: (fact) => {
            if (fact.type !== 'filled') return
            expect(fact.fill.price).toBeGreaterThanOrEqual(bar.low)
            expect(fact.fill.price).toBeLessThanOrEqual(bar.high)
          },
        })
      }),
      { numRuns: 150 },
    )
  })
})

/** Everything that a run reports, in order, and the state that it ends in. */
function record(bars: readonly Bar[], run: Omit<RandomRun, 'onFact' | 'onEquity'>): string[] {
  const log: string[] = []
  const slot = runBars(bars, {
    ...run,
    onFact: (fact) => log.push(JSON.stringify(fact)),
    onEquity: (time, equity) => log.push(`${time} ${equity}`),
  })
  return [...log, JSON.stringify(slot.state)]
}

function firstDifference(actual: string[], expected: string[]) {
  const at = expected.findIndex((line, i) => line !== actual[i])
  if (at >= 0) return { at, actual: actual[at], expected: expected[at] }
  return actual.length === expected.length ? null : { at: expected.length }
}

describe('memory', () => {
  it('a slot that is written as JSON and read back after every bar goes on identically', () => {
    fc.assert(
      fc.property(...anyRun, (bars, strategy, broker, draws) => {
        const whole = record(bars, { strategy, broker, draws })
        const inPieces = record(bars, { strategy, broker, draws, isRestored: true })
        expect(firstDifference(inPieces, whole)).toBeNull()
      }),
      { numRuns: 150 },
    )
  })

  it('the same bars and answers give the same run', () => {
    fc.assert(
      fc.property(...anyRun, (bars, strategy, broker, draws) => {
        const run = { strategy, broker, draws }
        expect(firstDifference(record(bars, run), record(bars, run))).toBeNull()
      }),
    )
  })
})

describe('symmetry', () => {
  const CENTRE = 1000
  const mirrored = ({ minute, open, high, low, close }: Bar): Bar => ({
    minute,
    open: 2 * CENTRE - open,
    high: 2 * CENTRE - low,
    low: 2 * CENTRE - high,
    close: 2 * CENTRE - close,
  })

  /** The trades' courses line by line, and their profits. */
  function course(bars: readonly Bar[], run: Omit<RandomRun, 'onFact'>) {
    const lines: string[] = []
    const profits: number[] = []
    const onFact: RandomRun['onFact'] = (fact) => {
      if (fact.type !== 'tradeClosed') return
      const { id, quantity, entryTime, exitTime, pnl, barsHeld, exitReason } = fact.trade
      lines.push(JSON.stringify({ id, quantity, entryTime, exitTime, barsHeld, exitReason }))
      profits.push(pnl)
    }
    runBars(bars, { ...run, onFact }, 1e9)
    return { lines, profits }
  }

  it('a short in a mirrored market earns what the long earns', () => {
    const fillAt = fc.constantFrom('next_open' as const, 'close' as const)
    fc.assert(
      fc.property(someBars, someDraws(EXACT_SIZES), fillAt, (bars, draws, fillAt) => {
        const run = { ...PLAIN, broker: { ...PLAIN.broker, fillAt }, draws }
        const long = course(bars, run)
        const short = course(bars.map(mirrored), { ...run, direction: -1 })
        expect(firstDifference(short.lines, long.lines)).toBeNull()
        // Not to the last bit: a part of a part of a part has more digits than a double.
        expect(short.profits.every((pnl, i) => isNear(pnl, long.profits[i]!))).toBe(true)
      }),
      { numRuns: 150 },
    )
  })
})
