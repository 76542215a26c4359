// Corporate actions as LEAN keeps them: a factor file (date, price factor, split factor, close) and
// a map file (last date of a ticker, ticker, exchange). Text in, rows out.
import { HostError } from '../../errors.ts'

/** Multiply prices up to and including `date` by both factors to adjust them. */
export interface FactorRow {
  /** 2014-06-06: the last day before the next row's factors hold. */
  readonly date: string
  /** For dividends. */
  readonly price: number
  readonly split: number
  /** The raw close on that date; null where the file does not say. */
  readonly close: number | null
}

/** A ticker that the company traded under, up to and including `until`. */
export interface TickerRow {
  readonly until: string
  readonly ticker: string
}

export type ActionFile =
  | { readonly kind: 'factors'; readonly rows: readonly FactorRow[] }
  | { readonly kind: 'tickers'; readonly rows: readonly TickerRow[] }

const ROW = /^(\d{4})(\d{2})(\d{2}),(.*)$/

export function parseActionFile(text: string, path: string): ActionFile {
  const lines = text.split(/\r?\n/).flatMap((line, i) => {
    const content = line.trim()
    return content === '' ? [] : [{ content, line: i + 1 }]
  })
  if (lines.length === 0) throw new HostError('no-data', 'the file is empty', { file: path })
  const isTickers = /^\d{8},[A-Za-z]/.test(lines[0]!.content)
  let previous = ''
  const rows = lines.map(({ content, line }) => {
    const match = ROW.exec(content)
    const date = match === null ? null : `${match[1]}-${match[2]}-${match[3]}`
    const row =
      date === null ? null : isTickers ? tickerRow(date, match![4]!) : factorRow(date, match![4]!)
    if (row === null || !isDate(date!)) {
      throw rowFault(
        path,
        line,
        `expected ${isTickers ? TICKER_FORM : FACTOR_FORM}, received "${content.slice(0, 60)}"`,
      )
    }
    if (date! <= previous) throw rowFault(path, line, `the date ${date} is not after ${previous}`)
    previous = date!
    return row
  })
  return { kind: isTickers ? 'tickers' : 'factors', rows } as ActionFile
}

const FACTOR_FORM = 'yyyymmdd,price factor,split factor,close'
const TICKER_FORM = 'yyyymmdd,ticker,exchange'

function rowFault(path: string, line: number, message: string): HostError {
  return new HostError('bad-format', message, {
    file: path,
    line,
    hint: 'a LEAN factor file or map file is expected',
  })
}

const isDate = (date: string) => Number.isFinite(Date.parse(`${date}T00:00:00Z`))

function factorRow(date: string, rest: string): FactorRow | null {
  const [price, split, close] = rest.split(',').map(Number)
  if (!(price! > 0 && price! < 1e6 && split! > 0 && split! < 1e6)) return null
  // 0 and 1 stand for "not known" at both ends of a file.
  return { date, price: price!, split: split!, close: close! > 1 ? close! : null }
}

function tickerRow(until: string, rest: string): TickerRow | null {
  const ticker = rest.split(',')[0]!.trim()
  return /^[A-Za-z0-9._-]+$/.test(ticker) ? { until, ticker: ticker.toUpperCase() } : null
}
