// What became of an order, as the facts tell it:
//   new → accepted → partially_filled → filled; cancelled, expired or rejected on the way.
// Without latency an order is accepted as it is placed.
import type { Fact } from './fact.ts'

export const ORDER_STATUSES = [
  ...(['new', 'accepted', 'partially_filled', 'filled'] as const),
  ...(['cancelled', 'expired', 'rejected'] as const),
] as const
export type OrderStatus = (typeof ORDER_STATUSES)[number]

/** The order that the fact is about (ids count within a slot), and its status from then on. */
export function orderStatus(fact: Fact): { id: number; status: OrderStatus } | null {
  switch (fact.type) {
    case 'entryPlaced':
    case 'exitPlaced':
      return { id: fact.order.id, status: fact.order.isActive ? 'accepted' : 'new' }
    case 'orderAccepted':
      return { id: fact.order.id, status: 'accepted' }
    case 'filled':
      if (fact.orderId === null) return null
      return { id: fact.orderId, status: fact.left === undefined ? 'filled' : 'partially_filled' }
    case 'entryCancelled':
      return { id: fact.order.id, status: fact.reason === 'expired' ? 'expired' : 'cancelled' }
    case 'orderRejected':
      return { id: fact.order.id, status: 'rejected' }
    default:
      return null
  }
}
