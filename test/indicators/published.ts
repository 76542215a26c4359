// Reads the published indicator series of ../shared/data/indicators, where that folder is there.

import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { Bar } from './series.ts'

const FOLDER = fileURLToPath(new URL('../../../shared/data/indicators/', import.meta.url))

export const isPublishedDataThere = existsSync(FOLDER)

function read(file: string): string {
  const bytes = readFileSync(FOLDER + file)
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return text.replace(/^\ufeff/, '').trim()
}

export interface Table {
  /** What the file lacks is NaN. */
  bars: Bar[]
  /** The cells of the first column with that name. */
  cells(column: string): string[]
}

export function readTable(file: string): Table {
  const [header, ...rows] = read(file)
    .split(/\r?\n/)
    .map((line) => line.split(',').map((cell) => cell.trim()))
  const cells = (column: string) => {
    const at = header!.indexOf(column)
    if (at < 0) throw new Error(`${file}: expected a column ${column}, received ${header}`)
    return rows.map((row) => row[at] ?? '')
  }
  const number = (row: string[], name: string) => {
    const at = header!.findIndex((cell) => cell.toLowerCase() === name)
    return at < 0 ? NaN : Number(row[at])
  }
  const bars = rows.map((row) => ({
    open: number(row, 'open'),
    high: number(row, 'high'),
    low: number(row, 'low'),
    close: number(row, 'close'),
    volume: number(row, 'volume'),
    openTime: 0,
  }))
  return { bars, cells }
}

/** Tulip's: name and options, then one `{…}` line per input, then one per output. */
export function readTulip(heading: string): string[][] {
  const lines = read('tulip/untest.txt').split(/\r?\n/)
  const start = lines.indexOf(heading)
  if (start < 0) throw new Error(`tulip/untest.txt: expected a line "${heading}"`)
  const end = lines.findIndex((line, i) => i > start && !line.startsWith('{'))
  return lines
    .slice(start + 1, end < 0 ? undefined : end)
    .map((line) => line.slice(1, -1).split(','))
}

/** Stock.Indicators' results over its own daily bars, one row a bar. */
export function readResults(file: string): Record<string, number | null>[] {
  return JSON.parse(read(`stock-indicators/results/${file}`))
}
