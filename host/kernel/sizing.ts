// How much an entry buys or sells: at the decision, and again at the fill.
import type { Sizing } from '#sdk/domain.ts'
import { equity, othersNotional } from './account.ts'
import { roundDown } from './money.ts'
import type { Slot } from './slot.ts'

/** The quantity that `sizing` means at `price`, before rounding; `stop` is needed by `risk` alone. */
export function sizeAt(slot: Slot, sizing: Sizing, price: number, stop: number | null): number {
  const { kind, value } = sizing
  if (kind === 'quantity') return value
  if (kind === 'notional') return value / price
  const worth = Math.max(0, equity(slot.account))
  if (kind === 'equityFraction') return (value * worth) / price
  const risked = stop === null ? 0 : Math.abs(price - stop)
  // Rounding can bring the stop to the price: no size risks anything there.
  return risked === 0 ? 0 : (value * worth) / risked
}

/**
 * What the account can bear of `quantity` at a fill: notional (a buy: plus its commission) stays
 * within equity × leverage less the notional of the account's other positions.
 */
export function affordable(
  slot: Slot,
  quantity: number,
  fill: { sign: 1 | -1; price: number; feeRate: number },
): number {
  const { account, broker } = slot
  if (account.isRuined) return 0
  const own = slot.state.position
  const held = own === null ? 0 : own.quantity * slot.mark
  const room = equity(account) * broker.leverage - othersNotional(account, slot) - held
  const unit = fill.sign > 0 ? fill.price * (1 + fill.feeRate) : fill.price
  const borne = quantity * unit <= room ? quantity : Math.max(0, room / unit)
  return roundDown(borne, broker.lotStep)
}
