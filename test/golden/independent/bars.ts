// Bars and indicators for the independent backtests, from the files and the formulas alone: nothing
// here or beside it imports what the product computes with.
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

export interface Bar {
  readonly time: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
}

export const MINUTE = 60_000

/** The rows of a one-minute file. */
export function readMinutes(path: string): Bar[] {
  const [header, ...lines] = gunzipSync(readFileSync(path)).toString().trim().split('\n')
  if (!header!.startsWith('timestamp,open,high,low,close')) throw new Error(`columns: ${header}`)
  return lines.map((line) => {
    const [time, open, high, low, close] = line.split(',').map(Number)
    return { time: time!, open: open!, high: high!, low: low!, close: close! }
  })
}

/** Whole bars of `minutes` minutes out of an unbroken series of one-minute bars. */
export function gather(bars: readonly Bar[], minutes: number): Bar[] {
  const gathered: Bar[] = []
  for (let at = 0; at + minutes <= bars.length; at += minutes) {
    const part = bars.slice(at, at + minutes)
    const time = part[0]!.time
    if (time % (minutes * MINUTE) !== 0 || part.at(-1)!.time !== time + (minutes - 1) * MINUTE) {
      throw new Error(`the bars at ${time} are not ${minutes} whole minutes`)
    }
    gathered.push({
      time,
      open: part[0]!.open,
      high: Math.max(...part.map((bar) => bar.high)),
      low: Math.min(...part.map((bar) => bar.low)),
      close: part.at(-1)!.close,
    })
  }
  return gathered
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** EMA: the mean of the first n, then previous + 2 / (n + 1) · (value − previous). NaN before. */
export function ema(values: readonly number[], n: number): number[] {
  const out: number[] = []
  for (const [i, value] of values.entries()) {
    if (i < n - 1) out.push(Number.NaN)
    else if (i === n - 1) out.push(mean(values.slice(0, n)))
    else out.push(out[i - 1]! + (2 / (n + 1)) * (value - out[i - 1]!))
  }
  return out
}

/** Wilder's average: the mean of the first n, then (previous · (n − 1) + value) / n. NaN before. */
function wilder(values: readonly number[], n: number): number[] {
  const out: number[] = []
  for (const [i, value] of values.entries()) {
    if (i < n - 1) out.push(Number.NaN)
    else if (i === n - 1) out.push(mean(values.slice(0, n)))
    else out.push((out[i - 1]! * (n - 1) + value) / n)
  }
  return out
}

/** ATR: Wilder's average of the true ranges from the second bar on. */
export function atr(bars: readonly Bar[], n: number): number[] {
  const ranges = bars.slice(1).map((bar, i) => {
    const before = bars[i]!.close
    return Math.max(bar.high - bar.low, Math.abs(bar.high - before), Math.abs(bar.low - before))
  })
  return [Number.NaN, ...wilder(ranges, n)]
}

/** RSI: 100 − 100 / (1 + average gain / average loss), averaged as Wilder does. */
export function rsi(values: readonly number[], n: number): number[] {
  const moves = values.slice(1).map((value, i) => value - values[i]!)
  const gains = wilder(
    moves.map((move) => Math.max(move, 0)),
    n,
  )
  const losses = wilder(
    moves.map((move) => Math.max(-move, 0)),
    n,
  )
  return [Number.NaN, ...gains.map((gain, i) => 100 - 100 / (1 + gain / losses[i]!))]
}
