// What those who follow a board know of its slots and scripts: a delta says what is different.
import { isSame } from './same-data.ts'
import type { ScriptView, SlotView } from './views.ts'

export class Sent {
  #slots: ReadonlyMap<string, SlotView> = new Map()
  #order: readonly string[] = []
  #scripts: readonly ScriptView[] = []

  /** What differs from what they know; null where nothing does. From now on they know it. */
  differences(slots: readonly SlotView[], scripts: readonly ScriptView[]) {
    const order = slots.map(({ key }) => key)
    const changed = slots.filter((slot) => !isSame(slot, this.#slots.get(slot.key)))
    const differences = {
      scripts: isSame(scripts, this.#scripts) ? null : scripts,
      slots: changed,
      order: isSame(order, this.#order) ? null : order,
    }
    this.remember(slots, scripts)
    return differences
  }

  remember(slots: readonly SlotView[], scripts: readonly ScriptView[]): void {
    this.#slots = new Map(slots.map((slot) => [slot.key, slot]))
    this.#order = slots.map(({ key }) => key)
    this.#scripts = scripts
  }
}
