// Random bars and a script of random answers for the kernel's properties. Prices are multiples of
// 1/8, so that sums of them are exact in doubles.
import fc from 'fast-check'
import { type Account, createAccount } from '#kernel/account.ts'
import type { Answer } from '#kernel/answer.ts'
import { decide } from '#kernel/decide.ts'
import type { Fact } from '#kernel/fact.ts'
import { advance, begin, finish } from '#kernel/machine.ts'
import { createSlot, type Slot } from '#kernel/slot.ts'
import { type BrokerSpec, DEFAULT_BROKER, type StrategySpec } from '#kernel/spec.ts'
import type { Cadence, Callback } from '#sdk/domain.ts'
import { MINUTE } from './kernel.ts'
import { parseAnswer } from './kernel-answers.ts'

export interface Bar {
  readonly minute: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
}

export interface Draw {
  readonly what: number
  readonly side: 1 | -1
  /** Price offsets, in quote units. */
  readonly near: number
  readonly far: number
  readonly size: string
}

const eighths = (max: number) => fc.integer({ min: 0, max }).map((n) => n / 8)

/** Bars that wander around 1000, sometimes with minutes missing and with gaps in the price. */
export const someBars = fc
  .array(
    fc.record({
      skip: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 9 })),
      gap: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: -120, max: 120 })),
      move: fc.integer({ min: -60, max: 60 }),
      up: eighths(40),
      down: eighths(40),
    }),
    { minLength: 5, maxLength: 120, size: 'max' },
  )
  .map((steps): Bar[] => {
    let minute = 0
    let last = 1000
    return steps.map(({ skip, gap, move, up, down }) => {
      const open = last + gap / 8
      const close = Math.min(1600, Math.max(400, open + move / 8))
      last = close
      minute += 1 + skip
      const [high, low] = [Math.max(open, close) + up, Math.min(open, close) - down]
      return { minute, open, high, low, close }
    })
  })

/** Sometimes next to nothing, so that little of an order fills. */
export const volumeOf = ({ minute }: Bar) => (minute * 7) % 61

/** Sizes whose halves and quarters are exact. */
export const EXACT_SIZES = ['quantity 1', 'quantity 2', 'quantity 4']
const ANY_SIZES = [...EXACT_SIZES, 'quantity 90', 'notional 3000', 'equity 1', 'equity 40']

export const someDraws = (sizes: readonly string[] = ANY_SIZES) =>
  fc.array(
    fc.record({
      what: fc.integer({ min: 0, max: 99 }),
      side: fc.constantFrom<1 | -1>(1, -1),
      near: fc.integer({ min: 1, max: 40 }).map((n) => n / 8),
      far: fc.integer({ min: 1, max: 160 }).map((n) => n / 8),
      size: fc.constantFrom(...sizes),
    }),
    { minLength: 3, maxLength: 40, size: 'max' },
  )

const CADENCES: readonly Cadence[] = ['bar', 'tick', { ms: 2 * MINUTE }]
const someCadence = fc.constantFrom(...CADENCES)

export const someStrategy: fc.Arbitrary<StrategySpec> = fc.record({
  timeframeMs: fc.constantFrom(1, 3, 5).map((minutes) => minutes * MINUTE),
  warmup: fc.integer({ min: 0, max: 3 }),
  cadence: fc.record({ Watch: someCadence, CloseWatch: someCadence, InTrade: someCadence }),
  closeWatchTimeout: fc.constantFrom({ bars: 1 }, { bars: 4 }, { ms: 3 * MINUTE }),
  cooldown: fc.integer({ min: 0, max: 2 }),
})

export const someBroker: fc.Arbitrary<BrokerSpec> = fc.record({
  fillAt: fc.constantFrom('next_open', 'close'),
  spread: fc.constantFrom(0, 0.0004),
  impact: fc.constantFrom(0, 0.5),
  latencyMs: fc.constantFrom(0, 0, 30_000, 90_000),
  participation: fc.constantFrom(null, null, 0.05, 0.5),
  slippage: fc.constantFrom(0, 0.001),
  makerFee: fc.constantFrom(0, 0.0002),
  takerFee: fc.constantFrom(0, 0.002),
  leverage: fc.constantFrom(1, 3, 40),
  minNotional: fc.constantFrom(0, 100),
  lotStep: fc.constantFrom(null, 0.1),
  tickSize: fc.constantFrom(null, 0.5),
  defaultSizing: fc.constant(null),
  strikes: fc.constantFrom(3, 1000),
})

