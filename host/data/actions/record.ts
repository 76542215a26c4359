// What the store knows of a symbol's corporate actions: actions.json beside its timeframes.
import { randomUUID } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HostError } from '../../errors.ts'
import { type LockOptions, withLock } from '../store/lock.ts'
import { symbolFolder } from '../store/place.ts'
import { unwritable } from '../write-parquet.ts'
import type { ActionFile } from './factor-file.ts'
import type { Actions } from './schema.ts'

export const DEFAULT_TIME_ZONE = 'America/New_York'

const FILE = 'actions.json'

/** Null for a symbol without any. `folder` is that of one of its datasets. */
export async function readActions({
  folder,
}: {
  readonly folder: string
}): Promise<Actions | null> {
  const path = join(folder, '..', FILE)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new HostError('unreadable', 'cannot be read', { file: path, cause })
  }
  // Loaded only where there is something to check.
  const { actionsSchema } = await import('./schema.ts')
  try {
    return actionsSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new HostError('bad-format', 'these are no corporate actions', {
      file: path,
      hint: 'remove the file, and import the factor file again with data import --actions',
      cause,
    })
  }
}

/** Takes the place of what was known of the same kind. */
export async function writeActions(
  store: string,
  id: { readonly venue: string; readonly symbol: string },
  change: { readonly files: readonly ActionFile[]; readonly timeZone: string },
  options: LockOptions = {},
): Promise<Actions> {
  const folder = symbolFolder(store, id)
  return withLock(folder, options, async () => {
    const known = await readActions({ folder: join(folder, '-') })
    const actions: Actions = {
      timeZone: change.timeZone,
      factors: [...(rowsOf(change.files, 'factors') ?? known?.factors ?? [])],
      tickers: [...(rowsOf(change.files, 'tickers') ?? known?.tickers ?? [])],
    }
    const path = join(folder, FILE)
    const temporary = join(folder, `.${randomUUID()}.tmp`)
    try {
      writeFileSync(temporary, `${JSON.stringify(actions, null, 1)}\n`, { flush: true })
      renameSync(temporary, path)
    } catch (cause) {
      rmSync(temporary, { force: true })
      throw unwritable(path, cause)
    }
    return actions
  })
}

function rowsOf<K extends ActionFile['kind']>(files: readonly ActionFile[], kind: K) {
  const file = files.findLast((one) => one.kind === kind)
  return file?.rows as Extract<ActionFile, { kind: K }>['rows'] | undefined
}
