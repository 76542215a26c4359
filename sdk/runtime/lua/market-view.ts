// `market` as Lua authors see it: a table whose values are brought up to date before each call.
import { FRAME } from '#sdk/frame.ts'
import { snakeCase } from '#sdk/names.ts'
import { show } from '../actions.ts'
import { averageVolume, highest, lowest, secondsSinceOpen } from '../bar-statistics.ts'
import { BOOK_FIGURES } from '../book-figures.ts'
import type { World } from '../guest.ts'
import { MarketError } from '../market-data.ts'
import { QUOTE_FIGURES, QUOTE_READERS } from '../quote-figures.ts'
import type { Series } from '../series.ts'
import { readArgument } from './arguments.ts'
import { INTEGER, type LuaState, Table, type TValue } from './fengari.ts'
import {
  boolean,
  float,
  nil,
  number,
  numberType,
  push,
  setField,
  string,
  stringOf,
  tableValue,
} from './values.ts'
import { createView, type View } from './view.ts'

export interface MarketView {
  readonly value: TValue
  /** Shows the moment in the frame, in every timeframe that the script has looked at. */
  refresh(): void
}

export function createMarketView(L: LuaState, world: World, symbol: string): MarketView {
  const views = new Map<string, BarsView>()
  const all: BarsView[] = []

  function open(series: () => Series, index: () => number): BarsView {
    const view = createBarsView(L, { world, symbol, series, index, tf })
    all.push(view)
    return view
  }

  function tf(name: unknown): TValue {
    if (typeof name !== 'string') {
      throw new MarketError(`market.tf: expected a timeframe such as "1h", received ${show(name)}`)
    }
    let view = views.get(name)
    if (view === undefined) {
      const series = world.market.series(null, name)
      view = open(
        () => series,
        () => series.count - 1,
      )
      views.set(name, view)
      view.refresh()
    }
    return view.value
  }

  const own = open(
    () => world.market.own,
    () => world.frame[FRAME.barIndex]!,
  )
  return {
    value: own.value,
    refresh() {
      for (let i = 0; i < all.length; i++) all[i]!.refresh()
    },
  }
}

type BarsView = MarketView

interface BarsOptions {
  readonly world: World
  readonly symbol: string
  /** Looked up at each use: the strategy's own series is known only when the run starts. */
  series(): Series
  /** Of the latest closed bar. */
  index(): number
  tf(name: unknown): TValue
}

function createBarsView(L: LuaState, options: BarsOptions): BarsView {
  const { world, symbol, series, index, tf } = options
  const { frame } = world
  const view = createView(L, { name: 'market' })
  view.add('symbol', string(symbol))
  const timeframe = view.add('timeframe', string(''))
  const timestamp = view.add('timestamp', number(0))
  const [price, open, high, low, close, volume] = PRICES.map((name) =>
    view.add(name, float(Number.NaN)),
  ) as [TValue, TValue, TValue, TValue, TValue, TValue]
  const quote = QUOTE_FIGURES.map((name) => {
    return { cell: view.add(snakeCase(name), float(Number.NaN)), read: QUOTE_READERS[name] }
  })
  let isQuoted = false
  const barIndex = view.add('bar_index', number(-1))
  const isBarClose = view.add('is_bar_close', boolean(false))
  const isStale = view.add('is_stale', boolean(false))
  addFunctions(view, world, series, tf)
  let shown: Series | null = null

  function refresh(): void {
    const bars = series()
    if (bars !== shown) {
      shown = bars
      timeframe.value = stringOf(bars.timeframe)
    }
    const { columns, count } = bars
    const last = count - 1
    const time = frame[FRAME.time]!
    timestamp.type = numberType(time)
    timestamp.value = time
    price.value = frame[FRAME.price]
    // Before the first closed bar there is none to read: undefined + 0 is NaN.
    open.value = columns.open[last]! + 0
    high.value = columns.high[last]! + 0
    low.value = columns.low[last]! + 0
    close.value = columns.close[last]! + 0
    volume.value = columns.volume[last]! + 0
    // Most feeds have no quotes, and NaN is there already.
    const wasQuoted = isQuoted
    isQuoted = !(
      Number.isNaN(frame[FRAME.bid]!) &&
      Number.isNaN(frame[FRAME.ask]!) &&
      Number.isNaN(frame[FRAME.flowImbalance]!)
    )
    if (isQuoted || wasQuoted) for (const { cell, read } of quote) cell.value = read(frame)
    barIndex.value = index()
    isBarClose.value = frame[FRAME.isBarClose] === 1
    isStale.value = frame[FRAME.isStale] === 1
  }

  return { value: tableValue(view.table), refresh }
}

const PRICES = ['price', 'open', 'high', 'low', 'close', 'volume'] as const

function addFunctions(view: View, world: World, series: () => Series, tf: BarsOptions['tf']): void {
  view.addFunction('bar', (L, first) => {
    push(L, barAt(L, series(), first < L.top ? whole(L, 'bar', first, 0) : 0))
    return 1
  })
  for (const [name, figure] of Object.entries(FIGURES)) {
    view.addFunction(name, (L, first) => {
      push(L, float(figure(series(), whole(L, name, first, 1))))
      return 1
    })
  }
  for (const [camel, figure] of Object.entries(BOOK_FIGURES)) {
    const name = snakeCase(camel)
    view.addFunction(name, (L, first) => {
      const argument = first < L.top ? readArgument(L, first) : undefined
      push(L, figureValue(L, figure(world.frame, argument, name)))
      return 1
    })
  }
  view.addFunction('time_since_open', (L) => {
    push(L, number(secondsSinceOpen(series(), world.now())))
    return 1
  })
  view.addFunction('tf', (L, first) => {
    push(L, tf(readArgument(L, first)))
    return 1
  })
}

function figureValue(L: LuaState, figure: number | object): TValue {
  if (typeof figure === 'number') return float(figure)
  const table = new Table(L)
  for (const [key, value] of Object.entries(figure))
    setField(L, table, snakeCase(key), float(value))
  return tableValue(table)
}

const FIGURES = { highest, lowest, avg_volume: averageVolume }

function barAt(L: LuaState, series: Series, n: number): TValue {
  const i = series.count - 1 - n
  if (i < 0) return nil()
  const { columns, timeframeMs } = series
  const openTime = Math.floor(columns.openTime[i]! / timeframeMs) * timeframeMs
  const table = new Table(L)
  setField(L, table, 'open_time', number(openTime))
  setField(L, table, 'close_time', number(openTime + timeframeMs))
  for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) {
    setField(L, table, name, float(columns[name][i]!))
  }
  return tableValue(table)
}

function whole(L: LuaState, name: string, at: number, least: number): number {
  const value = at < L.top ? L.stack[at]! : null
  const n = value?.type === INTEGER ? (value.value as number) : readArgument(L, at)
  if (typeof n === 'number' && Number.isInteger(n) && n >= least) return n
  const expected = `expected a whole number of bars from ${least}`
  throw new MarketError(`market.${name}: ${expected}, received ${show(n)}`)
}
