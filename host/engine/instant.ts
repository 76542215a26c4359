// One instant of the market, for all slots: the bars that end together, or the ticks, go through every slot in
// order, and the scripts are asked together. The trades are those of a run that asks one slot after
// the other: where an answer could change what a later slot is about to see, the later one waits.
import type { Instant } from '../feeds/feed.ts'
import type { LiveSlot } from './live-slot.ts'
import type { Seats, SeatTurn } from './seat.ts'

export type Ask = Seats['ask']

export async function runInstant(
  instant: Instant,
  slots: readonly LiveSlot[],
  ask: Ask,
): Promise<void> {
  const { time, bars, silent, stale } = instant
  const byFeed = new Map(bars.map((bar) => [bar.feed, bar]))
  const ticks = new Map(instant.ticks?.map((tick) => [tick.feed, tick]))
  let waiting: LiveSlot[] = []
  for (const slot of slots) {
    const bar = byFeed.get(slot.feed)
    const tick = ticks.get(slot.feed)
    if (bar === undefined && tick === undefined && !silent.includes(slot.feed)) continue
    waiting.push(slot)
    const isStale = stale.includes(slot.feed)
    if (tick !== undefined) slot.tick(tick, isStale)
    else if (bar === undefined) slot.pass(time, isStale)
    else {
      slot.begin(bar, isStale)
      slot.advance()
    }
    while (slot.mustDecideFirst) {
      await askTogether(waiting, ask)
      waiting = [slot]
      slot.advance()
    }
  }
  await askTogether(waiting, ask)
  await askQueued(slots, ask)
}

/** Hooks that deciding has caused, until there are none: a refused order is told at once. */
export async function askQueued(slots: readonly LiveSlot[], ask: Ask): Promise<void> {
  for (;;) {
    const waiting = slots.filter((slot) => slot.hasCalls)
    if (waiting.length === 0) return
    await askTogether(waiting, ask)
  }
}

/** One turn for each slot that has something to be asked; answers count in the slots' order. */
async function askTogether(slots: readonly LiveSlot[], ask: Ask): Promise<void> {
  const turns: SeatTurn[] = []
  const asked: LiveSlot[] = []
  for (const slot of slots) {
    const turn = slot.takeTurn()
    if (turn === null) continue
    turns.push(turn)
    asked.push(slot)
  }
  if (asked.length === 0) return
  const results = await ask(turns)
  for (const [i, slot] of asked.entries()) slot.settle(turns[i]!, results.get(turns[i]!.seat)!)
}
