// The argument that says how many deviations or ranges wide a band or stop is.

import type { Argument } from '../indicator.ts'

export function multipleArgument(name: string, description: string, byDefault: number): Argument {
  return { name, description, integer: false, default: byDefault, min: 0.001, max: 1000 }
}
