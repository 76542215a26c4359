// Negative and positive volume index: how price moved on the days of falling, or of rising, volume.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'

const START = 1

function volumeIndex(of: {
  readonly name: string
  readonly title: string
  readonly change: string
  readonly side: number
}): BarIndicatorSpec {
  const { name, title, change, side } = of
  return {
    name,
    title,
    input: 'bar',
    args: [],
    outputs: ['value'],
    warmup: () => 1,
    create: () => new VolumeIndex(side),
    definition:
      `From 1 on the first bar, times close / previous close on each bar with ${change} volume ` +
      'than the bar before; bars at or after a close of 0 leave it. Others begin with 1000 or 100.',
    source: `TradingView, Pine Script reference, https://www.tradingview.com/pine-script-reference/v5/#var_ta.${name}`,
  }
}

export const nvi = volumeIndex({
  name: 'nvi',
  title: 'Negative volume index',
  change: 'less',
  side: -1,
})

export const pvi = volumeIndex({
  name: 'pvi',
  title: 'Positive volume index',
  change: 'more',
  side: 1,
})

class VolumeIndex implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #side: number
  #previousClose = 0
  #previousVolume = 0
  #index = START

  /** `side`: 1 counts the bars with more volume, −1 those with less. */
  constructor(side: number) {
    this.#side = side
  }

  update(_open: number, _high: number, _low: number, close: number, volume: number): void {
    const previous = this.#previousClose
    const isCounted = this.#side * (volume - this.#previousVolume) > 0
    this.#previousClose = close
    this.#previousVolume = volume
    if (isCounted && close !== 0 && previous !== 0) this.#index *= close / previous
    this.out[0] = this.#index
  }
}
