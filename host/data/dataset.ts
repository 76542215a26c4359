// What `--data` may name: a bar file, a folder of bar files, a dataset of the history store, or the
// one that comes with the program. Picks paths; reads no bar.
import { readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { didYouMean } from '#sdk/did-you-mean.ts'
import { HostError } from '../errors.ts'
import {
  DEFAULT_STORE,
  datasetAt,
  datasetFolder,
  datasetName,
  listDatasets,
  parseDatasetName,
  type StoredDataset,
} from './store/place.ts'

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

/**
 * What `--data spec` means for `symbol`: a bar file (in a folder, that of its finest interval), or
 * the folder of a dataset in the store.
 */
export function resolveData(
  spec: string,
  symbol: string,
  { store = DEFAULT_STORE }: { readonly store?: string | undefined } = {},
): string {
  // What is there under that path goes before a dataset's name.
  const kind = kindOf(spec)
  if (kind === 'file') return spec
  if (kind === null && Object.hasOwn(DATASETS, spec)) {
    return findFile(DATASETS[spec]!, symbol, spec)
  }
  const dataset = datasetAt(spec) ?? (kind === null ? storedDataset(spec, store) : null)
  if (dataset !== null) return folderOf(dataset, symbol, spec)
  if (kind === null) throw noSuchData(spec, store)
  return findFile(spec, symbol, spec)
}

function findFile(directory: string, symbol: string, spec: string): string {
  const files = listDataset(directory)
  const found = files.find((file) => file.symbol === symbol)
  if (found === undefined) throw noSuchSymbol(symbol, { files, spec })
  return found.path
}

function storedDataset(spec: string, store: string): StoredDataset | null {
  const id = parseDatasetName(spec)
  return id === null ? null : datasetAt(datasetFolder(store, id))
}

function folderOf(dataset: StoredDataset, symbol: string, spec: string): string {
  if (dataset.symbol === symbol) return dataset.folder
  throw new HostError(
    'not-found',
    `the dataset "${spec}" is of ${dataset.symbol}, not "${symbol}"`,
    {
      hint: `--symbol ${dataset.symbol}, or --data ${dataset.venue}/${symbol}/${dataset.timeframe}`,
    },
  )
}

function kindOf(path: string): 'file' | 'folder' | null {
  const found = statSync(path, { throwIfNoEntry: false })
  return found === undefined ? null : found.isDirectory() ? 'folder' : 'file'
}

function noSuchData(spec: string, store: string): HostError {
  const folder = dirname(spec)
  const neighbours = kindOf(folder) === 'folder' ? readdirSync(folder) : []
  const stored = listDatasets(store).map(datasetName)
  const nearest =
    didYouMean(spec, Object.keys(DATASETS)) ??
    didYouMean(basename(spec), neighbours) ??
    didYouMean(spec, stored)
  const meant = nearest === null ? '' : `did you mean "${nearest}"? `
  return new HostError('not-found', `no file, folder or dataset "${spec}"`, {
    hint: `${meant}data is a bar file, a folder of them, venue/symbol/timeframe of the store, a recording, or "bundled"`,
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
