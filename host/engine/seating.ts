// How a script's version comes to its seats: opened on all its symbols while the market goes on, and
// told once more, before it drives anything, what its slots have come to remember meanwhile.
import { decodeTree, encodeTree } from '#sdk/runtime/tree.ts'
import { HostError } from '../errors.ts'
import { ScriptFault } from '../runner/client.ts'
import type { History } from './history.ts'
import type { LiveSlot } from './live-slot.ts'
import { type Script, seatSpec } from './script.ts'
import type { Seat, SeatSpec, SeatStart, Seats } from './seat.ts'
import { together } from './together.ts'

/** By symbol: a version's seats, open and started, that drive nothing yet. */
export type Staged = ReadonlyMap<string, Seat>

/** By symbol: the slots that the version before it drives. */
type Old = ReadonlyMap<string, LiveSlot>

export interface SeatingOptions {
  readonly history: History
  readonly seats: Seats
  readonly seed: number
}

/** A few for each runner: the next one lies ready where one is through. */
const AT_ONCE = 32

export class Seating {
  /** Where the scripts sit. */
  seats: Seats
  readonly #history: History
  readonly #seed: number

  constructor({ history, seats, seed }: SeatingOptions) {
    this.seats = seats
    this.#history = history
    this.#seed = seed
  }

  /** Opens the script on the symbols; or why it cannot be. */
  async open(script: Script, symbols: readonly string[], old: Old): Promise<Staged | string> {
    const { done, failure } = await together(symbols, AT_ONCE, (symbol) =>
      this.seat(script, symbol, memoryFor(script, old.get(symbol))),
    )
    if (failure === null) return done
    this.close(done.values())
    return refusalOf(failure.error)
  }

  /** Tells the staged what is news to them; why one of them cannot bear it, or null. */
  async remind(script: Script, staged: Staged, old: Old): Promise<string | null> {
    const count = this.#history.feeds.length
    const behind = [...staged]
      .map(([symbol, seat]) => ({ symbol, seat, memory: memoryFor(script, old.get(symbol)) }))
      .filter(({ seat, memory }) => seat.memory !== memory || seat.start?.feeds.length !== count)
    const { failure } = await together(behind, AT_ONCE, ({ symbol, seat, memory }) =>
      this.seats.start(seat, this.startOf(script, symbol), memory),
    )
    return failure === null ? null : refusalOf(failure.error)
  }

  /** Opens the script on a symbol, in an isolate that nobody asks yet. */
  async seat(script: Script, symbol: string, memory: string | null): Promise<Seat> {
    const { seat, report } = await this.seats.open(this.specOf(script, symbol))
    // It loaded on trial a moment ago, on another symbol.
    if (!report.ok) {
      await this.seats.close(seat)
      throw new HostError('bad-script', `it does not load on ${symbol}: ${report.message}`)
    }
    await this.seats.start(seat, this.startOf(script, symbol), memory)
    return seat
  }

  /** Tells scripts that sit which feeds there are by now; who cannot bear it is found out when asked. */
  async tellAll(slots: readonly LiveSlot[]): Promise<void> {
    await together(slots, AT_ONCE, async ({ seat, script, symbol }) => {
      if (seat === null || seat.broken !== null) return
      await this.seats.start(seat, this.startOf(script, symbol), seat.memory).catch((error) => {
        if (!(error instanceof ScriptFault)) throw error
      })
    })
  }

  /** In the background: nobody waits for an isolate to go. */
  close(seats: Iterable<Seat>): void {
    for (const seat of seats) void this.seats.close(seat)
  }

  /** What a runner has to know to open the script on a symbol. */
  specOf(script: Script, symbol: string): SeatSpec {
    return seatSpec(script, symbol, this.#seed)
  }

  /** What a runner has to be told when the script begins on a symbol. */
  startOf(script: Script, symbol: string): SeatStart {
    const { feeds } = this.#history
    const own = feeds.findIndex((feed) => feed.symbol === symbol)
    const ownFirst = [own]
    for (let feed = 0; feed < feeds.length; feed++) if (feed !== own) ownFirst.push(feed)
    return {
      feeds: ownFirst,
      timeframe: script.metadata.timeframe,
      params: script.params,
    }
  }
}

export const changesTimeframe = (slot: LiveSlot, script: Script) =>
  slot.script.metadata.timeframe !== script.metadata.timeframe

/** What a new version remembers of the old one; on another timeframe, no opportunity. */
function memoryFor(script: Script, old: LiveSlot | undefined): string | null {
  const memory = old?.memory ?? null
  if (memory === null || !changesTimeframe(old!, script)) return memory
  const { data } = decodeTree(memory) as { data: never }
  return encodeTree({ data, opportunity: null })
}

/** What went wrong with a script, in words; throws what is not the script's fault. */
function refusalOf(error: unknown): string {
  const isItsOwn = error instanceof HostError && error.code === 'bad-script'
  if (error instanceof ScriptFault || isItsOwn) return (error as Error).message
  throw error
}
