// The data sets that can be named from a page: the bundled one, and the one that the config names.
import { basename } from 'node:path'
import { DATASETS, listDataset } from '../data/dataset.ts'
import { HostError } from '../errors.ts'
import type { DataSource } from './backtest-inputs.ts'

export interface DatasetView {
  /** Names it in requests: the data set's, a slash, the symbol. */
  readonly id: string
  readonly label: string
  readonly symbol: string
  /** As in the file's name: "1m". */
  readonly interval: string
}

/** What cannot be listed, a single file for one, is left out. */
export function listDatasets(configured: string): DatasetView[] {
  const found = Object.entries(foldersOf(configured)).flatMap(([name, folder]) =>
    listable(folder).map(({ symbol, interval }) => ({
      id: `${name}/${symbol}`,
      label: `${symbol} ${interval} · ${name}`,
      symbol,
      interval,
    })),
  )
  // Of one symbol in several intervals, the finest comes first and stands for it.
  return found.filter(({ id }, i) => found.findIndex((other) => other.id === id) === i)
}

/** The bar file behind an id. */
export function resolveDataset(id: string, configured: string): DataSource {
  const [name = '', symbol = ''] = id.split('/')
  const folder = foldersOf(configured)[name]
  const file = folder && listable(folder).find((one) => one.symbol === symbol)
  if (file) return { symbol, path: file.path }
  const known = listDatasets(configured).map((one) => one.id)
  throw new HostError('not-found', `no data set "${id.slice(0, 80)}"`, {
    hint: `there: ${known.join(', ')}`,
  })
}

function foldersOf(configured: string): Readonly<Record<string, string>> {
  if (Object.hasOwn(DATASETS, configured)) return DATASETS
  return { ...DATASETS, [basename(configured)]: configured }
}

function listable(folder: string) {
  try {
    return listDataset(folder)
  } catch {
    return []
  }
}
