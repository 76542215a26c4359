// One evaluation to look at: what the script found, saw and said, in a backtest or in the session.
import type { Trace } from '#host/faces/http/shapes/backtests.ts'
import type { SlotState } from '#host/faces/http/shapes/common.ts'
import type { Moment, SlotPast } from '#host/faces/http/shapes/past.ts'
import { keyOf } from '../chart/plots.ts'
import { decisionLine } from './decision-line.ts'

/** Where a decision stands in the source. */
export interface Origin {
  /** null: the script that is open. */
  readonly script: string | null
  readonly line: number
  /** The version's text where it may be another than the one that is open. */
  readonly source: string | null
  readonly version: string | null
}

export interface Step {
  /** Ms UTC. */
  readonly time: number
  readonly barIndex: number
  readonly state: SlotState
  /** The callback or hook that was asked; null: none, and why. */
  readonly call: string | null
  readonly whyNot: string | null
  readonly price: number | null
  readonly equity: number | null
  readonly position: { readonly quantity: number; readonly entryPrice: number | null } | null
  readonly stop: number | null
  readonly target: number | null
  readonly indicators: readonly { readonly name: string; readonly value: number | null }[]
  /** What it returned; null: nothing. */
  readonly answer: unknown
  readonly origin: Origin | null
  readonly data: unknown
  readonly opportunity: unknown
  /** What the script remembered there was more than the host keeps of a look. */
  readonly isForgotten: boolean
  /** Of the session's journal; null: there is none. */
  readonly entry: number | null
  /** What the machine made of it. */
  readonly facts: readonly { readonly type: string }[]
  readonly logs: readonly string[]
}

const STATES: readonly SlotState[] = ['Watch', 'CloseWatch', 'InTrade']
const CALLBACKS = ['detectOpportunity', 'filterCommitment', 'managePosition'] as const

export function stepOfTrace(trace: Trace, row: number, source: string): Step {
  const call = CALLBACKS[trace.callback[row]!]!
  const said = trace.answers.find((one) => one.row === row)
  const memory = trace.memories.findLast((one) => one.row <= row)
  const quantity = trace.quantity[row]!
  return {
    time: trace.time[row]!,
    barIndex: trace.bar_index[row]!,
    state: STATES[trace.callback[row]!]!,
    call,
    whyNot: null,
    price: trace.price[row]!,
    equity: trace.equity[row]!,
    position: quantity === 0 ? null : { quantity, entryPrice: trace.entry_price[row] ?? null },
    stop: trace.stop[row] ?? null,
    target: trace.target[row] ?? null,
    indicators: trace.plots.map((plot) => ({
      name: keyOf(plot),
      value: plot.values[row] ?? null,
    })),
    answer: said?.answer ?? null,
    origin: {
      script: said?.file ?? null,
      line: said?.line ?? decisionLine(source, call, said?.answer ?? null) ?? 1,
      source: null,
      version: null,
    },
    data: memory?.data ?? null,
    opportunity: memory?.opportunity ?? null,
    // context.data is a tree always: without one, it was too much to be kept.
    isForgotten: memory !== undefined && memory.data === null,
    entry: null,
    facts: [],
    logs: [],
  }
}

export function stepOfMoment(moment: Moment, sources: SlotPast['sources']): Step {
  const { memory, entry } = moment
  const asked = moment.asked.at(-1)
  const position = asked?.position ?? null
  const text = sources.find(({ sha256 }) => sha256 === moment.sha256)?.source ?? null
  const call = asked?.call ?? null
  const line = text === null || call === null ? null : decisionLine(text, call, asked!.answer)
  return {
    time: moment.time,
    barIndex: moment.barIndex,
    state: moment.state,
    call,
    whyNot: moment.whyNot,
    price: asked?.price ?? null,
    equity: asked?.equity ?? null,
    position,
    stop: position?.stop ?? null,
    target: position?.target ?? null,
    indicators: [],
    answer: asked?.answer ?? null,
    origin:
      line === null ? null : { script: moment.script, line, source: text, version: moment.version },
    data: memory?.data ?? null,
    opportunity: memory?.opportunity ?? null,
    isForgotten: memory === null,
    entry,
    facts: moment.facts,
    logs: moment.logs,
  }
}
