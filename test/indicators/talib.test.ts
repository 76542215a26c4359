// Every entry of the catalogue that TA-Lib has, against TA-Lib itself: the same look-back, and on
// every bar the same value within 1e-9 of it or of the largest input it depends on. Ratios are held
// to 1e-9 of their own size, or of 1.

import { existsSync, readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { CATALOGUE } from '#sdk/indicators/catalogue.ts'
import type { Argument, IndicatorSpec } from '#sdk/indicators/indicator.ts'
import { createRandom } from '#sdk/runtime/random.ts'
import { runAll } from './run.ts'
import { TALIB_FUNCTIONS, talib } from './talib.ts'
import { makeSeries, type Series } from './talib-series.ts'
import {
  ELSEWHERE,
  type Exact,
  isBrittle,
  isHopeless,
  NO_ENTRY,
  type TalibCase,
  talibCase,
} from './talib-table.ts'
import { sizeOf, traitsOf, unitOf } from './traits.ts'

const TOLERANCE = 1e-9
/** For functions whose sums TA-Lib rounds. */
const TALIBS_TOLERANCE = 1e-6
/** Of all bars: where its rounding meets a threshold, a division by 0 or a square root. */
const STRAYS_MAX = 0.01
const LENGTHS = [1, 2, 3, 4, 5, 7, 9, 10, 14, 21, 33, 60]
const RANDOM_SETS = 5
/** Above this a series is run with the defaults only. */
const LONG_BARS = 10_000
/** Where TA-Lib’s rounding, and what it takes for 0 (1e-14), stay far below prices and variances. */
const MILD = /cents|BTC|ADA/
/** Where prices repeat, what is 0 or flat is noise in TA-Lib, which a cycle or a range blows up. */
const UNTIED = /walk|huge$|tiny|ADA/

interface Tally {
  name: string
  judge: string
  cases: number
  /** Values that are not 0: a pattern that never occurs proves nothing. */
  told: number
  worst: number
  where: string
}

const tallies: Tally[] = []
const series = makeSeries()

const ours = CATALOGUE.map((spec) => ({ spec, name: spec.name, theirs: talibCase(spec) }))

it('lists every indicator that TA-Lib lacks, under a test that covers it', () => {
  const listed = Object.entries(ELSEWHERE).flatMap(([file, names]) =>
    names.split(' ').map((name) => ({ file, name })),
  )
  const lacking = ours.filter(({ theirs }) => theirs === null).map(({ name }) => name)
  expect(listed.map(({ name }) => name).sort()).toEqual(lacking.sort())
  for (const { file, name } of listed) {
    const path = new URL(file, import.meta.url)
    const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
    expect(text, `${file} covers ${name}`).toMatch(new RegExp(`\\b${name}\\b`))
  }
})

it('has every indicator of TA-Lib', () => {
  const has = new Set(ours.flatMap(({ theirs }) => theirs?.function ?? []))
  const needless = Object.keys(NO_ENTRY).flatMap((names) => names.split(' '))
  const missing = [...TALIB_FUNCTIONS].filter((name) => !has.has(name))
  expect(missing.sort()).toEqual(needless.sort())
})

describe('the values of TA-Lib', () => {
  const judged = ours.filter(({ theirs }) => theirs !== null)

  it.each(judged)('are those of $name', ({ spec, theirs }) => {
    const tally = {
      name: spec.name,
      judge: theirs!.function,
      cases: 0,
      told: 0,
      worst: 0,
      where: '',
    }
    tallies.push(tally)
    const sets = argumentSets(spec, theirs!)
    sets.forEach((args, k) => {
      if (isHopeless(spec, args)) return
      for (const one of series) {
        if (k > 0 && one.bars.length > LONG_BARS) continue
        if (isBrittle(spec, args) && !UNTIED.test(one.name)) continue
        if (theirs!.sums && one.name === 'spike') continue
        if (theirs!.function === 'CCI' && one.name === 'huge and calm') continue
        compare(spec, theirs!, { args, one, tally })
      }
    })
    expect(tally.worst, tally.where).toBeLessThanOrEqual(TOLERANCE)
    expect(tally.told).toBeGreaterThan(0)
  })
})

afterAll(() => {
  const row = (name: string, judge: string, ...numbers: string[]) =>
    [name.padEnd(24), judge.padEnd(20), ...numbers.map((text) => text.padStart(8))].join(' ')
  const rows = tallies.map(({ name, judge, cases, told, worst }) =>
    row(name, judge, `${cases}`, `${told}`, worst.toExponential(1)),
  )
  console.log([row('indicator', 'TA-Lib', 'cases', 'not 0', 'worst'), ...rows].join('\n'))
})

/** The defaults, the least of each, and some at random; the same on every run. */
function argumentSets(spec: IndicatorSpec, { least }: TalibCase): number[][] {
  const random = createRandom(1, spec.name)
  const pick = (values: readonly number[]) => values[Math.floor(random.next() * values.length)]!
  const args = spec.args.map((arg, i) => ({ ...arg, min: Math.max(arg.min, least[i] ?? arg.min) }))
  const drawn = ({ choices, integer, min, max, default: preset }: Argument) => {
    if (choices) return Math.floor(random.next() * choices.length)
    if (integer) return pick(LENGTHS.filter((length) => length >= min && length <= max))
    return Math.min(max, Math.max(min, (preset ?? min) * (0.5 + random.next())))
  }
  if (args.length === 0) return [[]]
  return [
    args.map((arg) => arg.default ?? 10),
    args.map((arg) => arg.min),
    ...Array.from({ length: RANDOM_SETS }, () => args.map(drawn)),
  ]
}

function compare(
  spec: IndicatorSpec,
  theirs: TalibCase,
  { args, one, tally }: { args: readonly number[]; one: Series; tally: Tally },
): void {
  const inputs = theirs.columns.map((column) => one.columns[column])
  const result = talib(theirs.function, {
    inputs,
    options: theirs.options(args),
    outputs: theirs.outputs.length,
    integers: theirs.integers,
  })
  const actual = runAll(spec, args, one.bars)
  const at = `${spec.name}(${args.join()}) on ${one.name}`
  const isLong = one.bars.length > LONG_BARS
  const judge = theirs.exact && !isLong ? exactly(theirs.exact, { args, one }) : null
  const traits = traitsOf(spec.name)
  const window = traits.memory === 'window' ? spec.warmup(...args) : null
  const volumes = largestInputs([one.columns.volume], window)
  const prices = theirs.columns.filter((column) => column !== 'volume')
  const largest = largestInputs(
    prices.map((column) => one.columns[column]),
    window,
  ).map((price, i) => ({ price, volume: volumes[i]! }))
  tally.cases++
  theirs.outputs.forEach((name, k) => {
    const output = spec.outputs.indexOf(name)
    if (output < 0) throw new Error(`expected ${spec.name} to have an output ${name}`)
    const values = actual[output]!
    const first = values.findIndex((value) => !Number.isNaN(value))
    expect(first < 0 ? values.length : first, `look-back of ${at}`).toBe(result.begin)
    const unit = unitOf(traits, output)
    let strays = 0
    for (let i = result.begin; i < values.length; i++) {
      const talibs = result.outputs[k]![i - result.begin]!
      const expected = judge === null ? talibs : judge[i]![k]!
      const size = Math.max(Math.abs(expected), sizeOf(unit, largest[i]!)) || 1
      const stray = Math.abs(talibs - (judge === null ? values[i]! : expected)) / size
      if (theirs.exact !== null && !(stray <= TALIBS_TOLERANCE)) strays++
      if (theirs.exact !== null && judge === null) continue
      if (expected !== 0) tally.told++
      const error = Math.abs(values[i]! - expected) / size
      if (!(error <= tally.worst)) {
        tally.worst = error
        tally.where = `${at}, ${name} of bar ${i}: ${values[i]}, expected ${expected}`
      }
    }
    if (MILD.test(one.name)) {
      expect(strays, `TA-Lib’s ${at}`).toBeLessThanOrEqual(STRAYS_MAX * values.length)
    }
  })
}

const exactly = (exact: Exact, { args, one }: { args: readonly number[]; one: Series }) =>
  exact({ bars: one.bars, values: one.columns.close, other: one.columns.high }, args)

/** For each bar, over the last `window` of them; over all so far where that is null. */
function largestInputs(inputs: readonly (readonly number[])[], window: number | null): number[] {
  const sizes = inputs[0]!.map((_, i) =>
    inputs.reduce((most, values) => Math.max(most, Math.abs(values[i]!)), 0),
  )
  let soFar = 0
  return sizes.map((size, i) => {
    if (window === null) {
      soFar = Math.max(soFar, size)
      return soFar
    }
    let most = 0
    for (let k = Math.max(0, i + 1 - window); k <= i; k++) most = Math.max(most, sizes[k]!)
    return most
  })
}
