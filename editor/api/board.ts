// The session's board as the page holds it: a snapshot, kept up to date by deltas.
import type { Delta, Snapshot } from '#host/faces/http/shapes/board.ts'

export type Board = Snapshot

const KEPT = 200
const EQUITY_POINTS_MAX = 2000

/** The board after a delta; null where one in between was missed. */
export function applied(board: Board, delta: Delta): Board | null {
  if (delta.stream !== board.stream || delta.after !== board.sequence) return null
  const slots = new Map(board.slots.map((slot) => [slot.key, slot]))
  for (const slot of delta.slots) slots.set(slot.key, slot)
  const order = delta.order ?? board.slots.map(({ key }) => key)
  return {
    type: 'snapshot',
    stream: delta.stream,
    sequence: delta.sequence,
    session: delta.session,
    account: delta.account,
    scripts: delta.scripts ?? board.scripts,
    slots: order.flatMap((key) => slots.get(key) ?? []),
    transitions: latest(board.transitions, delta.transitions),
    orders: latest(board.orders, delta.orders),
    fills: latest(board.fills, delta.fills),
    trades: latest(board.trades, delta.trades),
    notes: latest(board.notes, delta.notes),
    equity: thinned([...board.equity, ...delta.equity]),
  }
}

const latest = <T>(before: readonly T[], fresh: readonly T[]): readonly T[] =>
  fresh.length === 0 ? before : [...before, ...fresh].slice(-KEPT)

function thinned<T>(points: readonly T[]): readonly T[] {
  if (points.length <= EQUITY_POINTS_MAX) return points
  return points.filter((_point, i) => i % 2 === 0 || i === points.length - 1)
}
