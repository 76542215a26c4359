// What the board makes of a fact: lines of its lists.
import type { Fact } from '#kernel/fact.ts'
import { orderStatus } from '#kernel/order-status.ts'
import type { EntryOrder, ExitOrder } from '#kernel/state.ts'
import type { Happenings } from './delta.ts'
import { describeError, type OrderEventView } from './views.ts'

/** A line, and the list that it belongs to. */
export type Heard = {
  [K in keyof Happenings]: { readonly kind: K; readonly item: Happenings[K][number] }
}[keyof Happenings]

/** Nothing where it is no news to those who look on. */
export function heard(slot: string, time: number, fact: Fact): readonly Heard[] {
  const order = (event: OrderEventView['event'], side: string, of: OrderParts): Heard => {
    const { type, quantity, price, reason } = of
    const { id, status } = orderStatus(fact)!
    const what = { side, type, quantity, price, reason }
    return { kind: 'orders', item: { slot, time, id, event, status, ...what } }
  }
  const placed = (event: 'placed' | 'accepted', of: EntryOrder | ExitOrder): Heard =>
    'side' in of ? order(event, of.side, of) : order(event, 'exit', { ...of, quantity: null })
  const fault = (text: string): Heard => ({
    kind: 'notes',
    item: { time, kind: 'fault', source: slot, text },
  })
  switch (fact.type) {
    case 'transitioned':
      return [{ kind: 'transitions', item: { slot, ...fact.transition } }]
    case 'filled': {
      const fill: Heard = { kind: 'fills', item: { slot, ...fact.fill } }
      const type = fact.fill.isEntry ? 'entry' : 'exit'
      // Stops and targets are levels of a position, not orders with a number.
      return fact.orderId === null
        ? [fill]
        : [order('filled', fact.fill.side, { ...fact.fill, type }), fill]
    }
    case 'tradeClosed':
      return [{ kind: 'trades', item: { slot, ...fact.trade } }]
    case 'entryPlaced':
    case 'exitPlaced':
      return [placed('placed', fact.order)]
    case 'orderAccepted':
      return [placed('accepted', fact.order)]
    case 'entryCancelled':
      return [order('cancelled', fact.order.side, { ...fact.order, reason: fact.reason })]
    case 'orderRejected':
      return [order('rejected', fact.order.side, fact.order)]
    case 'faulted':
      return [fault(describeError(fact.error))]
    case 'quarantined':
      return [
        fault(`quarantined after ${fact.faults} faults, the last: ${describeError(fact.error)}`),
      ]
    case 'stopMoved':
    case 'targetMoved':
      return []
  }
}

interface OrderParts {
  readonly type: string
  readonly quantity: number | null
  readonly price: number | null
  readonly reason: string
}
