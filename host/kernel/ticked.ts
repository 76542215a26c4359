// A backtest over ticks: events come in pieces, and each goes through the runs of its symbol as it
// would through the slots of a session.
import { equity } from './account.ts'
import type { Lane, SharedCurve } from './backtest.ts'
import { EVENT, HEAD_WIDTH, readBook, readTick, widthOf } from './event-rows.ts'
import { barEnd } from './machine.ts'
import { amendLastEquity, recordEquity } from './record.ts'
import type { Run } from './run.ts'
import { needsTick, type Tick } from './tick.ts'

/** A symbol's data, and the runs on it in the order in which they were listed. */
export interface TickedLane extends Lane {
  /** Bars from before the first event: known, and not asked about. */
  readonly past: number
}

interface Playing extends TickedLane {
  /** Index of the next bar. */
  next: number
  /** The order book as it is. */
  book: Tick['book']
  /** Runs that see the same ticks: those of one account, each for itself where it has its own. */
  readonly groups: readonly Group[]
}

interface Group {
  readonly runs: readonly Run[]
  /** The last tick of which nothing would have come. */
  left: Tick | null
}

export class TickedBacktest {
  readonly #lanes: readonly Playing[]
  readonly #shared: SharedCurve | null
  readonly #keepGoing: boolean
  readonly #runs: readonly Run[]
  #points: number

  /** `shared`: the account of all runs; null: each has its own. */
  constructor(
    lanes: readonly TickedLane[],
    { shared, keepGoing }: { readonly shared: SharedCurve | null; readonly keepGoing: boolean },
  ) {
    this.#lanes = lanes.map((lane) => {
      const { runs, past: next } = lane
      const together = shared === null ? runs.map((run) => [run]) : [runs]
      return {
        ...lane,
        next,
        book: null,
        groups: together.map((own) => ({ runs: own, left: null })),
      }
    })
    this.#shared = shared
    this.#keepGoing = keepGoing
    this.#runs = lanes.flatMap(({ runs }) => runs)
    for (const { runs, past } of lanes) {
      for (const run of runs) {
        run.passOver(past)
        run.start(past)
      }
    }
    this.#points = this.#countPoints()
  }

  /** A script has failed, and that is to end it. */
  get hasFailed(): boolean {
    return !this.#keepGoing && this.#runs.some(({ record }) => record.errors.length > 0)
  }

  /** Data bars done. */
  get done(): number {
    return this.#lanes.reduce((sum, { next }) => sum + next, 0)
  }

  /** Takes rows of events (event-rows.ts), up to the first failure. */
  take(rows: Float64Array): void {
    for (let at = 0; at < rows.length && !this.hasFailed; at += widthOf(rows[at]!)) {
      const lane = this.#lanes[rows[at + 1]!]!
      const isStale = rows[at + 2] === 1
      const own = at + HEAD_WIDTH
      switch (rows[at]) {
        case EVENT.tick:
          takeTick(lane, readTick(rows, own, lane.book), isStale)
          break
        case EVENT.last:
          takeLast(lane, isStale)
          break
        case EVENT.bar:
          takeBar(lane, isStale)
          break
        case EVENT.silence:
          for (const run of lane.runs) run.pass(rows[own]!, isStale)
          break
        case EVENT.instant:
          this.#markAccount(rows[own]!)
          break
        case EVENT.book:
          lane.book = readBook(rows, own)
          break
        case EVENT.noBook:
          lane.book = null
          break
      }
    }
  }

  end(): void {
    if (this.hasFailed) return
    for (const run of this.#runs) run.end()
    if (this.#shared !== null) amendLastEquity(this.#shared.curve, equity(this.#shared.account))
  }

  #markAccount(time: number): void {
    if (this.#shared === null) return
    const points = this.#countPoints()
    if (points === this.#points) return
    this.#points = points
    const { account, curve } = this.#shared
    const isExposed = account.slots.some((slot) => slot.state.position !== null)
    recordEquity(curve, time, equity(account), isExposed)
  }

  #countPoints(): number {
    return this.#runs.reduce((sum, { record }) => sum + record.equity.points, 0)
  }
}

/** What one run of a group needs, all of them see. */
function takeTick({ groups }: Playing, tick: Tick, isStale: boolean): void {
  for (const group of groups) {
    if (group.runs.some(({ slot }) => needsTick(slot, tick))) {
      group.left = null
      for (const run of group.runs) run.tick(tick, isStale)
    } else group.left = tick
  }
}

function takeLast({ groups, next, columns, intervalMs }: Playing, isStale: boolean): void {
  for (const group of groups) {
    const { left } = group
    group.left = null
    if (left === null || left.time >= barEnd(columns.openTime[next]!, intervalMs)) continue
    for (const run of group.runs) run.tick(left, isStale)
  }
}

function takeBar(lane: Playing, isStale: boolean): void {
  for (const run of lane.runs) run.step(lane.next, isStale)
  lane.next += 1
}
