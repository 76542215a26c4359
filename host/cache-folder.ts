// Where what is built on first use is kept: with the program, or with the user who runs it where the
// program's own folder may not be written.
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const OWN_CACHE = fileURLToPath(new URL('../node_modules/.cache/watchfire', import.meta.url))

const usersCache = () => join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'watchfire')

/** Where `name` is kept, or is to be made; both folders are closed to the writer where it cannot be. */
export function cachePath(name: string): string {
  const folders = [OWN_CACHE, usersCache()]
  const folder =
    folders.find((one) => existsSync(join(one, name))) ?? folders.find(isWritable) ?? OWN_CACHE
  return join(folder, name)
}

function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
