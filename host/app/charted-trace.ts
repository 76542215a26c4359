// A trace in the words of the JSON report.
import type { Trace } from '#sdk/runtime/trace.ts'

export interface ChartedTrace
  extends Pick<Trace, 'time' | 'callback' | 'price' | 'equity' | 'stop' | 'target' | 'quantity'> {
  readonly bar_index: readonly number[]
  readonly entry_price: readonly (number | null)[]
  readonly bars_in_state: readonly number[]
  readonly plots: readonly {
    readonly name: string
    readonly output: string
    readonly is_price: boolean
    readonly values: readonly (number | null)[]
  }[]
  readonly answers: readonly {
    readonly row: number
    readonly answer: unknown
    readonly file: string | null
    readonly line: number | null
  }[]
  readonly memories: readonly {
    readonly row: number
    readonly data: unknown
    readonly opportunity: unknown
  }[]
}

export function chartTrace(trace: Trace | null): ChartedTrace | null {
  if (trace === null) return null
  const { barIndex, entryPrice, barsInState, plots, answers, ...same } = trace
  return {
    ...same,
    bar_index: barIndex,
    entry_price: entryPrice,
    bars_in_state: barsInState,
    plots: plots.map(({ name, output, isPrice, values }) => ({
      ...{ name, output, values, is_price: isPrice },
    })),
    answers: answers.map(({ row, answer, place }) => ({
      ...{ row, answer },
      file: place?.file ?? null,
      line: place?.line ?? null,
    })),
  }
}
