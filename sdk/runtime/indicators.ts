// The indicators as a script calls them: one handle per distinct use, values at the latest closed
// bar. Knows no language: adapters turn results into tables or objects.
import { argumentText } from '#sdk/indicator-text.ts'
import { findIndicator, INDICATOR_NAMES } from '#sdk/indicators/catalogue.ts'
import type { IndicatorSpec } from '#sdk/indicators/indicator.ts'
import { camelCase, snakeCase } from '#sdk/names.ts'
import { show } from './actions.ts'
import { type CustomIndicators, createCustomIndicators } from './custom-indicators.ts'
import {
  checkArguments,
  checkOptions,
  IndicatorError,
  type IndicatorOptions,
  meant,
  OFFSET_MAX,
  offsetOf,
  optionalText,
  partnerOf,
  type Spell,
  splitOperand,
} from './indicator-arguments.ts'
import {
  CLOSE,
  columnSource,
  createFeeder,
  indicatorSource,
  SOURCES,
  type Source,
  type Use,
  warmupOf,
} from './indicator-feeder.ts'
import { Handle } from './indicator-handle.ts'
import type { MarketData } from './market-data.ts'
import { keepHandle, NO_HANDLES, type PlainHandles } from './plain-handles.ts'
import type { Series } from './series.ts'
import { createWarmth, type Warmth } from './warmth.ts'

/** A handle and how many bars back it is read. */
export interface Reading {
  readonly handle: Handle
  readonly offset: number
  readonly spec: IndicatorSpec
}

/** An operand as authors write it: a number, a source's name, or `[name, …args, options?]`. */
export type Operand = number | string | readonly unknown[]

export interface Indicators {
  /** The handle behind `indicators.<name>(…args, options)`; the catalogue's name, or a script's own. */
  read(name: string, args: readonly unknown[], options: IndicatorOptions | null): Reading
  /** An operand's value `offset` bars back. */
  operand(operand: unknown, offset: number): number
  crossedAbove(a: unknown, b: unknown): boolean
  crossedBelow(a: unknown, b: unknown): boolean
  /** Whether the operand rose from each of the last n bars to the next; NaN never does. */
  rising(operand: unknown, n: unknown): boolean
  falling(operand: unknown, n: unknown): boolean
  readonly warmth: Pick<Warmth, 'decided' | 'report'>
  /** Everything that has been asked for so far, in the order of its first use. */
  uses(): readonly NamedUse[]
}

export interface NamedUse {
  /** As the author writes it. */
  readonly text: string
  readonly spec: IndicatorSpec
  /** It reads prices, or whole bars. */
  readonly isOfPrices: boolean
  readonly handle: Handle
}

export interface IndicatorsOptions {
  readonly customs: CustomIndicators
  /** How authors write a name of the API that is camelCase. */
  readonly spell: Spell
}

const AS_IN_LUA = (): IndicatorsOptions => ({
  customs: createCustomIndicators(),
  spell: snakeCase,
})

