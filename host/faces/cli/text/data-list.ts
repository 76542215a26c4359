// The store's datasets for people and as JSON.
import type { ListedDataset } from '#host/app/data-list.ts'
import { formatError, HostError } from '#host/errors.ts'
import { bytes, count, time } from './figures.ts'
import { alignTable } from './table.ts'

const HEAD = ['venue', 'symbol', 'timeframe', 'from', 'to', 'bars', 'gaps', 'size']

export function listText(rows: readonly ListedDataset[], store: string): string {
  if (rows.length === 0) {
    return `No dataset in "${store}" yet. watchfire data import --help tells how to get one in.\n`
  }
  const cells = rows.map(({ dataset: { venue, symbol, timeframe }, summary }) => {
    const names = [venue, symbol, timeframe]
    if (summary instanceof HostError) return [...names, 'cannot be read', '', '', '', '']
    const { from, to, bars, gaps, bytes: size } = summary
    return [...names, time(from), time(to), count(bars), count(gaps), bytes(size)]
  })
  const faults = rows.flatMap(({ summary }) =>
    summary instanceof HostError ? [formatError(summary)] : [],
  )
  return `${[...alignTable([HEAD, ...cells], 'lllllrrr'), ...faults].join('\n')}\n`
}

export function listJson(rows: readonly ListedDataset[]): string {
  const list = rows.map(({ dataset: { venue, symbol, timeframe }, summary }) =>
    summary instanceof HostError
      ? { venue, symbol, timeframe, error: summary.message, file: summary.file }
      : { venue, symbol, timeframe, ...summary },
  )
  return `${JSON.stringify(list, null, 2)}\n`
}
