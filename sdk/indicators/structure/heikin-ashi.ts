// Heikin-Ashi bars.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'

export const heikinAshi: BarIndicatorSpec = {
  name: 'heikin_ashi',
  title: 'Heikin-Ashi bars',
  input: 'bar',
  args: [],
  outputs: ['open', 'high', 'low', 'close'],
  warmup: () => 1,
  create: () => new HeikinAshi(),
  definition:
    'close = (open + high + low + close) / 4 of the bar; open = the middle between the previous ' +
    'Heikin-Ashi open and close, of the bar’s own on the first; high and low = the extremes of the ' +
    'bar’s high and low, and the Heikin-Ashi open and close.',
  source:
    'TradingView, Heikin Ashi, ' +
    'https://www.tradingview.com/support/solutions/43000619436-understanding-heikin-ashi-charts/',
}

class HeikinAshi implements BarIndicator {
  readonly out = new Float64Array(4).fill(NaN)

  update(open: number, high: number, low: number, close: number): void {
    const out = this.out
    const isFirst = Number.isNaN(out[0]!)
    const heikinOpen = isFirst ? (open + close) / 2 : (out[0]! + out[3]!) / 2
    const heikinClose = (open + high + low + close) / 4
    out[0] = heikinOpen
    out[1] = Math.max(high, heikinOpen, heikinClose)
    out[2] = Math.min(low, heikinOpen, heikinClose)
    out[3] = heikinClose
  }
}
