// The types of entries that there are, for those who ask for some of them.
import type { LogEntry } from './entry.ts'

const TYPES: Readonly<Record<LogEntry['type'], true>> = {
  ...{
    session: true,
    past: true,
    bars: true,
    ticks: true,
    feeds: true,
    adopted: true,
    withdrawn: true,
  },
  ...{
    released: true,
    rules: true,
    instruments: true,
    killed: true,
    flattened: true,
    unblocked: true,
    paused: true,
    paced: true,
  },
  ...{ 'entries-cancelled': true, turn: true, fact: true, slot: true, log: true, quality: true },
  ...{ script: true, config: true, command: true, 'runner-lost': true, checkpoint: true },
  ...{ resumed: true, end: true },
}

const ALL = Object.keys(TYPES) as LogEntry['type'][]
const MARKET: ReadonlySet<LogEntry['type']> = new Set(['past', 'feeds', 'bars', 'ticks'])

export const ENTRY_TYPES: readonly string[] = ALL

/** All but the market's own, of which a single entry may be a thousand bars. */
export const DECISION_TYPES = ALL.filter((type) => !MARKET.has(type))
