// The host's end of a runner process: starts it, asks it, watches it, and ends it when it goes
// astray. Whatever a script does to the runner, what comes out here is an error that names it.
import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { unpack } from '#kernel/pack.ts'
import type { Language, ScriptError, ScriptErrorCode } from '#sdk/domain.ts'
import type { Limits } from '../limits.ts'
import { guestBundle, runnerProgram, writeAtomically } from './bundle.ts'
import { isBorn } from './living.ts'
import { offerToOomKiller, runnerOptions } from './privileges.ts'
import type {
  BacktestReport,
  BundleMessage,
  Heartbeat,
  PackedResult,
  Replies,
  Reply,
  Request,
  StopNote,
  WireRequest,
} from './protocol.ts'
import { packTurns, unpackResults, type WireResults } from './turn-wire.ts'
import { WATCH_FD } from './watch-fd.ts'

/** MB resident that a slot may take beside what all scripts may: an isolate with a usual script. */
const SLOT_MB = 6
/** Ms that V8's own limit has to end a call before the whole runner is ended. */
const GRACE_MS = 500
/** Ms from the start of the process to its first sign of life, on a machine that has no time. */
const START_MS_MAX = 60_000
const WATCH_MS = 250
const LAST_WORDS_CHARS = 4000

interface Pending extends PromiseWithResolvers<unknown> {
  readonly slot: number | null
}

const NO_SLOT = -1

/** A script ended a request, or the runner with it; `slot` ran at that moment, −1 if none did. */
export class ScriptFault extends Error {
  readonly error: ScriptError
  readonly slot: number
  constructor(error: ScriptError, slot: number) {
    super(error.message)
    this.error = error
    this.slot = slot
  }
}

export interface Runner {
  request<R extends Request>(request: R): Promise<Replies[R['type']]>
  readonly pid: number
  /** Rejects nothing: tells the fault with which the runner was lost, once. */
  readonly lost: Promise<ScriptFault>
  /** Ends a slot's backtest early: it is answered with what there is by then. */
  stop(slot: number): void
  /** Ends the process; open requests are rejected. */
  end(): void
}

export interface RunnerOptions {
  readonly limits: Limits
  readonly languages: readonly Language[]
  readonly onProgress?: (done: number) => void
  /** For the slots of a session, which shall stay small; else scripts shall be fast soon. */
  readonly isLasting?: boolean
}

/** Starts a runner process, ready for slots of the given languages. */
export async function startRunner(options: RunnerOptions): Promise<Runner> {
  const { languages, isLasting = false } = options
  const [program, bundles] = await Promise.all([runnerProgram(), readBundles(languages, isLasting)])
  const link = new Link(program, options)
  const { cachedData } = await link.request({
    type: 'hello',
    limits: options.limits,
    isLasting,
    bundles: bundles.map((bundle) => bundle.message),
  })
  for (const [i, bundle] of bundles.entries()) {
    const fresh = cachedData[i]
    if (fresh) writeAtomically(bundle.compiledPath, fresh)
  }
  return link
}

class Link implements Runner {
  readonly lost: Promise<ScriptFault>
  readonly #child: ChildProcess
  readonly #limits: Limits
  /** In the order in which the runner takes them up, one after the other. */
  readonly #pending = new Map<number, Pending>()
  readonly #lose: (fault: ScriptFault) => void
  #requests = 0
  /** Ms without a sign of life. */
  #silentMs = 0
  #hasBeaten = false
  #lastCheck = performance.now()
  /** What was last seen to run since the runner took up what it was asked. */
  #running: Heartbeat['running'] = null
  /** The end of what the process wrote to stderr. */
  #lastWords = ''
  /** Why we ended the process, set where we do it. */
  #verdict: { code: ScriptErrorCode; message: string } | null = null
  #heldMb = 0
  readonly #slots = new Set<number>()
  /** Set once the process has ended. */
  #fault: ScriptFault | null = null
  readonly #watch: NodeJS.Timeout

