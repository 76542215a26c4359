// One isolate with one script in it. Everything that goes in or comes out is a number, a string or
// shared memory of plain numbers.
import ivm from 'isolated-vm'
import {
  CALLBACKS,
  type Callback,
  HOOKS,
  type Hook,
  type ScriptError,
  type ScriptErrorCode,
} from '#sdk/domain.ts'
import { MARK, MARK_LENGTH } from '#sdk/frame.ts'
import type { GuestLimits } from '#sdk/runtime/guest-limits.ts'
import type { FeedList, MarketMemory } from '#sdk/runtime/market-memory.ts'
import type { AloneOptions, AloneResult, LoadReport } from '#sdk/runtime/session.ts'
import type { Limits } from '../limits.ts'
import { type OpenIsolate, openIsolate } from './isolate.ts'
import { evaluateFailure, linkFailure, readReport, resolveImport } from './modules.ts'
import type { ScriptFiles, SlotSpec, SlotStart, Usage } from './protocol.ts'

/** The guest's name in stacks. */
export const GUEST_FILE = 'watchfire:guest'

export interface GuestCode {
  readonly code: string
  readonly cachedData: ivm.ExternalCopy<ArrayBuffer>
}

/** The isolate was ended under the script; `code` says by whose limit, or that it broke out. */
export class SandboxLost extends Error {
  readonly code: ScriptErrorCode
  readonly trace: readonly string[]
  /** Filled in by whoever knows what was running. */
  fault: (ScriptError & { readonly slot: number }) | null = null
  constructor(code: ScriptErrorCode, message: string, trace: readonly string[] = []) {
    super(message)
    this.code = code
    this.trace = trace
  }
}

export interface SandboxOptions {
  readonly spec: SlotSpec
  readonly limits: Limits
  readonly guest: GuestCode
  readonly frame: SharedArrayBuffer
  readonly marks: SharedArrayBuffer
  /** Bytes before this slot's own mark. */
  readonly markOffset: number
  readonly market: MarketMemory
  /** MB of shared memory, as it is now: it counts to the isolate; what it grows by does not. */
  readonly sharedMb: number
  /** It belongs to a session. */
  readonly isLasting: boolean
}

const AUTHOR_MODULE = `const a = globalThis.__author
export const { defineStrategy, defineIndicator, action, log } = a`

export class Sandbox {
  readonly spec: SlotSpec
  readonly #limits: Limits
  readonly #isolate: ivm.Isolate
  /** Clears what calls have left behind; for when nobody waits. */
  readonly tidy: () => void
  readonly #api: Record<string, ivm.Reference>
  readonly #mark: Int32Array
  /** Options of each call of a callback. */
  readonly #within: { readonly timeout: number }
  #evaluate!: ivm.Reference
  #usage: Usage = { cpuMs: 0, heapMb: 0 }
  #usageTime = Number.NEGATIVE_INFINITY

  private constructor(
    options: SandboxOptions,
    { isolate, tidy }: OpenIsolate,
    api: Record<string, ivm.Reference>,
  ) {
    this.spec = options.spec
    this.#limits = options.limits
    this.#within = { timeout: options.limits.callbackMs }
    this.#isolate = isolate
    this.tidy = tidy
    this.#api = api
    this.#mark = new Int32Array(options.marks, options.markOffset, MARK_LENGTH)
  }

