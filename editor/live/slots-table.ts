// Every slot of the session: what it does, what it holds, what it costs.
import type { Slot } from '#host/faces/http/shapes/board.ts'
import type { SlotState } from '#host/faces/http/shapes/common.ts'
import { button, h } from '../core/dom.ts'
import { number, price, quantity, signed } from '../core/format.ts'
import { type Cell, createTable } from '../core/table.ts'
import { faint, onSymbol, stateCell, strategyOf, toned } from './cells.ts'
import type { SlotActions } from './slot-actions.ts'

export const slotsTable = (onPick: (row: Slot) => void, actions: SlotActions) =>
  createTable<Slot>({
    label: 'slots',
    empty: 'No slot runs: save a strategy, and it trades at once.',
    onPick,
    keyOf: ({ key }) => key,
    columns: [
      {
        label: 'Strategy',
        width: 'minmax(110px, 1fr)',
        cell: (slot) => ({ text: strategyOf(slot), title: slot.script }),
        value: strategyOf,
      },
      {
        label: 'Version',
        width: '54px',
        cell: ({ version }) => faint(version === null ? '–' : `v${version}`),
      },
      {
        label: 'Symbol',
        width: '80px',
        cell: ({ symbol }) => symbol,
        value: ({ symbol }) => symbol,
      },
      { label: 'TF', width: '38px', cell: ({ timeframe }) => faint(timeframe) },
      {
        label: 'State',
        width: '96px',
        cell: (slot) => stateCell(stateOf(slot)),
        value: ({ status, state }) => (status === 'running' ? state : status),
      },
      { label: 'Position', width: 'minmax(120px, 1.3fr)', cell: positionCell },
      { label: 'Price', width: '80px', isNumber: true, cell: (s) => price(s.price ?? Number.NaN) },
      {
        label: 'P&L',
        width: '78px',
        isNumber: true,
        cell: ({ pnl }) => toned(pnl, signed(pnl)),
        value: ({ pnl }) => pnl,
      },
      {
        label: 'Trades',
        width: '52px',
        isNumber: true,
        cell: ({ trades }) => number(trades),
        value: ({ trades }) => trades,
      },
      {
        label: 'Faults',
        width: '50px',
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
        width: '64px',
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
        width: '62px',
        isNumber: true,
        cell: ({ heapMb }) => faint(heapMb === null ? '–' : `${number(heapMb, 1)} MB`),
        value: ({ heapMb }) => heapMb ?? 0,
      },
      {
        label: '',
        width: '96px',
        cell: (slot) => ({
          id: `actions ${slot.key} ${slot.status}`,
          make: () => actionsOf(slot, actions),
        }),
      },
    ],
  })

/** What a slot does, or what keeps it from doing it. */
const stateOf = ({ status, state, isPaused }: Slot): SlotState =>
  (status !== 'running' ? status : isPaused ? `${state} paused` : state) as SlotState

function actionsOf(slot: Slot, actions: SlotActions): HTMLElement {
  const more = button(
    `Actions for ${onSymbol(slot.key)}`,
    (event) => {
      event.stopPropagation()
      actions.menu(slot.key, more.getBoundingClientRect())
    },
    { icon: 'more', isIconOnly: true, className: 'button icon-button slot-more' },
  )
  const isHeld = slot.status === 'quarantined'
  return h('span.slot-actions', {}, isHeld && releaseButton(slot.key, actions.release), more)
}

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
