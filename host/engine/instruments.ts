// What has changed of what a venue asks of orders, in words.
import type { FeedInfo, OrderRules } from '../feeds/feed.ts'

const NAMES: Readonly<Record<keyof OrderRules, string>> = {
  tickSize: 'tick size',
  lotStep: 'lot step',
  minNotional: 'least notional',
  makerFee: 'maker fee',
  takerFee: 'taker fee',
}

/** "BTCUSDT: tick size 0.01 → 0.1"; `next` in the feeds' order. */
export function changesOf(
  feeds: readonly FeedInfo[],
  next: readonly (OrderRules | null)[],
): string[] {
  return feeds.flatMap(({ symbol, rules }, feed) =>
    Object.entries(NAMES).flatMap(([key, name]) => {
      const [was, is] = [rules, next[feed]].map((one) => one?.[key as keyof OrderRules] || 'none')
      return was === is ? [] : [`${symbol}: ${name} ${was} → ${is}`]
    }),
  )
}
