// What the checks of the quality gate share: the reasons they give, and what the gate remembers of
// a symbol between events. A check looks at one event and never changes the memory.
import type { ClockSkew } from '../clock-skew.ts'
import type { GateRules } from '../gate-rules.ts'
import type { MarketEvent } from '../market-event.ts'
import type { BarMemory } from './bar-memory.ts'
import type { RecentIds } from './recent-ids.ts'

/** Why an event did not pass. */
export const REJECTIONS = [
  'schema', // not an event of this symbol, or a field is missing or of another kind
  'non-finite', // NaN or Infinity where a number has to be
  'non-positive', // a price or a quantity that is 0 or less
  'inconsistent', // figures that contradict each other: a high below the low
  'crossed', // the best bid is above the best ask
  'future', // stamped later than the venue's clock can be
  'stale', // too long under way
  'duplicate', // came before
  'revised', // a closed bar that came before, with other figures
  'out-of-order', // older than what came before it
  'outlier', // too far from the last good price, and nothing confirmed it
] as const
export type Rejection = (typeof REJECTIONS)[number]

/** What is told although nothing is kept out. */
export type Flag =
  | 'gap' // bars or trades are missing before this one
  | 'outlier' // as above, where the rule says to pass it
  | 'volume-spike' // a bar with many times the usual volume
  | 'wick' // a bar that reached far beyond its body
  | 'silent' // no good data for too long, or the venue says so: the symbol is stale
  | 'recovered' // good data again
  | 'skew' // the clocks of the venue and of this host differ

export interface GateMemory {
  readonly symbol: string
  readonly skew: ClockSkew
  readonly tradeIds: RecentIds
  /** The latest exchange times that passed. */
  tradeTime: number
  quoteTime: number
  /** By interval. */
  readonly bars: Map<number, BarMemory>
}

/** One row of the table: what is wrong with the event, in words; null where nothing is. */
export interface Check<E extends MarketEvent> {
  readonly reason: Rejection
  readonly fault: (event: E, memory: GateMemory, rules: GateRules) => string | null
}
