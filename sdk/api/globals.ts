// What scripts may name without importing it, and what they may miss. Values that do not belong to
// a sandboxed, deterministic script are not there, however common they are elsewhere.
import type { ApiAbsence, ApiGlobal, ApiLanguage } from './description.ts'

const global = (name: string, doc: string): ApiGlobal => ({ name, doc })
const words = (list: string): readonly string[] => list.trim().split(/\s+/)
const library = (name: string, doc: string, members: string): ApiGlobal => ({
  name,
  doc,
  members: words(members),
})
const plain = (list: string): ApiGlobal[] => words(list).map((name) => global(name, ''))

const absent = (kind: ApiAbsence['kind'], names: string, instead: string): readonly ApiAbsence[] =>
  words(names).map((name) => ({ name, kind, instead }))

const LOG = 'Writes a line to the log of the slot; the rate is limited.'
const DEFINE = 'Defines an indicator of your own; returns it as a function of indicators.'
const NO_IO =
  'a script sees no files, network or processes: all it needs is in market, context and indicators'
const NO_TIMERS = "callbacks are called by the strategy's cadence; there are no timers"
const NO_CODE = 'code cannot be made from strings; put shared code into scripts/lib/'
const NO_CLOCK = 'use market.timestamp: the only time is that of the event'
const SYNCHRONOUS = 'callbacks are synchronous: return the answer itself'

const LUA: ApiLanguage = {
  api: [
    global('strategy', 'The metadata table that the script sets: name, timeframe, params, …'),
    global('action', 'Makes the actions that callbacks return.'),
    global('define_indicator', DEFINE),
    global('log', LOG),
  ],
  library: [
    ...plain(
      'assert error getmetatable ipairs next pairs pcall rawequal rawget rawlen rawset select setmetatable tonumber tostring type xpcall _G _VERSION',
    ),
    global('print', LOG),
    global(
      'require',
      'Loads shared code from the scripts folder: require("lib.risk") → lib/risk.lua.',
    ),
    library(
      'string',
      'Strings.',
      'byte char find format gmatch gsub len lower match pack packsize rep reverse sub unpack upper',
    ),
    library('table', 'Lists.', 'concat insert move pack remove sort unpack'),
    library(
      'math',
      'Mathematics. math.random is seeded by the run, the slot and the event: a replay draws the same.',
      'abs acos asin atan ceil cos deg exp floor fmod huge log max maxinteger min mininteger modf pi rad random sin sqrt tan tointeger type ult',
    ),
    library('os', 'Dates, in UTC. os.time() is the time of the event.', 'date difftime time'),
    library('utf8', 'UTF-8 text.', 'char charpattern codepoint codes len offset'),
    library(
      'coroutine',
      'Coroutines; one that yields out of a callback is an error.',
      'create isyieldable resume running status wrap yield',
    ),
  ],
  absent: [
    ...absent('global', 'io package', NO_IO),
    ...absent('global', 'dofile load loadfile loadstring', NO_CODE),
    ...absent('global', 'debug', 'error messages carry the line; log() shows values'),
    ...absent('global', 'collectgarbage', 'memory is looked after by the host'),
    ...absent('member', 'string.dump', NO_CODE),
    ...absent('member', 'os.clock', NO_CLOCK),
    ...absent(
      'member',
      'os.execute os.exit os.getenv os.remove os.rename os.setlocale os.tmpname',
      NO_IO,
    ),
    ...absent('member', 'math.randomseed', 'math.random is seeded by the run: `--seed`'),
    ...absent('global', 'unpack', 'use table.unpack'),
    ...absent('member', 'table.getn', 'use #list'),
    ...absent('member', 'math.pow', 'use x ^ y'),
  ],
}

const JS: ApiLanguage = {
  api: [global('log', LOG), library('console', 'The same as log().', 'log debug info warn error')],
  library: [
    ...plain(`
      Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Date Error EvalError
      Float32Array Float64Array Infinity Int16Array Int32Array Int8Array Iterator JSON Map Math NaN
      Number Object Proxy RangeError ReferenceError Reflect RegExp Set String Symbol SyntaxError
      AggregateError TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap
      WeakSet decodeURI decodeURIComponent encodeURI encodeURIComponent globalThis isFinite isNaN
      parseFloat parseInt undefined`),
  ],
  absent: [
    ...absent('global', 'eval Function', NO_CODE),
    ...absent('global', 'Promise', SYNCHRONOUS),
    ...absent(
      'global',
      'setTimeout setInterval setImmediate clearTimeout clearInterval queueMicrotask requestAnimationFrame',
      NO_TIMERS,
    ),
    ...absent(
      'global',
      'fetch XMLHttpRequest WebSocket EventSource process Buffer window document navigator',
      NO_IO,
    ),
    ...absent(
      'global',
      'require module exports',
      "scripts are ES modules: import { … } from './lib/file.js'",
    ),
    ...absent('global', 'performance', NO_CLOCK),
    ...absent(
      'global',
      'Intl',
      'formatting is the same everywhere: use toFixed and template strings',
    ),
    ...absent('global', 'WebAssembly', NO_CODE),
    ...absent('global', 'SharedArrayBuffer Atomics', 'a script runs alone: use plain arrays'),
    ...absent('global', 'WeakRef FinalizationRegistry', 'memory is looked after by the host'),
    ...absent('global', 'structuredClone', 'use JSON.parse(JSON.stringify(value))'),
    ...absent(
      'method',
      'toLocaleString toLocaleDateString toLocaleTimeString toLocaleUpperCase toLocaleLowerCase',
      'formatting is the same everywhere: use toFixed, toISOString, toUpperCase',
    ),
  ],
}

const JS_MODULE: readonly ApiGlobal[] = [
  global('defineStrategy', 'Wraps the default export, so that its types are inferred.'),
  global('defineIndicator', DEFINE),
  global('action', 'Makes the actions that callbacks return.'),
  global('log', LOG),
]

export const GLOBALS = { lua: LUA, js: JS, jsModule: JS_MODULE } as const
