// Time as a market that closes counts it: in intervals in which there is trading.
import type { OpenHours } from '../bar-grid.ts'

/** Sessions are longer than this. */
const PROBE_MS = 900_000
/** No market is closed for longer in one piece. */
const CLOSED_MS_MAX = 30 * 86_400_000

/** Whether some of the interval lies within a session. */
export function hasTrading(hours: OpenHours, openTime: number, intervalMs: number): boolean {
  for (let at = openTime; at < openTime + intervalMs; at += PROBE_MS) {
    if (hours(at) !== null) return true
  }
  return hours(openTime + intervalMs - 1) !== null
}

/** Where the `count` intervals of trading begin that lie before `to`. */
export function beginOfLast(
  count: number,
  { to, intervalMs, hours }: { to: number; intervalMs: number; hours: OpenHours | null },
): number {
  if (hours === null) return to - count * intervalMs
  let from = to
  let lastOpen = to
  for (let left = count; left > 0 && lastOpen - from <= CLOSED_MS_MAX; ) {
    from -= intervalMs
    if (!hasTrading(hours, from, intervalMs)) continue
    lastOpen = from
    left -= 1
  }
  return from
}
