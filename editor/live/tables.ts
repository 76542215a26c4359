// The tables at the bottom: findings, what scripts said, and what they did, in the backtest that is
// shown or in the running session.

import type { BacktestTrade } from '#host/faces/http/shapes/backtests.ts'
import type { LiveTrade, Note, OrderEvent } from '#host/faces/http/shapes/board.ts'
import type { Diagnostic, SlotState } from '#host/faces/http/shapes/common.ts'
import { number, price, quantity, signed, signedPercent } from '../core/format.ts'
import { type Column, createTable } from '../core/table.ts'
import { faint, onSymbol, sideOf, stateCell, time, toned, who } from './cells.ts'

export interface Problem extends Diagnostic {
  readonly path: string
}

export interface TradeRow extends Omit<BacktestTrade, 'id'> {
  readonly key: string
  readonly slot: string | null
}

export interface TransitionRow {
  readonly key: string
  readonly slot: string | null
  readonly time: number
  readonly from: SlotState
  readonly to: SlotState
  readonly reason: string
}

export interface LogRow extends Note {
  readonly key: string
}

export interface OrderRow extends OrderEvent {
  readonly key: string
}

export const problemsTable = (onPick: (row: Problem) => void) =>
  createTable<Problem>({
    label: 'problems',
    empty: 'No problems.',
    onPick,
    keyOf: ({ path, line, column, code, message }) =>
      JSON.stringify([path, line, column, code, message]),
    columns: [
      {
        label: '',
        width: '24px',
        cell: ({ severity }) => ({
          text: severity === 'error' ? '●' : '▲',
          className: severity,
          title: severity,
        }),
      },
      {
        label: 'What',
        width: 'minmax(240px, 1fr)',
        cell: ({ message, hint }) => ({
          text: hint === undefined ? message : `${message}  ·  ${hint}`,
          title: hint === undefined ? message : `${message}\n${hint}`,
        }),
      },
      { label: 'Code', width: '150px', cell: ({ code }) => faint(code) },
      {
        label: 'Where',
        width: '210px',
        cell: ({ path, line, column }) => faint(`${path}:${line}:${column}`),
      },
    ],
  })

export const logTable = () =>
  createTable<LogRow>({
    label: 'log',
    empty: 'Nothing yet: what scripts log, and what happens to them, appears here.',
    keyOf: ({ key }) => key,
    columns: [
      { label: 'Time', width: '92px', cell: ({ time: at }) => time(at) },
      {
        label: 'Kind',
        width: '64px',
        cell: ({ kind }) => ({ text: kind, className: `kind ${kind}` }),
      },
      { label: 'Source', width: '190px', cell: ({ source }) => faint(onSymbol(source)) },
      { label: 'Text', width: 'minmax(240px, 1fr)', cell: ({ text }) => text },
    ],
  })

export const transitionsTable = (onPick: (row: TransitionRow) => void) =>
  createTable<TransitionRow>({
    label: 'transitions',
    empty: 'No transition yet.',
    onPick,
    keyOf: ({ key }) => key,
    columns: [
      {
        label: 'Time',
        width: '92px',
        cell: ({ time: at }) => time(at),
        value: ({ time: at }) => at,
      },
      { label: 'From', width: '92px', cell: ({ from }) => stateCell(from) },
      { label: 'To', width: '92px', cell: ({ to }) => stateCell(to) },
      { label: 'Reason', width: 'minmax(140px, 1fr)', cell: ({ reason }) => reason },
      { label: 'Slot', width: '200px', cell: ({ slot }) => who(slot) },
    ],
  })

