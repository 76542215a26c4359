// The scripts folder: which files are strategies, and which paths have changed.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { didYouMean } from '#sdk/did-you-mean.ts'
import { HostError } from '../errors.ts'
import { type Watching, watchPath } from './watching.ts'

/** Editors write in several steps: what follows within this many ms belongs to the same change. */
const SETTLE_MS = 50
/** How often a folder that is gone is looked for. */
const RETURN_MS = 500

/** A `.lua`, `.js` or `.ts` file directly in the folder, unless its name says otherwise. */
export function isStrategyFile(name: string): boolean {
  return /\.(lua|js|ts)$/.test(name) && !/^[._]/.test(name) && !name.endsWith('.d.ts')
}

/** Absolute paths, in the order of their names. */
export function listStrategies(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new HostError('not-found', `no scripts folder "${folder}"`, {
      hint: 'make it (`watchfire new my-idea --lang ts` does), or name another one as `scripts` in watchfire.toml',
    })
  }
  const entries = readdirSync(folder, { withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory() && isStrategyFile(entry.name))
    .map((entry) => join(folder, entry.name))
    .sort()
}

/** Of a strategy that is named by its file; throws where there is none. */
export function strategyPath(folder: string, file: string): string {
  const paths = listStrategies(folder)
  const path = join(folder, file)
  if (paths.includes(path)) return path
  const names = paths.map((one) => basename(one))
  const nearest = didYouMean(file, names)
  const meant = nearest === null ? '' : `; did you mean "${nearest}"?`
  throw new HostError('not-found', `there is no script "${file}" in the scripts folder${meant}`)
}

export interface ScriptEars {
  /** Absolute paths of a batch of changes. */
  readonly onChange: (paths: ReadonlySet<string>) => void
  readonly onTrouble: (message: string) => void
}

/**
 * Resolves once every later change is heard. Where the folder goes away, it is waited for, and then
 * everything in it has changed.
 */
export async function watchScripts(
  folder: string,
  { onChange, onTrouble }: ScriptEars,
): Promise<Watching> {
  let touched = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  let watching = await open()
  return {
    async close() {
      isClosed = true
      clearTimeout(timer)
      await watching.close()
    },
  }

  function touch(path: string): void {
    touched.add(path)
    clearTimeout(timer)
    timer = setTimeout(() => {
      const batch = touched
      touched = new Set()
      onChange(batch)
    }, SETTLE_MS)
  }

  function touchAll(): void {
    if (existsSync(folder)) for (const path of listStrategies(folder)) touch(path)
  }

  function open(): Promise<Watching> {
    const onEvent = (event: string, path: string) => {
      if (event === 'unlinkDir' && path === folder) void awaitReturn()
      else touch(path)
    }
    const ignored = (path: string) => path !== folder && isForeign(path)
    return watchPath(folder, { ignored }, { onEvent, onReopened: touchAll, onTrouble })
  }

  async function awaitReturn(): Promise<void> {
    await watching.close()
    while (!isClosed && !existsSync(folder)) await sleep(RETURN_MS, undefined, { ref: false })
    if (isClosed) return
    watching = await open()
    if (isClosed) return watching.close()
    // It may be gone again before it was watched.
    if (!existsSync(folder)) return awaitReturn()
    touchAll()
  }
}

/** Editors' own files, and packages. */
const isForeign = (path: string) =>
  basename(path).startsWith('.') || basename(path) === 'node_modules' || path.endsWith('~')

/** Whether the path lies directly in the folder and may be a strategy. */
export function isStrategyPath(folder: string, path: string): boolean {
  return dirname(path) === folder && isStrategyFile(basename(path))
}
