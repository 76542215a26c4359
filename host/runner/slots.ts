// The slots of a runner and the bars that they share: what the host's requests act on.
import { Script } from 'node:vm'
import ivm from 'isolated-vm'
import { BAR_COLUMNS, type Callback, type ScriptError } from '#sdk/domain.ts'
import { FRAME, LONG_FRAME_LENGTH, MARK, MARK_LENGTH } from '#sdk/frame.ts'
import type { LoadReport } from '#sdk/runtime/session.ts'
import { DEFAULT_LIMITS, type Limits } from '../limits.ts'
import { runBacktest } from './job.ts'
import { RunnerMarket } from './market.ts'
import type {
  Answer,
  BundleMessage,
  Logs,
  SlotSpec,
  SlotStart,
  Turn,
  TurnResult,
  WireRequest,
} from './protocol.ts'
import { rehearse } from './rehearsal.ts'
import { GUEST_FILE, type GuestCode, Sandbox, SandboxLost } from './sandbox.ts'
import { TickedJob } from './ticked-job.ts'
import { NO_LOGS, packResults, unpackTurns } from './turn-wire.ts'

export const SLOTS_MAX = 4096
const EQUITY_COLUMNS = 2
/** Each slot is tidied once in about so many turns: a hundredth of what the turns cost. */
const TURNS_UNTIDIED = 60
/** A new one comes first, after so few turns, and twice: what V8 takes for that is taken by then, not within hours. */
const TURNS_UNTIDIED_NEW = 25
const TIDIED_NEW = 2

export interface OpenSlot {
  readonly sandbox: Sandbox
  readonly report: LoadReport
  readonly frame: Float64Array<SharedArrayBuffer>
  readonly mark: Int32Array
  start: SlotStart | null
  /** Of a backtest inside: data bars done, and 1 where its rest is not wanted. */
  readonly progress: Float64Array<SharedArrayBuffer>
}

export class Slots {
  readonly slots = new Map<number, OpenSlot>()
  readonly market = new RunnerMarket()
  readonly #marks: SharedArrayBuffer
  readonly #progress: (done: number) => void
  readonly #guests = new Map<string, GuestCode>()
  #limits: Limits = DEFAULT_LIMITS
  #isLasting = false
  #ticked: TickedJob | null = null
  /** Turns since a slot was tidied last, and those whose turn to be tidied comes next. */
  #untidied = 0
  #toTidy: Iterator<OpenSlot> = [].values()
  /** Those that were started a short while ago, and how often they are to be tidied before all others. */
  readonly #newcomers = new Map<number, number>()

  constructor(marks: SharedArrayBuffer, progress: (done: number) => void) {
    this.#marks = marks
    this.#progress = progress
  }

