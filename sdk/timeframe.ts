// Timeframes and spans of time as the script contract writes them ("5m", "12 bars", "90s").
import type { Span } from './domain.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Every timeframe a strategy may name, in ms, shortest first. */
export const TIMEFRAMES: Readonly<Record<string, number>> = {
  '1s': SECOND,
  '5s': 5 * SECOND,
  '10s': 10 * SECOND,
  '15s': 15 * SECOND,
  '30s': 30 * SECOND,
  '1m': MINUTE,
  '3m': 3 * MINUTE,
  '5m': 5 * MINUTE,
  '15m': 15 * MINUTE,
  '30m': 30 * MINUTE,
  '1h': HOUR,
  '2h': 2 * HOUR,
  '4h': 4 * HOUR,
  '6h': 6 * HOUR,
  '8h': 8 * HOUR,
  '12h': 12 * HOUR,
  '1d': 24 * HOUR,
}

/** Milliseconds of a timeframe's name; null when there is no such timeframe. */
export function timeframeMs(name: string): number | null {
  return Object.hasOwn(TIMEFRAMES, name) ? TIMEFRAMES[name]! : null
}

/** For people: "5 min", "10 s". */
export const spellInterval = (ms: number): string =>
  ms % MINUTE === 0 ? `${ms / MINUTE} min` : `${ms / SECOND} s`

const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: MINUTE,
  h: HOUR,
  d: 24 * HOUR,
}

/** Ms that no recording lasts, and that can still be counted one by one. */
const DURATION_MS_MAX = 1e6 * UNIT_MS.d!

/** "5s", "90s", "1h" → ms; null for anything else, for zero, and for more than a million days. */
export function parseDuration(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/.exec(text.trim())
  if (match === null) return null
  const ms = Number(match[1]) * UNIT_MS[match[2]!]!
  return ms >= 1 && ms <= DURATION_MS_MAX ? ms : null
}

/** "12 bars", "1 bar" or a duration; null for anything else, for zero, and for what is beyond count. */
export function parseSpan(text: string): Span | null {
  const match = /^(\d+)\s*bars?$/.exec(text.trim())
  if (match !== null) {
    const bars = Number(match[1])
    return bars >= 1 && Number.isSafeInteger(bars) ? { bars } : null
  }
  const ms = parseDuration(text)
  return ms === null ? null : { ms }
}
