// What a running slot held and where its stop and target stood: as the host tells it of the session so
// far, and from then on as the board shows it.
import type { Slot } from '#host/faces/http/shapes/board.ts'
import type { HeldRow } from '#host/faces/http/shapes/past.ts'
import type { HeldRows } from '../chart/held.ts'

/** Beyond these the oldest are forgotten; as many as the host tells at once. */
export const ROWS_MAX = 5000

const NOTHING = { quantity: 0, entryPrice: null, stop: null, target: null }

/** What the board shows at `time`: a row where it is other than before. */
export function seeHeld(rows: HeldRow[], position: Slot['position'], time: number): void {
  const now = position === null ? NOTHING : heldOf(position)
  const last = rows.at(-1)
  if (isSame(now, last ?? NOTHING) || (last !== undefined && time < last.time)) return
  if (last?.time === time) rows.pop()
  rows.push({ time, ...now })
  if (rows.length > ROWS_MAX) rows.shift()
}

/** What the host tells goes before what was seen; what was seen after its end stays. */
export function joinHeld(told: readonly HeldRow[], seen: readonly HeldRow[]): HeldRow[] {
  const end = told.at(-1)?.time ?? Number.NEGATIVE_INFINITY
  const later = seen.filter(({ time }) => time > end)
  if (later.length > 0 && isSame(later[0]!, told.at(-1) ?? NOTHING)) later.shift()
  return [...told, ...later].slice(-ROWS_MAX)
}

/** For the chart: the last row reaches up to `end`. */
export function drawnHeld(rows: readonly HeldRow[], end: number): HeldRows {
  const last = rows.at(-1)
  const all = last === undefined || last.time >= end ? rows : [...rows, { ...last, time: end }]
  return {
    time: all.map(({ time }) => time),
    quantity: all.map(({ quantity }) => quantity),
    entry_price: all.map(({ entryPrice }) => entryPrice),
    stop: all.map(({ stop }) => stop),
    target: all.map(({ target }) => target),
    reach: Number.POSITIVE_INFINITY,
  }
}

function heldOf({ side, quantity, entryPrice, stop, target }: NonNullable<Slot['position']>) {
  return { quantity: side === 'long' ? quantity : -quantity, entryPrice, stop, target }
}

const isSame = (one: Omit<HeldRow, 'time'>, other: Omit<HeldRow, 'time'>): boolean =>
  (['quantity', 'entryPrice', 'stop', 'target'] as const).every((name) => one[name] === other[name])