/** A bar-by-bar strategy without costs or steps: what the exact properties need. */
export const PLAIN: { strategy: StrategySpec; broker: BrokerSpec } = {
  strategy: {
    timeframeMs: MINUTE,
    warmup: 0,
    cadence: { Watch: 'bar', CloseWatch: 'bar', InTrade: 'bar' },
    closeWatchTimeout: { bars: 4 },
    cooldown: 0,
  },
  broker: { ...DEFAULT_BROKER, strikes: 1000 },
}

/** The answer that a draw means; `direction` −1 turns the whole script upside down. */
/** `seen`: the market's price and the position's sign. */
export function answerTo(
  callback: Callback,
  draw: Draw,
  seen: { price: number; sign: number },
  direction: 1 | -1,
): Answer {
  const { what, near, far } = draw
  const price = (offset: number) => seen.price + direction * offset
  if (callback === 'detectOpportunity') return parseAnswer(what < 70 ? 'opportunity' : '')
  if (callback === 'filterCommitment') {
    const { side } = draw
    const enter = `enter ${side * direction > 0 ? 'long' : 'short'} ${draw.size}`
    const guard = (own: number) =>
      `stop ${price(own - side * near)} target ${price(own + side * far)}`
    if (what < 25) return parseAnswer(`${enter} ${guard(0)}`)
    if (what < 45) return parseAnswer(`${enter} limit ${price(-side * near)} expires 2 bars`)
    if (what < 60)
      return parseAnswer(`${enter} trigger ${price(side * near)} ${guard(side * near)}`)
    if (what < 75) {
      return parseAnswer(`${enter} trigger ${price(side * near)} limit ${price(side * (near - 1))}`)
    }
    return parseAnswer(what < 80 ? 'abandon no' : what < 83 ? 'exit' : '')
  }
  const side = seen.sign * direction
  if (what < 10) return parseAnswer('exit')
  if (what < 20) return parseAnswer(`exit fraction 0.5; stop ${price(-side * far)}`)
  if (what < 30) return parseAnswer(`exit fraction 0.25 limit ${price(side * near)}`)
  if (what < 40) return parseAnswer(`stop ${price(-side * near)}; target ${price(side * far)}`)
  if (what < 50) return parseAnswer(`trail distance ${near}`)
  if (what < 55) return parseAnswer('no stop; no target')
  return parseAnswer(what < 58 ? `stop ${price(side * near)}` : '')
}

export interface RandomRun {
  readonly strategy: StrategySpec
  readonly broker: BrokerSpec
  readonly draws: readonly Draw[]
  readonly direction?: 1 | -1
  /** Takes the slot apart after every bar and puts it together from JSON. */
  readonly isRestored?: boolean
  /** Hears each fact as it happens. */
  readonly onFact?: (fact: Fact, slot: Slot) => void
  /** Called before each answer. */
  readonly onDue?: (slot: Slot) => void
  readonly onEquity?: (time: number, equity: number, slot: Slot) => void
  /** Called before and after each bar. */
  readonly onBar?: (bar: Bar, slot: Slot, when: 'before' | 'after') => void
}

/** Runs the bars to their end; gives back the last slot, flat. */
export function runBars(bars: readonly Bar[], run: RandomRun, initialCash = 10_000): Slot {
  let slot = openSlot(run, createAccount(initialCash))
  let calls = 0
  for (const bar of bars) {
    run.onBar?.(bar, slot, 'before')
    const { open, high, low, close } = bar
    begin(slot, bar.minute * MINUTE, open, high, low, close, volumeOf(bar))
    for (let due = advance(slot); due !== null; due = advance(slot)) {
      const draw = run.draws[calls++ % run.draws.length]!
      run.onDue?.(slot)
      const seen = { price: slot.state.price, sign: slot.state.position?.sign ?? 0 }
      decide(slot, due, answerTo(due, draw, seen, run.direction ?? 1))
    }
    run.onBar?.(bar, slot, 'after')
    if (run.isRestored) slot = restored(run, slot)
  }
  finish(slot)
  return slot
}

function openSlot(run: RandomRun, account: Account, state?: Slot['state']): Slot {
  const { strategy, broker } = run
  const listener = {
    fact: (fact: Fact) => run.onFact?.(fact, slot),
    equity: (time: number, equity: number) => run.onEquity?.(time, equity, slot),
  }
  const options = { strategy, broker, account, intervalMs: MINUTE, listener }
  const slot = createSlot(state === undefined ? options : { ...options, state })
  return slot
}

function restored(run: RandomRun, { state, account }: Slot): Slot {
  const { initialCash, cash, isRuined } = account
  const kept = JSON.parse(JSON.stringify({ state, account: { initialCash, cash, isRuined } }))
  return openSlot(run, { ...kept.account, slots: [] }, kept.state)
}
