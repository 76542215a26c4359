// Kite's list of instruments of an exchange: a CSV file, made anew every morning.
import { FrameFault } from '../socket/fields.ts'

export interface KiteInstrument {
  readonly token: number
  readonly symbol: string
  readonly tickSize: number
  readonly lotSize: number
}

const COLUMNS = ['instrument_token', 'tradingsymbol', 'tick_size', 'lot_size'] as const

/** Throws a FrameFault for what is not such a list. */
export function readInstruments(csv: string): KiteInstrument[] {
  const [head = '', ...lines] = csv.trim().split(/\r?\n/)
  const names = cellsOf(head)
  const [token, symbol, tick, lot] = COLUMNS.map((name) => {
    const index = names.indexOf(name)
    if (index < 0) throw new FrameFault(`expected a column "${name}"`)
    return index
  })
  return lines.map((line, i) => {
    const cells = cellsOf(line)
    return {
      token: numberOf(cells[token!], `instrument_token of row ${i + 1}`),
      symbol: cells[symbol!] ?? '',
      tickSize: numberOf(cells[tick!], `tick_size of row ${i + 1}`),
      lotSize: numberOf(cells[lot!], `lot_size of row ${i + 1}`),
    }
  })
}

/** Names of companies may have commas, in quotes. */
function cellsOf(line: string): string[] {
  const cells = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []
  return cells.map((cell) => cell.replace(/,$/, '').replace(/^"([\s\S]*)"$/, '$1'))
}

function numberOf(cell: string | undefined, name: string): number {
  const value = cell === undefined || cell === '' ? Number.NaN : Number(cell)
  if (!Number.isFinite(value)) throw new FrameFault(`expected ${name} to be a number`)
  return value
}
