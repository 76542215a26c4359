// The volume indicators from their formulas: each bar from scratch, over all bars that it depends on.

import { type Bar, naiveEma } from './series.ts'

type Rows = number[][]

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const hlc3 = ({ high, low, close }: Bar) => (high + low + close) / 3
const upTo = <T>(values: readonly T[], i: number) => values.slice(0, i + 1)
const last = <T>(values: readonly T[], i: number, count: number) =>
  values.slice(i + 1 - count, i + 1)
const running = (terms: readonly number[]): Rows => terms.map((_, i) => [sum(upTo(terms, i))])

export const moneyFlows = (bars: readonly Bar[]): number[] =>
  bars.map(({ high, low, close, volume }) =>
    high === low ? 0 : (volume * (2 * close - high - low)) / (high - low),
  )

export const naiveAd = (bars: readonly Bar[]): Rows => running(moneyFlows(bars))

export const naiveObv = (bars: readonly Bar[]): Rows =>
  running(
    bars.map(({ close, volume }, i) =>
      i === 0 ? volume : Math.sign(close - bars[i - 1]!.close) * volume,
    ),
  )

/** Both averages begin with the line's first value; TA-Lib waits for the slower one. */
export function naiveAdosc(bars: readonly Bar[], [fast, slow]: [number, number]): Rows {
  const line = naiveAd(bars).flat()
  const average = (length: number, i: number) =>
    upTo(line, i).reduce((mean, value) => mean + ((value - mean) * 2) / (length + 1), line[0]!)
  return bars.map((_, i) => [
    i + 1 < Math.max(fast, slow) ? NaN : average(fast, i) - average(slow, i),
  ])
}

export function naiveCmf(bars: readonly Bar[], length: number): Rows {
  const flows = moneyFlows(bars)
  const volumes = bars.map(({ volume }) => volume)
  return bars.map((_, i) => [
    i + 1 < length ? NaN : sum(last(flows, i, length)) / sum(last(volumes, i, length)),
  ])
}

export const forces = (bars: readonly Bar[]): number[] =>
  bars.slice(1).map(({ close, volume }, i) => (close - bars[i]!.close) * volume)

export const naiveForceIndex = (bars: readonly Bar[], length: number): Rows =>
  [NaN, ...naiveEma(forces(bars), length)].map((value) => [value])

export const eases = (bars: readonly Bar[], divisor: number): number[] =>
  bars.slice(1).map(({ high, low, volume }, i) => {
    const move = (high + low) / 2 - (bars[i]!.high + bars[i]!.low) / 2
    return volume === 0 ? 0 : move / (volume / divisor / (high - low))
  })

export function naiveEom(bars: readonly Bar[], [length, divisor]: [number, number]): Rows {
  const moves = eases(bars, divisor)
  return bars.map((_, i) => [i < length ? NaN : sum(last(moves, i - 1, length)) / length])
}

export const naivePvt = (bars: readonly Bar[]): Rows =>
  running(
    bars.map(({ close, volume }, i) => (i === 0 ? 0 : volume * (close / bars[i - 1]!.close - 1))),
  )

/** `side`: 1 for positive, −1 for negative. */
export const naiveVolumeIndex = (bars: readonly Bar[], side: number): Rows =>
  bars.map((_, i) => [
    upTo(bars, i).reduce((index, { close, volume }, k) => {
      const counts = k > 0 && Math.sign(volume - bars[k - 1]!.volume) === side
      return counts ? (index * close) / bars[k - 1]!.close : index
    }, 1),
  ])

export function naiveVwapBands(bars: readonly Bar[], deviations: number): Rows {
  const day = ({ openTime }: Bar) => new Date(openTime).toISOString().slice(0, 10)
  return bars.map((bar, i) => {
    const session = upTo(bars, i).filter((other) => day(other) === day(bar))
    const total = sum(session.map(({ volume }) => volume))
    if (total === 0) return [NaN, NaN, NaN]
    const mean = sum(session.map((other) => hlc3(other) * (other.volume / total)))
    const variance = sum(session.map((other) => (hlc3(other) - mean) ** 2 * (other.volume / total)))
    const reach = deviations * Math.sqrt(variance)
    return [mean + reach, mean, mean - reach]
  })
}

export const naiveAnchoredVwap = (bars: readonly Bar[], from: number): Rows =>
  bars.map((_, i) => {
    const counted = upTo(bars, i).filter(({ openTime }) => openTime >= from)
    const total = sum(counted.map(({ volume }) => volume))
    return [total === 0 ? NaN : sum(counted.map((bar) => hlc3(bar) * (bar.volume / total)))]
  })

/** Rows are filled bar by bar; the value area is a list of row numbers that grows. */
export function naiveVolumeProfile(
  bars: readonly Bar[],
  [length, count, percentage]: [number, number, number],
): Rows {
  return bars.map((_, i) => {
    const window = last(bars, i, length)
    const total = sum(window.map(({ volume }) => volume))
    if (i + 1 < length || total === 0) return [NaN, NaN, NaN]
    const lowest = Math.min(...window.map(({ low }) => low))
    const height = (Math.max(...window.map(({ high }) => high)) - lowest) / count
    const rows: number[] = Array(count).fill(0)
    for (const bar of window) {
      const row = height === 0 ? 0 : Math.floor((hlc3(bar) - lowest) / height)
      rows[Math.max(0, Math.min(row, count - 1))]! += bar.volume
    }
    const control = rows.indexOf(Math.max(...rows))
    const area = [control]
    while (sum(area.map((row) => rows[row]!)) < (percentage / 100) * total) {
      const top = Math.max(...area)
      const bottom = Math.min(...area)
      const above = [top + 1, top + 2].filter((row) => row < count)
      const below = [bottom - 1, bottom - 2].filter((row) => row >= 0)
      if (above.length + below.length === 0) break
      const worth = (side: number[]) => sum(side.map((row) => rows[row]!))
      const isUp = below.length === 0 || (above.length > 0 && worth(above) >= worth(below))
      area.push(...(isUp ? above : below))
    }
    return [
      lowest + (control + 0.5) * height,
      lowest + (Math.max(...area) + 1) * height,
      lowest + Math.min(...area) * height,
    ]
  })
}
