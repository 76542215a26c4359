// Arguments of indicators in words: what may be given, and what was.
import type { Argument, IndicatorSpec } from './indicators/indicator.ts'

/** "a whole number from 1 to 100000", `one of "sma" "ema"`. */
export function rangeText({ integer, min, max, choices }: Argument): string {
  if (choices !== undefined) return `one of ${choices.map((one) => JSON.stringify(one)).join(' ')}`
  const kind = integer ? 'a whole number' : 'a number'
  if (!Number.isFinite(min)) return Number.isFinite(max) ? `${kind} of at most ${max}` : kind
  return Number.isFinite(max) ? `${kind} from ${min} to ${max}` : `${kind} of at least ${min}`
}

/** A value as an author writes it: a word for its index. */
export function argumentText({ choices }: Argument, value: number): string {
  return choices === undefined ? String(value) : JSON.stringify(choices[value])
}

/** Updates until the first value with the defaults; null where an argument has none. */
export function usualWarmup(spec: IndicatorSpec): number | null {
  const presets = spec.args.map((argument) => argument.default)
  return presets.every((preset) => preset !== null) ? spec.warmup(...presets) : null
}
