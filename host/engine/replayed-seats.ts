// Scripts that are asked again in a replay. What the machine they ran on had done to them (a call that
// took too long, a process that was killed) is not theirs to repeat: there the journal answers.
import type { NumberedEntry, TurnEntry } from '../journal/entry.ts'
import type { Fleet } from './fleet.ts'
import type { Seat, SeatResult, SeatSpec, SeatStart, Seats, SeatTurn } from './seat.ts'
import { recordedResult } from './turn-entry.ts'

const BY_THE_MACHINE = new Set(['cpu-limit', 'memory-limit', 'runner-lost'])

export class ReplayedSeats implements Seats {
  readonly #fleet: Fleet
  #lost = new Map<string, TurnEntry>()

  constructor(fleet: Fleet) {
    this.#fleet = fleet
  }

  /** The entries of the step that comes next. */
  expect(entries: readonly NumberedEntry[]): void {
    this.#lost = new Map()
    for (const entry of entries) {
      const isLost = entry.type === 'turn' && entry.lost !== null
      if (isLost && BY_THE_MACHINE.has(entry.lost.code)) {
        this.#lost.set(`${entry.slot} ${entry.turn}`, entry)
      }
    }
  }

  open(spec: SeatSpec) {
    return this.#fleet.open(spec)
  }

  start(seat: Seat, start: SeatStart, memory: string | null): Promise<void> {
    return this.#fleet.start(seat, start, memory)
  }

  close(seat: Seat): Promise<void> {
    return this.#fleet.close(seat)
  }

  async ask(turns: readonly SeatTurn[]): Promise<Map<Seat, SeatResult>> {
    const lost = (turn: SeatTurn) => this.#lost.get(`${turn.slot} ${turn.turn}`)
    const results = await this.#fleet.ask(turns.filter((turn) => lost(turn) === undefined))
    for (const turn of turns) {
      const entry = lost(turn)
      if (entry !== undefined) results.set(turn.seat, recordedResult(turn, entry))
    }
    return results
  }
}
