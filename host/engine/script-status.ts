// What is known of a strategy: of a file of the folder, or of one that the configuration names.
import { join } from 'node:path'
import { HostError } from '../errors.ts'
import type { Diagnostic } from '../validate/diagnostic.ts'
import type { Script } from './script.ts'
import { isShadowId, shadowIdOf } from './shadow.ts'

export interface ScriptStatus {
  readonly id: string
  readonly file: string
  /** What runs; null where no version has been fit. */
  readonly running: Script | null
  /** What ran before it, in this session. */
  readonly previous: Script | null
  /** Of the newest version: errors where it was refused, else warnings. */
  readonly diagnostics: readonly Diagnostic[]
  /** Why the newest version does not run although nothing is wrong with it as such. */
  readonly refusal: string | null
  readonly sha256: string
  /** Every file that it consists of, as absolute paths. */
  readonly files: ReadonlySet<string>
  /** How many versions have run. */
  readonly loads: number
}

/** Of a version that a session is gone on with. */
export function recalledStatus(running: Script, folder: string): ScriptStatus {
  const { id, file, sources } = running
  const files = [file, ...sources.files.map(({ path }) => path)]
  return {
    ...{ id, file, running, sha256: sources.sha256, loads: 1 },
    ...{ previous: null, diagnostics: [], refusal: null },
    files: new Set(files.map((path) => join(folder, path))),
  }
}

/** "line:column: message (hint)", with the file where it is another one. */
export function inOneLine({ file, line, column, message, hint }: Diagnostic): string {
  const place = `${file === undefined ? '' : `${file}:`}${line}:${column}`
  return `${place}: ${message}${hint === undefined ? '' : ` (${hint})`}`
}

/** Where nothing runs of a file, there is nothing for a shadow to run beside. */
export function assertRuns(file: string, all: readonly ScriptStatus[]): void {
  if (all.some((one) => one.file === file && one.running !== null)) return
  throw new HostError('unavailable', `no version of ${file} runs that a shadow could run beside`, {
    hint: 'save it without one: it trades at once',
  })
}

/** The shadow that is named by its id, by a slot of it, or by the live one. */
export function findShadow(name: string, all: readonly ScriptStatus[]): ScriptStatus {
  const shadows = all.filter(({ id, running }) => isShadowId(id) && running !== null)
  const wanted = shadowIdOf(name.split('/')[0]!)
  const found = shadows.find(({ id }) => id === wanted)
  if (found !== undefined) return found
  const names = shadows.map(({ id }) => id).join(', ')
  const others = names === '' ? 'none runs' : `there is ${names}`
  throw new HostError('not-found', `there is no shadow of "${name}": ${others}`)
}
