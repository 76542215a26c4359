// The past of a symbol, page by page. Venues answer with what they have of a stretch of time, and
// some with the bar that is still growing: only what the venue's clock says is over is handed on.
import { HostError } from '../../errors.ts'
import type { HistoryBar, HistoryRequest } from '../venue.ts'
import type { Exchange, OhlcvRow } from './exchange.ts'

/** Bars of a page where the exchange does not say. */
const PAGE_BARS = 100

export interface HistoryOptions {
  readonly exchange: Exchange
  readonly pair: string
  readonly venueTime: () => number
}

export async function* pages(
  { exchange, pair, venueTime }: HistoryOptions,
  { intervalMs, from, to, signal }: HistoryRequest,
): AsyncGenerator<readonly HistoryBar[]> {
  const timeframe = timeframeName(exchange, intervalMs)
  const limit = exchange.features?.spot?.fetchOHLCV?.limit ?? PAGE_BARS
  for (let since = Math.ceil(from / intervalMs) * intervalMs; since < to; ) {
    signal.throwIfAborted()
    if (since > venueTime()) return
    const rows = await exchange.fetchOHLCV(pair, timeframe, since, limit)
    const now = venueTime()
    const bars = rows.flatMap((row) => toBar(row) ?? [])
    const good = bars.filter(
      ({ openTime }) => openTime >= since && openTime < to && openTime + intervalMs <= now,
    )
    if (good.length > 0) yield good
    if (bars.some(({ openTime }) => openTime + intervalMs > now)) return
    // An empty page is a hole that is as long as a page.
    const last = good.at(-1)?.openTime
    since = last === undefined ? since + limit * intervalMs : last + intervalMs
  }
}

export const hasTimeframe = ({ timeframes, parseTimeframe }: Exchange, ms: number): boolean =>
  Object.keys(timeframes ?? {}).some((name) => 1000 * parseTimeframe(name) === ms)

/** As the exchange names bars of that length. */
export function timeframeName({ id, timeframes, parseTimeframe }: Exchange, ms: number): string {
  const names = Object.keys(timeframes ?? {})
  const name = names.find((one) => 1000 * parseTimeframe(one) === ms)
  if (name !== undefined) return name
  throw new HostError('bad-config', `${id} has no bars of ${spell(ms)}`, {
    hint: `it has ${names.join(', ')}`,
  })
}

function spell(ms: number): string {
  const units = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
  ] as const
  const unit = units.find(([, length]) => ms % length === 0)
  return unit === undefined ? `${ms / 1000}s` : `${ms / unit[1]}${unit[0]}`
}

function toBar(row: OhlcvRow): HistoryBar | null {
  const [openTime, open, high, low, close, volume] = row
  if (row.slice(0, 5).some((value) => value === undefined || !Number.isFinite(value))) return null
  return {
    openTime: openTime!,
    open: open!,
    high: high!,
    low: low!,
    close: close!,
    volume: volume ?? 0,
  }
}
