// What a session begins with: its first entry, its rules, and the bars from before it.
import { ENGINE } from '../app/report.ts'
import type { Config } from '../config/load.ts'
import type { FeedBar, Market } from '../feeds/feed.ts'
import { barAt } from '../feeds/replay.ts'
import { JOURNAL_FORMAT, type Rules, type SessionEntry } from '../journal/entry.ts'

export const rulesOf = ({ broker, risk }: Config): Rules => ({ broker, risk })

export function sessionEntry(config: Config, { feeds, recording }: Market): SessionEntry {
  const { cash, seed, data, live } = config
  return {
    ...{ type: 'session', engine: ENGINE, format: JOURNAL_FORMAT, wall: new Date().toISOString() },
    ...{ source: live?.source ?? data.path, feeds, cash, rules: rulesOf(config), seed },
    from: recording?.from ?? null,
  }
}

export function pastOf({ past }: Pick<Market, 'past'>): FeedBar[] {
  return past.flatMap((bars, feed) =>
    Array.from({ length: bars.count }, (_, i) => barAt(bars, i, feed)),
  )
}
