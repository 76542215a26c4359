// Scripts as the journal remembers them: asked again, they say what they said, and no code runs.
import type { NumberedEntry, TurnEntry } from '../journal/entry.ts'
import { NOWHERE } from './memory.ts'
import {
  createSeat,
  type Seat,
  type SeatResult,
  type SeatSpec,
  type SeatStart,
  type Seats,
  type SeatTurn,
} from './seat.ts'
import { recordedResult } from './turn-entry.ts'

export class RecordedSeats implements Seats {
  #turns = new Map<string, TurnEntry>()
  #lines = new Map<string, { time: number; text: string }[]>()

  /** The entries of the step that comes next. */
  expect(entries: readonly NumberedEntry[]): void {
    this.#turns = new Map()
    this.#lines = new Map()
    for (const entry of entries) {
      if (entry.type === 'turn') this.#turns.set(`${entry.slot} ${entry.turn}`, entry)
      if (entry.type !== 'log') continue
      const { slot, time, text } = entry
      const lines = this.#lines.get(slot) ?? []
      this.#lines.set(slot, [...lines, { time, text }])
    }
  }

  async open(spec: SeatSpec): Promise<{ seat: Seat; report: { ok: true } }> {
    return { seat: createSeat(spec, NOWHERE), report: { ok: true } }
  }

  async start(seat: Seat, start: SeatStart, memory: string | null): Promise<void> {
    seat.start = start
    seat.memory = memory
  }

  async close(): Promise<void> {}

  async ask(turns: readonly SeatTurn[]): Promise<Map<Seat, SeatResult>> {
    return new Map(turns.map((turn) => [turn.seat, this.#answer(turn)]))
  }

  #answer(turn: SeatTurn): SeatResult {
    const entry = this.#turns.get(`${turn.slot} ${turn.turn}`) ?? null
    if (entry?.memory !== undefined) turn.seat.memory = entry.memory
    const lines = this.#lines.get(turn.slot) ?? []
    this.#lines.delete(turn.slot)
    return { ...recordedResult(turn, entry), logs: { lines, dropped: 0 } }
  }
}
