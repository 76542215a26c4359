// When bars begin and end: on boundaries of UTC, or counted from the open of the trading session.

/** An interval of time, `start` inclusive, `end` exclusive; ms UTC. */
export interface Interval {
  readonly start: number
  readonly end: number
}

/** The interval of the grid in which a time lies; null where the grid has none there. */
export type BarGrid = (time: number) => Interval | null

/** The trading session in which a time lies; null while the market is closed. */
export type OpenHours = (time: number) => Interval | null

export const utcGrid =
  (intervalMs: number): BarGrid =>
  (time) => {
    const start = Math.floor(time / intervalMs) * intervalMs
    return { start, end: start + intervalMs }
  }

/**
 * Counted from each session's open; the last bar ends with the session, however short that makes it.
 * Outside of the sessions there are no bars.
 */
export const sessionGrid =
  (intervalMs: number, hours: OpenHours): BarGrid =>
  (time) => {
    const session = hours(time)
    if (session === null) return null
    const start = session.start + Math.floor((time - session.start) / intervalMs) * intervalMs
    return { start, end: Math.min(start + intervalMs, session.end) }
  }

/** Hours from a table of sessions, in order of time. */
export function hoursOf(sessions: readonly Interval[]): OpenHours {
  // Times mostly come in order: the session found last is tried first.
  let index = 0
  return (time) => {
    const last = sessions[index]
    if (last !== undefined && last.start <= time && time < last.end) return last
    let low = 0
    let high = sessions.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (sessions[middle]!.end <= time) low = middle + 1
      else high = middle
    }
    const found = sessions[low]
    if (found === undefined || time < found.start) return null
    index = low
    return found
  }
}
