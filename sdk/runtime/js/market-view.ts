// `market` as JS and TS authors see it: getters over the frame and the closed bars, nothing to set.
import { FRAME } from '#sdk/frame.ts'
import { show } from '../actions.ts'
import { averageVolume, highest, lowest, secondsSinceOpen } from '../bar-statistics.ts'
import { BOOK_FIGURES } from '../book-figures.ts'
import type { World } from '../guest.ts'
import { MarketError } from '../market-data.ts'
import { QUOTE_FIGURES, QUOTE_READERS } from '../quote-figures.ts'
import type { Series } from '../series.ts'

/** The strategy's own market: what every view has, and the moment's prices besides. */
export function marketView(world: World, symbol: string): object {
  const { frame } = world
  return Object.freeze(
    withGetters(
      barsView(world, () => world.market.own),
      {
        symbol: () => symbol,
        timestamp: () => frame[FRAME.time],
        price: () => frame[FRAME.price],
        ...Object.fromEntries(
          QUOTE_FIGURES.map((name) => [name, () => QUOTE_READERS[name](frame)]),
        ),
        barIndex: () => frame[FRAME.barIndex],
        isBarClose: () => frame[FRAME.isBarClose] === 1,
        isStale: () => frame[FRAME.isStale] === 1,
      },
    ),
  )
}

/** Another timeframe's view: the same members, over that timeframe's closed bars. */
function timeframeView(world: World, series: Series, own: object): object {
  const view = barsView(world, () => series)
  const moment = ['symbol', 'timestamp', 'price', ...QUOTE_FIGURES, 'isBarClose', 'isStale']
  for (const name of moment) {
    Object.defineProperty(view, name, Object.getOwnPropertyDescriptor(own, name)!)
  }
  return Object.freeze(withGetters(view, { barIndex: () => series.count - 1 }))
}

/** What a view says of closed bars; `series` is looked up at each use. */
function barsView(world: World, series: () => Series): object {
  const views = new Map<string, object>()
  const view = {
    bar: (n: unknown = 0) => barAt(series(), whole('bar', n, 0)),
    highest: (n: unknown) => highest(series(), whole('highest', n, 1)),
    lowest: (n: unknown) => lowest(series(), whole('lowest', n, 1)),
    avgVolume: (n: unknown) => averageVolume(series(), whole('avgVolume', n, 1)),
    // Written out: what is spread into it makes the object slow to read for V8.
    bookLevel: (n?: unknown) => BOOK_FIGURES.bookLevel!(world.frame, n, 'bookLevel'),
    bookDepth: (levels?: unknown) => BOOK_FIGURES.bookDepth!(world.frame, levels, 'bookDepth'),
    bookDepthWithin: (bps?: unknown) =>
      BOOK_FIGURES.bookDepthWithin!(world.frame, bps, 'bookDepthWithin'),
    depthImbalance: (levels?: unknown) =>
      BOOK_FIGURES.depthImbalance!(world.frame, levels, 'depthImbalance'),
    timeSinceOpen: () => secondsSinceOpen(series(), world.now()),
    tf(name: unknown) {
      if (typeof name !== 'string') {
        throw new MarketError(
          `market.tf: expected a timeframe such as "1h", received ${show(name)}`,
        )
      }
      let other = views.get(name)
      if (other === undefined) {
        other = timeframeView(world, world.market.series(null, name), view)
        views.set(name, other)
      }
      return other
    },
  }
  return withGetters(view, {
    timeframe: () => series().timeframe,
    // Each by its name: V8 looks a column that is named by a variable up at every read.
    open: () => last(series().columns.open, series().count),
    high: () => last(series().columns.high, series().count),
    low: () => last(series().columns.low, series().count),
    close: () => last(series().columns.close, series().count),
    volume: () => last(series().columns.volume, series().count),
  })
}

const last = (column: Float64Array, count: number) => (count === 0 ? Number.NaN : column[count - 1])

function barAt(series: Series, n: number): object | null {
  const i = series.count - 1 - n
  if (i < 0) return null
  const { columns } = series
  const openTime = Math.floor(columns.openTime[i]! / series.timeframeMs) * series.timeframeMs
  return {
    openTime,
    closeTime: openTime + series.timeframeMs,
    open: columns.open[i],
    high: columns.high[i],
    low: columns.low[i],
    close: columns.close[i],
    volume: columns.volume[i],
  }
}

function whole(name: string, n: unknown, least: number): number {
  if (typeof n === 'number' && Number.isInteger(n) && n >= least) return n
  const expected = `expected a whole number of bars from ${least}`
  throw new MarketError(`market.${name}: ${expected}, received ${show(n)}`)
}

/** Adds read-only, enumerable properties; setting one is an error in strict code. */
export function withGetters<T extends object>(
  target: T,
  getters: Readonly<Record<string, () => unknown>>,
): T {
  for (const [name, get] of Object.entries(getters)) {
    Object.defineProperty(target, name, { get, enumerable: true })
  }
  return target
}
