// The bars on which our indicators and TA-Lib's are compared: recorded ones, random walks, and
// what trips careless arithmetic.

import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { createRandom } from '#sdk/runtime/random.ts'
import type { Bar } from './series.ts'

export interface Series {
  name: string
  bars: Bar[]
  /** The same numbers, each field as one list. */
  columns: Record<Column, number[]>
}

export type Column = 'open' | 'high' | 'low' | 'close' | 'volume'

const COLUMNS: readonly Column[] = ['open', 'high', 'low', 'close', 'volume']

const BARS = 700
const MINUTE_MS = 60_000
const TIES = [100.1, 100.2, 100.3, 100.1]

const REAL = [
  ['bundled BTCUSDT 1m', '../../examples/data/BTCUSDT-1m.csv.gz', 1000],
  ['DOGEUSDT 1m', '../../../shared/data/bars/binance-spot-2023/DOGEUSDT-1m.csv.gz', 1000],
  ['XRPETH 1m, thin', '../../../shared/data/bars/binance-spot-2019/XRPETH-1m.csv.gz', 1000],
  ['ADAUSDT 1d', '../../../shared/data/bars/binance-spot-klines/ADAUSDT-1d.csv.gz', 1000],
  ['BTCUSD 1m, long', '../../../shared/data/bars/bitfinex-2018/BTCUSD-1m.csv.gz', 100_000],
] as const

function drawing(seed: number): () => number {
  const random = createRandom(seed, 'series')
  return () => random.next()
}

/** `price` and `volume` make numbers of whole cents and lots. */
function walk(
  name: string,
  seed: number,
  {
    step = 100,
    price = (cents: number) => cents / 100,
    volume = (lots: number) => lots,
    bars = BARS,
  } = {},
): Named {
  const draw = drawing(seed)
  let close = 50_000
  const made = Array.from({ length: bars }, (_, i) => {
    const open = close + Math.round((draw() - 0.5) * 0.2 * step)
    close = Math.max(10 * step, open + Math.round((draw() - 0.5) * 2 * step))
    const high = Math.max(open, close) + Math.floor(draw() * step)
    const low = Math.min(open, close) - Math.floor(draw() * step)
    return {
      open: price(open),
      high: price(high),
      low: price(low),
      close: price(close),
      volume: volume(Math.floor(draw() * 1000)),
      openTime: i * MINUTE_MS,
    }
  })
  return { name, bars: made }
}

function flat(name: string, price: number, volume: number): Named {
  const bar = { open: price, high: price, low: price, close: price, volume }
  return {
    name,
    bars: Array.from({ length: BARS }, (_, i) => ({ ...bar, openTime: i * MINUTE_MS })),
  }
}

/** Few distinct values, so that extremes, means and moves tie all the time. */
function ties(): Named {
  const draw = drawing(5)
  const one = () => TIES[Math.floor(draw() * TIES.length)]!
  const bars = Array.from({ length: BARS }, (_, i) => {
    const prices = [one(), one(), one(), one()]
    return {
      open: prices[0]!,
      high: Math.max(...prices),
      low: Math.min(...prices),
      close: prices[1]!,
      volume: Math.floor(draw() * 3),
      openTime: i * MINUTE_MS,
    }
  })
  return { name: 'ties', bars }
}

/** Open and close, or open, high, low and close, of patterns that random bars hardly ever make. */
const RARE: readonly (readonly (readonly number[])[])[] = [
  // Mat hold, three stars in the south, concealing baby swallow, breakaway, upside gap two crows.
  [
    [0, 48],
    [56, 52],
    [50, 44],
    [46, 40],
    [42, 64],
  ],
  [
    [40, 40, -25, 10],
    [28, 28, -10, 12],
    [10, 4],
  ],
  [
    [40, 16],
    [14, -6],
    [-10, 4, -20, -20],
    [6, -24],
  ],
  [
    [48, 0],
    [-8, -16],
    [-14, -12, -21, -20],
    [-20, -18, -27, -26],
    [-26, -4],
  ],
  [
    [0, 40],
    [52, 53, 47, 48],
    [55, 44],
  ],
]

