// A strategy's metadata as its author wrote it → checked, complete, camelCase. Runs beside the
// script when it loads; what it refuses never reaches the kernel.
import { CALLBACKS, type Cadence, HOOKS, type SlotState, type Span } from './domain.ts'
import { parseDuration, parseSpan, TIMEFRAMES, timeframeMs } from './timeframe.ts'

export type ParamValue = number | string | boolean

export interface ParamSpec {
  readonly default: ParamValue
  readonly min?: number
  readonly max?: number
  readonly step?: number
  readonly choices?: readonly (string | number)[]
  readonly description?: string
}

export interface Metadata {
  readonly name: string
  readonly version: string | null
  readonly description: string | null
  readonly timeframe: string
  /** null: the config's default symbols. */
  readonly symbols: readonly string[] | null
  readonly warmup: number
  readonly params: Readonly<Record<string, ParamSpec>>
  readonly cadence: Readonly<Record<SlotState, Cadence>>
  readonly closeWatchTimeout: Span
  readonly cooldown: number
}

/** What is wrong with one property, worded for the author. `path` is in camelCase. */
export interface MetadataProblem {
  readonly path: readonly string[]
  readonly message: string
}

type Raw = Readonly<Record<string, unknown>>

const TIMEOUT_DEFAULT: Span = { bars: 20 }
const BARS_MAX = 1_000_000
const SYMBOLS_MAX = 1000

const KEYS = [
  'name',
  'version',
  'description',
  'timeframe',
  'symbols',
  'warmup',
  'params',
  'cadence',
  'closeWatchTimeout',
  'cooldown',
]

/** Reads metadata whose keys are camelCase already; all problems are found, not only the first. */
export function readMetadata(raw: Raw): { metadata: Metadata; problems: MetadataProblem[] } {
  const problems: MetadataProblem[] = []
  const complain = (path: string[], message: string) => {
    problems.push({ path, message })
  }
  for (const key of Object.keys(raw)) {
    if (KEYS.includes(key)) continue
    const known = typeof raw[key] === 'function' ? [...CALLBACKS, ...HOOKS] : KEYS
    const what = known === KEYS ? 'property' : 'callback'
    complain([key], `is not a ${what} of a strategy: ${known.join(', ')}`)
  }
  const metadata: Metadata = {
    name: readName(raw, complain),
    version: readText(raw, 'version', complain),
    description: readText(raw, 'description', complain),
    timeframe: readTimeframe(raw, complain),
    symbols: readSymbols(raw, complain),
    warmup: readCount(raw, 'warmup', complain),
    params: readParams(raw, complain),
    cadence: readCadence(raw, complain),
    closeWatchTimeout: readTimeout(raw, complain),
    cooldown: readCount(raw, 'cooldown', complain),
  }
  return { metadata, problems }
}

type Complain = (path: string[], message: string) => void

const received = (value: unknown) =>
  value === undefined ? 'nothing' : typeof value === 'string' ? `"${value}"` : inWords(value)

const inWords = (value: unknown) =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : `a ${typeof value}`

function readName(raw: Raw, complain: Complain): string {
  const { name } = raw
  if (typeof name === 'string' && name.trim() !== '' && name.length <= 100) return name
  complain(['name'], `expected a name of 1 to 100 characters, received ${received(name)}`)
  return ''
}

function readText(raw: Raw, key: 'version' | 'description', complain: Complain): string | null {
  const value = raw[key] ?? null
  if (value === null || (typeof value === 'string' && value.length <= 10_000)) return value
  complain([key], `expected a string, received ${received(value)}`)
  return null
}

function readTimeframe(raw: Raw, complain: Complain): string {
  const { timeframe } = raw
  if (typeof timeframe === 'string' && timeframeMs(timeframe) !== null) return timeframe
  const known = Object.keys(TIMEFRAMES).join(' ')
  complain(['timeframe'], `expected one of ${known}, received ${received(timeframe)}`)
  return '1m'
}

function readSymbols(raw: Raw, complain: Complain): readonly string[] | null {
  const { symbols } = raw
  if (symbols === undefined || symbols === null) return null
  const isRight =
    Array.isArray(symbols) &&
    symbols.length >= 1 &&
    symbols.length <= SYMBOLS_MAX &&
    symbols.every((one) => typeof one === 'string' && one !== '')
  if (isRight) return [...new Set<string>(symbols)]
  complain(
    ['symbols'],
    `expected a list of symbols such as "BTCUSDT", received ${received(symbols)}`,
  )
  return null
}

function readCount(raw: Raw, key: 'warmup' | 'cooldown', complain: Complain): number {
  const value = raw[key] ?? 0
  const isRight =
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= BARS_MAX
  if (isRight) return value
  complain([key], `expected a whole number of strategy bars from 0, received ${received(value)}`)
  return 0
}

function readTimeout(raw: Raw, complain: Complain): Span {
  const value = raw.closeWatchTimeout
  if (value === undefined || value === null) return TIMEOUT_DEFAULT
  const span = typeof value === 'string' ? parseSpan(value) : null
  if (span !== null) return span
  const expected = 'expected "12 bars" or a duration such as "90m"'
  complain(['closeWatchTimeout'], `${expected}, received ${received(value)}`)
  return TIMEOUT_DEFAULT
}

const CADENCE_KEYS: Readonly<Record<string, SlotState>> = {
  watch: 'Watch',
  closeWatch: 'CloseWatch',
  inTrade: 'InTrade',
}