export function createIndicators(
  market: MarketData,
  { customs, spell }: IndicatorsOptions = AS_IN_LUA(),
): Indicators {
  const handles = new Map<string, Handle>()
  const uses: NamedUse[] = []
  /** Lists of a name and a length that have been read before, and the name that was read last. */
  const operands = new Map<string, PlainHandles>()
  let lastName = ''
  let ofLastName = NO_HANDLES
  const warmth = createWarmth(market.own)
  const spellOurs: Spell = (name) => spell(camelCase(name))
  const spellOf = (spec: IndicatorSpec): Spell => (customs.has(spec) ? asIs : spellOurs)

  function read(
    name: string,
    given: readonly unknown[],
    options: IndicatorOptions | null,
  ): Reading {
    return readAt(specOf(name), given, options, 0)
  }

  /** A use read `back` bars further back than its options say. */
  function readAt(
    spec: IndicatorSpec,
    given: readonly unknown[],
    options: IndicatorOptions | null,
    back: number,
  ): Reading {
    customs.refuse('other indicators')
    const spelled = spellOf(spec)
    const args = checkArguments(spec, given, spelled)
    if (options !== null) checkOptions(spec, options, spelled)
    const timeframe = options === null ? null : optionalText(options, 'timeframe')
    const isPair = spec.input === 'pair'
    const symbol = options === null || isPair ? null : optionalText(options, 'symbol')
    const partner = isPair ? market.series(partnerOf(spec, options, spelled), timeframe) : null
    const series =
      symbol === null && timeframe === null ? market.own : market.series(symbol, timeframe)
    const source = sourceOf(options?.source, spec, series)
    const use: Use = { spec, args, source, partner, series }
    const handle = handleOf(use, series)
    const offset = back + (options === null ? 0 : offsetOf(options))
    if (offset > handle.deepest) {
      warmth.note(handle, offset, () => textOf(use) + placeOf(series) + backText(offset))
    }
    return { handle, offset, spec }
  }

  function handleOf(use: Use, series: Series): Handle {
    const key = `${keyOf(use)}@${series.feed.symbol}/${series.timeframe}`
    let handle = handles.get(key)
    if (handle === undefined) {
      handle = new Handle(series, {
        outputs: use.spec.outputs.length,
        warmup: warmupOf(use),
        mayRunAhead: mayRunAhead(use),
        begin: () => createFeeder(use),
      })
      handles.set(key, handle)
      const { spec, source } = use
      const isOfPrices = source.key !== 'volume' && !source.key.includes('(')
      uses.push({ text: textOf(use) + placeOf(series), spec, isOfPrices, handle })
    }
    return handle
  }

  /** What has not happened is not for a script's own code, nor comparable with another symbol. */
  const mayRunAhead = ({ spec, source }: Use): boolean =>
    spec.input !== 'pair' && !customs.has(spec) && source.mayRunAhead

  /** An indicator as a source is computed on the bars of the indicator that reads it. */
  function sourceOf(given: unknown, reader: IndicatorSpec, series: Series): Source {
    if (given === undefined || given === null || given === 'close') return CLOSE
    if (typeof given === 'string') return columnSource(given, sourceReader(given))
    const { name, args, options } = splitOperand(given)
    const spec = specNamed(name)
    const spelled = spellOf(spec)
    if (options !== null) checkOptions(spec, options, spelled)
    const isPair = spec.input === 'pair'
    const other = ['timeframe', 'offset', 'symbol'].find(
      (key) => (options?.[key] ?? null) !== null && !(isPair && key === 'symbol'),
    )
    if (other !== undefined) {
      const word = spellOf(reader)(reader.name)
      throw new IndicatorError(
        `the source of ${word} is computed on ${word}'s own bars: give ${other} to ${word}`,
      )
    }
    const use: Use = {
      spec,
      args: checkArguments(spec, args, spelled),
      source: sourceOf(options?.source, spec, series),
      partner: isPair ? market.series(partnerOf(spec, options, spelled), series.timeframe) : null,
      series,
    }
    return indicatorSource(use, {
      key: keyOf(use),
      text: textOf(use),
      mayRunAhead: mayRunAhead(use),
    })
  }

  function operand(value: unknown, back: number): number {
    if (typeof value === 'number') return value
    if (typeof value === 'string') {
      const { columns, count } = market.own
      const i = count - 1 - back
      return i < 0 ? Number.NaN : sourceReader(value)(columns, i)
    }
    const known = knownOperand(value)
    if (known !== null && back <= known.deepest) return known.at(back, 0)
    const { name, args, options } = splitOperand(value)
    const { handle, offset } = readAt(specNamed(name), args, options, back)
    const length = args[0]
    if (args.length === 1 && options === null && typeof length === 'number') {
      operands.set(name, keepHandle(operands.get(name) ?? NO_HANDLES, length, handle))
      lastName = ''
    }
    return handle.at(offset, 0)
  }

  /** What a list such as ["ema", 9] has come to before: nothing in it has to be checked again. */
  function knownOperand(value: unknown): Handle | null {
    if (!Array.isArray(value) || value.length !== 2) return null
    const name: unknown = value[0]
    const length: unknown = value[1]
    if (typeof name !== 'string' || typeof length !== 'number') return null
    if (name !== lastName) {
      lastName = name
      ofLastName = operands.get(name) ?? NO_HANDLES
    }
    const known = ofLastName[length]
    if (known === undefined) return null
    customs.refuse('other indicators')
    return known
  }

  /** Strictly monotone over the last n steps, in the direction of `sign`. */
  function moves(value: unknown, n: unknown, sign: 1 | -1): boolean {
    if (typeof n !== 'number' || !Number.isInteger(n) || n < 1 || n > OFFSET_MAX) {
      throw new IndicatorError(`expected a whole number of bars from 1, received ${show(n)}`)
    }
    // From the oldest on, so that the memory is deepened once.
    let previous = operand(value, n)
    for (let offset = n - 1; offset >= 0; offset--) {
      const next = operand(value, offset)
      if (!(sign * (next - previous) > 0)) return false
      previous = next
    }
    return true
  }

  /** From at or below to above: a touch alone is no cross, and leaving a tie upwards is one. */
  function crossedAbove(a: unknown, b: unknown): boolean {
    const left = knownOperand(a)
    const right = knownOperand(b)
    // Asked at every bar: what is known is looked up once.
    if (left !== null && right !== null && left.deepest > 0 && right.deepest > 0) {
      return left.at(1, 0) <= right.at(1, 0) && left.at(0, 0) > right.at(0, 0)
    }
    return operand(a, 1) <= operand(b, 1) && operand(a, 0) > operand(b, 0)
  }

  function specOf(name: string): IndicatorSpec {
    return customs.find(name) ?? findIndicator(name) ?? unknown(name)
  }

  /** By the author's spelling. */
  function specNamed(name: string): IndicatorSpec {
    const own = customs.find(name)
    if (own !== undefined) return own
    const spec = findIndicator(snakeCase(name))
    return spec !== undefined && spellOurs(spec.name) === name ? spec : unknown(name)
  }

  function unknown(name: string): never {
    const known = [...INDICATOR_NAMES.map(spellOurs), ...customs.names()]
    const list = '`watchfire indicators --list` shows all'
    throw new IndicatorError(`there is no indicator "${name}"${meant(name, known) || `; ${list}`}`)
  }

  function textOf({ spec, args, source, partner }: Use): string {
    const words = spec.args.map((argument, i) => argumentText(argument, args[i]!))
    const call = `${spellOf(spec)(spec.name)}(${words.join(', ')})`
    const read = source === CLOSE ? '' : ` of ${source.text}`
    return call + read + (partner === null ? '' : ` with ${partner.feed.symbol}`)
  }

  function placeOf({ feed, timeframe }: Series): string {
    const { own } = market
    const symbol = feed === own.feed ? '' : ` of ${feed.symbol}`
    return symbol + (timeframe === own.timeframe ? '' : ` on ${timeframe}`)
  }

  return {
    read,
    operand,
    crossedAbove,
    crossedBelow: (a, b) => crossedAbove(b, a),
    rising: (value, n) => moves(value, n, 1),
    falling: (value, n) => moves(value, n, -1),
    warmth,
    uses: () => uses,
  }
}

const asIs: Spell = (name) => name

const backText = (offset: number): string =>
  offset === 0 ? '' : `, ${offset} bar${offset === 1 ? '' : 's'} back`

/** Equal keys: the same computation, on the same bars. */
function keyOf({ spec, args, source, partner }: Use): string {
  const other = partner === null ? '' : JSON.stringify(partner.feed.symbol)
  return `${spec.name}(${args.join()})${source === CLOSE ? '' : `<${source.key}>`}${other}`
}

function sourceReader(name: string) {
  const reader = Object.hasOwn(SOURCES, name) ? SOURCES[name] : undefined
  if (reader !== undefined) return reader
  const known = Object.keys(SOURCES)
  const hint = meant(name, known)
  throw new IndicatorError(`there is no source "${name}"; known: ${known.join(' ')}${hint}`)
}
