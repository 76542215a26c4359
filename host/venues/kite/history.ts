// Kite's historical candles: by interval and by the longest span of one request, in India's time.
// Source: "Historical data", https://kite.trade/docs/connect/v3/historical/
import { HostError } from '../../errors.ts'
import { decimal, FrameFault, fields, list, text } from '../socket/fields.ts'
import type { HistoryBar } from '../venue.ts'

const MINUTE_MS = 60_000
const DAY_MS = 1440 * MINUTE_MS

interface Interval {
  readonly name: string
  readonly spanMs: number
}

const INTERVALS: ReadonlyMap<number, Interval> = new Map(
  (
    [
      [1, 'minute', 60],
      [3, '3minute', 100],
      [5, '5minute', 100],
      [10, '10minute', 100],
      [15, '15minute', 200],
      [30, '30minute', 200],
      [60, '60minute', 400],
      [1440, 'day', 2000],
    ] as const
  ).map(([minutes, name, days]) => [minutes * MINUTE_MS, { name, spanMs: days * DAY_MS }]),
)

export const hasInterval = (intervalMs: number): boolean => INTERVALS.has(intervalMs)

/** Throws a HostError where Kite has no such candles. */
export function intervalOf(intervalMs: number): Interval {
  const interval = INTERVALS.get(intervalMs)
  if (interval !== undefined) return interval
  throw new HostError('bad-config', `kite has no bars of ${intervalMs / 1000} s`, {
    hint: 'it has 1m, 3m, 5m, 10m, 15m, 30m, 1h and 1d',
  })
}

const INDIA_MS = 330 * MINUTE_MS

/** "2017-12-15 09:15:00", in India. */
export const indiaTime = (ms: number): string =>
  new Date(ms + INDIA_MS).toISOString().slice(0, 19).replace('T', ' ')

/** `{"data": {"candles": [[time, open, high, low, close, volume], …]}}`. Throws a FrameFault. */
export function readCandles(answer: unknown): HistoryBar[] {
  const { candles } = fields(fields(answer, 'the answer').data, 'data')
  return list(candles, 'candles').map((one) => {
    const [time, open, high, low, close, volume] = list(one, 'a candle')
    return {
      openTime: timeOf(text(time, "a candle's time")),
      open: decimal(open, 'open'),
      high: decimal(high, 'high'),
      low: decimal(low, 'low'),
      close: decimal(close, 'close'),
      volume: decimal(volume, 'volume'),
    }
  })
}

/** "2017-12-15T09:15:00+0530": without the colon that ISO 8601 asks for. */
function timeOf(written: string): number {
  const ms = Date.parse(written.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  if (Number.isNaN(ms)) throw new FrameFault("expected a candle's time to be in ISO 8601")
  return ms
}
