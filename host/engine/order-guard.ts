// What stands between a slot's entry order and its broker: the risk gate of its account.
import { type Account, equity } from '#kernel/account.ts'
import type { Slot } from '#kernel/slot.ts'
import type { EntryOrder } from '#kernel/state.ts'
import type { CalendarId } from '../calendar/market-calendar.ts'
import type { Book, RiskGate } from '../risk/gate.ts'
import type { LiveSlot } from './live-slot.ts'

/** The rule that refuses the order and its figures; null where it may go. */
export function judgeEntry(
  { key, symbol, kernel }: LiveSlot,
  order: EntryOrder,
  risk: RiskGate,
  calendar: CalendarId,
): string | null {
  const { state, account } = kernel
  const { side, type, quantity, stop, target } = order
  const { price: lastPrice, time } = state
  const price = order.price ?? lastPrice
  const refusal = risk.judge(
    {
      ...{ slot: key, symbol, calendar, side, type, time },
      ...{ quantity, price, lastPrice, stop, target },
    },
    { equity: equity(account), ...othersExposure(account, kernel) },
  )
  return refusal === null ? null : `${refusal.rule}: ${refusal.text}`
}

/**
 * What the other slots hold, and what they come to hold where their waiting entry orders fill: else all
 * that enter at one instant would pass a limit that leaves room for one of them.
 */
function othersExposure(
  { slots }: Account,
  self: Slot,
): Pick<Book, 'openPositions' | 'openNotional'> {
  let openPositions = 0
  let openNotional = 0
  for (const slot of slots) {
    const { position, entry } = slot.state
    if (slot === self || (position === null && entry === null)) continue
    openPositions++
    if (position !== null) openNotional += position.quantity * slot.mark
    if (entry !== null) openNotional += (entry.quantity - entry.filled) * (entry.price ?? slot.mark)
  }
  return { openPositions, openNotional }
}
