// The editor page as files to serve: built from its sources on first use and kept until one of them
// changes. What is not among the built files is not there.
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, extname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cachePath } from '../../cache-folder.ts'
import { HostError } from '../../errors.ts'

export interface PageFile {
  readonly body: Buffer
  readonly type: string
  /** Its name changes with its content. */
  readonly isImmutable: boolean
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
}

/** By path as it is asked for; `/` is the page itself. `onBuild` is called where it must be built. */
export async function pageFiles(onBuild: () => void): Promise<ReadonlyMap<string, PageFile>> {
  const folder = cachePath(`editor-${sourcesHash()}`)
  if (!existsSync(folder)) {
    onBuild()
    await build(folder)
  }
  const files = new Map<string, PageFile>()
  for (const path of filesUnder(folder)) {
    const name = `/${relative(folder, path).split(sep).join('/')}`
    const type = TYPES[extname(path)]
    if (type === undefined) continue
    const file = { body: readFileSync(path), type, isImmutable: name.startsWith('/assets/') }
    files.set(name === '/index.html' ? '/' : name, file)
  }
  return files
}

async function build(folder: string): Promise<void> {
  const { buildEditor } = await import('../../../editor/build.ts')
  const unfinished = `${folder}.${randomUUID()}`
  try {
    makeFolder(unfinished)
    await buildEditor(unfinished)
    renameSync(unfinished, folder)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    // Another host may have finished first.
    if (!existsSync(folder)) throw error
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true })
  } catch (cause) {
    throw new HostError('unwritable', `the page cannot be built: ${(cause as Error).message}`, {
      file: dirname(path),
      hint: 'let the host write to it, or to ~/.cache/watchfire; once the page is built it is only read',
      cause,
    })
  }
}

function sourcesHash(): string {
  const hash = createHash('sha256')
  for (const path of [...filesUnder(join(ROOT, 'editor')), join(ROOT, 'package-lock.json')]) {
    hash.update(relative(ROOT, path)).update(readFileSync(path))
  }
  return hash.digest('hex').slice(0, 16)
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
