// Indicators that a script defines: its code made to look like an entry of the catalogue. It runs
// during the callback that first needs it, sees a copy of one bar at a time, and nothing else.
import { findIndicator } from '#sdk/indicators/catalogue.ts'
import type { IndicatorSpec } from '#sdk/indicators/indicator.ts'
import { snakeCase } from '#sdk/names.ts'
import { show } from './actions.ts'
import { readDefinition, type WrittenDefinition } from './custom-definition.ts'
import { IndicatorError, meant } from './indicator-arguments.ts'

/** What an update gets where the indicator reads whole bars; a fresh one each time. */
export interface IndicatorBar {
  /** Ms UTC. */
  readonly openTime: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
}

export interface CustomIndicators {
  /** Takes a definition as written; `word` is what authors call this function. */
  define(written: WrittenDefinition, word: string): IndicatorSpec
  /** By the name that its author chose. */
  find(name: string): IndicatorSpec | undefined
  has(spec: IndicatorSpec): boolean
  names(): readonly string[]
  specs(): readonly IndicatorSpec[]
  /** The script has loaded: from here on nothing can be defined. */
  close(): void
  /** Throws where an indicator of the script's own is being computed. */
  refuse(what: string): void
}

/** Members of `indicators` that are no indicators. */
const TAKEN = ['crossed_above', 'crossed_below', 'rising', 'falling']
const DEFINITIONS_MAX = 100
const WARMUP_MAX = 100_000

export function createCustomIndicators(): CustomIndicators {
  const byName = new Map<string, IndicatorSpec>()
  const specs = new Set<IndicatorSpec>()
  let isClosed = false
  let running: string | null = null

  function refuse(what: string): void {
    if (running === null) return
    const why = 'its values follow from its bars and arguments alone'
    throw new IndicatorError(`${running} cannot use ${what}: ${why}`)
  }

  /** Runs the script's own code. */
  function within<T>(name: string, run: () => T): T {
    refuse('another indicator')
    running = name
    try {
      return run()
    } finally {
      running = null
    }
  }

  function define(written: WrittenDefinition, word: string): IndicatorSpec {
    if (isClosed) {
      throw new IndicatorError(`${word}: an indicator is defined while the script loads, not later`)
    }
    const definition = readDefinition(written, word)
    const { name, input, args, outputs, create } = definition
    if (findIndicator(name) ?? findIndicator(snakeCase(name))) {
      throw new IndicatorError(
        `${word}: the catalogue has an indicator "${name}"; choose another name`,
      )
    }
    if (byName.has(name) || TAKEN.includes(snakeCase(name))) {
      throw new IndicatorError(`${word}: the name "${name}" is taken; choose another`)
    }
    if (byName.size === DEFINITIONS_MAX) {
      throw new IndicatorError(`${word}: a script defines at most ${DEFINITIONS_MAX} indicators`)
    }

    /** Words for words, as the author listed them. */
    const given = (values: readonly number[]) =>
      values.map((value, i) => args[i]!.choices?.[value] ?? value)

    function warmup(...values: number[]): number {
      const bars = within(name, () =>
        typeof definition.warmup === 'number'
          ? definition.warmup
          : definition.warmup(...given(values)),
      )
      if (typeof bars === 'number' && Number.isInteger(bars) && bars >= 1 && bars <= WARMUP_MAX) {
        return bars
      }
      const expected = `expected its warmup to be a whole number of bars from 1 to ${WARMUP_MAX}`
      throw new IndicatorError(`${name}: ${expected}, received ${show(bars)}`)
    }

    function begin(values: readonly number[]) {
      const step = within(name, () => create(...given(values)))
      if (typeof step !== 'function') {
        const expected = 'expected create to return the function that takes each bar'
        throw new IndicatorError(`${name}: ${expected}, received ${show(step)}`)
      }
      const out = new Float64Array(outputs.length).fill(Number.NaN)
      let cold = warmup(...values)
      return {
        out,
        take(what: number | IndicatorBar): void {
          within(name, () => readResult(name, outputs, step(what), out))
          if (cold > 1) {
            cold -= 1
            out.fill(Number.NaN)
          }
        },
      }
    }

    const described = {
      ...{ name, title: name, args, outputs, warmup },
      definition: definition.description,
      source: 'the script',
    }
    const spec: IndicatorSpec =
      input === 'source'
        ? {
            ...described,
            input,
            create(...values) {
              const { out, take } = begin(values)
              return { out, update: take }
            },
          }
        : {
            ...described,
            input,
            create(...values) {
              const { out, take } = begin(values)
              const update = (...bar: [number, number, number, number, number, number]) => {
                const [open, high, low, close, volume, openTime] = bar
                take({ openTime, open, high, low, close, volume })
              }
              return { out, update }
            },
          }
    byName.set(name, spec)
    specs.add(spec)
    return spec
  }

  return {
    define,
    find: (name) => byName.get(name),
    has: (spec) => specs.has(spec),
    names: () => [...byName.keys()],
    specs: () => [...specs],
    close() {
      isClosed = true
    },
    refuse,
  }
}

/** What an update returned: nothing, a number, or a number for each output. */
function readResult(
  name: string,
  outputs: readonly string[],
  result: unknown,
  out: Float64Array,
): void {
  if (result === undefined || result === null) {
    out.fill(Number.NaN)
    return
  }
  if (outputs.length === 1) {
    if (typeof result !== 'number') throw wrongResult(name, 'a number, or nothing', result)
    out[0] = result
    return
  }
  if (typeof result !== 'object' || Array.isArray(result)) {
    throw wrongResult(name, `{${outputs.join(', ')}}, or nothing`, result)
  }
  const values = { ...result } as Readonly<Record<string, unknown>>
  const stranger = Object.keys(values).find((key) => !outputs.includes(key))
  if (stranger !== undefined) {
    const hint = meant(stranger, outputs)
    throw new IndicatorError(`${name}: its update returned ${stranger}, which is no output${hint}`)
  }
  for (const [k, output] of outputs.entries()) {
    const value = values[output]
    if (typeof value !== 'number') throw wrongResult(name, `a number as ${output}`, value)
    out[k] = value
  }
}

const wrongResult = (name: string, expected: string, received: unknown): IndicatorError =>
  new IndicatorError(
    `${name}: expected its update to return ${expected}, received ${show(received)}`,
  )
