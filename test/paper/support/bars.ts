// Bar files for tests, cut from the bundled recording, with holes.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { resolveData } from '#host/data/dataset.ts'
import { loadBars, type TimeRange } from '#host/data/load.ts'
import { BAR_COLUMNS } from '#sdk/domain.ts'

export const DAY = 86_400_000
export const FROM = Date.UTC(2025, 4, 5)

/** Writes both symbols' bars to a folder, without those that `isHole` names by row and symbol. */
export async function writeBars(
  folder: string,
  range: TimeRange,
  isHole: (row: number, symbol: number) => boolean,
): Promise<string> {
  const data = join(folder, 'data')
  mkdirSync(data)
  for (const [k, symbol] of ['BTCUSDT', 'ETHUSDT'].entries()) {
    const { columns, count } = await loadBars(resolveData('bundled', symbol), range)
    const lines = ['timestamp,open,high,low,close,volume']
    for (let i = 0; i < count; i++) {
      if (!isHole(i, k)) lines.push(BAR_COLUMNS.map((name) => columns[name][i]).join(','))
    }
    writeFileSync(join(data, `${symbol}-1m.csv`), `${lines.join('\n')}\n`)
  }
  return data
}

/** Writes so many minutes of each symbol: prices that rise and fall, each symbol's at its own pace. */
export function writeWaves(folder: string, symbols: readonly string[], minutes: number): string {
  const data = join(folder, 'data')
  mkdirSync(data)
  for (const [k, symbol] of symbols.entries()) {
    const price = (i: number) => 100 + k + 5 * Math.sin((i + k) / (4 + (k % 7)))
    const lines = ['timestamp,open,high,low,close,volume']
    for (let i = 0; i < minutes; i++) {
      const [open, close] = [price(i), price(i + 1)]
      const [high, low] = [Math.max(open, close) + 0.1, Math.min(open, close) - 0.1]
      lines.push([FROM + i * 60_000, open, high, low, close, 10].join(','))
    }
    writeFileSync(join(data, `${symbol}-1m.csv`), `${lines.join('\n')}\n`)
  }
  return data
}
