// A market behind quality gates, one per symbol: only bars that pass reach whoever listens. For a bar
// that does not, time passes all the same.
import { RecordQuota } from './checks/record-quota.ts'
import type { FeedBar, FeedInfo, Instant, Market } from './feed.ts'
import { Gate, type GateRecord } from './gate.ts'
import type { GateRules } from './gate-rules.ts'
import type { BarEvent } from './market-event.ts'

export function gateMarket(
  market: Market,
  rules: GateRules,
  record: (record: GateRecord) => void,
): Market {
  const feeds = [...market.feeds]
  const { extend } = market
  return {
    ...market,
    ...(extend === undefined ? {} : { extend: extended(extend, feeds) }),
    async *instants(signal, after, wish, ends) {
      let isNew = false
      const tell = (one: GateRecord) => {
        if (isNew) record(one)
      }
      const known: BarGate[] = []
      const gates = (feed: number) => (known[feed] ??= new BarGate(feeds[feed]!, rules, tell))
      // What is usual they know from what was before, as if the session had not ended in between.
      for (const instant of market.before?.(after) ?? []) passed(instant, gates)
      isNew = true
      for await (const instant of market.instants(signal, after, wish, ends))
        yield passed(instant, gates)
    },
  }
}

type Extend = NonNullable<Market['extend']>

/** Those that begin have gates, too. */
function extended(extend: Extend, feeds: FeedInfo[]): Extend {
  return async (...asked) => {
    const extension = await extend(...asked)
    const begin = () => {
      feeds.push(...extension.feeds)
      extension.begin()
    }
    return { ...extension, begin }
  }
}

function passed(instant: Instant, gates: (feed: number) => BarGate): Instant {
  const { time, bars, silent, stale } = instant
  for (const feed of silent) gates(feed).pass(time)
  const good = bars.filter((bar) => gates(bar.feed).lets(bar, time))
  if (good.length === bars.length) return instant
  const bad = bars.filter((bar) => !good.includes(bar)).map(({ feed }) => feed)
  return { time, bars: good, silent: [...silent, ...bad].sort((a, b) => a - b), stale }
}

/** The gate of one symbol's closed bars, which it lets through at once or not at all. */
class BarGate {
  readonly #feed: FeedInfo
  readonly #gate: Gate
  #hasPassed = false

  constructor(feed: FeedInfo, rules: GateRules, record: (record: GateRecord) => void) {
    this.#feed = feed
    const quota = new RecordQuota()
    const listener = {
      pass: () => {
        this.#hasPassed = true
      },
      record: (one: GateRecord) => {
        const kept = quota.take(one)
        if (kept !== null) record(kept)
      },
    }
    this.#gate = new Gate({ symbol: feed.symbol, rules, listener })
  }

  pass(time: number): void {
    this.#gate.pass(time)
  }

  lets(bar: FeedBar, time: number): boolean {
    this.#hasPassed = false
    this.#gate.take(barEvent(bar, this.#feed, time))
    return this.#hasPassed
  }
}

function barEvent(bar: FeedBar, { symbol, intervalMs }: FeedInfo, time: number): BarEvent {
  const { openTime, open, high, low, close, volume } = bar
  // Off the grid of UTC (days that begin at a venue's midnight) an instant may come before the end.
  const end = Math.max(time, openTime + intervalMs)
  return {
    type: 'bar',
    symbol,
    exchangeTime: end,
    receiveTime: end,
    openTime,
    intervalMs,
    open,
    high,
    low,
    close,
    volume,
    isClosed: true,
  }
}
