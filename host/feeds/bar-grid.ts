// When bars begin and end, and when a market is open.

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
