// Prices that do not fit the last one: prints that come back at once, jumps that stay, and those
// that look like a split nobody told of.
import type { BarColumns } from '#sdk/domain.ts'
import { timeframeMs } from '#sdk/timeframe.ts'

export interface Move {
  readonly time: number
  /** `outlier`: the price came back within a few bars; `jump`: it stayed. */
  readonly kind: 'outlier' | 'jump' | 'split'
  readonly column: 'high' | 'low' | 'close'
  readonly price: number
  /** The last price before it. */
  readonly last: number
  /** 2-for-1 is "2:1", one for ten "1:10"; null but for a split. */
  readonly ratio: string | null
}

/** Below a tenth nothing is worth a line, however quiet the market. */
const MOVE_MIN = 0.1
/** Standard deviations, by the median: a crash of a day is rarer than this, a bad print is not. */
const DEVIATIONS = 10
/** Of a normal distribution: standard deviation over median absolute deviation. */
const NORMAL = 1.4826
const BLOCK_BARS = 1000
/** A bad print is a few bars; what lasts longer is a price. */
const OUTLIER_BARS_MAX = 3

const GAP_BARS = 10
const SCALE = Math.log(2)

export function movesOf(bars: BarColumns, timeframe: string): Move[] {
  const { openTime, open, high, low, close } = bars
  const limits = limitsOf(close)
  const found: Move[] = []
  let last = open[0] ?? 0
  let lastTime = openTime[0] ?? 0
  for (let row = 0; row < openTime.length; row++) {
    const limit = limits[Math.floor(row / BLOCK_BARS)]!
    const move = (column: Move['column'], kind: Move['kind'], ratio: string | null = null) => {
      found.push({ time: openTime[row]!, kind, column, price: bars[column][row]!, last, ratio })
    }
    const distance = (price: number) => Math.abs(Math.log(price / last))
    if (distance(close[row]!) > limit) {
      if (comesBack(close, { row, last, limit })) {
        move('close', 'outlier')
        continue
      }
      const isAtOpen = distance(open[row]!) > limit
      const hasNight = openTime[row]! - lastTime > 1.5 * timeframeMs(timeframe)!
      const isDaily = timeframe === '1d'
      // What happened while bars are missing, nobody knows; only a price of another scale is news.
      const isAfterGap = openTime[row]! - lastTime > GAP_BARS * timeframeMs(timeframe)!
      const ratio = isAtOpen && (hasNight || isDaily) ? splitRatio(last / open[row]!) : null
      if (ratio !== null) move('close', 'split', ratio)
      else if (!isAfterGap || distance(close[row]!) > SCALE) move('close', 'jump')
    } else {
      const [top, bottom] = [Math.max(last, close[row]!), Math.min(last, close[row]!)]
      if (Math.log(high[row]! / top) > limit) move('high', 'outlier')
      if (Math.log(bottom / low[row]!) > limit) move('low', 'outlier')
    }
    last = close[row]!
    lastTime = openTime[row]!
  }
  return found
}

function comesBack(
  close: Float64Array,
  { row, last, limit }: { row: number; last: number; limit: number },
): boolean {
  for (let later = row + 1; later <= row + OUTLIER_BARS_MAX && later < close.length; later++) {
    if (Math.abs(Math.log(close[later]! / last)) < limit / 2) return true
  }
  return false
}

/** Per block of bars the largest step that still counts as the market's own. */
function limitsOf(close: Float64Array): number[] {
  const limits: number[] = []
  for (let start = 0; start < close.length; start += BLOCK_BARS) {
    const end = Math.min(start + BLOCK_BARS, close.length)
    const steps: number[] = []
    for (let row = Math.max(1, start); row < end; row++) {
      steps.push(Math.abs(Math.log(close[row]! / close[row - 1]!)))
    }
    limits.push(Math.max(MOVE_MIN, DEVIATIONS * NORMAL * median(steps)))
  }
  return limits
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}

const SPLITS = [[3, 2], ...[2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 50].map((n) => [n, 1])]
/** A night's own move comes on top of the split's. */
const SPLIT_TOLERANCE = 0.06

/** How far the price fell (2) or rose (0.1) as shares for shares. */
function splitRatio(factor: number): string | null {
  const ratios = SPLITS.flatMap(([a, b]) => [
    { text: `${a}:${b}`, value: a! / b! },
    { text: `${b}:${a}`, value: b! / a! },
  ])
  const off = (value: number) => Math.abs(Math.log(factor / value))
  const nearest = ratios.reduce((best, one) => (off(one.value) < off(best.value) ? one : best))
  return off(nearest.value) < SPLIT_TOLERANCE ? nearest.text : null
}
