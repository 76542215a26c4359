// What the quality gate lets pass, with units and reasons. The config may set each; these are the
// defaults.

export interface OutlierRule {
  /** 'reject' what is too far off until others confirm it, or pass it and 'flag' it. */
  readonly action: 'reject' | 'flag'
  /** How far from the last good prices a price may lie: fraction of them (0.01 = 1 %). */
  readonly fraction: number
  /** Or so many times the symbol's own usual step, where that is more. */
  readonly multiple: number
  /** Each such time without a good price widens the limit once more, ms. */
  readonly windowMs: number
  /** So many prices in a row that agree with each other are a real move. */
  readonly confirmations: number
}

export interface GateRules {
  /** Ms from the venue to here beyond the usual after which an event is too old to act on. */
  readonly staleMs: number
  /** Ms by which an event may seem to come before it happened, by the clocks as they are known. */
  readonly futureMs: number
  /** Ms of difference between the clocks that is taken for granted; what is beyond is delay. */
  readonly skewMsMax: number
  /** Ms of difference between the clocks that is worth telling. */
  readonly skewMsTold: number
  /** Ms by which a trade may be older than one that came before it. */
  readonly lateMs: number
  /** Ms without good data after which the symbol is stale; bars: beside their interval. */
  readonly silentMs: number
  readonly outlier: {
    readonly trade: OutlierRule
    readonly quote: OutlierRule
    /** Each bar that is missing widens the limit, instead of time. */
    readonly bar: Omit<OutlierRule, 'windowMs'>
  }
  /** A bar with so many times the median volume of those before it is told. */
  readonly volumeMultiple: number
  /** How many bars that median is of. */
  readonly volumeBars: number
  /** A wick of this fraction of the price beyond the bar's body is told. */
  readonly wickFraction: number
}

export const DEFAULT_GATE_RULES: GateRules = {
  // Two orders of magnitude above a bad connection; a decision on it would be about the past.
  staleMs: 5000,
  // The first events after connecting may have waited; those after them then look early.
  futureMs: 2000,
  // A machine without time synchronisation drifts by a second a day.
  skewMsMax: 10_000,
  skewMsTold: 1000,
  // One connection delivers in order; several servers of one venue differ by tens of ms.
  lateMs: 250,
  // A book that is worth trading moves every few seconds.
  silentMs: 60_000,
  outlier: {
    // One order rarely moves a price by 1 %; when it does, the next trades are there too.
    trade: { action: 'reject', fraction: 0.01, multiple: 20, windowMs: 10_000, confirmations: 3 },
    // The middle of an emptied book jumps farther than trades do.
    quote: { action: 'reject', fraction: 0.03, multiple: 20, windowMs: 10_000, confirmations: 3 },
    // The largest real one-minute moves of large coins are about 10 %.
    bar: { action: 'reject', fraction: 0.25, multiple: 20, confirmations: 2 },
  },
  // Real news reaches tenfold; a doubled or summed-up feed reaches more.
  volumeMultiple: 50,
  volumeBars: 60,
  wickFraction: 0.1,
}

/**
 * For recorded bars: what a recording holds was accepted when it was read, and a paper session over
 * it makes the trades of a backtest over it. So nothing that is merely odd is kept out.
 */
export const RECORDED_GATE_RULES: GateRules = {
  ...DEFAULT_GATE_RULES,
  outlier: {
    ...DEFAULT_GATE_RULES.outlier,
    bar: { ...DEFAULT_GATE_RULES.outlier.bar, action: 'flag' },
  },
}
