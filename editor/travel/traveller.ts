// Going through a run evaluation by evaluation: of the backtest that is shown, looked at closely
// around the moment, or of a slot of the session, from its journal.
import type { Trace } from '#host/faces/http/shapes/backtests.ts'
import type { SlotPast } from '#host/faces/http/shapes/past.ts'
import { api, explain } from '../api/client.ts'
import { lastAtOrBefore } from '../chart/time-axis.ts'
import { type Signal, signal } from '../core/signal.ts'
import type { Backtester, Run } from '../results/backtester.ts'
import { type Step, stepOfMoment, stepOfTrace } from './step.ts'

export interface Journey {
  /** null: the backtest; else a slot of the session. */
  readonly slot: string | null
  readonly step: Step | null
  readonly isLoading: boolean
  readonly failure: string | null
}

export interface Traveller {
  readonly journey: Signal<Journey | null>
  /** Where somebody has gone, from a trade, say; not what is stepped to from there. */
  readonly arrived: Signal<Step | null>
  /** To the last evaluation at or before that time. */
  go(slot: string | null, time: number): Promise<void>
  /** To the one that decided what came then: an order may have rested since. */
  goToDecision(slot: string | null, time: number): Promise<void>
  /** To the next one, or the one before; `isDecision`: on which something was returned. */
  move(by: 1 | -1, isDecision?: boolean): Promise<void>
  leave(): void
}

/** A loaded stretch of evaluations, oldest first. */
interface Stretch {
  readonly times: readonly number[]
  stepAt(row: number): Step
  isDecision(row: number): boolean
}

/** Evaluations to each side of where one goes. */
const AROUND = 240
const POINTS_MAX = 3000

export function createTraveller(backtester: Backtester, sourceOf: () => string): Traveller {
  const journey = signal<Journey | null>(null)
  const arrived = signal<Step | null>(null)
  let stretch: Stretch | null = null
  let row = -1
  let asked = 0
  /** Where there was no run to look at: what is to be done once there is one. */
  let again: (() => void) | null = null

  function show(): void {
    const now = journey.get()
    if (now === null || stretch === null) return
    const step = row < 0 ? null : stretch.stepAt(row)
    const failure = step === null ? 'No evaluation here.' : null
    journey.set({ ...now, step, isLoading: false, failure })
  }

  async function load(slot: string | null, from: number, to: number): Promise<Stretch | null> {
    if (slot === null) {
      const trace = await backtester.look({ from: Math.max(from, 0), to, points: POINTS_MAX })
      return trace === null ? null : stretchOfTrace(trace, sourceOf())
    }
    return stretchOfPast(await api.why(slot, to, 2 * AROUND))
  }

  async function go(
    slot: string | null,
    time: number,
    pick: (found: Stretch, at: number) => number = (_found, at) => at,
  ): Promise<void> {
    const mine = ++asked
    again = null
    const before = journey.get()
    const step = before?.slot === slot ? before.step : null
    journey.set({ slot, step, isLoading: true, failure: null })
    const width = AROUND * barMs(backtester)
    try {
      const found = await load(slot, time - width, time + width)
      if (mine !== asked) return
      if (found === null) throw new Error(whyNone(backtester.run.get()))
      stretch = found
      row = pick(found, lastAtOrBefore(found.times, time))
      show()
    } catch (error) {
      if (mine !== asked) return
      const isTooSoon = slot === null && isUnderWay(backtester.run.get())
      if (isTooSoon) again = () => void go(slot, time, pick)
      const isShown = isTooSoon && step?.time === time
      if (!isShown) stretch = null
      journey.set({ slot, step: isShown ? step : null, isLoading: false, failure: explain(error) })
    }
  }

  async function move(by: 1 | -1, isDecision = false): Promise<void> {
    const now = journey.get()
    if (now === null || stretch === null || now.isLoading) return
    const start = row
    do row += by
    while (isDecision && stretch.times[row] !== undefined && !stretch.isDecision(row))
    if (stretch.times[row] !== undefined) return show()
    // Beyond what is loaded: further on from its end.
    row = Math.min(Math.max(row - by, 0), stretch.times.length - 1)
    const end = stretch.times[row]!
    if (start === row) await go(now.slot, end, beside(by))
    else show()
  }

  async function arrive(going: Promise<void>): Promise<void> {
    const mine = asked
    await going
    if (mine === asked) arrived.set(journey.get()?.step ?? null)
  }

  // Another run is shown: its evaluations are others.
  let shown = backtester.run.get().result
  backtester.run.on(({ result, status }) => {
    if (result === shown || status !== 'done') return
    shown = result
    const now = journey.get()
    if (now === null || now.slot !== null) return
    if (again !== null) again()
    else if (now.step !== null) void go(null, now.step.time)
  })

  return {
    journey,
    arrived,
    go: (slot, time) => arrive(go(slot, time)),
    goToDecision: (slot, time) => arrive(go(slot, time, decidedBy)),
    move,
    leave() {
      asked += 1
      again = null
      stretch = null
      journey.set(null)
    },
  }
}

const beside =
  (by: 1 | -1) =>
  ({ times }: Stretch, at: number): number =>
    times[at + by] === undefined ? at : at + by

/** The last one up to there that returned something; where none did, the last one. */
function decidedBy(found: Stretch, at: number): number {
  for (let row = at; row >= 0; row--) if (found.isDecision(row)) return row
  return at
}

/** What is shown is the run before: the script has changed since, and may have errors. */
const isUnderWay = ({ result, status }: Run): boolean => result !== null && status !== 'done'

function whyNone(run: Run): string {
  if (run.result === null) return 'there is no backtest to look at'
  if (isUnderWay(run)) return 'The script has changed: its evaluations are shown once it has run.'
  return 'A backtest over the ticks of a recording does not keep its evaluations: its trades, transitions and logs are all there is to see.'
}

/** Of the strategy's bars. */
function barMs(backtester: Backtester): number {
  const { result } = backtester.run.get()
  return result === null ? 60_000 : Math.max((result.to - result.from) / result.bars, 60_000)
}

function stretchOfTrace(trace: Trace, source: string): Stretch {
  const decided = new Set(trace.answers.map((one) => one.row))
  return {
    times: trace.time,
    stepAt: (row) => stepOfTrace(trace, row, source),
    isDecision: (row) => decided.has(row),
  }
}

function stretchOfPast({ moments, sources }: SlotPast): Stretch {
  return {
    times: moments.map(({ time }) => time),
    stepAt: (row) => stepOfMoment(moments[row]!, sources),
    isDecision: (row) => moments[row]!.asked.some(({ answer }) => answer !== null),
  }
}
