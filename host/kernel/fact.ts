// What the machine reports while it works: closed union, past tense, in the order of happening.
import type { Fill, ScriptError, Trade, Transition } from '#sdk/domain.ts'
import type { EntryOrder, ExitOrder } from './state.ts'

export type Fact =
  | { readonly type: 'transitioned'; readonly transition: Transition }
  /** `left`: what of the order has not filled; absent where that is nothing. */
  | {
      readonly type: 'filled'
      readonly fill: Fill
      readonly orderId: number | null
      readonly left?: number
    }
  | { readonly type: 'tradeClosed'; readonly trade: Trade }
  | { readonly type: 'entryPlaced'; readonly order: EntryOrder }
  /** An order that was under way for a while can fill from now on. */
  | { readonly type: 'orderAccepted'; readonly order: EntryOrder | ExitOrder }
  | { readonly type: 'entryCancelled'; readonly order: EntryOrder; readonly reason: string }
  | { readonly type: 'exitPlaced'; readonly order: ExitOrder }
  | { readonly type: 'orderRejected'; readonly order: RejectedOrder }
  | { readonly type: 'stopMoved'; readonly stop: number | null }
  | { readonly type: 'targetMoved'; readonly target: number | null }
  | { readonly type: 'faulted'; readonly error: ScriptError; readonly faults: number }
  | { readonly type: 'quarantined'; readonly faults: number; readonly error: ScriptError }

export interface RejectedOrder {
  readonly id: number
  readonly side: 'buy' | 'sell'
  readonly type: string
  /** What was asked for, before rounding; 0 where it could not be computed. */
  readonly quantity: number
  readonly price: number | null
  readonly reason: string
  readonly time: number
}
