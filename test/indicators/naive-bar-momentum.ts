// The momentum indicators of bars recomputed from their formulas: each window from scratch, each
// recursion written out over whole arrays.

import {
  fromSecond,
  highestOf,
  lowestOf,
  mean,
  middles,
  over,
  type Rows,
  sum,
  trueRanges,
} from './naive-bars.ts'
import type { Bar } from './series.ts'
import { naiveSma } from './series.ts'

const typical = (bar: Bar) => (bar.high + bar.low + bar.close) / 3
const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)

export function naiveStochf(bars: Bar[], [length, smoothing]: number[]): Rows {
  const k = over(bars, length!, {
    of: (window, i) => {
      const lowest = lowestOf(window)
      return [100 * ratio(bars[i]!.close - lowest, highestOf(window) - lowest)]
    },
  }).flat()
  const d = naiveSma(k, smoothing!)
  return k.map((value, i) => (Number.isNaN(d[i]) ? [NaN, NaN] : [value, d[i]!]))
}

export const naiveWillr = (bars: Bar[], [length]: number[]): Rows =>
  over(bars, length!, {
    of: (window, i) => {
      const highest = highestOf(window)
      return [-100 * ratio(highest - bars[i]!.close, highest - lowestOf(window))]
    },
  })

/** From the latest price on, so that equal prices have no distance. */
export const naiveCci = (bars: Bar[], [length]: number[]): Rows =>
  over(bars, length!, {
    of: (window, i) => {
      const latest = typical(bars[i]!)
      const places = window.map((bar) => typical(bar) - latest)
      const middle = mean(places)
      if (Math.abs(middle) <= 1e-15 * Math.abs(latest)) return [0]
      return [-middle / (0.015 * mean(places.map((place) => Math.abs(place - middle))))]
    },
  })

export function naiveUltosc(bars: Bar[], lengths: number[]): Rows {
  const [short, middle, long] = [...lengths].sort((a, b) => a - b)
  const share = (pairs: [Bar, Bar][], count: number) => {
    const last = pairs.slice(-count)
    const lows = last.map(([before, bar]) => Math.min(bar.low, before.close))
    const highs = last.map(([before, bar]) => Math.max(bar.high, before.close))
    return ratio(
      sum(last.map(([, bar], i) => bar.close - lows[i]!)),
      sum(highs.map((high, i) => high - lows[i]!)),
    )
  }
  return fromSecond(bars, (pairs) =>
    over(pairs, long!, {
      of: (last) => [
        (100 * (4 * share(last, short!) + 2 * share(last, middle!) + share(last, long!))) / 7,
      ],
    }),
  )
}

export function naiveMfi(bars: Bar[], [length]: number[]): Rows {
  const flow = ([before, bar]: [Bar, Bar], sign: number) => {
    const [was, is] = [typical(before), typical(bar)]
    const isTie = Math.abs(is - was) <= 1e-14 * (Math.abs(is) + Math.abs(was))
    return !isTie && Math.sign(is - was) === sign ? is * bar.volume : 0
  }
  return fromSecond(bars, (pairs) =>
    over(pairs, length!, {
      of: (last) => {
        const rising = sum(last.map((pair) => flow(pair, 1)))
        return [100 * ratio(rising, rising + sum(last.map((pair) => flow(pair, -1))))]
      },
    }),
  )
}

/** Wilder’s sums of +DM, −DM and the true range, as TA-Lib begins them. */
function directional(bars: Bar[], length: number) {
  const up = bars.map((bar, i) => (i === 0 ? 0 : bar.high - bars[i - 1]!.high))
  const down = bars.map((bar, i) => (i === 0 ? 0 : bars[i - 1]!.low - bar.low))
  const smoothed = (values: number[]) => {
    const out: number[] = []
    values.forEach((value, i) => {
      if (i + 1 < length || (length === 1 && i === 0)) out.push(NaN)
      else if (i + 1 === length) out.push(sum(values.slice(1, length)))
      else out.push((out[i - 1] || 0) * (1 - 1 / length) + value)
    })
    return out
  }
  return {
    plus: smoothed(up.map((rise, i) => (rise > down[i]! && rise > 0 ? rise : 0))),
    minus: smoothed(up.map((rise, i) => (down[i]! > rise && down[i]! > 0 ? down[i]! : 0))),
    range: smoothed(trueRanges(bars)),
  }
}

