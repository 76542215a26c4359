// The tables at the bottom: findings, what scripts said, and what they did, in the backtest that is
// shown or in the running session.
import type { LiveOrder, LiveTrade, Note, Slot } from '../api/board.ts'
import type { BacktestTrade, Diagnostic, SlotState } from '../api/shapes.ts'
import { button } from '../core/dom.ts'
import {
  dateTime,
  number,
  price,
  quantity,
  shortTime,
  signed,
  signedPercent,
  tone,
} from '../core/format.ts'
import { type Cell, type Column, createTable } from '../core/table.ts'

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

export interface OrderRow extends LiveOrder {
  readonly key: string
}

const faint = (text: string): Cell => ({ text, className: 'dim' })
const toned = (value: number, text: string): Cell => ({ text, className: tone(value) })
const time = (ms: number): Cell =>
  ms === 0 ? faint('–') : { text: shortTime(ms), title: dateTime(ms) }
const onSymbol = (key: string): string => key.replace('/', ' on ')
const who = (slot: string | null): Cell => faint(slot === null ? '' : onSymbol(slot))
const sideOf = (side: string): Cell => ({
  text: side,
  className: side === 'long' || side === 'buy' ? 'up' : side === 'exit' ? 'dim' : 'down',
})

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

const stateCell = (state: SlotState): Cell => ({ text: state, className: `state ${state}` })

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

export const ordersTable = () =>
  createTable<OrderRow>({
    label: 'orders',
    empty: 'No order yet in this session.',
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

export const slotsTable = (onPick: (row: Slot) => void, release: (key: string) => void) =>
  createTable<Slot>({
    label: 'slots',
    empty: 'No slot runs: save a strategy, and it trades at once.',
    onPick,
    keyOf: ({ key }) => key,
    columns: [
      {
        label: 'Strategy',
        width: 'minmax(120px, 1fr)',
        cell: ({ name, script }) => ({ text: name, title: script }),
        value: ({ name }) => name,
      },
      {
        label: 'Version',
        width: '60px',
        cell: ({ version }) => faint(version === null ? '–' : `v${version}`),
      },
      {
        label: 'Symbol',
        width: '88px',
        cell: ({ symbol }) => symbol,
        value: ({ symbol }) => symbol,
      },
      { label: 'TF', width: '40px', cell: ({ timeframe }) => faint(timeframe) },
      {
        label: 'State',
        width: '104px',
        cell: ({ status, state }) =>
          stateCell(status === 'running' ? state : (status as SlotState)),
        value: ({ status, state }) => (status === 'running' ? state : status),
      },
      { label: 'Position', width: 'minmax(190px, 1.2fr)', cell: positionCell },
      { label: 'Price', width: '86px', isNumber: true, cell: (s) => price(s.price ?? Number.NaN) },
      {
        label: 'P&L',
        width: '88px',
        isNumber: true,
        cell: ({ pnl }) => toned(pnl, signed(pnl)),
        value: ({ pnl }) => pnl,
      },
      {
        label: 'Trades',
        width: '60px',
        isNumber: true,
        cell: ({ trades }) => number(trades),
        value: ({ trades }) => trades,
      },
      {
        label: 'Faults',
        width: '56px',
        isNumber: true,
        cell: ({ faults, lastError }) => ({
          text: number(faults),
          className: faults > 0 ? 'down' : 'dim',
          title: lastError?.message ?? '',
        }),
        value: ({ faults }) => faults,
      },
      {
        label: 'CPU',
        width: '72px',
        isNumber: true,
        cell: ({ cpuMs }) =>
          faint(
            cpuMs === null
              ? '–'
              : cpuMs < 10_000
                ? `${number(cpuMs)} ms`
                : `${number(cpuMs / 1000, 1)} s`,
          ),
        value: ({ cpuMs }) => cpuMs ?? 0,
      },
      {
        label: 'Heap',
        width: '68px',
        isNumber: true,
        cell: ({ heapMb }) => faint(heapMb === null ? '–' : `${number(heapMb, 1)} MB`),
        value: ({ heapMb }) => heapMb ?? 0,
      },
      {
        label: '',
        width: '76px',
        cell: ({ key, status }) =>
          status === 'quarantined'
            ? { id: `release ${key}`, make: () => releaseButton(key, release) }
            : '',
      },
    ],
  })

export function releaseButton(key: string, release: (key: string) => void): HTMLButtonElement {
  return button(
    'Release',
    (event) => {
      event.stopPropagation()
      release(key)
    },
    { className: 'button small', title: `take ${onSymbol(key)} out of quarantine` },
  )
}

export function positionCell({ position, order }: Slot): Cell {
  if (position !== null) {
    const { side, quantity: size, entryPrice, stop, target } = position
    const guards = [
      stop === null ? 'no stop' : `stop ${price(stop)}`,
      target === null ? '' : `target ${price(target)}`,
    ].filter(Boolean)
    const text = `${side} ${quantity(size)} @ ${price(entryPrice)}  ·  ${guards.join(', ')}`
    return { text, className: side === 'long' ? 'up' : 'down' }
  }
  if (order === null) return faint('–')
  const at = order.price === null ? 'market' : `${order.type} ${price(order.price)}`
  return faint(`${order.side} ${quantity(order.quantity)} waits, ${at}`)
}

export const liveTradeRow = (trade: LiveTrade, i: number): TradeRow => ({
  key: `live ${i} ${trade.slot} ${trade.exitTime}`,
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
