// What a chart can draw of a script: every output of the indicators that it has asked for.
import { AVERAGES } from '#sdk/indicators/averages/index.ts'
import type { IndicatorSpec } from '#sdk/indicators/indicator.ts'
import type { World } from './guest.ts'
import type { Gauge } from './trace.ts'

/** Beside the averages: indicators whose values are prices, as far as their outputs tell. */
const PRICES = new Set([
  ...['bollinger', 'keltner', 'donchian', 'accbands', 'chandelier', 'sar', 'sarext', 'supertrend'],
  ...['vwap', 'ichimoku', 'pivot_points', 'pivot_high', 'pivot_low', 'heikin_ashi', 'zigzag'],
  ...['highest', 'lowest', 'median', 'midprice', 'quantile'],
])
/** Averages that are none: they grow with their length. */
const NO_PRICES = new Set(['sum'])
const AVERAGE_NAMES = new Set(AVERAGES.map(({ name }) => name))

export function gaugesOf(world: World): () => readonly Gauge[] {
  const gauges: Gauge[] = []
  let known = 0

  return () => {
    const uses = world.indicators.uses()
    for (; known < uses.length; known++) {
      const use = uses[known]!
      const isPrice = use.isOfPrices && isPriced(use.spec, world)
      for (const [k, output] of use.spec.outputs.entries()) {
        const name = use.text
        const only = use.spec.outputs.length === 1
        gauges.push({ name, output: only ? '' : output, isPrice, read: () => use.handle.peek(k) })
      }
    }
    return gauges
  }
}

const isPriced = (spec: IndicatorSpec, { customs }: World): boolean =>
  customs.has(spec) ||
  PRICES.has(spec.name) ||
  (AVERAGE_NAMES.has(spec.name) && !NO_PRICES.has(spec.name))