function readCadence(raw: Raw, complain: Complain): Record<SlotState, Cadence> {
  const cadence: Record<SlotState, Cadence> = { Watch: 'bar', CloseWatch: 'bar', InTrade: 'bar' }
  const given = raw.cadence
  if (given === undefined || given === null) return cadence
  if (typeof given !== 'object' || Array.isArray(given)) {
    const expected = 'expected a cadence per state: watch, closeWatch, inTrade'
    complain(['cadence'], `${expected}, received ${received(given)}`)
    return cadence
  }
  for (const [key, value] of Object.entries(given)) {
    const state = Object.hasOwn(CADENCE_KEYS, key) ? CADENCE_KEYS[key] : undefined
    if (state === undefined) {
      complain(['cadence', key], 'is not a state: watch, closeWatch, inTrade')
      continue
    }
    const one = readRhythm(value)
    if (one !== null) cadence[state] = one
    else {
      const expected = 'expected "bar", "tick" or a duration such as "5s"'
      complain(['cadence', key], `${expected}, received ${received(value)}`)
    }
  }
  return cadence
}

function readRhythm(value: unknown): Cadence | null {
  if (value === 'bar' || value === 'tick') return value
  const ms = typeof value === 'string' ? parseDuration(value) : null
  return ms === null ? null : { ms }
}

function readParams(raw: Raw, complain: Complain): Record<string, ParamSpec> {
  const given = raw.params
  const params: Record<string, ParamSpec> = {}
  if (given === undefined || given === null) return params
  if (typeof given !== 'object' || Array.isArray(given)) {
    complain(['params'], `expected params by name, received ${received(given)}`)
    return params
  }
  for (const [name, spec] of Object.entries(given)) {
    const problem = paramProblem(spec)
    if (problem === null) params[name] = spec as ParamSpec
    else complain(['params', name], problem)
  }
  return params
}

const PARAM_KEYS = ['default', 'min', 'max', 'step', 'choices', 'description']

function paramProblem(spec: unknown): string | null {
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) {
    return `expected {default = …}, received ${received(spec)}`
  }
  const raw = spec as Raw
  const unknown = Object.keys(raw).find((key) => !PARAM_KEYS.includes(key))
  if (unknown !== undefined) return `${unknown} is not one of its keys: ${PARAM_KEYS.join(', ')}`
  for (const key of ['min', 'max', 'step'] as const) {
    const isWrong = raw[key] !== undefined && !Number.isFinite(raw[key])
    if (isWrong) return `expected ${key} to be a number, received ${received(raw[key])}`
  }
  if (raw.choices !== undefined) {
    const isList = Array.isArray(raw.choices) && raw.choices.length > 0
    const isPlain = (one: unknown) => typeof one === 'string' || Number.isFinite(one)
    if (!isList || !(raw.choices as unknown[]).every(isPlain)) {
      return 'expected choices to be a list of strings or numbers'
    }
  }
  const value = raw.default
  if (!['number', 'string', 'boolean'].includes(typeof value)) {
    return `expected default to be a number, a choice, true or false, received ${received(value)}`
  }
  return valueProblem(spec as ParamSpec, value as ParamValue)
}

/** What is wrong with a value for a param; null where nothing is. */
function valueProblem(spec: ParamSpec, value: ParamValue): string | null {
  if (spec.choices !== undefined) {
    if ((spec.choices as readonly ParamValue[]).includes(value)) return null
    return `expected one of ${spec.choices.join(', ')}, received ${received(value)}`
  }
  if (typeof value !== typeof spec.default) {
    return `expected a ${typeof spec.default}${rangeOf(spec)}, received ${received(value)}`
  }
  if (typeof value === 'string') return 'a text needs choices'
  if (typeof value === 'boolean') return null
  if (!Number.isFinite(value)) return `expected a number, received ${value}`
  if (spec.min !== undefined && value < spec.min)
    return `expected at least ${spec.min}, received ${value}`
  if (spec.max !== undefined && value > spec.max)
    return `expected at most ${spec.max}, received ${value}`
  return null
}

const rangeOf = ({ min, max }: ParamSpec): string =>
  `${min === undefined ? '' : ` from ${min}`}${max === undefined ? '' : ` up to ${max}`}`

/** The params of a run: defaults, with what the run sets; a text is no number. */
export function resolveParams(
  specs: Readonly<Record<string, ParamSpec>>,
  given: Readonly<Record<string, ParamValue>>,
): { params: Record<string, ParamValue>; problems: MetadataProblem[] } {
  const problems: MetadataProblem[] = []
  const params: Record<string, ParamValue> = {}
  for (const [name, spec] of Object.entries(specs)) params[name] = spec.default
  for (const [name, value] of Object.entries(given)) {
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined
    if (spec === undefined) {
      const known = Object.keys(specs).join(', ') || 'none'
      problems.push({
        path: ['params', name],
        message: `the script has no such param; it has ${known}`,
      })
      continue
    }
    const problem = valueProblem(spec, value)
    if (problem === null) params[name] = value
    else problems.push({ path: ['params', name], message: problem })
  }
  return { params, problems }
}

/** What was written where everything is text, as the type of its param; what cannot be read stays text. */
export function parseParams(
  specs: Readonly<Record<string, ParamSpec>>,
  given: Readonly<Record<string, ParamValue>>,
): Record<string, ParamValue> {
  const read = ([name, value]: [string, ParamValue]): [string, ParamValue] => {
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined
    return [name, spec === undefined || typeof value !== 'string' ? value : fromText(spec, value)]
  }
  return Object.fromEntries(Object.entries(given).map(read))
}

function fromText(spec: ParamSpec, text: string): ParamValue {
  if (spec.choices !== undefined) return spec.choices.find((one) => String(one) === text) ?? text
  if (typeof spec.default === 'boolean' && (text === 'true' || text === 'false'))
    return text === 'true'
  const number = Number(text)
  return typeof spec.default === 'number' && text.trim() !== '' && !Number.isNaN(number)
    ? number
    : text
}
