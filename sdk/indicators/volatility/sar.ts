// Parabolic stop and reverse, by Wilder. The first bar only sets the start: the second bar's stop is
// the first one's low, or its high where the low fell by more than the high rose.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { type Acceleration, ParabolicStop } from './parabolic-stop.ts'

const FACTOR_MAX = 3e37
/** Beyond any price, and still a whole number of units. */
const START_MAX = 1e15

function factorArgument(name: string, description: string, byDefault: number) {
  return { name, description, integer: false, default: byDefault, min: 0, max: FACTOR_MAX }
}

export const sar: BarIndicatorSpec = {
  name: 'sar',
  title: 'Parabolic SAR',
  input: 'bar',
  args: [
    factorArgument('acceleration', 'added to the factor at each new extreme', 0.02),
    factorArgument('maximum', 'the greatest factor', 0.2),
  ],
  outputs: ['value'],
  warmup: () => 2,
  create: (acceleration: number, maximum: number) => {
    const both = { initial: acceleration, step: acceleration, maximum }
    return new Sar(new ParabolicStop({ start: 0, reverseOffset: 0, long: both, short: both }))
  },
  definition:
    'stop + factor · (extreme − stop), never beyond the last two bars’ lows (short: highs), where ' +
    'extreme is the highest high (lowest low) since the turn and the factor grows from ' +
    '`acceleration` by `acceleration` at each new one. A bar that reaches the stop turns it to ' +
    'the other side, at the extreme.',
  source: 'TA-Lib SAR, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_SAR.c',
}

export const sarext: BarIndicatorSpec = {
  name: 'sarext',
  title: 'Parabolic SAR, extended',
  input: 'bar',
  args: [
    {
      name: 'start',
      description: 'the first stop, negative for a short one; 0 takes that of sar',
      integer: false,
      default: 0,
      min: -START_MAX,
      max: START_MAX,
    },
    factorArgument('reverse_offset', 'fraction of the stop it keeps more distance at a turn', 0),
    factorArgument('long_initial', 'first factor of a long', 0.02),
    factorArgument('long_acceleration', 'added to a long’s factor at each new high', 0.02),
    factorArgument('long_maximum', 'greatest factor of a long', 0.2),
    factorArgument('short_initial', 'first factor of a short', 0.02),
    factorArgument('short_acceleration', 'added to a short’s factor at each new low', 0.02),
    factorArgument('short_maximum', 'greatest factor of a short', 0.2),
  ],
  outputs: ['value'],
  warmup: () => 2,
  create: (start, reverseOffset, ...factors) =>
    new SarExtended(
      new ParabolicStop({
        start: start!,
        reverseOffset: reverseOffset!,
        long: acceleration(factors.slice(0, 3)),
        short: acceleration(factors.slice(3)),
      }),
    ),
  definition:
    'The sar with factors of its own for either side; the stop of a short is negative. At a turn ' +
    'it is moved away from the price by reverse_offset times itself.',
  source: 'TA-Lib SAREXT, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_SAREXT.c',
}

function acceleration([initial, step, maximum]: number[]): Acceleration {
  return { initial: initial!, step: step!, maximum: maximum! }
}

class Sar implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #stop: ParabolicStop

  constructor(stop: ParabolicStop) {
    this.#stop = stop
  }

  update(_open: number, high: number, low: number): void {
    this.#stop.push(high, low)
    this.out[0] = this.#stop.level
  }
}

class SarExtended implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #stop: ParabolicStop

  constructor(stop: ParabolicStop) {
    this.#stop = stop
  }

  update(_open: number, high: number, low: number): void {
    const stop = this.#stop
    stop.push(high, low)
    this.out[0] = stop.isLong ? stop.level : -stop.level
  }
}
