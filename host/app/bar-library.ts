// Bars of files that are asked for again and again, kept as long as there is room.
import { LRUCache } from 'lru-cache'
import { type BarSeries, loadBars, type TimeRange } from '../data/load.ts'

const BYTES_MAX = 256 * 2 ** 20

export class BarLibrary {
  readonly #series = new LRUCache<string, BarSeries>({
    maxSize: BYTES_MAX,
    sizeCalculation: ({ columns }) => columns.openTime.buffer.byteLength,
  })

  /** As `loadBars`; a file that changes on disk is not read again while its bars are kept. */
  async load(path: string, range: TimeRange = {}): Promise<BarSeries> {
    const key = `${range.from} ${range.to} ${path}`
    const series = this.#series.get(key) ?? (await loadBars(path, range))
    this.#series.set(key, series)
    return series
  }
}
