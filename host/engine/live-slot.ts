// One slot of a running session: its machine here, its script in a runner. The asynchronous twin of
// a run (kernel/run.ts): what a run asks at once is gathered here, with the frame as it was at that
// moment, and the answers are taken in afterwards as if they had come at once.
import type { SeenAccount } from '#kernel/account.ts'
import { decide, fault } from '#kernel/decide.ts'
import type { Fact } from '#kernel/fact.ts'
import { advance, advanceTo, begin } from '#kernel/machine.ts'
import { hookCall } from '#kernel/run.ts'
import { createSlot, type Slot, type SlotOptions } from '#kernel/slot.ts'
import { type Tick, takeTick } from '#kernel/tick.ts'
import { initFrame, writeFrame } from '#kernel/write-frame.ts'
import type { Callback, Hook, ScriptError, Tree } from '#sdk/domain.ts'
import { FRAME, FRAME_LENGTH, LONG_FRAME_LENGTH } from '#sdk/frame.ts'
import type { GuestLimits } from '#sdk/runtime/guest-limits.ts'
import { encodeTree } from '#sdk/runtime/tree.ts'
import type { FeedBar } from '../feeds/feed.ts'
import type { Call } from '../runner/protocol.ts'
import { keepFrame } from './kept-frames.ts'
import { FRESH_QUOTA, LogQuota, type QuotaState } from './log-quota.ts'
import type { Script } from './script.ts'
import type { Seat, SeatResult, SeatTurn } from './seat.ts'

export interface LiveSlotOptions {
  readonly key: string
  readonly symbol: string
  readonly feed: number
  readonly script: Script
  readonly seat: Seat | null
  readonly memory: string | null
  readonly kernel: Omit<SlotOptions, 'listener'>
  readonly past: SlotPast
  readonly hear: Ears
  readonly logLimits: GuestLimits
}

/** What a slot has been through, beside what its machine remembers. */
export interface SlotPast {
  /** Its script's onInit has been called. */
  readonly isBorn: boolean
  readonly turns: number
  readonly lastError: ScriptError | null
  readonly quota: QuotaState
}

export const NO_PAST: SlotPast = { isBorn: false, turns: 0, lastError: null, quota: FRESH_QUOTA }

/** What the session wants to know of its slots, as it happens. */
export interface Ears {
  fact(slot: LiveSlot, fact: Fact): void
  /** Before anything is made of the result; `isNews`: the script remembers something else now. */
  turn(slot: LiveSlot, turn: SeatTurn, result: SeatResult, isNews: boolean): void
  log(slot: LiveSlot, line: { readonly time: number; readonly text: string }): void
  strategyBar(): void
}

export class LiveSlot {
  readonly key: string
  readonly symbol: string
  readonly feed: number
  readonly kernel: Slot
  script: Script
  /** null once the script is gone and only its position is left. */
  seat: Seat | null
  lastError: ScriptError | null
  readonly #hear: Ears
  readonly #quota: LogQuota
  readonly #frame = new Float64Array(LONG_FRAME_LENGTH)
  /** Hooks and callbacks that the script has not been asked yet. */
  #calls: Call[] = []
  /** The account as the script was shown it with the callback that is due. */
  #seen: SeenAccount | null = null
  #isBorn: boolean
  #turns: number
  /** What the script had to remember when it was last heard, or went. */
  #memory: string | null

