// In an isolate an indicator's code is taken up when a script first asks for it: what comes is what
// the catalogue's own entry gives, for each of them.
import { expect, test } from 'vitest'
import { CATALOGUE } from '#sdk/indicators/catalogue.ts'
import type { IndicatorSpec } from '#sdk/indicators/indicator.ts'
import { camelCase } from '#sdk/names.ts'
import { feed, jsWatch, MINUTE, runScript, START } from './isolates.ts'

const BARS = 300
/** Where an author has to name one. */
const LENGTH = 14

const priceAt = (i: number) => 100 + 10 * Math.sin(i / 9) + 3 * Math.cos(i / 2)
const otherAt = (i: number) => 50 + 4 * Math.sin(i / 7 + 1)

const argsOf = (spec: IndicatorSpec) =>
  spec.args.map((one) => one.default ?? Math.min(LENGTH, one.max))

const inPairs = CATALOGUE.filter(({ input }) => input === 'pair').map(({ name }) => name)
const firstOutputs = CATALOGUE.map((spec) => [
  camelCase(spec.name),
  argsOf(spec).map((value, k) => spec.args[k]!.choices?.[value] ?? value),
  spec.outputs.length > 1 ? camelCase(spec.outputs[0]!) : null,
  inPairs.includes(spec.name),
])

const EACH = `
if (market.barIndex === ${BARS - 1}) {
  const asked = ${JSON.stringify(firstOutputs)}
  for (const [name, args, output, isPair] of asked) {
    const value = isPair ? indicators[name](...args, { symbol: 'OTHER' }) : indicators[name](...args)
    say(String(output === null ? value : value[output]))
  }
}`

function expected(spec: IndicatorSpec): number {
  const running = spec.create(...argsOf(spec)) as never as Running
  running.follow?.({ nextOpen: (time) => (Math.floor(time / DAY) + 1) * DAY, barMs: MINUTE })
  for (let i = 0; i < BARS; i++) {
    const close = priceAt(i)
    if (spec.input === 'bar')
      running.update(close, close + 1, close - 1, close, 10, START + i * MINUTE)
    else if (spec.input === 'pair') running.update(close, otherAt(i))
    else running.update(close)
  }
  return running.out[0]!
}

const DAY = 86_400_000

interface Running {
  readonly out: Float64Array
  follow?(rule: { nextOpen(time: number): number; barMs: number }): void
  update(...values: number[]): void
}

test('every indicator of the catalogue gives in an isolate what it gives outside', async () => {
  const { result, logs } = await runScript({
    language: 'js',
    files: { 's.js': jsWatch({ each: EACH }) },
    feeds: [
      feed('OWN', BARS, (i) => ({ close: priceAt(i) })),
      feed('OTHER', BARS, (i) => ({ close: otherAt(i) })),
    ],
  })
  expect(result?.errors).toEqual([])
  const given = logs.map(Number)
  const named = (values: readonly number[]) => CATALOGUE.map(({ name }, i) => [name, values[i]])
  expect(named(given)).toEqual(named(CATALOGUE.map(expected)))
})

const LATE = `
if (market.barIndex === ${BARS - 1}) {
  const written = indicators.sma(10)
  const name = ['s', 'ma'].join('')
  const other = ['w', 'ma'].join('')
  const { [other]: taken } = indicators
  say(String(indicators[name](10) === written))
  say(String(taken(10) === indicators[other](10)))
  say(String(taken(10)))
  say([other in indicators, 'nothing' in indicators, typeof indicators.nothing].join())
  for (const change of [() => { indicators[other] = 1 }, () => { taken.extra = 1 },
    () => { Object.getPrototypeOf(indicators)[other] = 1 }]) {
    try { change(); say('changed') } catch (error) { say(error.name) }
  }
}`

test('an indicator whose name a script puts together is there as one that it writes out is', async () => {
  const { result, logs } = await runScript({
    language: 'js',
    files: { 's.js': jsWatch({ each: LATE }) },
    feeds: [feed('OWN', BARS, (i) => ({ close: priceAt(i) }))],
  })
  expect(result?.errors).toEqual([])
  // The latest of ten closes counts ten times, the one before nine times, and so on.
  const last = Array.from({ length: 10 }, (_, k) => (10 - k) * priceAt(BARS - 1 - k))
  const weighted = last.reduce((sum, part) => sum + part, 0) / 55
  expect(logs.slice(0, 2)).toEqual(['true', 'true'])
  expect(Number(logs[2])).toBeCloseTo(weighted, 9)
  expect(logs.slice(3)).toEqual(['true,false,undefined', 'TypeError', 'TypeError', 'TypeError'])
})
