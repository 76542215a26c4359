// How long the indicators that a script uses need until they have values, in strategy bars, and
// whether it decided something before.
import type { Handle } from './indicator-handle.ts'
import type { Series } from './series.ts'

export interface WarmupReport {
  /** Strategy bars before the first evaluation at which all uses have values. */
  readonly needed: number
  /** The use that needs so many; null where no indicator was used. */
  readonly by: string | null
  /** The first decision that was made while a use had no value yet. */
  readonly cold: { readonly barIndex: number; readonly by: string } | null
}

export interface Warmth {
  /** A use at so many bars back; the text is asked for only where it is wanted. */
  note(handle: Handle, offset: number, text: () => string): void
  /** The script returned an opportunity or an action. */
  decided(barIndex: number): void
  report(): WarmupReport
}

export function createWarmth(own: Series): Warmth {
  const uses = new Map<Handle, () => string>()
  let needed = 0
  let by: string | null = null
  let cold: WarmupReport['cold'] = null
  let areAllWarm = true

  return {
    note(handle, offset, text) {
      if (offset <= handle.deepest) return
      handle.deepest = offset
      uses.set(handle, text)
      areAllWarm = false
      const bars = barsUntilWarm(handle, own)
      if (by !== null && bars <= needed) return
      needed = bars
      by = text()
    },
    decided(barIndex) {
      if (areAllWarm || cold !== null) return
      for (const [handle, text] of uses) {
        if (handle.series.count >= handle.warmup + handle.deepest) continue
        cold = { barIndex, by: text() }
        return
      }
      areAllWarm = true
    },
    report: () => ({ needed, by, cold }),
  }
}

/** Strategy bars before the one at whose close the first value is there. */
function barsUntilWarm({ series, warmup, deepest }: Handle, own: Series): number {
  return Math.ceil(((warmup + deepest) * series.timeframeMs) / own.timeframeMs) - 1
}
