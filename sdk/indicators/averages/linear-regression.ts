// The least-squares line through the last values, and five figures read off it.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingLine } from '../windows/rolling-line.ts'

/** What a figure is: one of the line's ends, the point after it, or its steepness. */
type Figure = 'value' | 'intercept' | 'forecast' | 'slope' | 'angle'

function lineIndicator(
  figure: Figure,
  names: { readonly name: string; readonly title: string; readonly talib: string },
  definition: string,
): SourceIndicatorSpec {
  return {
    name: names.name,
    title: names.title,
    input: 'source',
    args: [lengthArgument('length', 'bars the line is fitted to', { default: 14, min: 2 })],
    outputs: ['value'],
    warmup: (length: number) => length,
    create: (length: number) => new LinearRegression(length, figure),
    definition: `${definition} The line has the least squared distance to the last \`length\` values.`,
    source: `TA-Lib ${names.talib}, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_${names.talib}.c`,
  }
}

export const linearreg = lineIndicator(
  'value',
  { name: 'linearreg', title: 'Linear regression', talib: 'LINEARREG' },
  'The line at the latest bar (TradingView’s linreg with offset 0).',
)

export const linearregSlope = lineIndicator(
  'slope',
  { name: 'linearreg_slope', title: 'Linear regression slope', talib: 'LINEARREG_SLOPE' },
  'The change of the line from bar to bar.',
)

export const linearregIntercept = lineIndicator(
  'intercept',
  {
    name: 'linearreg_intercept',
    title: 'Linear regression intercept',
    talib: 'LINEARREG_INTERCEPT',
  },
  'The line at the oldest of its bars.',
)

export const linearregAngle = lineIndicator(
  'angle',
  { name: 'linearreg_angle', title: 'Linear regression angle', talib: 'LINEARREG_ANGLE' },
  'The arctangent of the change of the line from bar to bar, in degrees.',
)

export const tsf = lineIndicator(
  'forecast',
  { name: 'tsf', title: 'Time series forecast', talib: 'TSF' },
  'The line at the bar after the latest.',
)

class LinearRegression implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #line: RollingLine
  readonly #length: number
  readonly #figure: Figure

  constructor(length: number, figure: Figure) {
    this.#line = new RollingLine(length)
    this.#length = length
    this.#figure = figure
  }

  update(value: number): void {
    const line = this.#line
    line.push(value)
    const n = this.#length
    const { sum, weightedSum, reference, scale } = line
    const slope = (12 * weightedSum - 6 * (n + 1) * sum) / (n * (n * n - 1) * scale)
    switch (this.#figure) {
      case 'value':
        this.out[0] = reference + (6 * weightedSum - 2 * (n + 1) * sum) / (n * (n + 1) * scale)
        return
      case 'intercept':
        this.out[0] = reference + (4 * (n + 1) * sum - 6 * weightedSum) / (n * (n + 1) * scale)
        return
      case 'forecast':
        this.out[0] = reference + sum / (n * scale) + (slope * (n + 1)) / 2
        return
      case 'slope':
        this.out[0] = slope
        return
      case 'angle':
        this.out[0] = (Math.atan(slope) * 180) / Math.PI
    }
  }
}
