// A year of 1m bars to measure on: real ones, repeated until there are enough of them.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type BarSeries, loadBars } from '#host/data/load.ts'
import { BAR_COLUMNS } from '#sdk/domain.ts'

export const YEAR_BARS = 525_600

const ROOT = join(import.meta.dirname, '../../..')
const PREFERRED = join(ROOT, '../shared/data/bars/bitfinex-2018/BTCUSD-1m.csv.gz')
const BUNDLED = join(ROOT, 'examples/data/BTCUSDT-1m.csv.gz')

/** The bars, and where they come from, to be printed beside the figures. */
export async function yearOfBars(): Promise<{ bars: BarSeries; from: string }> {
  const path = existsSync(PREFERRED) ? PREFERRED : BUNDLED
  const from = path === PREFERRED ? 'bitfinex-2018 BTCUSD 1m' : 'bundled BTCUSDT 1m'
  return { bars: repeated(await loadBars(path), YEAR_BARS), from: `${from}, repeated` }
}

function repeated(source: BarSeries, count: number): BarSeries {
  const buffer = new SharedArrayBuffer(count * BAR_COLUMNS.length * 8)
  const columns = Object.fromEntries(
    BAR_COLUMNS.map((name, k) => [name, new Float64Array(buffer, k * count * 8, count)]),
  ) as unknown as BarSeries['columns']
  for (const name of BAR_COLUMNS) {
    for (let i = 0; i < count; i++) columns[name][i] = source.columns[name][i % source.count]!
  }
  const start = source.columns.openTime[0]!
  for (let i = 0; i < count; i++) columns.openTime[i] = start + i * source.intervalMs
  return { ...source, columns, count }
}