export const tradesTable = (onPick: (row: TradeRow) => void) =>
  createTable<TradeRow>({
    label: 'trades',
    empty: 'No trade yet.',
    onPick,
    keyOf: ({ key }) => key,
    columns: [
      {
        label: 'Entry',
        width: '92px',
        cell: (t) => time(t.entry_time),
        value: (t) => t.entry_time,
      },
      { label: 'Side', width: '52px', cell: ({ side }) => sideOf(side), value: ({ side }) => side },
      numeric('Size', '76px', (t) => t.quantity, quantity),
      numeric('Price in', '86px', (t) => t.entry_price, price),
      { label: 'Exit', width: '92px', cell: (t) => time(t.exit_time), value: (t) => t.exit_time },
      numeric('Price out', '86px', (t) => t.exit_price, price),
      {
        label: 'P&L',
        width: '88px',
        isNumber: true,
        cell: ({ pnl }) => toned(pnl, signed(pnl)),
        value: ({ pnl }) => pnl,
      },
      {
        label: 'Return',
        width: '76px',
        isNumber: true,
        cell: (t) => toned(t.return, signedPercent(t.return)),
        value: (t) => t.return,
      },
      numeric(
        'Bars',
        '48px',
        (t) => t.bars_held,
        (n) => number(n),
      ),
      {
        label: 'Why in → out',
        width: 'minmax(150px, 1fr)',
        cell: (t) => faint(`${t.entry_reason || '–'} → ${t.exit_reason}`),
        value: (t) => t.exit_reason,
      },
      { label: 'Slot', width: '170px', cell: ({ slot }) => who(slot) },
    ],
  })

function numeric<Row>(
  label: string,
  width: string,
  value: (row: Row) => number,
  show: (value: number) => string,
): Column<Row> {
  return {
    label,
    width,
    isNumber: true,
    value,
    cell: (row) => (Number.isNaN(value(row)) ? '–' : show(value(row))),
  }
}

export const ordersTable = (onPick: (row: OrderRow) => void) =>
  createTable<OrderRow>({
    label: 'orders',
    empty: 'No order yet in this session.',
    onPick,
    keyOf: ({ key }) => key,
    columns: [
      {
        label: 'Time',
        width: '92px',
        cell: ({ time: at }) => time(at),
        value: ({ time: at }) => at,
      },
      {
        label: 'Event',
        width: '84px',
        cell: ({ event }) => ({ text: event, className: event === 'rejected' ? 'down' : 'dim' }),
        value: ({ event }) => event,
      },
      { label: 'Side', width: '56px', cell: ({ side }) => sideOf(side), value: ({ side }) => side },
      { label: 'Type', width: '72px', cell: ({ type }) => type },
      {
        label: 'Size',
        width: '84px',
        isNumber: true,
        cell: (o) => (o.quantity === null ? '–' : quantity(o.quantity)),
      },
      {
        label: 'Price',
        width: '92px',
        isNumber: true,
        cell: (o) => (o.price === null ? 'market' : price(o.price)),
      },
      { label: 'Reason', width: 'minmax(140px, 1fr)', cell: ({ reason }) => reason },
      { label: 'Slot', width: '200px', cell: ({ slot }) => faint(onSymbol(slot)) },
    ],
  })

const keys = new WeakMap<object, string>()
let told = 0

/** What happened, under a key that stays: its place does not, where the list forgets its oldest. */
export function keyed<T extends object>(item: T): T & { readonly key: string } {
  const key = keys.get(item) ?? `live ${++told}`
  keys.set(item, key)
  return { ...item, key }
}

export const liveTradeRow = (trade: LiveTrade): TradeRow => ({
  key: keyed(trade).key,
  slot: trade.slot,
  side: trade.side,
  quantity: trade.quantity,
  entry_time: trade.entryTime,
  entry_price: trade.entryPrice,
  exit_time: trade.exitTime,
  exit_price: trade.exitPrice,
  fees: 0,
  pnl: trade.pnl,
  return: trade.pnl / (trade.quantity * trade.entryPrice),
  bars_held: Number.NaN,
  entry_reason: trade.entryReason,
  exit_reason: trade.exitReason,
  mae: 0,
  mfe: 0,
})
