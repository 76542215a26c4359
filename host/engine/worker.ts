// A runner process that may die at any instant: this side keeps what the scripts in it have to
// remember, starts it again, puts every script back where it was, and finds out whose fault it was.
import type { LoadReport } from '#sdk/runtime/session.ts'
import { HostError } from '../errors.ts'
import type { Limits } from '../limits.ts'
import { type Runner, ScriptFault } from '../runner/client.ts'
import type { TurnResult } from '../runner/protocol.ts'
import type { History } from './history.ts'
import {
  asScriptError,
  createSeat,
  decodeTurn,
  lostTurn,
  type Seat,
  type SeatResult,
  type SeatSpec,
  type SeatStart,
  type SeatTurn,
  scriptError,
} from './seat.ts'
import { Spare } from './spare.ts'
import { Turns } from './turns.ts'

export interface WorkerOptions {
  readonly limits: Limits
  readonly history: History
  /** Where its processes come from; without it they are started when they are needed. */
  readonly spare?: Spare
  /** The process was lost; `culprit` is the slot whose script is held to be the cause. */
  readonly onLost: (message: string, culprit: string | null) => void
}

/** A process that dies this often without a script at work is not going to start working. */
const STARTS_MAX = 3
/** Ids that a runner takes: fewer than it has marks for. */
const IDS = 4000

export class Worker {
  readonly #options: WorkerOptions
  readonly #seats = new Set<Seat>()
  /** Seats that are being opened. */
  #opening = 0
  /** Seats at whose last opening the process died. */
  readonly #suspects = new WeakSet<Seat>()
  #runner: Runner | null = null
  /** Bars per feed that the runner has. */
  #sent: number[] = []
  #lastId = -1
  #isEnded = false
  /** How the process was lost while nobody was asked; not reported yet. */
  #untold: string | null = null
  /** A start or a recovery that is under way. */
  #starting: Promise<void> | null = null
  /** What takes a runner long comes one at a time: who is asked meanwhile waits behind one of them. */
  readonly #slow = new Turns()

  constructor(options: WorkerOptions) {
    this.#options = options
  }

  get load(): number {
    return this.#seats.size + this.#opening
  }

  /** The process, for whoever watches it from outside; null while there is none. */
  get pid(): number | null {
    return this.#runner?.pid ?? null
  }

  /** Starts the process ahead of its first use; what fails then fails again at that use. */
  warm(): void {
    this.#running().catch(() => {})
  }

  /** The process will have the seat when it is ready; before its first start. */
  bring(seat: Seat, start: SeatStart): void {
    seat.start = start
    this.#seats.add(seat)
  }

  /** Resolves once the process runs with all its seats. */
  async ready(): Promise<void> {
    await this.#running()
  }

  /** All its scripts in new isolates, with what they have to remember. */
  async reopen(): Promise<void> {
    for (const seat of this.#seats) {
      const { id } = seat
      await this.#reopen(seat)
      await this.#runner?.request({ type: 'close', slot: id }).catch(() => {})
    }
  }