  constructor(options: LiveSlotOptions) {
    this.key = options.key
    this.symbol = options.symbol
    this.feed = options.feed
    this.script = options.script
    this.seat = options.seat
    this.#hear = options.hear
    const { past } = options
    this.lastError = past.lastError
    this.#quota = new LogQuota(options.logLimits, past.quota)
    this.#isBorn = past.isBorn
    this.#turns = past.turns
    this.#memory = options.memory
    this.kernel = createSlot({
      ...options.kernel,
      listener: {
        fact: (fact) => this.#onFact(fact),
        equity: () => this.#hear.strategyBar(),
      },
    })
    initFrame(this.kernel, this.#frame)
  }

  /** A data bar of the slot's symbol arrives. */
  begin(bar: FeedBar, isStale: boolean): void {
    if (!this.#isBorn) this.bear(bar.openTime)
    this.kernel.isStale = isStale
    const { openTime, open, high, low, close, volume } = bar
    begin(this.kernel, openTime, open, high, low, close, volume)
  }

  /** The slot's life begins, at that time. */
  bear(time: number): void {
    this.#isBorn = true
    this.kernel.state.time = time
    this.kernel.state.eventTime = time
    this.queueHook('onInit', null)
  }

  /** Takes the bar at hand as far as it goes without the script. */
  advance(): void {
    const due = advance(this.kernel)
    if (due !== null) this.#queueCallback(due)
  }

  /** A price between the closes of bars. */
  tick(tick: Tick, isStale: boolean): void {
    if (!this.#isBorn) this.bear(tick.time)
    this.kernel.isStale = isStale
    const due = takeTick(this.kernel, tick)
    if (due !== null) this.#queueCallback(due)
  }

  /** Time comes to `now` without a data bar. */
  pass(now: number, isStale: boolean): void {
    this.kernel.isStale = isStale
    const due = advanceTo(this.kernel, now)
    if (due !== null) this.#queueCallback(due)
  }

  #queueCallback(due: Callback): void {
    writeFrame(this.kernel, this.#frame)
    this.#seen = { cash: this.#frame[FRAME.cash]!, equity: this.#frame[FRAME.equity]! }
    this.#calls.push({ callback: due, frame: keepFrame(this.#shown) })
  }

  /** The frame, with the order book where there is one. */
  get #shown(): Float64Array {
    return this.kernel.hasBook ? this.#frame : this.#frame.subarray(0, FRAME_LENGTH)
  }

  /** Whether what this slot decides could change what slots after it are about to see. */
  get mustDecideFirst(): boolean {
    const { kernel } = this
    if (this.#seen === null) return false
    if (kernel.phase !== 'done' || kernel.broker.fillAt === 'close') return true
    return kernel.isBarClose && this.#seen.equity <= 0
  }

  /** What the script has to be asked, once; null where that is nothing, or there is no script. */
  takeTurn(): SeatTurn | null {
    const { seat, key } = this
    const calls = this.#calls
    if (calls.length === 0) return null
    this.#calls = []
    return seat === null ? null : { seat, slot: key, turn: this.#turns++, calls }
  }

  get hasCalls(): boolean {
    return this.#calls.length > 0
  }

  /** The script's answers: as if each had been given when its frame was written. */
  settle(turn: SeatTurn, result: SeatResult): void {
    const { kernel } = this
    const { calls, seat } = turn
    const isNews = seat.memory !== this.#memory
    this.#memory = seat.memory
    this.#hear.turn(this, turn, result, isNews)
    for (const line of this.#quota.take(result.logs)) this.#hear.log(this, line)
    for (const [i, call] of calls.entries()) {
      const answer = result.results[i]
      const error = i === result.results.length && result.lost !== null ? result.lost : null
      if ('callback' in call) {
        kernel.account.seen = this.#seen
        this.#decide(call, answer, error)
        kernel.account.seen = null
        this.#seen = null
      } else {
        const failure = answer?.call === 'hook' ? answer.error : error
        if (failure !== null) fault(kernel, located(failure, call.hook, call.frame))
      }
    }
  }

  /** The hook will be called with the frame of this moment, in the slot's next turn. */
  queueHook(hook: Hook, payload: Tree): void {
    if (this.seat === null || !this.script.defines.has(hook)) return
    writeFrame(this.kernel, this.#frame)
    this.#calls.push({ hook, payload: encodeTree(payload), frame: keepFrame(this.#shown) })
  }

  /** Lines of its log that were not kept. */
  get droppedLines(): number {
    return this.#quota.state.dropped
  }

  /** It is asked again, its strikes forgotten; `seat` may be a new one. */
  release(seat: Seat): void {
    this.kernel.state.faults = 0
    this.kernel.state.isQuarantined = false
    this.seat = seat
  }

  /** The script goes; what it had to remember stays. */
  leave(): void {
    this.#calls = []
    this.seat = null
  }

  /** What the script has to remember, as of its last turn. */
  get memory(): string | null {
    return this.#memory
  }

  get past(): SlotPast {
    const { lastError } = this
    return { isBorn: this.#isBorn, turns: this.#turns, lastError, quota: this.#quota.state }
  }

  #decide(
    call: Extract<Call, { callback: Callback }>,
    result: SeatResult['results'][number] | undefined,
    error: ScriptError | null,
  ): void {
    const { kernel } = this
    const { callback, frame } = call
    let answer = result?.call === 'callback' ? result.answer : null
    if (error !== null) answer = { kind: 'fault', error: located(error, callback, frame) }
    // A hook before it was the strike too many: it would not have been asked.
    if (kernel.state.isQuarantined) answer = null
    decide(kernel, callback, answer)
  }

  #onFact(fact: Fact): void {
    if (fact.type === 'faulted') this.lastError = fact.error
    this.#hear.fact(this, fact)
    const call = hookCall(fact)
    if (call !== null) this.queueHook(call.hook, { ...call.payload })
  }
}

/** An error from outside the script knows neither the call nor the moment. */
function located(error: ScriptError, callback: Callback | Hook, frame: Float64Array): ScriptError {
  if (error.time !== null) return error
  return { ...error, callback, time: frame[FRAME.time]!, barIndex: frame[FRAME.barIndex]! }
}
