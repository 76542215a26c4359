// The runner processes of a session as one: who sits where, and asking all of them at once.
import type { LoadReport } from '#sdk/runtime/session.ts'
import type { Limits } from '../limits.ts'
import type { History } from './history.ts'
import type { Seat, SeatResult, SeatSpec, SeatStart, SeatTurn } from './seat.ts'
import { Spare } from './spare.ts'
import { Worker } from './worker.ts'

export interface FleetOptions {
  readonly limits: Limits
  readonly history: History
  readonly runners: number
  readonly onLost: (message: string, culprit: string | null) => void
}

/** Processes that are started before anybody is to sit in them; further ones start with their first seat. */
const AHEAD_MAX = 4

export class Fleet {
  readonly #workers: readonly Worker[]
  readonly #spare: Spare
  readonly #places = new WeakMap<Seat, Worker>()
  #calls = 0
  #asking = 0

  constructor({ runners, ...options }: FleetOptions) {
    this.#spare = new Spare(options.limits)
    const withSpare = { ...options, spare: this.#spare }
    this.#workers = Array.from({ length: runners }, () => new Worker(withSpare))
  }

  warm(): void {
    for (const worker of this.#workers.slice(0, AHEAD_MAX)) worker.warm()
  }

  /** The runner processes that are alive. */
  get pids(): number[] {
    return this.#workers.flatMap(({ pid }) => (pid === null ? [] : [pid]))
  }

  async open(spec: SeatSpec): Promise<{ seat: Seat; report: LoadReport }> {
    const worker = this.#workers.reduce((a, b) => (b.load < a.load ? b : a))
    const opened = await worker.open(spec)
    this.#places.set(opened.seat, worker)
    return opened
  }

  /** Takes in seats that were nowhere, for fleets that have not been asked for anything yet. */
  async bring(seats: readonly { readonly seat: Seat; readonly start: SeatStart }[]): Promise<void> {
    for (const [i, { seat, start }] of seats.entries()) {
      const worker = this.#workers[i % this.#workers.length]!
      this.#places.set(seat, worker)
      worker.bring(seat, start)
    }
    const taken = this.#workers.slice(0, Math.max(1, seats.length))
    await Promise.all(taken.map((worker) => worker.ready()))
  }

  /** Every script in a new isolate, with what it has to remember: as after a start of the host. */
  async reopen(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.reopen()))
  }

  start(seat: Seat, start: SeatStart, memory: string | null): Promise<void> {
    return this.#places.get(seat)!.start(seat, start, memory)
  }

  close(seat: Seat): Promise<void> {
    return this.#places.get(seat)!.close(seat)
  }

  /** Callbacks and hooks asked so far, and messages that wait for their answer. */
  get figures(): { readonly processes: number; readonly calls: number; readonly asking: number } {
    return { processes: this.pids.length, calls: this.#calls, asking: this.#asking }
  }

  /** One message to each runner that has a seat among the turns. */
  async ask(turns: readonly SeatTurn[]): Promise<Map<Seat, SeatResult>> {
    const byWorker = Map.groupBy(turns, ({ seat }) => this.#places.get(seat)!)
    for (const { calls } of turns) this.#calls += calls.length
    this.#asking += byWorker.size
    try {
      const answers = await Promise.all([...byWorker].map(([worker, its]) => worker.ask(its)))
      // Once the instant is through: a recovery has the processor for itself.
      this.#spare.prepare()
      const [all = new Map(), ...others] = answers
      for (const results of others) for (const [seat, result] of results) all.set(seat, result)
      return all
    } finally {
      this.#asking -= byWorker.size
    }
  }

  end(): void {
    this.#spare.end()
    for (const worker of this.#workers) worker.end()
  }
}
