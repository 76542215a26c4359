// New versions that have yet to show that they can be borne: one that faults early is not kept.
import type { LogEntry } from '../journal/entry.ts'
import type { Engine } from './engine.ts'

type SlotChange = Extract<LogEntry, { type: 'slot' }>['change']

/** One fault may be an accident. */
const FAULTS = 2
const TURNS = 100

interface Probation {
  /** The turns that each slot had had when the version began to drive it. */
  readonly turns: Map<string, number>
  faults: number
}

export class Probations {
  readonly #engine: Engine
  readonly #fail: (id: string, why: string) => void
  readonly #running = new Map<string, Probation>()

  /** `fail` is told of a version that has not stood it, by its strategy's id. */
  constructor(engine: Engine, fail: (id: string, why: string) => void) {
    this.#engine = engine
    this.#fail = fail
  }

  /** Watches the strategy's slots for early faults, each from its exchange on, which follows now. */
  begin(id: string): void {
    this.#running.set(id, { turns: new Map(), faults: 0 })
  }

  end(id: string): void {
    this.#running.delete(id)
  }

  hear(entry: LogEntry): void {
    if (entry.type === 'slot') this.#hearExchange(entry.slot, entry.change)
    if (entry.type !== 'fact') return
    const { slot, fact } = entry
    if (fact.type !== 'faulted' && fact.type !== 'quarantined') return
    for (const [id, probation] of this.#running) {
      const since = probation.turns.get(slot)
      if (since === undefined) continue
      const turns = this.#turnsOf(slot)
      if (turns - since > TURNS) probation.turns.delete(slot)
      else probation.faults += fact.type === 'faulted' ? 1 : FAULTS
      if (probation.faults < FAULTS) continue
      this.#running.delete(id)
      this.#fail(id, `it failed ${FAULTS} times in its first ${TURNS} turns: ${fact.error.message}`)
    }
  }
  #hearExchange(slot: string, change: SlotChange): void {
    if (change !== 'reloaded' && change !== 'attached') return
    for (const [id, { turns }] of this.#running) {
      if (slot.startsWith(`${id}/`)) turns.set(slot, this.#turnsOf(slot))
    }
  }

  /** All that the slot has had so far. */
  #turnsOf(slot: string): number {
    return this.#engine.slots.find(({ key }) => key === slot)?.past.turns ?? 0
  }
}
