// Real bars for the emulated exchange: those that come with Watchfire, moved in time where a test
// trades now.
import { resolveData } from '#host/data/dataset.ts'
import { loadBars } from '#host/data/load.ts'
import type { HistoryBar } from '#host/venues/venue.ts'
import type { Listed } from './market.ts'

export interface Cut {
  /** Rows of the recording. */
  readonly skip: number
  readonly count: number
  /** Where the first bar is put, and how long a bar is made; without: as it was. */
  readonly start?: number
  readonly intervalMs?: number
}

export async function recordedBars(base: string, cut: Cut): Promise<Listed> {
  const { columns } = await loadBars(resolveData('bundled', `${base}USDT`), {})
  const { skip, count, start, intervalMs = 60_000 } = cut
  const bars = Array.from({ length: count }, (_, i): HistoryBar => {
    const row = skip + i
    return {
      openTime: start === undefined ? columns.openTime[row]! : start + i * intervalMs,
      open: columns.open[row]!,
      high: columns.high[row]!,
      low: columns.low[row]!,
      close: columns.close[row]!,
      volume: columns.volume[row]!,
    }
  })
  return { base, quote: 'USDT', bars }
}
