// Raw bars → bars without the jumps of splits and dividends, and the list of what was adjusted. The
// stored bars stay raw.
import { BAR_COLUMNS, type BarColumns } from '#sdk/domain.ts'
import { asBars } from '../series.ts'
import { dayAfter, startOfDay, weekdayFrom } from './local-day.ts'
import type { Actions } from './schema.ts'

export const ADJUSTS = ['none', 'splits', 'all'] as const
/** Which actions prices are adjusted for; `all` is splits and dividends. */
export type Adjust = (typeof ADJUSTS)[number]

/** One action, and what it does to all bars before it. */
export interface Adjustment {
  /** The day on which the new price holds, 2014-06-09. */
  readonly date: string
  readonly time: number
  /** New shares per old one, such as 7 or 0.1; null without a split. */
  readonly split: number | null
  /** Cash per share in money of that day, as far as the file's digits tell; null without one. */
  readonly dividend: number | null
  /** What raw prices before it are multiplied by, on account of it alone. */
  readonly factor: number
  /** And on account of it and all later ones. */
  readonly cumulative: number
  /** The file's close on the last day before it. */
  readonly close: number | null
  readonly closeDate: string
}

/** Factors that hold before `until`, newest first. */
interface Stretch {
  readonly until: number
  readonly split: number
  readonly all: number
}

/** Prices times the factor of their day; volume divided by the split's. */
export function adjustBars(bars: BarColumns, actions: Actions, adjust: Adjust): BarColumns {
  const stretches = adjust === 'none' ? [] : stretchesOf(actions)
  const out = asBars(BAR_COLUMNS.map((name) => bars[name].slice()))
  let k = 0
  for (let row = bars.openTime.length - 1; row >= 0; row--) {
    const time = bars.openTime[row]!
    while (k + 1 < stretches.length && time < stretches[k + 1]!.until) k++
    const stretch = stretches[k]
    if (stretch === undefined || time >= stretch.until) continue
    const factor = adjust === 'all' ? stretch.all : stretch.split
    for (const name of ['open', 'high', 'low', 'close'] as const) out[name][row]! *= factor
    out.volume[row]! /= stretch.split
  }
  return out
}

/** What a raw price at `time` is multiplied by for splits. */
export function splitFactorAt(actions: Actions, time: number): number {
  return stretchesOf(actions).findLast(({ until }) => time < until)?.split ?? 1
}

/** Every action of the factors, oldest first. */
export function adjustmentsOf({ factors, timeZone }: Actions): Adjustment[] {
  const found: Adjustment[] = []
  let cumulative = 1
  for (let k = factors.length - 2; k >= 0; k--) {
    const [row, next] = [factors[k]!, factors[k + 1]!]
    const split = snapped(next.split / row.split)
    const price = row.price / next.price
    if (split === 1 && price === 1) continue
    const factor = price / split
    cumulative *= factor
    const date = weekdayFrom(dayAfter(row.date))
    found.push({
      date,
      time: startOfDay(date, timeZone),
      split: split === 1 ? null : split,
      dividend: price === 1 || row.close === null ? null : dividendOf(row.close, price),
      factor,
      cumulative,
      close: row.close,
      closeDate: row.date,
    })
  }
  return found.reverse()
}

function stretchesOf(actions: Actions): Stretch[] {
  const stretches: Stretch[] = []
  let [split, all] = [1, 1]
  for (const one of adjustmentsOf(actions).reverse()) {
    split /= one.split ?? 1
    all *= one.factor
    stretches.push({ until: one.time, split, all })
  }
  return stretches
}

/** The factor is (close − dividend) / close. */
const dividendOf = (close: number, factor: number) => Number((close * (1 - factor)).toFixed(4))

const SNAP = 2e-5
const DENOMINATOR_MAX = 50

/** Files give few digits (0.00892857 for 1/112), splits are ratios of small numbers. */
function snapped(ratio: number): number {
  for (let denominator = 1; denominator <= DENOMINATOR_MAX; denominator++) {
    const numerator = Math.round(ratio * denominator)
    const near = numerator / denominator
    if (numerator > 0 && Math.abs(ratio / near - 1) < SNAP) return near
  }
  return ratio
}
