// The columns that a bar file must name, and how they are found among those it has.

import { didYouMean } from '#sdk/did-you-mean.ts'
import { HostError } from '../errors.ts'

/** As files name them, in the order of BAR_COLUMNS. */
export const FILE_COLUMNS = ['timestamp', 'open', 'high', 'low', 'close', 'volume'] as const

/** What other tools call a bar's open time. */
const TIMESTAMP_ALIASES = ['date', 'datetime', 'time', 'open_time', 'opentime', 'open time', 'ts']

/** For each of FILE_COLUMNS its index in `found`; letter case and outer spaces do not matter. */
export function findColumns(
  found: readonly string[],
  path: string,
  { isForeign = false } = {},
): number[] {
  const given = found.map((name) => name.trim().toLowerCase())
  const alias = given.includes('timestamp') ? undefined : given.find(isTimeAlias)
  const names = isForeign ? given.map((name) => (name === alias ? 'timestamp' : name)) : given
  const missing = FILE_COLUMNS.filter((column) => !names.includes(column))
  if (missing.length > 0) throw missingColumns(missing, names, path)
  for (const column of FILE_COLUMNS) {
    if (names.indexOf(column) === names.lastIndexOf(column)) continue
    throw new HostError('bad-format', `the column ${column} is there twice`, {
      file: path,
      hint: 'keep one of the two, or rename the other',
    })
  }
  return FILE_COLUMNS.map((column) => names.indexOf(column))
}

const isTimeAlias = (name: string) => TIMESTAMP_ALIASES.includes(name)

function missingColumns(missing: string[], names: string[], path: string): HostError {
  const shown = names.slice(0, 20).map((name) => (name === '' ? '(no name)' : name.slice(0, 40)))
  const rest = names.length > shown.length ? `, and ${names.length - shown.length} more` : ''
  const noun = missing.length === 1 ? 'column' : 'columns'
  return new HostError(
    'bad-format',
    `no ${noun} ${missing.join(', ')}; found: ${shown.join(', ')}${rest}`,
    { file: path, hint: wayOut(missing, names) },
  )
}

function wayOut(missing: string[], names: string[]): string {
  const header = FILE_COLUMNS.join(',')
  if (names.some((name) => name !== '' && Number.isFinite(Number(name)))) {
    return `the first line must name the columns: ${header}`
  }
  if (names.length === 1 && /[;\t|]/.test(names[0]!)) {
    return `separate the fields by commas: ${header}`
  }
  const spare = names.filter((name) => !(FILE_COLUMNS as readonly string[]).includes(name))
  const renames = missing.flatMap((column) => {
    const alias = column === 'timestamp' ? spare.find(isTimeAlias) : null
    const nearest = alias ?? didYouMean(column, spare)
    return nearest === null ? [] : [`"${nearest}" to "${column}"`]
  })
  return renames.length > 0 ? `rename ${renames.join(', ')}` : `a bar file has ${header}`
}
