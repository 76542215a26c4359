// Wilder's plus and minus directional movement, +DM and −DM, and the directional indicators +DI and
// −DI, which are the movements' shares of the true range.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { DirectionalMovement } from './directional-movement.ts'

const length = lengthArgument('length', 'bars of the sums', { default: 14, min: 1 })

const MOVEMENT =
  'The high’s rise over the high before it is +DM, the low’s fall is −DM; only the larger of the ' +
  'two counts, none if they are equal. '
const SUM =
  'is the sum of the first `length` − 1 values, then sum · (length − 1) / length + value; with a ' +
  'length of 1 it is the bar’s own.'

function movement(name: 'plus_dm' | 'minus_dm', title: string): BarIndicatorSpec {
  const file = name.toUpperCase()
  return {
    name,
    title,
    input: 'bar',
    args: [length],
    outputs: ['value'],
    warmup: (length: number) => Math.max(length, 2),
    create: (length: number) => new Movement(length, name === 'plus_dm'),
    definition: `${MOVEMENT}The value ${SUM}`,
    source: `TA-Lib ${file}, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_${file}.c`,
  }
}

function indicator(name: 'plus_di' | 'minus_di', title: string): BarIndicatorSpec {
  const file = name.toUpperCase()
  const [sign] = title
  return {
    name,
    title,
    input: 'bar',
    args: [length],
    outputs: ['value'],
    warmup: (length: number) => length + 1,
    create: (length: number) => new Share(length, name === 'plus_di'),
    definition:
      `${MOVEMENT}The value is 100 · the sum of ${sign}DM / the sum of the true range, 0 where ` +
      `that is 0. Each sum ${SUM} As in TA-Lib a length of 1 gives a fraction, not percent.`,
    source: `TA-Lib ${file}, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_${file}.c`,
  }
}

export const plusDm = movement('plus_dm', '+DM, plus directional movement')
export const minusDm = movement('minus_dm', '−DM, minus directional movement')
export const plusDi = indicator('plus_di', '+DI, plus directional indicator')
export const minusDi = indicator('minus_di', '−DI, minus directional indicator')

class Movement implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #movement: DirectionalMovement
  readonly #isPlus: boolean
  #left: number

  constructor(length: number, isPlus: boolean) {
    this.#movement = new DirectionalMovement(length)
    this.#isPlus = isPlus
    this.#left = plusDm.warmup(length)
  }

  update(_open: number, high: number, low: number, close: number): void {
    const movement = this.#movement
    movement.push(high, low, close)
    if (this.#left > 0 && --this.#left > 0) return
    this.out[0] = this.#isPlus ? movement.plus : movement.minus
  }
}

class Share implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #movement: DirectionalMovement
  readonly #isPlus: boolean
  readonly #unit: number
  #left: number

  constructor(length: number, isPlus: boolean) {
    this.#movement = new DirectionalMovement(length)
    this.#isPlus = isPlus
    this.#unit = length === 1 ? 1 : 100
    this.#left = plusDi.warmup(length)
  }

  update(_open: number, high: number, low: number, close: number): void {
    const movement = this.#movement
    movement.push(high, low, close)
    if (this.#left > 0 && --this.#left > 0) return
    const { range } = movement
    const moved = this.#isPlus ? movement.plus : movement.minus
    this.out[0] = range > 0 ? this.#unit * (moved / range) : 0
  }
}
