// What a slot held over a session, and where its stop and target stood, as its journal tells it: a
// row from each change to the next.
import type { Fact } from '#kernel/fact.ts'
import type { EntryOrder } from '#kernel/state.ts'
import { openReader } from '../journal/sqlite-reader.ts'

/** From `time` on (ms UTC), up to the row after it. */
export interface HeldRow {
  readonly time: number
  /** Signed; 0: nothing, and all else is null. */
  readonly quantity: number
  /** The mean of the entry's fills. */
  readonly entryPrice: number | null
  readonly stop: number | null
  readonly target: number | null
}

export interface HeldQuestion {
  readonly slot: string
  /** So many rows at the most: the latest. */
  readonly limit: number
}

/** `folder` is the session's. Oldest first; what changes at one moment is one row. */
export function readHeld(folder: string, { slot, limit }: HeldQuestion): HeldRow[] {
  const reader = openReader(folder)
  try {
    let rows: HeldRow[] = []
    let holding = NOTHING
    for (const entry of reader.ofSlot(slot, 'fact')) {
      if (entry.type !== 'fact') continue
      const next = after(holding, entry.fact)
      if (next === holding) continue
      const isSeen = next.row !== holding.row
      holding = next
      if (!isSeen) continue
      const time = timeOf(entry.fact, entry.time)
      if (rows.at(-1)?.time === time) rows.pop()
      rows.push({ time, ...next.row })
      if (rows.length > 2 * limit) rows = rows.slice(-limit)
    }
    return rows.slice(-limit)
  } finally {
    reader.close()
  }
}

/** A fill has a time of its own inside the instant that brought it. */
function timeOf(fact: Fact, instant: number): number {
  if (fact.type === 'filled') return fact.fill.time
  return fact.type === 'tradeClosed' ? fact.trade.exitTime : instant
}

interface Holding {
  /** The latest entry order: its stop and target are in force from its first fill on. */
  readonly order: EntryOrder | null
  /** The total entered. */
  readonly entered: number
  readonly row: Omit<HeldRow, 'time'>
}

const NOTHING: Holding = {
  order: null,
  entered: 0,
  row: { quantity: 0, entryPrice: null, stop: null, target: null },
}

/** The same where the fact changes nothing of it. */
function after(holding: Holding, fact: Fact): Holding {
  const { row } = holding
  switch (fact.type) {
    case 'entryPlaced':
      return { ...holding, order: fact.order }
    case 'filled':
      return fact.fill.isEntry ? entered(holding, fact) : left(holding, fact.fill.quantity)
    case 'tradeClosed':
      return { ...NOTHING, order: holding.order }
    case 'stopMoved':
      return { ...holding, row: { ...row, stop: fact.stop } }
    case 'targetMoved':
      return { ...holding, row: { ...row, target: fact.target } }
    default:
      return holding
  }
}

function entered(holding: Holding, { fill, orderId }: Extract<Fact, { type: 'filled' }>): Holding {
  const { order, row } = holding
  const sign = fill.side === 'buy' ? 1 : -1
  const before = holding.entered
  const total = before + fill.quantity
  const entryPrice = (before * (row.entryPrice ?? 0) + fill.quantity * fill.price) / total
  const own = order?.id === orderId ? order : null
  const guards = before === 0 ? { stop: own?.stop ?? null, target: own?.target ?? null } : row
  const { stop, target } = guards
  const quantity = row.quantity + sign * fill.quantity
  return { order, entered: total, row: { quantity, entryPrice, stop, target } }
}

function left(holding: Holding, exited: number): Holding {
  const { quantity } = holding.row
  const rest = quantity - Math.sign(quantity) * exited
  return { ...holding, row: { ...holding.row, quantity: rest } }
}
