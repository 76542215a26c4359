// The volatility indicators recomputed from their formulas: each window from scratch, each recursion
// written out over whole arrays.

import {
  closes,
  highestOf,
  lowestOf,
  mean,
  middles,
  over,
  type Rows,
  sum,
  trueRanges,
} from './naive-bars.ts'
import { type Bar, naiveAtr, naiveBollinger, naiveEma, naiveSma } from './series.ts'

export const naiveTrange = (bars: Bar[]): Rows =>
  trueRanges(bars).map((range, i) => [i === 0 ? NaN : range])

export const naiveNatr = (bars: Bar[], [length]: number[]): Rows =>
  naiveAtr(bars, length!).map((range, i) => {
    const { close } = bars[i]!
    if (length === 1 || Number.isNaN(range)) return [range]
    return [close === 0 ? 0 : (100 * range) / close]
  })

const varianceOf = (window: number[]) => {
  const middle = mean(window)
  return mean(window.map((value) => (value - middle) ** 2))
}

export const naiveVariance = (bars: Bar[], [length]: number[]): Rows =>
  over(closes(bars), length!, { of: (window) => [varianceOf(window)] })

export const naiveDeviation = (bars: Bar[], [length, deviations]: number[]): Rows =>
  over(closes(bars), length!, { of: (window) => [deviations! * Math.sqrt(varianceOf(window))] })

export const naivePercentB = (bars: Bar[], [length, deviations]: number[]): Rows =>
  naiveBollinger(closes(bars), length!, deviations!).map(([upper, middle, lower], i) => {
    // Of equal values a sum’s rounding leaves a trace of width.
    if (upper! - lower! <= 1e-13 * Math.abs(middle!)) return [0.5]
    return [(bars[i]!.close - lower!) / (upper! - lower!)]
  })

export const naiveBandwidth = (bars: Bar[], [length, deviations]: number[]): Rows =>
  naiveBollinger(closes(bars), length!, deviations!).map(([upper, middle, lower]) => [
    middle === 0 ? 0 : (100 * (upper! - lower!)) / middle!,
  ])

export const naiveDonchian = (bars: Bar[], [length]: number[]): Rows =>
  over(bars, length!, {
    outputs: 3,
    of: (window) => {
      const [highest, lowest] = [highestOf(window), lowestOf(window)]
      return [highest, (highest + lowest) / 2, lowest]
    },
  })

export const naiveMidprice = (bars: Bar[], args: number[]): Rows =>
  naiveDonchian(bars, args).map(([, middle]) => [middle!])

export function naiveKeltner(bars: Bar[], [length, multiplier, atrLength]: number[]): Rows {
  const atr = naiveAtr(bars, atrLength!)
  return naiveEma(closes(bars), length!).map((middle, i) => {
    const reach = multiplier! * atr[i]!
    return Number.isNaN(middle + reach) ? [NaN, NaN, NaN] : [middle + reach, middle, middle - reach]
  })
}

export const naiveChop = (bars: Bar[], [length]: number[]): Rows => {
  const ranges = trueRanges(bars)
  return over(bars, length!, {
    of: (window, i) => {
      const height = highestOf(window) - lowestOf(window)
      const way = sum(ranges.slice(i + 1 - length!, i + 1))
      return [height === 0 ? 100 : (100 * Math.log10(way / height)) / Math.log10(length!)]
    },
  })
}

export function naiveHistoricalVolatility(bars: Bar[], [length, periods]: number[]): Rows {
  const returns = bars.map((bar, i) =>
    i === 0 || bars[i - 1]!.close <= 0 ? NaN : Math.log(bar.close / bars[i - 1]!.close),
  )
  return over(returns, length!, {
    of: (window) => [100 * Math.sqrt(periods! * varianceOf(window))],
  })
}

export function naiveSupertrend(bars: Bar[], [length, multiplier]: number[]): Rows {
  const atr = naiveAtr(bars, length!)
  const middle = middles(bars)
  const first = length!
  const upper: number[] = []
  const lower: number[] = []
  const direction: number[] = []
  return bars.map((bar, i) => {
    if (i < first) return [NaN, NaN]
    const reach = multiplier! * atr[i]!
    const before = bars[i - 1]!.close
    upper[i] = middle[i]! + reach
    lower[i] = middle[i]! - reach
    direction[i] = -1
    if (i > first) {
      if (before <= upper[i - 1]!) upper[i] = Math.min(upper[i]!, upper[i - 1]!)
      if (before >= lower[i - 1]!) lower[i] = Math.max(lower[i]!, lower[i - 1]!)
      const wasUp = direction[i - 1] === 1
      direction[i] = (wasUp ? bar.close < lower[i]! : bar.close <= upper[i]!) ? -1 : 1
    }
    return [direction[i] === 1 ? lower[i]! : upper[i]!, direction[i]!]
  })
}

export function naiveChandelier(bars: Bar[], [length, multiplier]: number[]): Rows {
  const atr = naiveAtr(bars, length!)
  return over(bars, length! + 1, {
    outputs: 2,
    of: ([, ...window], i) => {
      const reach = multiplier! * atr[i]!
      return [highestOf(window) - reach, lowestOf(window) + reach]
    },
  })
}

export function naiveAccbands(bars: Bar[], [length]: number[]): Rows {
  const width = bars.map(({ high, low }) =>
    high + low === 0 ? 0 : (4 * (high - low)) / (high + low),
  )
  const upper = naiveSma(
    bars.map((bar, i) => bar.high * (1 + width[i]!)),
    length!,
  )
  const lower = naiveSma(
    bars.map((bar, i) => bar.low * (1 - width[i]!)),
    length!,
  )
  return naiveSma(closes(bars), length!).map((middle, i) => [upper[i]!, middle, lower[i]!])
}
