// TA-Lib itself, compiled to WASM by talib-web, called without that package's wrapper: the wrapper
// asks for one bar too many and lets two results share one address (which is what breaks its
// BBANDS), hides where output begins, and never sets TA-Lib's candle settings.

import { createRequire } from 'node:module'

export interface TalibResult {
  /** The look-back: index of the first bar with a value. */
  begin: number
  /** From `begin` on. */
  outputs: (Float64Array | Int32Array)[]
}

interface Module {
  HEAP32: Int32Array
  HEAPF64: Float64Array
  _malloc(bytes: number): number
  _free(address: number): void
  asm: Record<string, (...args: number[]) => number>
}

/** Real body 0, high to low 1, shadows 2; then bars averaged and the factor. TA-Lib's defaults. */
const CANDLE_SETTINGS = [
  [0, 10, 1], // BodyLong
  [0, 10, 3], // BodyVeryLong
  [0, 10, 1], // BodyShort
  [1, 10, 0.1], // BodyDoji
  [0, 0, 1], // ShadowLong
  [0, 0, 2], // ShadowVeryLong
  [2, 10, 1], // ShadowShort
  [1, 10, 0.1], // ShadowVeryShort
  [1, 5, 0.2], // Near
  [1, 5, 0.6], // Far
  [1, 5, 0.05], // Equal
] as const
const SETTING_BYTES = 24
const CANDLE_SETTINGS_ADDRESS = 4120

const module = await load()
setCandles()

/** Names of all its functions. */
export const TALIB_FUNCTIONS: ReadonlySet<string> = new Set(
  Object.keys(module.asm)
    .filter((name) => name.startsWith('TA_'))
    .map((name) => name.slice(3)),
)

/** `options` in TA-Lib's order, kinds of averages by number; `integers`: what its output holds. */
export function talib(
  name: string,
  call: {
    inputs: readonly ArrayLike<number>[]
    options: readonly number[]
    outputs: number
    integers?: boolean
  },
): TalibResult {
  const { inputs, options, outputs, integers = false } = call
  const run = module.asm[`TA_${name}`]
  if (run === undefined) throw new Error(`TA-Lib has no function ${name}`)
  const received = 4 + inputs.length + options.length + outputs
  if (run.length !== received) {
    throw new Error(`expected ${run.length} parameters for TA_${name}, received ${received}`)
  }
  const count = inputs[0]!.length
  const addresses = [...inputs, ...Array(outputs + 1)].map(() => module._malloc(8 * count))
  const counts = addresses.at(-1)!
  inputs.forEach((values, i) => {
    module.HEAPF64.set(values, addresses[i]! / 8)
  })
  const written = addresses.slice(inputs.length, -1)
  try {
    const read = addresses.slice(0, inputs.length)
    const code = run(0, count - 1, ...read, ...options, counts, counts + 4, ...written)
    if (code !== 0) throw new Error(`TA_${name}(${options.join()}) returned ${code}`)
    const [begin = 0, length = 0] = module.HEAP32.subarray(counts / 4, counts / 4 + 2)
    const from = (address: number) =>
      integers
        ? module.HEAP32.slice(address / 4, address / 4 + length)
        : module.HEAPF64.slice(address / 8, address / 8 + length)
    // Where no bar has a value TA-Lib does not say where one would be.
    return { begin: length === 0 ? count : begin, outputs: written.map(from) }
  } finally {
    for (const address of addresses) module._free(address)
  }
}

async function load(): Promise<Module> {
  // With a global fetch the package takes the machine for a browser and looks for a URL.
  const { fetch } = globalThis
  Reflect.deleteProperty(globalThis, 'fetch')
  try {
    return await createRequire(import.meta.url)('talib-web').init()
  } finally {
    globalThis.fetch = fetch
  }
}

/** The address was found by trying which one moves doji's look-back; the check keeps it honest. */
function setCandles(): void {
  const { HEAP32, HEAPF64 } = module
  CANDLE_SETTINGS.forEach(([range, bars, factor], i) => {
    const address = CANDLE_SETTINGS_ADDRESS + i * SETTING_BYTES
    HEAP32[address / 4] = i
    HEAP32[address / 4 + 1] = range
    HEAP32[address / 4 + 2] = bars
    HEAPF64[address / 8 + 2] = factor
  })
  const bars = Array(50).fill(1)
  const inputs = [bars, bars, bars, bars]
  const lookBack = (name: string) => talib(name, { inputs, options: [], outputs: 1 }).begin
  if (lookBack('CDLDOJI') !== 10 || lookBack('CDLTASUKIGAP') !== 7) {
    throw new Error('this talib-web keeps its candle settings at another address')
  }
}
