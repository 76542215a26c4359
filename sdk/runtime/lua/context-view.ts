// `context` as Lua authors see it, brought up to date before each call; only `data` is the script's.
import type { Tree } from '#sdk/domain.ts'
import { FRAME, ORDER_TYPES, STATES } from '#sdk/frame.ts'
import type { World } from '../guest.ts'
import type { ScriptData } from '../script.ts'
import { UseError } from './failure.ts'
import { FLOAT, type LuaState, NIL, TABLE, type Table, type TValue } from './fengari.ts'
import { kindName } from './show.ts'
import { readTree, sameTree, writeTree } from './table-tree.ts'
import { float, nil, number, numberType, string, stringOf, tableValue } from './values.ts'
import { createView, frozenTree, type View } from './view.ts'

export interface ContextView {
  readonly value: TValue
  /** Shows the moment in the frame. */
  refresh(): void
  readonly data: ScriptData
}

export function createContextView(L: LuaState, world: World, currency: string): ContextView {
  const { frame } = world
  const data = createData(L)
  const view = createView(L, {
    name: 'context',
    late: (member) => (member === 'data' ? data.touch() : undefined),
    assign: (member, value) => member === 'data' && data.replace(value),
  })
  data.slot = view.add('data', nil())
  const state = view.add('state', string(''))
  const barsInState = view.add('bars_in_state', number(0))
  const opportunity = view.add('opportunity', nil())
  const params = view.add('params', nil())
  const position = view.add('position', nil())
  const pendingEntry = view.add('pending_entry', nil())
  const account = createView(L, { name: 'context.account' })
  const equity = account.add('equity', float(0))
  const cash = account.add('cash', float(0))
  account.add('currency', string(currency))
  view.add('account', tableValue(account.table))
  const showPosition = positionView(L, frame)
  const showPendingEntry = pendingEntryView(L, frame)
  let shownOpportunity: Tree = null
  let shownParams: World['params'] | null = null

  function refresh(): void {
    const index = frame[FRAME.state]!
    state.value = STATE_NAMES[index]
    barsInState.value = frame[FRAME.barsInState]
    equity.value = frame[FRAME.equity]
    cash.value = frame[FRAME.cash]
    show(position, showPosition, frame[FRAME.side] !== 0)
    show(pendingEntry, showPendingEntry, frame[FRAME.pendingSide] !== 0)
    const found = index === 0 ? null : world.opportunity
    if (found !== shownOpportunity) {
      shownOpportunity = found
      opportunity.setfrom(frozenTree(L, found, 'context.opportunity'))
    }
    if (world.params !== shownParams) {
      shownParams = world.params
      params.setfrom(paramsView(L, world.params))
    }
  }

  return { value: tableValue(view.table), refresh, data }
}

const STATE_NAMES = STATES.map(stringOf)
const ORDER_TYPE_NAMES = ORDER_TYPES.map(stringOf)
const LONG = stringOf('long')
const SHORT = stringOf('short')

interface Part {
  readonly table: Table
  refresh(): void
}

/** A part of the context that is there or nil. */
function show(slot: TValue, part: Part, isThere: boolean): void {
  if (isThere) {
    part.refresh()
    slot.type = TABLE
    slot.value = part.table
  } else if (slot.type !== NIL) slot.setnilvalue()
}

function positionView(L: LuaState, frame: Float64Array): Part {
  const view = createView(L, { name: 'context.position' })
  const side = view.add('side', string(''))
  const entryTime = view.add('entry_time', number(0))
  const barsHeld = view.add('bars_held', number(0))
  const prices = addPrices(view, frame, {
    quantity: FRAME.quantity,
    entry_price: FRAME.entryPrice,
    stop: FRAME.stop,
    target: FRAME.target,
    unrealized_pnl: FRAME.unrealizedPnl,
    r_multiple: FRAME.rMultiple,
    mae: FRAME.mae,
    mfe: FRAME.mfe,
  })
  return {
    table: view.table,
    refresh() {
      side.value = frame[FRAME.side]! > 0 ? LONG : SHORT
      entryTime.type = numberType(frame[FRAME.entryTime]!)
      entryTime.value = frame[FRAME.entryTime]
      barsHeld.value = frame[FRAME.barsHeld]
      prices()
    },
  }
}

function pendingEntryView(L: LuaState, frame: Float64Array): Part {
  const view = createView(L, { name: 'context.pending_entry' })
  const side = view.add('side', string(''))
  const type = view.add('type', string(''))
  const prices = addPrices(view, frame, {
    quantity: FRAME.pendingQuantity,
    price: FRAME.pendingPrice,
    limit_price: FRAME.pendingLimitPrice,
    stop: FRAME.pendingStop,
    target: FRAME.pendingTarget,
  })
  return {
    table: view.table,
    refresh() {
      side.value = frame[FRAME.pendingSide]! > 0 ? LONG : SHORT
      type.value = ORDER_TYPE_NAMES[frame[FRAME.pendingType]!]
      prices()
    },
  }
}

/** Floats out of the frame; where it holds NaN there is none, which is nil. */
function addPrices(
  view: View,
  frame: Float64Array,
  offsets: Readonly<Record<string, number>>,
): () => void {
  const slots = Object.entries(offsets).map(
    ([name, offset]) => [view.add(name, nil()), offset] as const,
  )
  return () => {
    for (const [slot, offset] of slots) {
      const price = frame[offset]!
      if (Number.isNaN(price)) slot.setnilvalue()
      else {
        slot.type = FLOAT
        slot.value = price
      }
    }
  }
}

/** A name that is no param is a slip of the pen, unlike an absent key of the author's own tables. */
function paramsView(L: LuaState, params: World['params']): TValue {
  const view = createView(L, { name: 'context.params' })
  for (const [name, value] of Object.entries(params)) {
    view.add(name, frozenTree(L, value, 'context.params'))
  }
  return tableValue(view.table)
}

interface Data extends ScriptData {
  /** Its place in the context: nil until the script looks at it. */
  slot: TValue
  touch(): TValue
  replace(value: TValue): true
}

/** `context.data` costs nothing until a script looks at it: not even its table is made before. */
function createData(L: LuaState): Data {
  let table: TValue | null = null
  let kept: Tree = {}
  return {
    slot: nil(),
    touch() {
      table ??= writeTree(L, kept)
      this.slot.setfrom(table)
      return table
    },
    replace(value) {
      if (value.type !== TABLE) {
        throw new UseError(`context.data is always a table, received ${kindName(value)}`)
      }
      table = tableValue(value.value as Table)
      this.slot.setfrom(table)
      return true
    },
    isTouched() {
      return this.slot.type !== NIL
    },
    read(previous) {
      this.slot.setnilvalue()
      if (table === null || sameTree(table, previous)) return previous
      return readTree(table, 'context.data')
    },
    write(tree) {
      this.slot.setnilvalue()
      kept = tree
      table = null
    },
  }
}
