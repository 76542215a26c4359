// What stands between a slot's entry order and its broker: the risk gate of its account.
import { equity, othersNotional } from '#kernel/account.ts'
import type { EntryOrder } from '#kernel/state.ts'
import type { CalendarId } from '../calendar/market-calendar.ts'
import type { RiskGate } from '../risk/gate.ts'
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
    {
      equity: equity(account),
      openPositions: account.slots.filter((one) => one.state.position !== null).length,
      openNotional: othersNotional(account, kernel),
    },
  )
  return refusal === null ? null : `${refusal.rule}: ${refusal.text}`
}
