// The averages an indicator can be told to use by name. They are TA-Lib's and in its order.

import type { Argument, SourceIndicator } from '../indicator.ts'
import { dema } from './dema.ts'
import { Ema, ema } from './ema.ts'
import { kama } from './kama.ts'
import { mama } from './mama.ts'
import { sma } from './sma.ts'
import { t3 } from './t3.ts'
import { tema } from './tema.ts'
import { trima } from './trima.ts'
import { wma } from './wma.ts'

const SPECS = [sma, ema, wma, dema, tema, trima, kama, mama, t3] as const
const KINDS: readonly string[] = SPECS.map((spec) => spec.name)

/** An argument whose value is the index of a kind of average. */
export function averageArgument(
  name: string,
  description: string,
  kind: 'sma' | 'ema' = 'sma',
): Argument {
  return {
    name,
    description,
    integer: true,
    default: KINDS.indexOf(kind),
    min: 0,
    max: KINDS.length - 1,
    choices: KINDS,
  }
}

/** Of a length of 1 every kind gives the value itself; of any other mama is always the same. */
export function createAverage(kind: number, length: number): SourceIndicator {
  if (length === 1) return new Ema(1)
  return SPECS[kind]!.create(...argumentsOf(kind, length))
}

export function averageWarmup(kind: number, length: number): number {
  return length === 1 ? 1 : SPECS[kind]!.warmup(...argumentsOf(kind, length))
}

function argumentsOf(kind: number, length: number): number[] {
  return SPECS[kind]!.args.map((argument) =>
    argument.name === 'length' ? length : argument.default!,
  )
}
