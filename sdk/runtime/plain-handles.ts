// `ema(9)` again and again is what strategies do: its handle is found by the length alone, in a list
// that takes memory once there is one.
import type { Handle } from './indicator-handle.ts'

/** Handles of one indicator called with a single whole number; anything else has none. */
export type PlainHandles = readonly (Handle | undefined)[]

export const NO_HANDLES: PlainHandles = []
const LENGTH_MAX = 1023

/** The list with the handle in it, where its length is one to keep. */
export function keepHandle(list: PlainHandles, length: number, handle: Handle): PlainHandles {
  if (!(Number.isInteger(length) && length >= 0 && length <= LENGTH_MAX)) return list
  const kept = (list === NO_HANDLES ? new Array(LENGTH_MAX + 1).fill(undefined) : list) as (
    | Handle
    | undefined
  )[]
  kept[length] = handle
  return kept
}
