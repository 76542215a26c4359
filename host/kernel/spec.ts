// What the kernel is told once, before the first event: the strategy's rules and the market's.
import type { Cadence, Sizing, SlotState, Span } from '#sdk/domain.ts'
import type { Metadata } from '#sdk/metadata.ts'
import { timeframeMs } from '#sdk/timeframe.ts'

/** The part of a strategy's metadata that the state machine obeys. */
export interface StrategySpec {
  readonly timeframeMs: number
  /** Evaluation begins at the first strategy bar whose index is at least this. */
  readonly warmup: number
  readonly cadence: Readonly<Record<SlotState, Cadence>>
  readonly closeWatchTimeout: Span
  /** Strategy bars after an exit in which no opportunity is looked for. */
  readonly cooldown: number
}

/** The rules in a strategy's metadata. */
export function strategySpec(metadata: Metadata): StrategySpec {
  const { warmup, cadence, closeWatchTimeout, cooldown } = metadata
  return {
    timeframeMs: timeframeMs(metadata.timeframe)!,
    warmup,
    cadence,
    closeWatchTimeout,
    cooldown,
  }
}

/** How the simulated market fills and charges. Rates are fractions of notional or price. */
export interface BrokerSpec {
  readonly fillAt: 'next_open' | 'close'
  readonly slippage: number
  /** What a market or stop fill crosses half of where no quote is known. */
  readonly spread: number
  /** Times the square-root impact of the fill's size (slippage.ts). */
  readonly impact: number
  /** Ms of the market's clock after the decision from which on an order can fill. */
  readonly latencyMs: number
  /** The share of a bar's or a tick's volume that a slot's fills may take; null: all they want. */
  readonly participation: number | null
  readonly makerFee: number
  readonly takerFee: number
  readonly leverage: number
  /** Smallest step of a quantity; null where the symbol has none. */
  readonly lotStep: number | null
  /** Smallest step of a price; null where the symbol has none. */
  readonly tickSize: number | null
  /** The least price · quantity of an entry; 0 where there is no such rule. */
  readonly minNotional: number
  /** The size of an entry that names none; null: such an entry is an error. */
  readonly defaultSizing: Sizing | null
  /** Faults after which the slot is quarantined. */
  readonly strikes: number
}

export const DEFAULT_BROKER: BrokerSpec = {
  fillAt: 'next_open',
  slippage: 0,
  spread: 0,
  impact: 0,
  latencyMs: 0,
  participation: null,
  makerFee: 0,
  takerFee: 0,
  leverage: 1,
  lotStep: null,
  tickSize: null,
  minNotional: 0,
  defaultSizing: null,
  strikes: 5,
}