/** Bars of extreme shapes in quarters, which sums keep exactly: every candle pattern occurs. */
function shapes(): Named {
  const draw = drawing(77)
  const pick = <T>(values: readonly T[]) => values[Math.floor(draw() * values.length)]!
  let previous = [4000, 4000, 4000, 4000]
  let base = 0
  let planned: (readonly number[])[] = []
  const shape = (): number[] => {
    const last = previous[3]!
    if (planned.length > 0) {
      const ticks = planned.shift()!.map((value) => base + value + pick([0, 0, 0, 0, 0, 0, 1, -1]))
      return [ticks[0]!, Math.max(...ticks), Math.min(...ticks), ticks.at(-1)!]
    }
    if (draw() < 0.03) [base, planned] = [last, [...pick(RARE)]]
    const drift = last > 6000 ? -8 : last < 2000 ? 8 : 0
    const open = pick([...previous, last]) + pick([0, 0, 0, 1, -1, 4, -4, 12, -12, 40, -40]) + drift
    const body = pick([0, 0, 1, 2, 4, 8, 16, 32, 48]) * pick([1, -1])
    const close = draw() < 0.1 ? last : open + body
    const high = Math.max(open, close) + pick([0, 0, 0, 1, 2, 8, 24])
    return [open, high, Math.min(open, close) - pick([0, 0, 0, 1, 2, 8, 24]), close]
  }
  const bars = Array.from({ length: 40_000 }, (_, i) => {
    previous = shape()
    const [open, high, low, close] = previous.map((ticks) => ticks / 4)
    return { open, high, low, close, volume: 1, openTime: i * MINUTE_MS } as Bar
  })
  return { name: 'shapes', bars }
}

function spiked(): Named {
  const { bars } = walk('', 6)
  const spike = { open: 500, high: 1e12, low: 499, close: 1e12, volume: 1e9 }
  return {
    name: 'spike',
    bars: bars.map((bar, i) => (i === 250 ? { ...bar, ...spike } : bar)),
  }
}

function recorded([name, path, count]: (typeof REAL)[number]): Named[] {
  const file = fileURLToPath(new URL(path, import.meta.url))
  if (!existsSync(file)) return []
  const [, ...lines] = gunzipSync(readFileSync(file))
    .toString('utf8')
    .trim()
    .split('\n', count + 1)
  const bars = lines.map((line) => {
    const [openTime, open, high, low, close, volume] = line.split(',').map(Number)
    return { openTime, open, high, low, close, volume } as Bar
  })
  return [{ name, bars }]
}

type Named = Pick<Series, 'name' | 'bars'>

export function makeSeries(): Series[] {
  const made: Named[] = [
    ...REAL.flatMap(recorded),
    walk('walk in cents', 1),
    walk('walk in thirds', 2, { price: (cents) => cents / 3 }),
    walk('huge', 3, { price: (cents) => cents * 2e7, volume: (lots) => lots * 1e6 }),
    walk('huge and calm', 4, { price: (cents) => 1e9 + cents * 1e-4 }),
    walk('tiny', 8, { price: (cents) => cents * 2e-14, volume: (lots) => lots * 1e-9 }),
    walk('wild', 9, { step: 5000 }),
    flat('constant', 100.1, 3),
    flat('zeros', 0, 0),
    ties(),
    shapes(),
    spiked(),
    { name: 'short', bars: walk('', 10).bars.slice(0, 40) },
  ]
  return made.map(({ name, bars }) => {
    const columns = COLUMNS.map((column) => [column, bars.map((bar) => bar[column])])
    return { name, bars, columns: Object.fromEntries(columns) }
  })
}