export const naiveDm =
  (side: 'plus' | 'minus') =>
  (bars: Bar[], [length]: number[]): Rows =>
    directional(bars, length!)[side].map((value) => [value])

export const naiveDi =
  (side: 'plus' | 'minus') =>
  (bars: Bar[], [length]: number[]): Rows => {
    const sums = directional(bars, length!)
    const unit = length === 1 ? 1 : 100
    return sums[side].map((moved, i) => [i < length! ? NaN : unit * ratio(moved, sums.range[i]!)])
  }

/** NaN where nothing moved. */
function indices(bars: Bar[], length: number): number[] {
  const { plus, minus } = directional(bars, length)
  return plus.map((up, i) => (100 * Math.abs(up - minus[i]!)) / (up + minus[i]!))
}

export function naiveDx(bars: Bar[], [length]: number[]): Rows {
  let last = 0
  return indices(bars, length!).map((index, i) => {
    if (i < length!) return [NaN]
    if (!Number.isNaN(index)) last = index
    return [last]
  })
}

export function naiveAdx(bars: Bar[], [length]: number[]): Rows {
  const n = length!
  const index = indices(bars, n)
  const out: number[] = []
  index.forEach((value, i) => {
    if (i + 1 < 2 * n) out.push(NaN)
    else if (i + 1 === 2 * n) out.push(mean(index.slice(n, 2 * n).map((one) => one || 0)))
    else if (Number.isNaN(value)) out.push(out[i - 1]!)
    else out.push((out[i - 1]! * (n - 1) + value) / n)
  })
  return out.map((value) => [value])
}

export function naiveAdxr(bars: Bar[], [length]: number[]): Rows {
  const adx = naiveAdx(bars, [length!]).flat()
  return adx.map((value, i) => [(value + (adx[i - length! + 1] ?? NaN)) / 2])
}

export const naiveAroon = (bars: Bar[], [length]: number[]): Rows =>
  over(bars, length! + 1, {
    outputs: 2,
    of: (window) => {
      const top = window.findLastIndex((bar) => bar.high === highestOf(window))
      const bottom = window.findLastIndex((bar) => bar.low === lowestOf(window))
      return [(100 * top) / length!, (100 * bottom) / length!]
    },
  })

export const naiveAroonosc = (bars: Bar[], args: number[]): Rows =>
  naiveAroon(bars, args).map(([up, down]) => [up! - down!])

export function naiveVortex(bars: Bar[], [length]: number[]): Rows {
  const ranges = trueRanges(bars)
  return fromSecond(bars, (pairs) =>
    over(pairs, length!, {
      outputs: 2,
      of: (last, i) => {
        const way = sum(ranges.slice(i + 2 - length!, i + 2))
        const plus = sum(last.map(([before, bar]) => Math.abs(bar.high - before.low)))
        const minus = sum(last.map(([before, bar]) => Math.abs(bar.low - before.high)))
        return [ratio(plus, way), ratio(minus, way)]
      },
    }),
  )
}

export function naiveAo(bars: Bar[], [fast, slow]: number[]): Rows {
  const quick = naiveSma(middles(bars), fast!)
  return naiveSma(middles(bars), slow!).map((value, i) => [quick[i]! - value])
}

export const naiveBop = (bars: Bar[]): Rows =>
  bars.map(({ open, high, low, close }) => [ratio(close - open, high - low)])

export function naiveFisher(bars: Bar[], [length]: number[]): Rows {
  const prices = middles(bars)
  const x: number[] = []
  const fisher: number[] = []
  return over(prices, length!, {
    outputs: 2,
    of: (window, i) => {
      const [lowest, highest] = [Math.min(...window), Math.max(...window)]
      const place = highest === lowest ? 0.5 : (prices[i]! - lowest) / (highest - lowest)
      const raw = 0.66 * (place - 0.5) + 0.67 * (x.at(-1) ?? 0)
      x.push(Math.abs(raw) > 0.99 ? 0.999 * Math.sign(raw) : raw)
      fisher.push(Math.atanh(x.at(-1)!) + 0.5 * (fisher.at(-1) ?? 0))
      return fisher.length < 2 ? [NaN, NaN] : [fisher.at(-1)!, fisher.at(-2)!]
    },
  })
}
