// The scripts folder as the editor sees it: reads and writes text files in it and nothing outside.
// A write names the version that it replaces, so that nobody's change is lost unseen.
import { createHash, randomUUID } from 'node:crypto'
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, extname, join, relative, sep } from 'node:path'
import type { Language } from '#sdk/domain.ts'
import { HostError } from '../errors.ts'

export interface StoredScript {
  /** Relative to the folder, with `/`. */
  readonly path: string
  readonly language: Language
  readonly sha256: string
  readonly bytes: number
  /** Ms UTC. */
  readonly modified: number
}

export interface ScriptText extends StoredScript {
  readonly source: string
}

/** The file is not what the writer took it for; `current` is null where it is gone. */
export class ScriptConflict extends Error {
  readonly current: ScriptText | null
  constructor(path: string, current: ScriptText | null) {
    super(current === null ? `${path} is gone` : `${path} has changed meanwhile`)
    this.current = current
  }
}

/** What the writer expects to find: the text with this hash, no file, or whatever there is. */
export type Expected = { readonly sha256: string } | 'nothing' | 'anything'

const BYTES_MAX = 512 * 1024
const PATH_CHARS_MAX = 120
const FILES_MAX = 2000
const DEPTH_MAX = 6
/** Names of letters, digits, `_`, `-` and inner dots: nothing hidden, nothing that climbs. */
const PATH = /^(?:[A-Za-z0-9_-][A-Za-z0-9._-]*\/)*[A-Za-z0-9_-][A-Za-z0-9._-]*\.(?:lua|js|ts)$/

export class ScriptStore {
  readonly #root: string

  constructor(folder: string) {
    this.#root = realpathSync(folder)
  }

  get folder(): string {
    return this.#root
  }

  /** All scripts and libraries, by path; links and what no script can be are left out. */
  list(): StoredScript[] {
    const found: StoredScript[] = []
    const walk = (folder: string, depth: number) => {
      for (const entry of readdirSync(join(this.#root, folder), { withFileTypes: true })) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`
        if (found.length >= FILES_MAX) return
        if (entry.isDirectory() && depth < DEPTH_MAX && isFolderName(entry.name)) {
          walk(path, depth + 1)
        } else if (entry.isFile() && isScriptPath(path)) found.push(this.#stored(path))
      }
    }
    walk('', 0)
    return found.sort((a, b) => (a.path < b.path ? -1 : 1))
  }

  read(path: string): ScriptText {
    const found = this.#find(path)
    if (found === null) throw new HostError('not-found', `no script "${path}"`)
    return found
  }

  /** The script's place on disk, whether it is there or not. */
  locate(path: string): string {
    return this.#place(path)
  }

  /** Throws a ScriptConflict where the file is not as expected. */
  write(path: string, source: string, expected: Expected): ScriptText {
    const bytes = Buffer.byteLength(source)
    if (bytes > BYTES_MAX) {
      throw new HostError('usage', `a script has at most ${BYTES_MAX / 1024} KB`)
    }
    if (source.includes('\0') || !source.isWellFormed()) {
      throw new HostError('usage', 'a script is text; this is not')
    }
    this.#expect(path, expected)
    const place = this.#place(path)
    mkdirSync(dirname(place), { recursive: true })
    // Hidden, so that whoever watches the folder sees the finished file only.
    const temporary = join(dirname(place), `.${basename(place)}.${randomUUID()}`)
    try {
      writeFileSync(temporary, source, { flag: 'wx' })
      renameSync(temporary, place)
    } catch (cause) {
      rmSync(temporary, { force: true })
      throw new HostError('unwritable', `cannot write ${path}: ${(cause as Error).message}`, {
        cause,
      })
    }
    return this.read(path)
  }

  remove(path: string, expected: Expected): void {
    this.#expect(path, expected)
    rmSync(this.#place(path))
  }

  rename(from: string, to: string, expected: Expected): ScriptText {
    this.#expect(from, expected)
    this.#expect(to, 'nothing')
    const place = this.#place(to)
    mkdirSync(dirname(place), { recursive: true })
    renameSync(this.#place(from), place)
    return this.read(to)
  }

  #expect(path: string, expected: Expected): void {
    const current = this.#find(path)
    if (expected === 'nothing') {
      if (current !== null) throw new ScriptConflict(path, current)
    } else if (expected === 'anything') {
      if (current === null) throw new HostError('not-found', `no script "${path}"`)
    } else if (current?.sha256 !== expected.sha256) throw new ScriptConflict(path, current)
  }

  #find(path: string): ScriptText | null {
    const place = this.#place(path)
    const stat = lstatSync(place, { throwIfNoEntry: false })
    if (stat === undefined) return null
    if (!stat.isFile()) throw new HostError('usage', `${path} is not a plain file`)
    if (stat.size > BYTES_MAX) throw new HostError('usage', `${path} is too large to be edited`)
    return { ...this.#stored(path), source: readFileSync(place, 'utf8') }
  }

  #stored(path: string): StoredScript {
    const place = join(this.#root, path)
    const bytes = readFileSync(place)
    return {
      path,
      language: extname(path).slice(1) as Language,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
      modified: Math.round(lstatSync(place).mtimeMs),
    }
  }

  /** Throws where the path, or a link on its way, leads out of the folder. */
  #place(path: string): string {
    if (!isScriptPath(path)) {
      throw new HostError('usage', `"${path.slice(0, PATH_CHARS_MAX)}" cannot be a script's path`, {
        hint: 'letters, digits, _ and -, in folders if you like, ending in .lua, .js or .ts',
      })
    }
    const place = join(this.#root, path)
    const existing = nearestExisting(dirname(place))
    const inside = relative(this.#root, realpathSync(existing))
    if (inside === '..' || inside.startsWith(`..${sep}`)) {
      throw new HostError('usage', `${path} leads out of the scripts folder`)
    }
    return place
  }
}

function isScriptPath(path: string): boolean {
  return path.length <= PATH_CHARS_MAX && PATH.test(path) && !path.endsWith('.d.ts')
}

const isFolderName = (name: string) =>
  /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(name) && name !== 'node_modules'

function nearestExisting(path: string): string {
  let at = path
  while (lstatSync(at, { throwIfNoEntry: false }) === undefined) at = dirname(at)
  return at
}
