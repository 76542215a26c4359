// How much room bars get where they are kept while a session runs, in the host and in each runner: a day's
// at once. What a session takes is then known within its first minute, and not after weeks of doubling.

const DAY_MS = 86_400_000
/** Bars of a day are none that could be shorter than a minute. */
const DAY_BARS_MAX = 1440
const ROOM_MIN = 64
/** Many days are moved in steps that grow with them: each bar is copied eight times at most, on average. */
const SHARE = 1 / 8

/** For how many bars there shall be room where `count` have filled what there was. */
export function roomFor(count: number, intervalMs: number): number {
  const day = Math.min(Math.ceil(DAY_MS / intervalMs), DAY_BARS_MAX)
  return count + Math.max(ROOM_MIN, day, Math.ceil(SHARE * count))
}
