// `context` as JS and TS authors see it: getters over the frame; only `data` is the script's own.
import type { Tree } from '#sdk/domain.ts'
import { FRAME, ORDER_TYPES, STATES } from '#sdk/frame.ts'
import type { World } from '../guest.ts'
import { KeptTree } from '../kept-tree.ts'
import type { ScriptData } from '../script.ts'
import { copyTree, sameTree } from '../tree.ts'
import { withGetters } from './market-view.ts'

/** The view, and the data behind it. */
export function contextView(world: World, currency: string): { context: object; data: ScriptData } {
  const { frame } = world
  let data: unknown = {}
  let kept = new KeptTree({})
  /** Handed out since it was last written: from then on the script may change it at any time. */
  let touched = false
  const number = (offset: number) => () => frame[offset]
  const optional = (offset: number) => () => (Number.isNaN(frame[offset]!) ? null : frame[offset])

  const position = Object.freeze(
    withGetters(
      {},
      {
        side: () => (frame[FRAME.side]! > 0 ? 'long' : 'short'),
        quantity: number(FRAME.quantity),
        entryPrice: number(FRAME.entryPrice),
        entryTime: number(FRAME.entryTime),
        stop: optional(FRAME.stop),
        target: optional(FRAME.target),
        unrealizedPnl: number(FRAME.unrealizedPnl),
        rMultiple: optional(FRAME.rMultiple),
        barsHeld: number(FRAME.barsHeld),
        mae: number(FRAME.mae),
        mfe: number(FRAME.mfe),
      },
    ),
  )
  const pendingEntry = Object.freeze(
    withGetters(
      {},
      {
        side: () => (frame[FRAME.pendingSide]! > 0 ? 'long' : 'short'),
        type: () => ORDER_TYPES[frame[FRAME.pendingType]!],
        quantity: number(FRAME.pendingQuantity),
        price: optional(FRAME.pendingPrice),
        limitPrice: optional(FRAME.pendingLimitPrice),
        stop: optional(FRAME.pendingStop),
        target: optional(FRAME.pendingTarget),
      },
    ),
  )
  const account = Object.freeze(
    withGetters(
      {},
      {
        equity: number(FRAME.equity),
        cash: number(FRAME.cash),
        currency: () => currency,
      },
    ),
  )
  const context = withGetters(
    {},
    {
      state: () => STATES[frame[FRAME.state]!],
      barsInState: number(FRAME.barsInState),
      opportunity: () => (frame[FRAME.state] === 0 ? null : world.opportunity),
      pendingEntry: () => (frame[FRAME.pendingSide] === 0 ? null : pendingEntry),
      params: () => world.params,
      position: () => (frame[FRAME.side] === 0 ? null : position),
      account: () => account,
    },
  )
  Object.defineProperty(context, 'data', {
    enumerable: true,
    get() {
      touched = true
      return data
    },
    set(value: unknown) {
      touched = true
      data = value
    },
  })
  return { context: Object.freeze(context), data: { isTouched: () => touched, read, write } }

  function read(previous: Tree): Tree {
    if (kept.isHeldBy(data) || sameTree(data, previous)) return previous
    if (typeof data !== 'object' || data === null) data = {}
    const copy = copyTree(data, 'context.data')
    kept = new KeptTree(copy)
    return copy
  }

  function write(tree: Tree): void {
    touched = false
    data = copyTree(tree, 'context.data')
    kept = new KeptTree(tree)
  }
}
