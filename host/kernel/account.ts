// The account that one or several slots trade on: cash, and the slots whose positions it marks.
import type { Slot } from './slot.ts'

export interface Account {
  readonly initialCash: number
  cash: number
  /** Equity was zero or less at a close: positions are liquidated, entries refused from then on. */
  isRuined: boolean
  readonly slots: Slot[]
  /** While a slot decides on what it was shown earlier: the account as it stood then. */
  seen: SeenAccount | null
}

export interface SeenAccount {
  readonly cash: number
  readonly equity: number
}

export function createAccount(initialCash: number): Account {
  return { initialCash, cash: initialCash, isRuined: false, slots: [], seen: null }
}

/** Cash plus every position at its symbol's last close, in quote units. */
export function equity(account: Account): number {
  if (account.seen) return account.seen.equity
  let total = account.cash
  for (const slot of account.slots) {
    const position = slot.state.position
    if (position !== null) total += position.sign * position.quantity * slot.mark
  }
  return total
}

/** Cash as a script may see it. */
export function cash(account: Account): number {
  return account.seen ? account.seen.cash : account.cash
}

/** What the slot alone would be worth had it started with the account's initial cash. */
export function slotEquity(slot: Slot): number {
  const { position, cash } = slot.state
  return position === null ? cash : cash + position.sign * position.quantity * slot.mark
}

/** The notional of all positions but this slot's, at the last closes. */
export function othersNotional(account: Account, self: Slot): number {
  let total = 0
  for (const slot of account.slots) {
    if (slot !== self && slot.state.position !== null) {
      total += slot.state.position.quantity * slot.mark
    }
  }
  return total
}
