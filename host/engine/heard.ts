// What the board makes of a fact: a line of one of its lists.
import type { Fact } from '#kernel/fact.ts'
import type { Happenings } from './delta.ts'
import { describeError } from './views.ts'

/** A line, and the list that it belongs to. */
export type Heard = {
  [K in keyof Happenings]: { readonly kind: K; readonly item: Happenings[K][number] }
}[keyof Happenings]

/** null where it is no news to those who look on. */
export function heard(slot: string, time: number, fact: Fact): Heard | null {
  const order = (
    event: 'placed' | 'cancelled' | 'rejected',
    side: string,
    of: OrderParts,
  ): Heard => {
    const { type, quantity, price, reason } = of
    return { kind: 'orders', item: { slot, time, event, side, type, quantity, price, reason } }
  }
  const fault = (text: string): Heard => ({
    kind: 'notes',
    item: { time, kind: 'fault', source: slot, text },
  })
  switch (fact.type) {
    case 'transitioned':
      return { kind: 'transitions', item: { slot, ...fact.transition } }
    case 'filled':
      return { kind: 'fills', item: { slot, ...fact.fill } }
    case 'tradeClosed':
      return { kind: 'trades', item: { slot, ...fact.trade } }
    case 'entryPlaced':
      return order('placed', fact.order.side, fact.order)
    case 'entryCancelled':
      return order('cancelled', fact.order.side, { ...fact.order, reason: fact.reason })
    case 'exitPlaced':
      return order('placed', 'exit', { ...fact.order, quantity: null })
    case 'orderRejected':
      return order('rejected', fact.order.side, fact.order)
    case 'faulted':
      return fault(describeError(fact.error))
    case 'quarantined':
      return fault(
        `quarantined after ${fact.faults} faults, the last: ${describeError(fact.error)}`,
      )
    case 'stopMoved':
    case 'targetMoved':
      return null
  }
}

interface OrderParts {
  readonly type: string
  readonly quantity: number | null
  readonly price: number | null
  readonly reason: string
}
