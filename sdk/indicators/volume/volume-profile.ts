// Volume by price over a rolling window of bars. The bars lie in a search tree by price, from which
// rows are summed: the two that the coming and the leaving bar lie in, or all when the price range
// has changed. So a bar costs the logarithm of the window's length, never that length.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { OrderedWindow } from '../windows/ordered-window.ts'
import { RollingRange } from '../windows/rolling-range.ts'

export const volumeProfile: BarIndicatorSpec = {
  name: 'volume_profile',
  title: 'Volume profile',
  input: 'bar',
  args: [
    lengthArgument('length', 'bars of the profile', { default: null, min: 1 }),
    {
      name: 'rows',
      description: 'equal price rows between the lowest low and the highest high',
      integer: true,
      default: 24,
      min: 1,
      max: 1000,
    },
    {
      name: 'value_area',
      description: 'percentage of the volume in the value area',
      integer: false,
      default: 70,
      min: 0,
      max: 100,
    },
  ],
  outputs: ['point_of_control', 'value_area_high', 'value_area_low'],
  warmup: (length: number) => length,
  create: (length: number, rows: number, valueArea: number) =>
    new VolumeProfile(length, rows, valueArea / 100),
  definition:
    'Each bar’s volume counts in the row of its hlc3 = (high + low + close) / 3. ' +
    'point_of_control is the middle of the row with the most volume, the lowest of equals. From ' +
    'there the two rows above or the two below, whichever have more volume, join the value area ' +
    '(those above if equal) until it has its share; its edges are value_area_high and ' +
    'value_area_low. NaN where no bar has volume.',
  source:
    'TradingView, Volume profile indicators: basic concepts, ' +
    'https://www.tradingview.com/support/solutions/43000502040-volume-profile-indicators-basic-concepts/',
}

class VolumeProfile implements BarIndicator {
  readonly out = new Float64Array(3).fill(NaN)
  readonly #length: number
  readonly #share: number
  readonly #rows: Float64Array
  readonly #bars: OrderedWindow
  readonly #range: RollingRange
  /** What the rows divide at present. */
  #lowest = NaN
  #highest = NaN

  constructor(length: number, rows: number, share: number) {
    this.#length = length
    this.#share = share
    this.#rows = new Float64Array(rows)
    this.#bars = new OrderedWindow(length)
    this.#range = new RollingRange(length)
  }

  update(_open: number, high: number, low: number, close: number, volume: number): void {
    const price = (high + low + close) / 3
    const leaving = this.#bars.oldest
    this.#bars.push(price, volume)
    this.#range.push(high, low)
    if (this.#bars.count < this.#length) return
    this.#fillRows(price, leaving)
    const rows = this.#rows
    let control = 0
    let total = 0
    for (let i = 0; i < rows.length; i++) {
      total += rows[i]!
      if (rows[i]! > rows[control]!) control = i
    }
    if (total > 0) this.#write(control, total)
    else this.out.fill(NaN)
  }

  #fillRows(coming: number, leaving: number): void {
    const { lowest, highest } = this.#range
    const rows = this.#rows
    if (lowest === this.#lowest && highest === this.#highest) {
      this.#bars.distributeOne(rows, lowest, highest, leaving)
      this.#bars.distributeOne(rows, lowest, highest, coming)
      return
    }
    this.#lowest = lowest
    this.#highest = highest
    this.#bars.distribute(rows, lowest, highest)
  }

  #write(control: number, total: number): void {
    const { lowest, highest } = this.#range
    const rows = this.#rows
    const end = rows.length
    const target = this.#share * total
    let bottom = control
    let top = control + 1
    let volume = rows[control]!
    while (volume < target && (bottom > 0 || top < end)) {
      const above = (top < end ? rows[top]! : -1) + (top + 1 < end ? rows[top + 1]! : 0)
      const below = (bottom > 0 ? rows[bottom - 1]! : -1) + (bottom > 1 ? rows[bottom - 2]! : 0)
      if (above >= below) {
        volume += above
        top = Math.min(top + 2, end)
      } else {
        volume += below
        bottom = Math.max(bottom - 2, 0)
      }
    }
    const perRow = (highest - lowest) / end
    const out = this.out
    out[0] = lowest + (control + 0.5) * perRow
    out[1] = top === end ? highest : lowest + top * perRow
    out[2] = lowest + bottom * perRow
  }
}
