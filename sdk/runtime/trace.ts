// A stretch of a run looked at closely: what each evaluation in it found, saw and said. For drawing
// what a strategy goes by, and for stepping through what it did.
import type { Answer } from '#kernel/answer.ts'
import type { Oracle } from '#kernel/run.ts'
import { CALLBACKS, type Callback, type Tree } from '#sdk/domain.ts'
import { FRAME } from '#sdk/frame.ts'
import type { Place } from './script.ts'
import { treeChars } from './tree.ts'

/** Which stretch (ms UTC, by the event's time), and how many evaluations of it at the most. */
export interface TraceSpan {
  readonly from: number
  readonly to: number
  readonly points: number
}

/** Columns of equal length, one row for each evaluation that was looked at, oldest first. */
export interface Trace {
  readonly time: number[]
  readonly barIndex: number[]
  /** Index into CALLBACKS, which is that of the state as well. */
  readonly callback: number[]
  readonly price: number[]
  readonly equity: number[]
  /** In force at that moment; null where there is none. */
  readonly stop: (number | null)[]
  readonly target: (number | null)[]
  readonly entryPrice: (number | null)[]
  /** Signed. */
  readonly quantity: number[]
  readonly barsInState: number[]
  readonly plots: Plot[]
  readonly answers: Said[]
  /**
   * context.data and context.opportunity as the callback left them, where they are others; the last
   * is null and null where more would be too much.
   */
  readonly memories: { readonly row: number; readonly data: Tree; readonly opportunity: Tree }[]
}

/**
 * One output of an indicator that the script has asked for, at each row; null before it is warm, and
 * where finding it would run code of the script's that the script has not run itself.
 */
export interface Plot {
  /** As the author writes it: "ema(12)". */
  readonly name: string
  /** Which of several outputs; empty for the only one. */
  readonly output: string
  /** Whether it is a price. */
  readonly isPrice: boolean
  readonly values: (number | null)[]
}

/** What a callback returned, where that was not nothing; and where it was made, if that is known. */
export interface Said {
  readonly row: number
  readonly answer: NonNullable<Answer>
  readonly place: Place | null
}

/** An output of a use, which can be read at the moment at hand; that changes nothing of the run. */
export interface Gauge extends Omit<Plot, 'values'> {
  read(): number
}

/** What there is to look at beside the frame. */
export interface Traced extends Oracle {
  /** All outputs of all indicators used so far; those known before keep their places. */
  gauges(): readonly Gauge[]
  /** Where the action that was answered last was made; null where nobody knows. */
  place(): Place | null
  memory(): { readonly data: Tree; readonly opportunity: Tree }
}

/** More outputs than that nobody can tell apart on a chart. */
const PLOTS_MAX = 24

/** Of all memories together: a script may write 260,000 bytes at each evaluation. */
const MEMORY_CHARS_MAX = 4_000_000

export const createTrace = (): Trace => ({
  time: [],
  barIndex: [],
  callback: [],
  price: [],
  equity: [],
  stop: [],
  target: [],
  entryPrice: [],
  quantity: [],
  barsInState: [],
  plots: [],
  answers: [],
  memories: [],
})

/** The same script, looked at: evaluations evenly over the span, at most `points` of them. */
export function traced(guest: Traced, frame: Float64Array, span: TraceSpan, into: Trace): Oracle {
  const step = (span.to - span.from) / span.points
  let due = span.from
  let last: { readonly data: Tree; readonly opportunity: Tree } | null = null
  let room = MEMORY_CHARS_MAX

  function look(callback: Callback, answer: Answer): void {
    const row = into.time.length
    // What the frame says of a position means nothing without one.
    const isHeld = frame[FRAME.side] !== 0
    const held = (value: number) => (isHeld ? orNull(value) : null)
    into.time.push(frame[FRAME.time]!)
    into.barIndex.push(frame[FRAME.barIndex]!)
    into.callback.push(CALLBACKS.indexOf(callback))
    into.price.push(frame[FRAME.price]!)
    into.equity.push(frame[FRAME.equity]!)
    into.stop.push(held(frame[FRAME.stop]!))
    into.target.push(held(frame[FRAME.target]!))
    into.entryPrice.push(held(frame[FRAME.entryPrice]!))
    into.quantity.push(isHeld ? frame[FRAME.side]! * frame[FRAME.quantity]! : 0)
    into.barsInState.push(frame[FRAME.barsInState]!)
    const gauges = guest.gauges()
    for (let k = 0; k < Math.min(gauges.length, PLOTS_MAX); k++) {
      const { name, output, isPrice } = gauges[k]!
      into.plots[k] ??= { name, output, isPrice, values: new Array(row).fill(null) }
      into.plots[k]!.values.push(orNull(gauges[k]!.read()))
    }
    if (answer !== null) into.answers.push({ row, answer, place: guest.place() })
    if (room > 0) remember(row)
  }

  function remember(row: number): void {
    const { data, opportunity } = guest.memory()
    if (data === last?.data && opportunity === last?.opportunity) return
    last = { data, opportunity }
    room -= treeChars(data) + treeChars(opportunity)
    into.memories.push({ row, ...(room > 0 ? last : { data: null, opportunity: null }) })
  }

  return {
    hook: (hook, payload) => guest.hook(hook, payload),
    hears: (hook) => guest.hears(hook),
    evaluate(callback) {
      const answer = guest.evaluate(callback)
      const time = frame[FRAME.time]!
      if (time >= due && time <= span.to) {
        due = Math.max(due + step, time)
        look(callback, answer)
      }
      return answer
    },
  }
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value)
