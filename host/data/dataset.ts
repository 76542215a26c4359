// What `--data` may name: a bar file, a folder of bar files, or the dataset that comes with the
// program. Picks paths; reads no bar.
import { readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HostError } from '../errors.ts'
import { didYouMean } from '../suggest.ts'

/** Folders of bar files by name. */
export const DATASETS: Readonly<Record<string, string>> = {
  bundled: fileURLToPath(new URL('../../examples/data', import.meta.url)),
}

export interface DatasetFile {
  readonly symbol: string
  /** As in the file's name: "1m", "1d", "1w"; "1M" is a month. */
  readonly interval: string
  readonly path: string
}

const FILE_NAME = /^(.+)-(\d+)([smhdwM])\.(parquet|csv|csv\.zst|csv\.gz)$/
const UNIT_SECONDS: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 7 * 86_400,
  M: 30 * 86_400,
}
/** Of the same bars in several forms, the one that loads fastest. */
const FORMS = ['parquet', 'csv', 'csv.zst', 'csv.gz']

/** The files named `<SYMBOL>-<interval>.<extension>` in a folder, by symbol, finest first. */
export function listDataset(directory: string): DatasetFile[] {
  return readdirSync(directory)
    .flatMap((name) => {
      const match = FILE_NAME.exec(name)
      if (match === null) return []
      const [, symbol, amount, unit, form] = match as unknown as [string, ...string[]]
      const rank = Number(amount) * UNIT_SECONDS[unit!]! * FORMS.length + FORMS.indexOf(form!)
      const file = { symbol: symbol!, interval: `${amount}${unit}`, path: join(directory, name) }
      return [{ rank, file }]
    })
    .sort((a, b) => compare(a.file.symbol, b.file.symbol) || a.rank - b.rank)
    .map(({ file }) => file)
}

/** The bar file that `--data spec` means for `symbol`: in a folder, its finest interval. */
export function resolveData(spec: string, symbol: string): string {
  // What is there under that path goes before a dataset's name.
  const directory = kindOf(spec) === null && Object.hasOwn(DATASETS, spec) ? DATASETS[spec]! : spec
  const kind = kindOf(directory)
  if (kind === null) throw noSuchData(spec)
  if (kind === 'file') return spec
  const files = listDataset(directory)
  const found = files.find((file) => file.symbol === symbol)
  if (found === undefined) throw noSuchSymbol(symbol, { files, spec })
  return found.path
}

function kindOf(path: string): 'file' | 'folder' | null {
  const found = statSync(path, { throwIfNoEntry: false })
  return found === undefined ? null : found.isDirectory() ? 'folder' : 'file'
}

function noSuchData(spec: string): HostError {
  const folder = dirname(spec)
  const neighbours = kindOf(folder) === 'folder' ? readdirSync(folder) : []
  const nearest = didYouMean(spec, Object.keys(DATASETS)) ?? didYouMean(basename(spec), neighbours)
  const meant = nearest === null ? '' : `did you mean "${nearest}"? `
  return new HostError('not-found', `no file, folder or dataset "${spec}"`, {
    hint: `${meant}--data takes a bar file, a folder of them, or "bundled"`,
  })
}

function noSuchSymbol(
  symbol: string,
  { files, spec }: { files: readonly DatasetFile[]; spec: string },
): HostError {
  if (files.length === 0) {
    return new HostError('not-found', `no bar file in "${spec}"`, {
      hint: 'its files must be named <SYMBOL>-<interval>.csv, .csv.gz, .csv.zst or .parquet',
    })
  }
  const symbols = [...new Set(files.map((file) => file.symbol))]
  const nearest = didYouMean(symbol, symbols)
  return new HostError('not-found', `no bars of "${symbol}" in "${spec}"`, {
    hint: `${nearest === null ? '' : `did you mean "${nearest}"? `}there: ${symbols.join(', ')}`,
  })
}

/** By code units, so that the order is the same everywhere. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
