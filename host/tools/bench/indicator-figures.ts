// Measures one indicator of one library, alone in its process: V8 compiles the update for what it
// has met, and must not meet another. Arguments: library and name. Prints ns an update.
import { createRequire } from 'node:module'
import { findIndicator } from '#sdk/indicators/catalogue.ts'
import { type Candle, type Nexting, PEERS, type Updating } from './indicator-peers.ts'

const ROUNDS = 9
const WARM_ROUNDS = 4
/** Long enough for the clock, short enough for a few hundred figures. */
const ROUND_MS = 20
const UPDATES_MIN = 10_000
const UPDATES_MAX = 1_000_000
/** A power of two, so that the loop finds its bar by a mask. */
const BARS = 2 ** 15
const MASK = BARS - 1
/** talib-web runs out of memory long before a million. */
const BATCH_BARS = 20_000

const candles = makeCandles()
const column = (read: (candle: Candle) => number) => Float64Array.from(candles, read)
const open = column((candle) => candle.open)
const high = column((candle) => candle.high)
const low = column((candle) => candle.low)
const close = column((candle) => candle.close)
const volume = column((candle) => candle.volume)
const times = column((candle) => candle.timestamp)

/** A walk in cents: real prices are short decimals too. */
function makeCandles(): Candle[] {
  let state = 12_345
  const draw = (range: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >> 8) % range
  }
  let cents = 4_000_000
  return Array.from({ length: BARS }, (_, i) => {
    const before = cents
    cents = Math.max(100_000, cents + draw(2001) - 1000)
    return {
      open: before / 100,
      high: (Math.max(before, cents) + draw(500)) / 100,
      low: (Math.min(before, cents) - draw(500)) / 100,
      close: cents / 100,
      volume: draw(1_000_000) / 1000,
      timestamp: 1_700_000_000_000 + i * 60_000,
    }
  })
}

/** Each returned function makes that many updates, or as many as it likes, and says how many. */
async function makeRun(library: string, name: string): Promise<(updates: number) => number> {
  switch (library) {
    case 'watchfire':
      return ourRun(name)
    case 'by hand':
      return handRun()
    case 'trading-signals':
      return signalsRun(PEERS[name]!.signals!(await import('trading-signals')), inputsOf(name))
    case 'technicalindicators': {
      const technical = createRequire(import.meta.url)('technicalindicators')
      return technicalRun(PEERS[name]!.technical!(technical), inputsOf(name))
    }
    case 'talib-web':
      return talibRun(PEERS[name]!.talib!)
    default:
      throw new Error(`expected a library, received ${library}`)
  }
}

function inputsOf(name: string): readonly unknown[] {
  return PEERS[name]!.input === 'close' ? [...close] : candles
}

function ourRun(name: string): (updates: number) => number {
  const spec = findIndicator(name)!
  const args = spec.args.map((arg) => arg.default ?? (arg.max <= 1 ? 0.5 : 20))
  if (spec.input === 'bar') {
    const indicator = spec.create(...args)
    const { out } = indicator
    return (updates) => {
      let sum = 0
      for (let k = 0; k < updates; k++) {
        const i = k & MASK
        indicator.update(open[i]!, high[i]!, low[i]!, close[i]!, volume[i]!, times[i]!)
        sum += out[0]!
      }
      return keep(updates, sum)
    }
  }
  if (spec.input === 'pair') {
    const indicator = spec.create(...args)
    const { out } = indicator
    return (updates) => {
      let sum = 0
      for (let k = 0; k < updates; k++) {
        indicator.update(close[k & MASK]!, open[k & MASK]!)
        sum += out[0]!
      }
      return keep(updates, sum)
    }
  }
  const indicator = spec.create(...args)
  const { out } = indicator
  return (updates) => {
    let sum = 0
    for (let k = 0; k < updates; k++) {
      indicator.update(close[k & MASK]!)
      sum += out[0]!
    }
    return keep(updates, sum)
  }
}

/** Uses the sum, so that nothing can be left out because nobody looks. */
function keep(updates: number, sum: number): number {
  return sum === 0.123 ? 0 : updates
}

/** An average as anybody would write it for this one use. */
class HandWrittenEma {
  readonly #length = 20
  readonly #weight = 2 / 21
  #seen = 0
  #sum = 0
  value = NaN

  update(value: number): number {
    if (this.#seen < this.#length) {
      this.#sum += value
      if (++this.#seen === this.#length) this.value = this.#sum / this.#length
      return this.value
    }
    this.value += this.#weight * (value - this.value)
    return this.value
  }
}

function handRun(): (updates: number) => number {
  const average = new HandWrittenEma()
  return (updates) => {
    let sum = 0
    for (let k = 0; k < updates; k++) sum += average.update(close[k & MASK]!)
    return keep(updates, sum)
  }
}

function signalsRun(indicator: Updating, inputs: readonly unknown[]): (updates: number) => number {
  return (updates) => {
    for (let k = 0; k < updates; k++) indicator.update(inputs[k & MASK], false)
    return updates
  }
}

function technicalRun(indicator: Nexting, inputs: readonly unknown[]): (updates: number) => number {
  return (updates) => {
    for (let k = 0; k < updates; k++) indicator.nextValue(inputs[k & MASK])
    return updates
  }
}

/** Whole series at once, as its wrapper is called: it copies them into its memory and back. */
async function talibRun([name, options]: readonly [string, object]): Promise<() => number> {
  // With a global fetch the package takes the machine for a browser.
  Reflect.deleteProperty(globalThis, 'fetch')
  const { init, TAFuncs } = createRequire(import.meta.url)('talib-web')
  await init()
  const list = (values: Float64Array) => [...values.subarray(0, BATCH_BARS)]
  const columns = { open, high, low, close, volume }
  const inputs = Object.fromEntries(
    Object.entries(columns).map(([key, values]) => [key, list(values)]),
  )
  return () => {
    TAFuncs[name]({ ...inputs, inReal: inputs.close, ...options })
    return BATCH_BARS
  }
}

const [library = '', name = ''] = process.argv.slice(2)
const run = await makeRun(library, name)
const updates = Math.min(UPDATES_MAX, Math.max(UPDATES_MIN, (ROUND_MS * 1e6) / nsOf(UPDATES_MIN)))
for (let round = 0; round < WARM_ROUNDS; round++) run(updates)
const rounds = Array.from({ length: ROUNDS }, () => nsOf(updates))
console.log(rounds.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)])

function nsOf(updates: number): number {
  const began = performance.now()
  const made = run(updates)
  return ((performance.now() - began) * 1e6) / made
}