  answer(request: WireRequest): Promise<Answer> | Answer {
    switch (request.type) {
      case 'hello':
        this.#limits = request.limits
        this.#isLasting = request.isLasting
        return { cachedData: request.bundles.map((bundle) => this.#takeBundle(bundle)) }
      case 'feeds':
        this.market.add(request.feeds)
        return null
      case 'append':
        this.market.append(request.bars)
        return null
      case 'open':
        return this.#open(request.slot)
      case 'start':
        this.#start(request.slot, request.start)
        return null
      case 'close':
        this.slots.get(request.slot)?.sandbox.dispose()
        this.slots.delete(request.slot)
        return null
      case 'ask':
        this.market.append(request.bars)
        this.#untidied += request.turns.turns.length / 2
        return packResults(this.#takeTurns(unpackTurns(request.turns)))
      case 'backtest':
        return runBacktest(this, request.job, this.#progress)
      case 'ticked-begin':
        this.#ticked = new TickedJob(this, request)
        return null
      case 'ticked-events':
        return this.#ticked!.take(request.rows, this.#progress)
      case 'ticked-end': {
        const report = this.#ticked!.end()
        this.#ticked = null
        return report
      }
    }
  }

  /** A slot that is not open yet, or not any more, has nothing to be stopped. */
  stop(id: number): void {
    const slot = this.slots.get(id)
    if (slot !== undefined) slot.progress[1] = 1
  }

  /** Clears up after turns, a slot at a time; for when whoever asked has their answer. */
  tidy(): void {
    for (;;) {
      const apart = this.#newcomers.size > 0 ? TURNS_UNTIDIED_NEW : TURNS_UNTIDIED
      if (this.#untidied < apart) return
      this.#untidied -= apart
      this.#nextToTidy()?.tidy()
    }
  }

  #nextToTidy(): Sandbox | undefined {
    for (const [id, left] of this.#newcomers) {
      this.#newcomers.delete(id)
      if (left > 1) this.#newcomers.set(id, left - 1)
      // A slot that is gone has nothing to be cleared.
      return this.slots.get(id)?.sandbox
    }
    let next = this.#toTidy.next()
    if (next.done === true) {
      this.#toTidy = this.slots.values()
      next = this.#toTidy.next()
    }
    return next.done === true ? undefined : next.value.sandbox
  }

  get(id: number): OpenSlot {
    const slot = this.slots.get(id)
    if (slot === undefined) throw new Error(`slot ${id} is not open`)
    return slot
  }

  /** Returns V8's compiled form of the guest where the host had none that this V8 takes. */
  #takeBundle({ language, code, cachedData }: BundleMessage): Uint8Array | null {
    const isUsable = cachedData !== null && isTaken(code, cachedData)
    const bytes = isUsable ? cachedData : rehearse(language, code, GUEST_FILE)
    this.#guests.set(language, { code, cachedData: cacheOf(bytes) })
    return isUsable ? null : bytes
  }

  /** The same script in a new isolate, with what the old one had to remember. */
  reopen(id: number, memory: string | null): OpenSlot {
    const { sandbox, start, frame } = this.get(id)
    sandbox.dispose()
    // The same frame: whoever writes it need not know that the isolate behind it is another.
    this.#open(sandbox.spec, frame)
    if (start !== null) this.#start(id, { ...start, memory })
    return this.get(id)
  }

  #open(spec: SlotSpec, frame = sharedFrame()): LoadReport {
    const guest = this.#guests.get(spec.script.language === 'lua' ? 'lua' : 'js')
    if (guest === undefined) throw new Error(`no runtime for ${spec.script.language}`)
    const watched = this.#markOf(spec.id)
    // While the script's top level runs, the slot counts as running.
    watched[MARK.callback] = 0
    watched[MARK.calls]! += 1
    const markOffset = spec.id * MARK_LENGTH * 4
    try {
      const { sandbox, report } = Sandbox.open({
        spec,
        limits: this.#limits,
        guest,
        frame: frame.buffer,
        marks: this.#marks,
        markOffset,
        market: this.market.memory,
        sharedMb: this.#sharedMb(),
        isLasting: this.#isLasting,
      })
      const progress = new Float64Array(new SharedArrayBuffer(16))
      const slot = { sandbox, report, frame, mark: watched, start: null, progress }
      this.slots.set(spec.id, slot)
      return report
    } catch (error) {
      if (error instanceof SandboxLost)
        error.fault = { ...fault(error, 'load', null), slot: spec.id }
      throw error
    } finally {
      watched[MARK.calls]! += watched[MARK.calls]! % 2
    }
  }

  /** The bars, and room for as many equity points. */
  #sharedMb(): number {
    return Math.ceil((this.market.bytes * (1 + EQUITY_COLUMNS / BAR_COLUMNS.length)) / 2 ** 20)
  }

  #markOf(id: number): Int32Array {
    if (id < 0 || id >= SLOTS_MAX) throw new Error(`slot ids go from 0 to ${SLOTS_MAX - 1}`)
    return new Int32Array(this.#marks, id * MARK_LENGTH * 4, MARK_LENGTH)
  }

  #start(id: number, start: SlotStart): void {
    const slot = this.get(id)
    slot.start = start
    slot.sandbox.start(start, this.market.listOf(start.feeds))
    if (this.#isLasting) this.#newcomers.set(id, TIDIED_NEW)
  }

  /** The clock is read once a turn: asking the system takes as long as a tenth of a quiet script's. */
  #takeTurns(turns: readonly Turn[]): TurnResult[] {
    let began = threadMs()
    return turns.map((turn) => {
      const result = this.#takeTurn(turn)
      const ended = threadMs()
      const tookMs = ended - began
      began = ended
      return { ...result, tookMs }
    })
  }

  #takeTurn({ slot: id, calls }: Turn): Omit<TurnResult, 'tookMs'> {
    const slot = this.get(id)
    const answers: (string | null)[] = []
    try {
      for (const call of calls) {
        slot.frame.set(call.frame)
        answers.push(
          'callback' in call
            ? slot.sandbox.evaluate(call.callback)
            : slot.sandbox.hook(call.hook, call.payload),
        )
      }
      const hasNews = slot.mark[MARK.news] === 1
      const logs = hasNews ? (JSON.parse(slot.sandbox.logs()) as Logs) : NO_LOGS
      const memory = hasNews ? slot.sandbox.memory() : null
      return { slot: id, answers, memory, logs, usage: slot.sandbox.usage(), lost: null }
    } catch (error) {
      if (!(error instanceof SandboxLost)) throw error
      // Past the last call, it was lost by what that one left.
      const call = calls[Math.min(answers.length, calls.length - 1)]!
      const name = 'callback' in call ? call.callback : call.hook
      const lost = fault(error, name, slot.frame)
      this.slots.delete(id)
      const usage = slot.sandbox.usage()
      return { slot: id, answers, memory: null, logs: NO_LOGS, usage, lost }
    }
  }
}

/** Another processor or other flags, and V8 refuses what it compiled itself: without a word. */
function isTaken(code: string, compiled: Uint8Array): boolean {
  const cachedData = new Uint8Array(compiled)
  return new Script(code, { filename: GUEST_FILE, cachedData }).cachedDataRejected === false
}

/** What comes by a message may be a window into a larger buffer: V8 gets a copy of just the bytes. */
const cacheOf = (bytes: Uint8Array) => new ivm.ExternalCopy(new Uint8Array(bytes).buffer)

/** Nothing is known of what is never written. */
const sharedFrame = () =>
  new Float64Array(new SharedArrayBuffer(LONG_FRAME_LENGTH * 8)).fill(Number.NaN)

/** A script error for an isolate that was ended under it. */
export function fault(
  error: SandboxLost,
  callback: ScriptError['callback'],
  frame: Float64Array | null,
): ScriptError {
  return {
    code: error.code,
    message: error.message,
    callback: callback as Callback,
    file: null,
    line: null,
    column: null,
    trace: error.trace,
    time: frame?.[FRAME.time] ?? null,
    barIndex: frame?.[FRAME.barIndex] ?? null,
  }
}

/** CPU time of this thread. The wall's clock would hold a busy machine against scripts. */
function threadMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
