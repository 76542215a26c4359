// What an indicator is: a streaming computation with one description. The folders beside this file
// hold one indicator a file, each with its `IndicatorSpec`; catalogue.ts lists them all.

/** A running computation. `out` holds the latest values, one per output, all NaN until warm. */
export interface SourceIndicator {
  readonly out: Float64Array
  /** Takes the next value of the source series; never NaN (leading NaNs are skipped by the caller). */
  update(value: number): void
}

/** To which sessions the bars belong: a bar belongs to the one that is open when it ends. */
export interface SessionRule {
  /** The first open later than `time`, ms UTC. */
  nextOpen(time: number): number
  /** How long each bar lasts. */
  readonly barMs: number
}

export interface BarIndicator {
  readonly out: Float64Array
  /** For those that begin anew with each trading session; before the first bar. */
  follow?(sessions: SessionRule): void
  /** Takes the next closed bar; `openTime` in ms UTC. */
  update(
    open: number,
    high: number,
    low: number,
    close: number,
    volume: number,
    openTime: number,
  ): void
}

/** Reads one series of two symbols, bar by bar. */
export interface PairIndicator {
  readonly out: Float64Array
  /** Takes the next value of both series; never NaN. */
  update(value: number, other: number): void
}

export interface Argument {
  readonly name: string
  readonly description: string
  readonly integer: boolean
  /** null: the author must give it. */
  readonly default: number | null
  readonly min: number
  readonly max: number
  /** Where authors give a word: `create` gets its index, as do `default`, `min` and `max`. */
  readonly choices?: readonly string[]
}

interface Description {
  /** Lua's name; JS has the camelCase of it. */
  readonly name: string
  readonly title: string
  readonly args: readonly Argument[]
  /** `['value']` for a single number, else the names of the fields, in lower_snake_case. */
  readonly outputs: readonly string[]
  /** How many updates yield the first value: with `warmup(…) = 20` the 20th is the first not NaN. */
  warmup(...args: number[]): number
  /** The formula, in one or two sentences. */
  readonly definition: string
  /** Whose definition it is: a title and where to find it. */
  readonly source: string
}

export interface SourceIndicatorSpec extends Description {
  /** Reads one series (`source=`, default close). */
  readonly input: 'source'
  create(...args: number[]): SourceIndicator
}

export interface BarIndicatorSpec extends Description {
  /** Reads whole bars; `source=` is refused. */
  readonly input: 'bar'
  create(...args: number[]): BarIndicator
}

export interface PairIndicatorSpec extends Description {
  /** Reads one series (`source=`, default close) of the slot's symbol and of the one in `symbol=`. */
  readonly input: 'pair'
  create(...args: number[]): PairIndicator
}

export type IndicatorSpec = SourceIndicatorSpec | BarIndicatorSpec | PairIndicatorSpec