  /** Loads a script into an isolate of its own; a ScriptFault says that it could not be borne. */
  async open(spec: SeatSpec): Promise<{ seat: Seat; report: LoadReport }> {
    const seat = createSeat(spec, this.#freshId())
    const open = async () =>
      (await this.#running()).request({ type: 'open', slot: { ...spec, id: seat.id } })
    this.#opening += 1
    try {
      // Where the process died, it may have been an accident: once more.
      const report = await this.#slow.take(() =>
        open().catch((error) => {
          if (this.#runner !== null || this.#isEnded) throw error
          return open()
        }),
      )
      this.#seats.add(seat)
      return { seat, report }
    } finally {
      this.#opening -= 1
    }
  }

  async start(seat: Seat, start: SeatStart, memory: string | null): Promise<void> {
    seat.memory = memory
    const runner = await this.#running()
    seat.start = start
    const bars = this.#news(runner)
    try {
      await Promise.all([
        bars.length > 0 ? runner.request({ type: 'append', bars }) : null,
        runner.request({ type: 'start', slot: seat.id, start: { ...start, memory } }),
      ])
    } catch {
      // To start again is part of every recovery; others may be waiting for the same one.
      await this.#again()
      if (seat.broken !== null) throw new ScriptFault(seat.broken, seat.id)
    }
  }

  async close(seat: Seat): Promise<void> {
    this.#seats.delete(seat)
    const { id } = seat
    const runner = this.#runner
    // A process that is gone has closed it already.
    await this.#slow.take(async () => runner?.request({ type: 'close', slot: id }).catch(() => {}))
  }

  /** Asks all of them in one message; whatever happens, each turn has a result. */
  async ask(turns: readonly SeatTurn[]): Promise<Map<Seat, SeatResult>> {
    const results = new Map<Seat, SeatResult>()
    let groups: (readonly SeatTurn[])[] = [turns]
    let isOneByOne = false
    for (let group = groups.shift(); group !== undefined; group = groups.shift()) {
      for (const { seat } of group) {
        if (seat.broken !== null) results.set(seat, lostTurn(seat.broken))
      }
      const open = group.filter(({ seat }) => !results.has(seat))
      if (open.length === 0) continue
      try {
        await this.#askRunner(open, results)
      } catch (error) {
        if (this.#isEnded) throw error
        // Asked alone, and the process died again: there is nobody else.
        const culprit = this.#whoRan(error, open) ?? (isOneByOne ? open[0]!.seat : null)
        // Whoever found the process gone before us has told, but not of whom.
        if (this.#starting === null || culprit !== null) {
          this.#untold = null
          this.#options.onLost((error as Error).message, culprit?.spec.slot ?? null)
        }
        if (culprit !== null) results.set(culprit, lostTurn(asScriptError(error)))
        await this.#again()
        if (culprit !== null) groups.unshift(open)
        else {
          isOneByOne = true
          groups = open.map((turn) => [turn])
        }
      }
    }
    return results
  }

  end(): void {
    this.#isEnded = true
    this.#runner?.end()
  }

  async #askRunner(turns: readonly SeatTurn[], results: Map<Seat, SeatResult>): Promise<void> {
    const runner = await this.#running()
    const asked = turns.map(({ seat, calls }) => ({ slot: seat.id, calls }))
    const answers = await runner.request({ type: 'ask', bars: this.#news(runner), turns: asked })
    for (const [i, turn] of turns.entries()) {
      const result = this.#take(turn, answers[i]!)
      results.set(turn.seat, result)
      if (result.lost !== null) await this.#reopen(turn.seat)
    }
  }

  #take(turn: SeatTurn, answer: TurnResult): SeatResult {
    const { seat } = turn
    const { cpuMs, heapMb } = answer.usage
    seat.usage = { cpuMs: seat.spentMs + cpuMs, heapMb }
    seat.turns += 1
    seat.busyMs += answer.tookMs
    let result: SeatResult
    try {
      result = decodeTurn(turn, answer)
    } catch {
      const message = 'the answer is not one that a script can give; its isolate was replaced'
      result = lostTurn(scriptError('bad-return', message))
    }
    if (result.lost === null) seat.memory = answer.memory ?? seat.memory
    return result
  }

  /** The bars that the runner does not have yet; whoever asks sends them. Of new feeds it is told at once. */
  #news(runner: Runner): Float64Array {
    const { history } = this.#options
    const feeds = history.feedsFrom(this.#sent.length)
    this.#sent.push(...feeds.map(({ count }) => count))
    // Where the process dies of it, so does what follows.
    if (feeds.length > 0) runner.request({ type: 'feeds', feeds }).catch(() => {})
    const bars = history.rowsSince(this.#sent)
    if (bars.length > 0) this.#sent = [...history.counts]
    return bars
  }

  /** The seat whose script our own watch on limits ended, if it is one of those asked. */
  #whoRan(error: unknown, turns: readonly SeatTurn[]): Seat | null {
    if (!(error instanceof ScriptFault) || error.error.code === 'runner-lost') return null
    return turns.find(({ seat }) => seat.id === error.slot)?.seat ?? null
  }

  async #running(): Promise<Runner> {
    if (this.#runner === null || this.#starting !== null) {
      await this.#again()
    }
    return this.#runner!
  }

  /** A recovery, for all who ask for one while it is under way. */
  #again(): Promise<void> {
    this.#starting ??= this.#recover().finally(() => {
      this.#starting = null
    })
    return this.#starting
  }

  /** A new process with all bars and, but for those that cannot be borne, all scripts. */
  async #recover(): Promise<void> {
    if (this.#untold !== null) this.#options.onLost(this.#untold, null)
    this.#untold = null
    for (let failures = 0; failures < STARTS_MAX; ) {
      this.#runner?.end()
      this.#runner = null
      if (this.#isEnded) throw new HostError('unavailable', 'the session is being ended')
      const outcome = await this.#startAgain()
      if (outcome === 'ready') return
      if (outcome === 'failed') failures += 1
    }
    throw new HostError('unavailable', 'the process that runs the scripts does not start')
  }

  async #startAgain(): Promise<'ready' | 'failed' | 'killed by a script'> {
    let runner: Runner
    try {
      runner = await this.#startRunner()
    } catch {
      return 'failed'
    }
    for (const seat of this.#seats) {
      if (!(await this.#openAgain(seat, runner))) return 'killed by a script'
    }
    return 'ready'
  }

  async #startRunner(): Promise<Runner> {
    const { limits, history, spare } = this.#options
    const runner = await (spare ?? new Spare(limits)).take()
    this.#runner = runner
    void runner.lost.then((fault) => {
      if (this.#runner !== runner) return
      this.#runner = null
      this.#untold = fault.message
    })
    if (this.#isEnded) runner.end()
    const feeds = history.feedsFrom(0)
    this.#sent = feeds.map(({ count }) => count)
    await runner.request({ type: 'feeds', feeds })
    return runner
  }

  /** The isolate is gone, the process is not. */
  async #reopen(seat: Seat): Promise<void> {
    const runner = await this.#running()
    if (!(await this.#openAgain(seat, runner))) await this.#again()
  }

  /** The same script in a new isolate, with its memory; false where the process died of it. */
  async #openAgain(seat: Seat, runner: Runner): Promise<boolean> {
    if (seat.broken !== null) return true
    seat.id = this.#freshId()
    seat.spentMs = seat.usage.cpuMs
    try {
      const report = await runner.request({ type: 'open', slot: { ...seat.spec, id: seat.id } })
      if (!report.ok) seat.broken = scriptError('load', report.message)
      else if (seat.start !== null) {
        const start = { ...seat.start, memory: seat.memory }
        await runner.request({ type: 'start', slot: seat.id, start })
      }
      this.#suspects.delete(seat)
      return true
    } catch (error) {
      const isAlive = this.#runner === runner
      // Once may have been an accident.
      if (isAlive || this.#suspects.has(seat)) seat.broken = asScriptError(error)
      this.#suspects.add(seat)
      return isAlive
    }
  }

  /** Not of any open slot; used again only after all others have been. */
  #freshId(): number {
    do this.#lastId = (this.#lastId + 1) % IDS
    while ([...this.#seats].some(({ id }) => id === this.#lastId))
    return this.#lastId
  }
}
