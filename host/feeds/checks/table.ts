// The checks of the quality gate, in the order in which they are made: the first that fails names
// the reason. Outliers come after them, because they may have to wait for what comes next.
import type { MarketEvent } from '../market-event.ts'
import type { Check } from './check.ts'
import * as figures from './figures.ts'
import { schemaFault } from './schema.ts'
import * as timing from './timing.ts'

type Table = {
  readonly [T in MarketEvent['type']]: readonly Check<Extract<MarketEvent, { type: T }>>[]
}

export const CHECKS: Table = {
  bar: [
    { reason: 'schema', fault: schemaFault },
    { reason: 'non-finite', fault: figures.barNotFinite },
    { reason: 'non-positive', fault: figures.barNotPositive },
    { reason: 'inconsistent', fault: figures.barInconsistent },
    { reason: 'future', fault: timing.isFuture },
    { reason: 'future', fault: timing.closedTooEarly },
    { reason: 'stale', fault: timing.isStale },
    { reason: 'duplicate', fault: timing.barAgain },
    { reason: 'revised', fault: timing.barRevised },
    { reason: 'out-of-order', fault: timing.barOutOfOrder },
  ],
  trade: [
    { reason: 'schema', fault: schemaFault },
    { reason: 'non-finite', fault: figures.tradeNotFinite },
    { reason: 'non-positive', fault: figures.tradeNotPositive },
    { reason: 'future', fault: timing.isFuture },
    { reason: 'stale', fault: timing.isStale },
    { reason: 'duplicate', fault: timing.tradeAgain },
    { reason: 'out-of-order', fault: timing.tradeOutOfOrder },
  ],
  quote: [
    { reason: 'schema', fault: schemaFault },
    { reason: 'non-finite', fault: figures.quoteNotFinite },
    { reason: 'non-positive', fault: figures.quoteNotPositive },
    { reason: 'crossed', fault: figures.quoteCrossed },
    { reason: 'future', fault: timing.isFuture },
    { reason: 'stale', fault: timing.isStale },
    { reason: 'out-of-order', fault: timing.quoteOutOfOrder },
  ],
  book: [
    { reason: 'schema', fault: schemaFault },
    { reason: 'non-finite', fault: figures.bookNotFinite },
    { reason: 'non-positive', fault: figures.bookNotPositive },
    { reason: 'inconsistent', fault: figures.bookInconsistent },
    { reason: 'crossed', fault: figures.bookCrossed },
    { reason: 'future', fault: timing.isFuture },
    { reason: 'stale', fault: timing.isStale },
  ],
  status: [{ reason: 'schema', fault: schemaFault }],
}
