// When a symbol's trading sessions open, as far as scripts and indicators need to know: a table from
// the host, or the days of UTC for a market that never closes.

export interface Sessions {
  /** The latest open at or before `time`; NaN before the first that is known. */
  openAt(time: number): number
  /** The first open later than `time`; Infinity after the last that is known. */
  nextOpen(time: number): number
}

const DAY_MS = 86_400_000

export const UTC_DAYS: Sessions = {
  openAt: (time) => Math.floor(time / DAY_MS) * DAY_MS,
  nextOpen: (time) => (Math.floor(time / DAY_MS) + 1) * DAY_MS,
}

/** `opens`: ms UTC, ascending. */
export function sessionsOf(opens: Float64Array): Sessions {
  // Times mostly come in order: the search begins where the last one ended.
  let after = 0
  const firstAfter = (time: number): number => {
    if (after > 0 && opens[after - 1]! > time) after = 0
    while (after < opens.length && opens[after]! <= time) after += 1
    return after
  }
  return {
    openAt: (time) => opens[firstAfter(time) - 1] ?? Number.NaN,
    nextOpen: (time) => opens[firstAfter(time)] ?? Number.POSITIVE_INFINITY,
  }
}
