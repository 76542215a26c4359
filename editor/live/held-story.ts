// A running slot's stop and target while the page follows it: read once from the host, and again
// where more of the market went by between two looks than the board can have told of.
import type { Slot } from '#host/faces/http/shapes/board.ts'
import type { HeldRow } from '#host/faces/http/shapes/past.ts'
import { api } from '../api/client.ts'
import type { HeldRows } from '../chart/held.ts'
import { sparing } from '../core/sparing.ts'
import { drawnHeld, joinHeld, ROWS_MAX, seeHeld } from './live-held.ts'

export interface HeldStory {
  /** What the board shows now; `barMs`: how long a bar of the slot's data lasts. */
  see(position: Slot['position'], time: number, barMs: number): void
  drawn(end: number): HeldRows
  stop(): void
}

const REST_MS = 5000

/** `onNews`: the host has told. */
export function followHeld(slot: string, onNews: () => void): HeldStory {
  let rows: HeldRow[] = []
  let isWhole = false
  let seen = Number.POSITIVE_INFINITY
  const reading = sparing(async () => {
    isWhole = true
    try {
      rows = joinHeld((await api.held(slot, ROWS_MAX)).rows, rows)
      onNews()
    } catch {
      isWhole = false
    }
  }, REST_MS)
  return {
    see(position, time, barMs) {
      if (time - seen > barMs) isWhole = false
      seen = time
      seeHeld(rows, position, time)
      if (!isWhole) reading.ask()
    },
    drawn: (end) => drawnHeld(rows, end),
    stop: reading.stop,
  }
}
