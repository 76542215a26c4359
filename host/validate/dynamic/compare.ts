// Two runs side by side: the first thing that differs, in words. Pure.
import type { RunResult } from '#host/runner/protocol.ts'
import { CALLBACKS } from '#sdk/domain.ts'

/** What of a run can differ. */
export type Outcome = Pick<RunResult, 'decisions' | 'transitions' | 'trades' | 'errors'>

export interface Difference {
  /** Ms UTC. */
  readonly time: number
  /** Who differs: a callback, where it is a decision. */
  readonly callback: string | null
  /** What the first run has there, and what the second; "nothing" where one has none. */
  readonly first: string
  readonly second: string
}

/** An instant that ends a strategy bar, and how many strategy bars had closed by then. */
export interface Cut {
  readonly time: number
  readonly bars: number
}

/**
 * The part of a run that the bars before the cut decide. The evaluation at the cut itself belongs
 * to it. The fill at the next bar's open has the same time, but falls in a later strategy bar; and
 * what a run's end closes there, only that run has.
 */
export function upTo(outcome: Outcome, { time, bars }: Cut): Outcome {
  const isEvaluation = (name: string) => (CALLBACKS as readonly string[]).includes(name)
  return {
    decisions: outcome.decisions.filter(([at]) => at <= time),
    transitions: outcome.transitions.filter(
      (one) => one.barIndex < bars && !(one.time === time && one.reason === 'end_of_data'),
    ),
    trades: outcome.trades.filter(({ exitTime }) => exitTime < time),
    errors: outcome.errors.filter(({ time: at, callback }) =>
      at === time ? isEvaluation(callback) : at === null || at < time,
    ),
  }
}

/** The earliest difference; of one instant, decisions before what came of them. */
export function firstDifference(first: Outcome, second: Outcome): Difference | null {
  const found = ROWS.flatMap((rows) => differenceOf(rows(first), rows(second)) ?? [])
  return found.reduce<Difference | null>(
    (earliest, one) => (earliest === null || one.time < earliest.time ? one : earliest),
    null,
  )
}

interface Row {
  readonly time: number
  readonly callback: string | null
  readonly text: string
}

const ROWS: readonly ((outcome: Outcome) => Row[])[] = [
  ({ decisions }) =>
    decisions.map(([time, callback, answer]) => ({ time, callback, text: inShort(answer) })),
  ({ errors }) =>
    errors.map(({ time, callback, message }) => ({ time: time ?? 0, callback, text: message })),
  ({ transitions }) =>
    transitions.map(({ time, from, to, reason }) => ({
      time,
      callback: null,
      text: `${from} → ${to}${reason === '' ? '' : ` (${reason})`}`,
    })),
  ({ trades }) =>
    trades.map((trade) => ({
      time: trade.exitTime,
      callback: null,
      text: `trade ${JSON.stringify(trade)}`,
    })),
]

function differenceOf(first: readonly Row[], second: readonly Row[]): Difference | null {
  const length = Math.max(first.length, second.length)
  for (let i = 0; i < length; i++) {
    const a = first[i]
    const b = second[i]
    if (a?.time === b?.time && a?.callback === b?.callback && a?.text === b?.text) continue
    const isFirst = b === undefined || (a !== undefined && a.time <= b.time)
    const { time, callback } = isFirst ? a! : b
    // At another time, or of another callback, a row has no counterpart in the other run.
    const textOf = (row: Row | undefined) =>
      row?.time === time && row.callback === callback ? row.text : 'nothing'
    return { time, callback, first: textOf(a), second: textOf(b) }
  }
  return null
}

/** An answer without what it leaves open. */
function inShort(answer: string): string {
  return answer.replace(/"[A-Za-z]+":null,?/g, '').replaceAll(',}', '}')
}
