// The scripts folder: which files are strategies, and which paths have changed.
import { readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { watch } from 'chokidar'
import { HostError } from '../errors.ts'

/** Editors write in several steps: what follows within this many ms belongs to the same change. */
const SETTLE_MS = 50

/** A `.lua`, `.js` or `.ts` file directly in the folder, unless its name says otherwise. */
export function isStrategyFile(name: string): boolean {
  return /\.(lua|js|ts)$/.test(name) && !/^[._]/.test(name) && !name.endsWith('.d.ts')
}

/** Absolute paths, in the order of their names. */
export function listStrategies(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new HostError('not-found', `no scripts folder "${folder}"`, {
      hint: 'make it, or name another one as `scripts` in watchfire.toml',
    })
  }
  const entries = readdirSync(folder, { withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory() && isStrategyFile(entry.name))
    .map((entry) => join(folder, entry.name))
    .sort()
}

export interface ScriptWatch {
  close(): Promise<void>
}

/** Resolves once every later change is seen; `onChange` gets the absolute paths of each batch. */
export async function watchScripts(
  folder: string,
  onChange: (paths: ReadonlySet<string>) => void,
): Promise<ScriptWatch> {
  const watcher = watch(folder, {
    ignoreInitial: true,
    ignored: (path) => path !== folder && isForeign(path),
  })
  let touched = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  watcher.on('all', (_event, path) => {
    touched.add(path)
    clearTimeout(timer)
    timer = setTimeout(() => {
      const batch = touched
      touched = new Set()
      onChange(batch)
    }, SETTLE_MS)
  })
  await new Promise<void>((resolve, reject) => {
    watcher.once('ready', resolve)
    watcher.once('error', reject)
  })
  return {
    async close() {
      clearTimeout(timer)
      await watcher.close()
    },
  }
}

/** Editors' own files, and packages. */
const isForeign = (path: string) =>
  basename(path).startsWith('.') || basename(path) === 'node_modules' || path.endsWith('~')

/** Whether the path lies directly in the folder and may be a strategy. */
export function isStrategyPath(folder: string, path: string): boolean {
  return dirname(path) === folder && isStrategyFile(basename(path))
}
