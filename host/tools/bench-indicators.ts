// What an update of every indicator costs, beside other libraries that have the same one: ns,
// medians of several rounds, each measured in a process of its own. Nothing here asserts.
// Arguments: names to measure (all without any), --json.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { CATALOGUE } from '#sdk/indicators/catalogue.ts'
import { PEERS } from './bench/indicator-peers.ts'

const CHILD = fileURLToPath(new URL('./bench/indicator-figures.ts', import.meta.url))
const LIBRARIES = ['watchfire', 'trading-signals', 'technicalindicators', 'talib-web'] as const
/** The hand-written EMA on the machine that the targets are for. */
const REFERENCE_NS = 6.8
const TARGETS_NS: Readonly<Record<string, number>> = {
  ema: 10,
  rsi: 30,
  macd: 30,
  atr: 30,
  bollinger: 40,
}
const TARGET_NS_MAX = 1000

interface Row {
  readonly name: string
  readonly target: number
  readonly ns: Readonly<Partial<Record<(typeof LIBRARIES)[number], number>>>
}

const isJson = process.argv.includes('--json')
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const specs = CATALOGUE.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
const yardsticks = [byHand()]
const rows = specs.map(measured)
yardsticks.push(byHand(), byHand())
const byHandNs = median(yardsticks)
if (isJson) console.log(JSON.stringify({ byHandNs, referenceNs: REFERENCE_NS, rows }, null, 2))
else print()

function byHand(): number {
  return measure('by hand', 'ema')
}

function measured({ name }: { name: string }): Row {
  const { signals, technical, talib } = PEERS[name] ?? {}
  const has = [true, signals, technical, talib]
  const ns = LIBRARIES.flatMap((library, i) =>
    has[i] === undefined ? [] : [[library, measure(library, name)] as const],
  )
  process.stderr.write(`· ${name}: ${ns.map(([, figure]) => figure.toFixed(1)).join(' ')}\n`)
  return { name, target: TARGETS_NS[name] ?? TARGET_NS_MAX, ns: Object.fromEntries(ns) }
}

function measure(library: string, name: string): number {
  return Number(execFileSync(process.execPath, [CHILD, library, name], { encoding: 'utf8' }))
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}

function print(): void {
  const speed = (byHandNs / REFERENCE_NS).toFixed(2)
  console.log(
    `ns an update. The hand-written EMA takes ${byHandNs.toFixed(1)} ns here, ${speed} times as long as on the`,
  )
  console.log(`machine of the targets (${REFERENCE_NS} ns); "on it" divides by that.`)
  const heading = ['indicator', ...LIBRARIES, 'on it', 'target']
  const table = rows.map(({ name, ns, target }) => [
    name,
    ...LIBRARIES.map((library) => ns[library]?.toFixed(1) ?? ''),
    ((ns.watchfire! * REFERENCE_NS) / byHandNs).toFixed(1),
    `≤ ${target}`,
  ])
  const widths = heading.map((_, i) =>
    Math.max(...[heading, ...table].map((row) => row[i]!.length)),
  )
  for (const row of [heading, ...table]) {
    console.log(
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
        .join('  '),
    )
  }
}
