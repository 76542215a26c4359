// A symbol's splits and dividends into the history store.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { type Adjustment, adjustmentsOf } from '../data/actions/adjust.ts'
import { auditActions } from '../data/actions/audit.ts'
import { type ActionFile, parseActionFile } from '../data/actions/factor-file.ts'
import { writeActions } from '../data/actions/record.ts'
import { checkName, datasetName, listDatasets } from '../data/store/place.ts'
import { readDataset } from '../data/store/read.ts'
import { HostError } from '../errors.ts'
import type { ImportPorts } from './data-import.ts'

export interface ActionsRequest {
  readonly store: string
  readonly venue: string
  readonly symbol: string
  /** Factor and map files. */
  readonly paths: readonly string[]
  readonly timeZone: string
}

export async function importActions(
  request: ActionsRequest,
  { signal, onWait }: ImportPorts = {},
): Promise<{ adjustments: readonly Adjustment[]; tickers: readonly string[] }> {
  const { store, venue, symbol, paths, timeZone } = request
  checkName('--venue', venue)
  checkName('--symbol', symbol)
  const files = paths.map((path) => parseActionFile(readText(path), path))
  const rows = files.flatMap((file) => (file.kind === 'tickers' ? file.rows : []))
  const tickers = [...new Set(rows.map(({ ticker }) => ticker))]
  if (tickers.length > 0 && !tickers.includes(symbol.toUpperCase())) {
    throw new HostError(
      'bad-data',
      `this map file is of ${tickers.join(', ')}, never of ${symbol}`,
      {
        file: paths[files.findIndex(({ kind }) => kind === 'tickers')],
        hint: 'take the map file of the same symbol',
      },
    )
  }
  await checkFactors(request, files)
  const actions = await writeActions(
    store,
    { venue, symbol },
    { files, timeZone },
    { signal, onWait },
  )
  return { adjustments: adjustmentsOf(actions), tickers }
}

/** Factors are of raw bars of one company: those that are stored must bear the file's closes out. */
async function checkFactors(
  { store, venue, symbol, paths, timeZone }: ActionsRequest,
  files: readonly ActionFile[],
): Promise<void> {
  const which = files.findIndex(({ kind }) => kind === 'factors')
  const file = files[which]
  if (file?.kind !== 'factors') return
  const path = paths[which]!
  let confirmed = 0
  for (const dataset of listDatasets(store)) {
    if (dataset.venue !== venue || dataset.symbol !== symbol) continue
    const draft = { timeZone, factors: [...file.rows], tickers: [] }
    const audit = auditActions(await readDataset(dataset), draft)
    confirmed += audit.confirmed
    if (audit.contradiction === null) continue
    const { date, expected, found } = audit.contradiction
    const message = `the close of ${date} is ${expected} there, but ${found} in ${datasetName(dataset)}`
    throw new HostError('bad-data', message, {
      file: path,
      hint: 'the stored bars are adjusted already, or of another company; actions need the raw ones',
    })
  }
  const ticker = basename(path).replace(/(\.\d+)?\.csv$/i, '')
  if (confirmed > 0 || ticker.toUpperCase() === symbol.toUpperCase()) return
  throw new HostError('bad-data', `by its name this file is of ${ticker}, not ${symbol}`, {
    file: path,
    hint: `no stored bar says otherwise; if it is, name it ${symbol.toLowerCase()}.csv`,
  })
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    throw new HostError(
      code === 'ENOENT' ? 'not-found' : 'unreadable',
      `cannot be read (${code})`,
      {
        file: path,
        hint: 'check the path; it is relative to the current folder',
        cause,
      },
    )
  }
}
