// The argument nearly every indicator has: a whole number of bars within the range TA-Lib accepts.

import type { Argument } from './indicator.ts'

const LENGTH_BARS_MAX = 100_000

export function lengthArgument(
  name: string,
  description: string,
  bounds: { readonly default: number | null; readonly min: number },
): Argument {
  return { name, description, integer: true, max: LENGTH_BARS_MAX, ...bounds }
}
