// Volume-weighted average price since the session's open, which for venues that never close is
// 00:00 UTC. Kept as a mean that each bar pulls towards its price, so equal prices give that price.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'

const SESSION_MS = 86_400_000

export const vwap: BarIndicatorSpec = {
  name: 'vwap',
  title: 'Volume-weighted average price',
  input: 'bar',
  args: [],
  outputs: ['value'],
  warmup: () => 1,
  create: () => new Vwap(),
  definition:
    'Σ(hlc3 · volume) / Σ volume over the bars since 00:00 UTC of the bar’s day, hlc3 = ' +
    '(high + low + close) / 3; NaN while no volume has traded.',
  source:
    'B. M. Berkowitz, D. E. Logue, E. A. Noser, "The Total Cost of Transactions on the ' +
    'NYSE", Journal of Finance 43 (1988), ' +
    'https://doi.org/10.1111/j.1540-6261.1988.tb02591.x',
}

class Vwap implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  #sessionEnd = -Infinity
  #average = 0
  #volume = 0

  update(
    _open: number,
    high: number,
    low: number,
    close: number,
    volume: number,
    openTime: number,
  ): void {
    if (openTime >= this.#sessionEnd) {
      this.#sessionEnd = (Math.floor(openTime / SESSION_MS) + 1) * SESSION_MS
      this.#average = 0
      this.#volume = 0
      this.out[0] = NaN
    }
    if (!(volume > 0)) return
    const total = this.#volume + volume
    const price = (high + low + close) / 3
    const average = price + (this.#average - price) * (this.#volume / total)
    this.#average = average
    this.#volume = total
    this.out[0] = average
  }
}
