// One instant of the market, for all slots: the bars that end together go through every slot in
// order, and the scripts are asked together. The trades are those of a run that asks one slot after
// the other: where an answer could change what a later slot is about to see, the later one waits.
import type { Instant } from '../feeds/feed.ts'
import type { Call } from '../runner/protocol.ts'
import type { LiveSlot } from './live-slot.ts'
import type { Seat, SeatResult, SeatTurn } from './seat.ts'

export type Ask = (turns: readonly SeatTurn[]) => Promise<Map<Seat, SeatResult>>

export async function runInstant(
  { time, bars, silent, stale }: Instant,
  slots: readonly LiveSlot[],
  ask: Ask,
): Promise<void> {
  const byFeed = new Map(bars.map((bar) => [bar.feed, bar]))
  let waiting: LiveSlot[] = []
  for (const slot of slots) {
    const bar = byFeed.get(slot.feed)
    if (bar === undefined && !silent.includes(slot.feed)) continue
    waiting.push(slot)
    const isStale = stale.includes(slot.feed)
    if (bar === undefined) slot.pass(time, isStale)
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
  const asked: { slot: LiveSlot; seat: Seat; calls: readonly Call[] }[] = []
  for (const slot of slots) {
    const calls = slot.takeCalls()
    if (calls.length > 0 && slot.seat !== null) asked.push({ slot, seat: slot.seat, calls })
  }
  if (asked.length === 0) return
  const results = await ask(asked)
  for (const { slot, seat, calls } of asked) slot.settle(calls, results.get(seat)!)
}