  constructor(program: string, { limits, onProgress, isLasting = false }: RunnerOptions) {
    this.#limits = limits
    const { promise, resolve: lose } = Promise.withResolvers<ScriptFault>()
    this.lost = promise
    this.#lose = lose
    this.#child = fork(program, [], runnerOptions(program, isLasting))
    if (this.#child.pid !== undefined) {
      offerToOomKiller(this.#child.pid)
      isBorn(this)
    }
    this.#child.on('message', (message: Reply | { progress: number }) => {
      if ('progress' in message) onProgress?.(message.progress)
      else this.#settle(message)
    })
    // A message to a process that is just dying; its exit follows and settles what was asked.
    this.#child.on('error', () => {})
    this.#child.on('exit', (_code, signal) => this.#onExit(signal))
    this.#child.on('close', () => this.#tellLastWords())
    this.#child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-LAST_WORDS_CHARS)
    })
    const pipe = this.#child.stdio[WATCH_FD] as Readable
    createInterface({ input: pipe }).on('line', (line) =>
      this.#onBeat(JSON.parse(line) as Heartbeat),
    )
    this.#watch = setInterval(() => this.#checkSilence(), WATCH_MS)
    this.#watch.unref()
  }

  get pid(): number {
    return this.#child.pid!
  }

  request<R extends Request>(request: R): Promise<Replies[R['type']]> {
    if (this.#fault !== null) return Promise.reject(this.#fault)
    const id = ++this.#requests
    const pending = Promise.withResolvers<unknown>()
    this.#pending.set(id, { ...pending, slot: onlySlotOf(request) })
    if (request.type === 'feeds') {
      for (const feed of request.feeds) this.#heldMb += feed.columns.byteLength / 2 ** 20
    } else if ('bars' in request) this.#heldMb += request.bars.byteLength / 2 ** 20
    this.#child.send({ id, request: packed(request) })
    const whole = pending.promise.then((reply) => unpacked(request, reply))
    this.#countSlots(request, whole)
    return whole as Promise<Replies[R['type']]>
  }

  /** Those that have an isolate, about. */
  #countSlots(request: Request, reply: Promise<unknown>): void {
    if (request.type === 'open') {
      const { id } = request.slot
      this.#slots.add(id)
      reply.catch(() => this.#slots.delete(id))
    } else if (request.type === 'close') this.#slots.delete(request.slot)
    else if (request.type === 'ask') {
      const forget = (results: unknown) => {
        for (const { slot, lost } of results as Replies['ask']) {
          if (lost !== null) this.#slots.delete(slot)
        }
      }
      reply.then(forget, () => {})
    }
  }

  stop(slot: number): void {
    if (this.#fault === null) this.#child.send({ stop: slot } satisfies StopNote)
  }

  end(): void {
    clearInterval(this.#watch)
    this.#child.kill('SIGKILL')
  }

  #settle(reply: Reply): void {
    const pending = this.#pending.get(reply.id)
    if (pending === undefined) return
    this.#pending.delete(reply.id)
    this.#running = null
    if ('value' in reply) pending.resolve(reply.value)
    else if (reply.fault) pending.reject(new ScriptFault(reply.fault, reply.fault.slot))
    else pending.reject(new Error(`the runner failed: ${reply.failure}`))
  }

  #onBeat({ rssMb, running }: Heartbeat): void {
    this.#silentMs = 0
    this.#hasBeaten = true
    // Between two calls a run belongs to the same script still.
    this.#running = running ?? this.#running
    const { callbackMs, loadMs, runnerMb } = this.#limits
    const limitMs = running?.callback === 'load' ? loadMs : callbackMs
    if (running !== null && running.ms > limitMs + GRACE_MS) {
      this.#condemn('cpu-limit', `did not end within ${limitMs} ms`)
    }
    // The bars are held twice while they cross from process to process.
    if (rssMb > runnerMb + 2 * this.#heldMb + SLOT_MB * this.#slots.size) {
      this.#condemn('memory-limit', `took the process to ${rssMb} MB, more than its limit`)
    }
  }

  #checkSilence(): void {
    const now = performance.now()
    // While this process is kept busy or asleep it hears nothing: that is no silence.
    this.#silentMs += Math.min(now - this.#lastCheck, 2 * WATCH_MS)
    this.#lastCheck = now
    if (this.#silentMs > (this.#hasBeaten ? this.#limits.silenceMs : START_MS_MAX)) {
      this.#condemn('runner-lost', 'made the process fall silent')
    }
  }

  /** V8's account of a script's end is no news to the user; that we cannot run at all is. */
  #tellLastWords(): void {
    if (this.#fault?.slot === NO_SLOT && this.#verdict === null) {
      process.stderr.write(this.#lastWords)
    }
  }

  #condemn(code: ScriptErrorCode, message: string): void {
    this.#verdict ??= { code, message }
    this.#child.kill('SIGKILL')
  }

  #onExit(signal: NodeJS.Signals | null): void {
    clearInterval(this.#watch)
    const ended = signal === null ? 'ended' : `died (${signal})`
    const [first] = this.#pending.values()
    const running = this.#running
    const slot = running?.slot ?? first?.slot ?? NO_SLOT
    const { code, message } = this.#verdict ?? {
      code: 'runner-lost' as const,
      message:
        slot === NO_SLOT
          ? `its process ${ended} while no script ran in it`
          : `was running when its process ${ended}; most likely it ran out of memory`,
    }
    const error: ScriptError = {
      code,
      message,
      callback: (running?.callback ?? 'load') as ScriptError['callback'],
      file: null,
      line: null,
      column: null,
      trace: [],
      time: null,
      barIndex: running === null || running.callback === 'load' ? null : running.bar,
    }
    const fault = new ScriptFault(error, slot)
    this.#fault = fault
    this.#lose(fault)
    for (const pending of this.#pending.values()) pending.reject(fault)
    this.#pending.clear()
  }
}

const packed = (request: Request): WireRequest =>
  request.type === 'ask' ? { ...request, turns: packTurns(request.turns) } : request

function unpacked(request: Request, reply: unknown): unknown {
  if (request.type === 'backtest' || request.type === 'ticked-end') return unpackReport(reply)
  return request.type === 'ask' ? unpackResults(reply as WireResults) : reply
}

function unpackReport(reply: unknown): BacktestReport {
  const report = reply as BacktestReport<PackedResult>
  const results = report.results.map(({ packed, ...rest }) => ({ ...rest, ...unpack(packed) }))
  return { ...report, results }
}

/** The slot that a request is about, where it is about a single one. */
function onlySlotOf(request: Request): number | null {
  if (request.type === 'open') return request.slot.id
  if (request.type === 'start' || request.type === 'close') return request.slot
  const slots =
    request.type === 'ask' ? request.turns : request.type === 'backtest' ? request.job.runs : []
  return slots.length === 1 ? slots[0]!.slot : null
}

async function readBundles(
  languages: readonly Language[],
  isLasting: boolean,
): Promise<{ message: BundleMessage; compiledPath: string }[]> {
  const names = new Set(
    languages.map((one) => (one === 'lua' ? ('lua' as const) : ('js' as const))),
  )
  return Promise.all(
    [...names].map(async (language) => {
      const { code, compiledPath: path } = await guestBundle(language)
      // V8 takes no compiled code that was made under other flags.
      const compiledPath = isLasting ? `${path}-lasting` : path
      return { message: { language, code, cachedData: readIfThere(compiledPath) }, compiledPath }
    }),
  )
}

function readIfThere(path: string): Uint8Array | null {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}
