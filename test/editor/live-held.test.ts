// Where a running slot's stop and target stood, as far as the page knows it.
import { expect, it } from 'vitest'
import type { Slot } from '#host/faces/http/shapes/board.ts'
import type { HeldRow } from '#host/faces/http/shapes/past.ts'
import { heldAt } from '../../editor/chart/held.ts'
import { drawnHeld, joinHeld, seeHeld } from '../../editor/live/live-held.ts'

const FLAT = { quantity: 0, entryPrice: null, stop: null, target: null }
const long = (time: number, stop: number | null): HeldRow => ({
  ...{ time, quantity: 2, entryPrice: 100, stop, target: null },
})
const position = (stop: number) =>
  ({ side: 'long', quantity: 2, entryPrice: 100, stop, target: null }) as Slot['position']

it('A row is added where the board shows another stop, and none where it shows the same', () => {
  const rows: HeldRow[] = []
  seeHeld(rows, null, 10)
  seeHeld(rows, position(90), 20)
  seeHeld(rows, position(90), 30)
  seeHeld(rows, position(95), 40)
  seeHeld(rows, null, 50)
  expect(rows).toEqual([long(20, 90), long(40, 95), { time: 50, ...FLAT }])
  // At one moment the last word counts; what is older than what is known is not.
  seeHeld(rows, position(80), 50)
  seeHeld(rows, null, 45)
  expect(rows.slice(2)).toEqual([long(50, 80)])
})

it('What the host tells of the session goes before what the page saw, once', () => {
  const told = [long(5, 80), long(15, 90)]
  // Seen at 20 is what has held since 15.
  expect(joinHeld(told, [long(10, 85), long(20, 90), long(30, 95)])).toEqual([
    ...told,
    long(30, 95),
  ])
  expect(joinHeld([], [long(20, 90)])).toEqual([long(20, 90)])
})

it('The chart is told of the stop in force at each bar, up to now and no further', () => {
  const drawn = drawnHeld([long(60_000, 90), long(180_000, 95)], 300_000)
  const stopAt = (minute: number) => heldAt(drawn, minute * 60_000, 60_000)?.stop
  expect([1, 2, 3, 4, 5].map(stopAt)).toEqual([90, 95, 95, 95, 95])
  expect([-1, 6].map((minute) => heldAt(drawn, minute * 60_000, 60_000))).toEqual([null, null])
})
