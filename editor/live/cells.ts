// Cells that several of the tables share.
import type { Slot } from '#host/faces/http/shapes/board.ts'
import type { SlotState } from '#host/faces/http/shapes/common.ts'
import { dateTime, shortTime, tone } from '../core/format.ts'
import type { Cell } from '../core/table.ts'

export const faint = (text: string): Cell => ({ text, className: 'dim' })
export const toned = (value: number, text: string): Cell => ({ text, className: tone(value) })
export const time = (ms: number): Cell =>
  ms === 0 ? faint('–') : { text: shortTime(ms), title: dateTime(ms) }
export const onSymbol = (key: string): string => key.replace('/', ' on ')
export const who = (slot: string | null): Cell => faint(slot === null ? '' : onSymbol(slot))
/** A strategy of the configuration by the name it has there, as one script may be several; and a shadow as such. */
export const strategyOf = ({ strategy, script, name }: Slot): string =>
  strategy.replace(script, name).replace(/~shadow$/, ' (shadow)')
export const sideOf = (side: string): Cell => ({
  text: side,
  className: side === 'long' || side === 'buy' ? 'up' : side === 'exit' ? 'dim' : 'down',
})

export const stateCell = (state: SlotState): Cell => ({
  text: state,
  className: `state ${state.split(' ')[0]}`,
})
