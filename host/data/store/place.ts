// Where the history store keeps things: <store>/<venue>/<symbol>/<timeframe>/<month>.parquet. Names
// and paths only; reads no bar.
import { readdirSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { didYouMean } from '#sdk/did-you-mean.ts'
import { timeframeMs } from '#sdk/timeframe.ts'
import { HostError } from '../../errors.ts'
import { isPartition } from './partitions.ts'

/** Beside the configuration, where the program is started. */
export const DEFAULT_STORE = 'data'

export interface DatasetId {
  readonly venue: string
  readonly symbol: string
  readonly timeframe: string
}

/** A dataset that is there. */
export interface StoredDataset extends DatasetId {
  readonly folder: string
  /** Paths of its partitions, oldest first. */
  readonly partitions: readonly string[]
}

/** What a venue or a symbol may be called: it becomes a folder's name. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

export const datasetName = ({ venue, symbol, timeframe }: DatasetId) =>
  `${venue}/${symbol}/${timeframe}`

export const datasetFolder = (store: string, { venue, symbol, timeframe }: DatasetId) =>
  join(store, venue, symbol, timeframe)

/** Where all timeframes of a symbol lie, and its corporate actions. */
export const symbolFolder = (store: string, { venue, symbol }: Omit<DatasetId, 'timeframe'>) =>
  join(store, venue, symbol)

/** "binance/BTCUSDT/1m"; null for what is not written like a dataset. */
export function parseDatasetName(text: string): DatasetId | null {
  const parts = text.split('/')
  const [venue, symbol, timeframe] = parts as [string, string, string]
  const isName = parts.length === 3 && NAME.test(venue) && NAME.test(symbol)
  return isName && timeframeMs(timeframe) !== null ? { venue, symbol, timeframe } : null
}

/** Throws for a venue's or symbol's name that cannot become a folder. */
export function checkName(option: '--venue' | '--symbol', name: string): void {
  if (NAME.test(name)) return
  const better = name.replace(/[^A-Za-z0-9._-]+/g, '')
  throw new HostError('usage', `${option} "${name}" is not a name that the store can keep`, {
    hint: `letters, digits, ".", "_" and "-" only${NAME.test(better) ? `: ${better}` : ''}`,
  })
}

/** The dataset in a folder of the store, told by the folder alone; null where there is none. */
export function datasetAt(folder: string): StoredDataset | null {
  const path = resolve(folder)
  const timeframe = basename(path)
  if (timeframeMs(timeframe) === null) return null
  const partitions = namesIn(path).filter(isPartition).sort()
  if (partitions.length === 0) return null
  return {
    venue: basename(dirname(dirname(path))),
    symbol: basename(dirname(path)),
    timeframe,
    folder,
    partitions: partitions.map((name) => join(folder, name)),
  }
}

/** All datasets of a store, by venue, symbol and length of timeframe. */
export function listDatasets(store: string): StoredDataset[] {
  const below = (folder: string) =>
    namesIn(folder)
      .sort()
      .map((name) => join(folder, name))
  return below(store)
    .flatMap(below)
    .flatMap((folder) =>
      namesIn(folder)
        .sort((a, b) => (timeframeMs(a) ?? 0) - (timeframeMs(b) ?? 0))
        .flatMap((name) => datasetAt(join(folder, name)) ?? []),
    )
}

/** The dataset `name` of a store; throws, with what was meant, if it is not there. */
export function findDataset(store: string, name: string): StoredDataset {
  const id = parseDatasetName(name)
  const found = id === null ? null : datasetAt(datasetFolder(store, id))
  if (found !== null) return found
  const names = listDatasets(store).map(datasetName)
  throw new HostError('not-found', `no dataset "${name}" in the store "${store}"`, {
    hint: meant(name, names) ?? whatIsThere(store, names),
  })
}

const LISTED_MAX = 8

/** Which of a store's datasets may be meant by `name`; null where none is near. */
function meant(name: string, names: readonly string[]): string | null {
  const nearest = didYouMean(name, names)
  if (nearest !== null) return `did you mean "${nearest}"?`
  const [venue, symbol] = name.split('/')
  const near = names.filter((one) => one.startsWith(`${venue}/${symbol}/`))
  return near.length === 0 ? null : `there: ${near.slice(0, LISTED_MAX).join(', ')}`
}

function whatIsThere(store: string, names: readonly string[]): string {
  if (names.length === 0) return `"${store}" holds no dataset yet: see watchfire data import --help`
  const rest = names.length > LISTED_MAX ? ', …' : ''
  return `there: ${names.slice(0, LISTED_MAX).join(', ')}${rest}`
}

function namesIn(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return []
  return readdirSync(folder)
}
