// A bar as the journal has it: [feed, openTime, open, high, low, close, volume], and back.
import type { FeedBar } from '../feeds/feed.ts'

export function toRow({
  feed,
  openTime,
  open,
  high,
  low,
  close,
  volume,
}: FeedBar): readonly number[] {
  return [feed, openTime, open, high, low, close, volume]
}

export function toBar(row: readonly number[]) {
  const [feed, openTime, open, high, low, close, volume] = row as [
    ...[number, number, number, number],
    ...[number, number, number],
  ]
  return { feed, openTime, open, high, low, close, volume }
}
