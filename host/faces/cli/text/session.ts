// A running session for people and for programs: its figures, slots, positions, orders, trades.
import type { Snapshot } from '#host/engine/delta.ts'
import type { Playback } from '../../http/shapes/board.ts'
import { money, plural, price, signedMoney, time } from './figures.ts'
import { alignTable } from './table.ts'

/** What each text shows, as data. */
export function sessionJson(text: string, board: Snapshot): string {
  const { session, account, slots, orders, trades } = board
  const open = slots.flatMap(({ key, position }) => (position ? [{ slot: key, ...position }] : []))
  const shown: Readonly<Record<string, unknown>> = {
    statusText: { session, account },
    slotsText: slots,
    positionsText: open,
    ordersText: orders,
    tradesText: trades,
  }
  return `${JSON.stringify(shown[text])}\n`
}

export function statusText({ session, account, slots, scripts }: Snapshot): string {
  const count = (status: string) => slots.filter((slot) => slot.status === status).length
  const rows = [
    ['session', `${session.mode}, ${session.status}`],
    ...(session.waiting === null ? [] : [['stands still', waitingText(session.waiting)]]),
    ['market time', session.time === 0 ? 'before the first bar' : `${time(session.time)} UTC`],
    ...(session.speed === null ? [] : [['playback', playbackText(session)]]),
    ['entries', session.blocked === null ? 'let in' : `blocked: ${session.blocked}`],
    ['equity', `${money(account.equity)} (${signedMoney(account.equity - account.initialCash)})`],
    ['positions', String(account.positions)],
    ['trades', `${account.trades}, ${account.wins} won`],
    ['slots', `${count('running')} running, ${count('quarantined')} quarantined`],
    ...scripts.flatMap(({ file, status, refusal, diagnostics }) =>
      status === 'running'
        ? []
        : [[file, `${status}: ${refusal ?? diagnostics[0]?.message ?? ''}`]],
    ),
    ['journal', session.log],
  ]
  return lines(alignTable(rows, 'll'))
}

/** Since when by the host's clock, why, and the way out. */
const waitingText = ({ since, why }: NonNullable<Snapshot['session']['waiting']>) =>
  `since ${time(since - (since % 60_000))} UTC: ${why}; it goes on by itself once there is room`

/** "paused, at 60 × real time", "at full speed until 2025-05-05 12:00". */
export function playbackText({
  speed,
  isPaused,
  until,
}: Pick<Playback, 'speed' | 'isPaused' | 'until'>): string {
  if (speed === null) return 'a live market'
  if (until !== null) {
    const after = isPaused ? ', then paused' : ''
    return `at full speed until ${time(until)} UTC${after}`
  }
  const pace = speed === 'max' ? 'at full speed' : `at ${speed} × real time`
  return isPaused ? `paused; ${pace} once it goes on` : pace
}

export function slotsText({ slots }: Snapshot): string {
  if (slots.length === 0) return 'there is no slot\n'
  const rows = slots.map((slot) => [
    ...[
      slot.key,
      slot.isPaused ? 'paused' : slot.isBarsOnly ? 'bars only' : slot.status,
      slot.state,
    ],
    ...[slot.version ?? '', money(slot.pnl), plural(slot.trades, 'trade')],
    ...[slot.faults === 0 ? '' : plural(slot.faults, 'fault')],
    ...[slot.heapMb === null ? '' : `${slot.heapMb} MB`],
  ])
  const head = ['slot', 'status', 'state', 'version', 'pnl', 'trades', '', 'heap']
  return lines(alignTable([head, ...rows], 'llllrrlr'))
}

export function positionsText({ slots }: Snapshot): string {
  const rows = slots.flatMap(({ key, position }) => {
    if (position === null) return []
    const { side, quantity, entryPrice, entryTime, stop, target, unrealizedPnl } = position
    return [
      [
        ...[key, side, price(quantity), price(entryPrice), time(entryTime)],
        ...[stop, target].map((level) => (level === null ? '–' : price(level))),
        money(unrealizedPnl),
      ],
    ]
  })
  if (rows.length === 0) return 'no position is open\n'
  const head = ['slot', 'side', 'quantity', 'entry', 'since', 'stop', 'target', 'pnl']
  return lines(alignTable([head, ...rows], 'llrrlrrr'))
}

export function ordersText({ orders }: Snapshot): string {
  if (orders.length === 0) return 'no order yet\n'
  const rows = orders.map((order) => [
    ...[time(order.time), order.slot, order.event, order.side, order.type],
    ...[order.quantity, order.price].map((value) => (value === null ? '' : price(value))),
    order.reason,
  ])
  const head = ['time', 'slot', 'what', 'side', 'type', 'quantity', 'price', '']
  return lines(alignTable([head, ...rows], 'lllllrrl'))
}

export function tradesText({ trades }: Snapshot): string {
  if (trades.length === 0) return 'no trade has ended yet\n'
  const rows = trades.map((trade) => [
    ...[trade.slot, trade.side, time(trade.entryTime), price(trade.entryPrice)],
    ...[time(trade.exitTime), price(trade.exitPrice), money(trade.pnl), trade.exitReason],
  ])
  const head = ['slot', 'side', 'entry', 'price', 'exit', 'price', 'pnl', '']
  return lines(alignTable([head, ...rows], 'lllrlrrl'))
}

const lines = (all: readonly string[]) => `${all.join('\n')}\n`