  /** Boots an isolate and loads the script; the report says whether that went well. */
  static open(options: SandboxOptions): { sandbox: Sandbox; report: LoadReport } {
    const { spec, limits, guest, isLasting } = options
    const opened = openIsolate({ memoryMb: limits.isolateMb + options.sharedMb, isLasting })
    const { isolate, context } = opened
    isolate
      .compileScriptSync(guest.code, { filename: GUEST_FILE, cachedData: guest.cachedData })
      .runSync(context)
    const bootstrap = context.global.getSync('__watchfire', { reference: true }) as ivm.Reference
    const api: Record<string, ivm.Reference> = {}
    for (const name of METHODS)
      api[name] = bootstrap.getSync(name, { reference: true }) as ivm.Reference
    const sandbox = new Sandbox(options, opened, api)
    const { script } = spec
    sandbox.#call('boot', {
      frame: options.frame,
      marks: options.marks,
      markOffset: options.markOffset,
      market: options.market,
      seed: spec.seed,
      slotName: spec.name,
      limits: guestLimits(limits),
      fileNames: script.files.map((file) => file.path),
      entry: script.entry,
      entryCode: script.files.find((file) => file.path === script.entry)?.code ?? '',
      text: script.files.map((file) => file.code).join('\n'),
    })
    const report = script.language === 'lua' ? sandbox.#loadLua() : sandbox.#loadModules(context)
    sandbox.#evaluate = api.evaluate!
    return { sandbox, report }
  }

  #loadLua(): LoadReport {
    const { script, symbol, currency, params } = this.spec
    this.#call('lock')
    const source = { files: script.files, entry: script.entry, symbol, currency }
    const { loadMs } = this.#limits
    return this.#guarded(() => {
      const report = this.#callWithin(loadMs, 'load', source, params)
      return readReport(report as string, script.entry)
    }, loadMs)
  }

  #loadModules(context: ivm.Context): LoadReport {
    const { script, symbol, currency, params } = this.spec
    const author = this.#isolate.compileModuleSync(AUTHOR_MODULE, { filename: 'watchfire:author' })
    author.instantiateSync(context, () => {
      throw new Error('the author module imports nothing')
    })
    author.evaluateSync()
    this.#call('lock')
    return this.#guarded(() => {
      const exported = this.#link(context, author, script)
      if ('ok' in exported) return exported
      const load = this.#api.load as ivm.Reference
      const source = new ivm.ExternalCopy({ symbol, currency }).copyInto()
      const report = load.applySync(
        undefined,
        [exported.derefInto(), source, new ivm.ExternalCopy(params).copyInto()],
        { timeout: this.#limits.loadMs },
      )
      return readReport(report as string, script.entry)
    }, this.#limits.loadMs)
  }

  /** Compiles, links and evaluates the script's modules; gives the default export. */
  #link(context: ivm.Context, author: ivm.Module, script: ScriptFiles): ivm.Reference | LoadReport {
    const names = new Set(script.files.map((file) => file.path))
    const modules = new Map<string, ivm.Module>()
    const paths = new Map<ivm.Module, string>()
    const compile = (path: string) => {
      let module = modules.get(path)
      if (module !== undefined) return module
      const file = script.files.find((one) => one.path === path)
      if (file === undefined) throw new Error(`${path} is not among the script's files`)
      module = this.#isolate.compileModuleSync(file.code, { filename: path })
      modules.set(path, module)
      paths.set(module, path)
      return module
    }
    const began = performance.now()
    let isEvaluating = false
    try {
      const entry = compile(script.entry)
      entry.instantiateSync(context, (specifier, referrer) =>
        specifier === 'watchfire'
          ? author
          : compile(resolveImport(specifier, paths.get(referrer)!, names)),
      )
      isEvaluating = true
      entry.evaluateSync({ timeout: this.#limits.loadMs })
      return entry.namespace.getSync('default', { reference: true }) as ivm.Reference
    } catch (error) {
      if (this.#isolate.isDisposed || performance.now() - began >= this.#limits.loadMs) throw error
      const failure = isEvaluating ? evaluateFailure : linkFailure
      return failure(error as Error, script.entry, names)
    }
  }

  /** `list`: the start's feeds, and what is known of each. */
  start({ timeframe, params, memory }: SlotStart, list: FeedList): void {
    const message = { ...list, timeframe, params, memory }
    this.#guarded(() => this.#call('start', message), OWN_MS_MAX)
  }

  /** null for nothing, else the answer as JSON. */
  evaluate(callback: Callback): string | null {
    const began = performance.now()
    try {
      const answer: unknown = this.#evaluate.applySync(undefined, INDEX[callback], this.#within)
      return answer === 0 ? null : (answer as string)
    } catch (error) {
      throw this.#lost(error, performance.now() - began, this.#limits.callbackMs)
    }
  }

  /** null where the script took it well, else the error as JSON. */
  hook(hook: Hook, payload: string): string | null {
    const limitMs = this.#limits.callbackMs
    const index = HOOKS.indexOf(hook)
    const answer = this.#guarded(() => this.#callWithin(limitMs, 'hook', index, payload), limitMs)
    return answer === 0 ? null : (answer as string)
  }

  /** What must outlive the isolate, where it changed; else null. */
  memory(): string | null {
    const memory = this.#guarded(() => this.#call('memory'), OWN_MS_MAX)
    return memory === 0 ? null : (memory as string)
  }

  logs(): string {
    // What the script said before its isolate was ended went with it.
    return this.#isolate.isDisposed ? NO_LOGS : (this.#call('logs') as string)
  }

  /** The whole backtest inside; on a thread of its own, so that this one can tell of its life. */
  async runAlone(options: AloneOptions): Promise<AloneResult> {
    const run = this.#api.runAlone as ivm.Reference
    // However long it takes: what a single callback takes is watched from outside.
    try {
      const copied = { result: { copy: true } } as const
      return (await run.apply(undefined, [intoIsolate(options)], copied)) as AloneResult
    } catch (error) {
      throw this.#lost(error, 0, Number.POSITIVE_INFINITY)
    } finally {
      this.#markIdle()
    }
  }

  /** What the isolate had used so far within the last second. */
  usage(): Usage {
    const now = performance.now()
    if (this.#isolate.isDisposed || now - this.#usageTime < USAGE_MS) return this.#usage
    this.#usageTime = now
    const cpuMs = Number(this.#isolate.cpuTime) / 1e6
    const heapMb = this.#isolate.getHeapStatisticsSync().used_heap_size / 2 ** 20
    this.#usage = { cpuMs, heapMb }
    return this.#usage
  }

  dispose(): void {
    if (this.#isolate.isDisposed) return
    // What it took until now is asked for afterwards.
    this.#usageTime = Number.NEGATIVE_INFINITY
    this.usage()
    this.#isolate.dispose()
  }

  /** For calls that reach no user code: however busy the machine is, no script is to blame. */
  #call(name: string, ...args: unknown[]): unknown {
    return this.#callWithin(OWN_MS_MAX, name, ...args)
  }

  #callWithin(timeout: number, name: string, ...args: unknown[]): unknown {
    return (this.#api[name] as ivm.Reference).applySync(undefined, args.map(intoIsolate), {
      timeout,
    })
  }

  #guarded<T>(call: () => T, limitMs: number): T {
    const began = performance.now()
    try {
      return call()
    } catch (error) {
      throw this.#lost(error, performance.now() - began, limitMs)
    }
  }

  /** For the watch: a call that was ended has not left by itself. */
  #markIdle(): void {
    this.#mark[MARK.calls]! += this.#mark[MARK.calls]! % 2
  }

  /** Told by what we did and see, never by the words of the error. */
  #lost(error: unknown, tookMs: number, limitMs: number): unknown {
    this.#markIdle()
    if (this.#isolate.isDisposed) {
      const limit = `${this.#limits.isolateMb} MB`
      return new SandboxLost('memory-limit', `took more memory than its limit of ${limit}`)
    }
    // The guest catches whatever a script throws: what escapes it late is V8 ending the call.
    if (tookMs >= limitMs - TIMER_MS) {
      this.dispose()
      return new SandboxLost('cpu-limit', `did not end within ${limitMs} ms`)
    }
    // The guest answers whatever a script throws. What gets past it has left it in an unknown state.
    this.dispose()
    const { message, stack = '' } = error as Error
    const trace = stack.match(/^ +at .+$/gm)?.slice(0, TRACE_MAX) ?? []
    return new SandboxLost(
      'threw',
      `broke out of its call: ${message}`,
      trace.map((at) => at.trim()),
    )
  }
}

const TRACE_MAX = 10

/** A bound where there is nothing to wait for. */
const OWN_MS_MAX = 30_000
/** Asking for it costs more than asking a quiet script. */
const USAGE_MS = 1000
/** V8's clock and ours may differ by so much. */
const TIMER_MS = 5

const NO_LOGS = '{"lines":[],"dropped":0}'

/** A callback's place in CALLBACKS, as arguments of a call. */
const INDEX = Object.fromEntries(CALLBACKS.map((name, i) => [name, [i]])) as Record<
  Callback,
  number[]
>

const METHODS = ['boot', 'lock', 'load', 'start', 'evaluate', 'hook', 'memory', 'logs', 'runAlone']

const guestLimits = ({ contextBytes, logLines, logBytes }: Limits): GuestLimits => ({
  contextBytes,
  logLines,
  logBytes,
})

/** Copies a value in; shared memory inside it stays shared. */
function intoIsolate(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return new ivm.ExternalCopy(value).copyInto({ release: true })
}
