// The data sets that can be named from a page: the bundled one, the one that the config names, and the
// sessions that were recorded.
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { DATASETS, listDataset } from '../data/dataset.ts'
import { HostError } from '../errors.ts'
import { isRecording, recordingAt, SESSION_RECORDING } from '../recorder/folder.ts'
import type { DataSource } from './backtest-inputs.ts'

export interface DatasetPlaces {
  /** As the config names it: a data set, a folder, a file, a recording. */
  readonly configured: string
  /** The folder of sessions. */
  readonly sessions: string
}

/** Names in requests are the data set's, a slash, the symbol. */
export interface DatasetView {
  readonly id: string
  readonly label: string
  readonly source: DataSource
}

export interface RecordingView {
  /** The part of its ids before the slash. */
  readonly name: string
  readonly folder: string
}

/** More of them nobody looks through in a list. */
const RECORDINGS_MAX = 20

/** Files of bars; what cannot be listed, a single file for one, is left out. */
export function listDatasets({ configured }: DatasetPlaces): DatasetView[] {
  const found = Object.entries(foldersOf(configured)).flatMap(([name, folder]) =>
    listable(folder).map(({ symbol, interval, path }) => ({
      id: `${name}/${symbol}`,
      label: `${symbol} ${interval} · ${name}`,
      source: { symbol, path },
    })),
  )
  // Of one symbol in several intervals, the finest comes first and stands for it.
  return found.filter(({ id }, i) => found.findIndex((other) => other.id === id) === i)
}

/** The one that the config names, and those of the latest sessions, the newest first. */
export function listRecordings({ configured, sessions }: DatasetPlaces): RecordingView[] {
  const own = recordingAt(configured, sessions)
  const found = [
    ...(own === null ? [] : [{ name: basename(configured), folder: own }]),
    ...namesIn(sessions)
      .map((name) => ({ name, folder: join(sessions, name, SESSION_RECORDING) }))
      .filter(({ folder }) => isRecording(folder))
      .reverse(),
  ]
  const once = found.filter(({ folder }, i) => found.findIndex((o) => o.folder === folder) === i)
  return once.slice(0, RECORDINGS_MAX)
}

/** The bar file or the recording behind an id. */
export function resolveDataset(id: string, places: DatasetPlaces): DataSource {
  const slash = id.indexOf('/')
  const [name, symbol] = [id.slice(0, slash), id.slice(slash + 1)]
  const folder = foldersOf(places.configured)[name]
  const file = folder && listable(folder).find((one) => one.symbol === symbol)
  if (file) return { symbol, path: file.path }
  const recording = listRecordings(places).find((one) => one.name === name)
  if (recording !== undefined) return { symbol, path: recording.folder }
  const known = listDatasets(places).map((one) => one.id)
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

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}
