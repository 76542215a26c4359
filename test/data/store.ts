// Stores and bars for the tests of the history store: folders of their own, bars worked by hand.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { asBars } from '#host/data/series.ts'
import type { BarColumns } from '#sdk/domain.ts'

/** A folder for a store, not yet there. */
export function temporaryStore(): string {
  const folder = mkdtempSync(join(tmpdir(), 'watchfire-store-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'data')
}

/** [time, open, high, low, close, volume] each. */
export const barsOf = (rows: readonly (readonly number[])[]): BarColumns =>
  asBars(Array.from({ length: 6 }, (_, k) => Float64Array.from(rows, (row) => row[k]!)))

export const MINUTE = 60_000

/** So many bars from `start` on that all close at `close`. */
export const flatBars = (start: number, count: number, close = 100, step = MINUTE): BarColumns =>
  barsOf(
    Array.from({ length: count }, (_, i) => [
      start + i * step,
      close,
      close + 1,
      close - 1,
      close,
      5,
    ]),
  )

/** Every file below a folder by its path, as text of its bytes: what must not change. */
export function contentOf(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {}
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== '.lock')
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path, readFileSync(path, 'base64')]),
  )
}
