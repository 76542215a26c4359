// The program's own sources as the tidy tests read them: text, and what each file imports.
import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'

export interface Source {
  /** From the root of the repository: `host/kernel/machine.ts`. */
  readonly path: string
  readonly text: string
}

export interface Import {
  /** The path of a file of ours, or the name of a package. */
  readonly target: string
  readonly isOurs: boolean
  readonly isType: boolean
}

/** All that runs of host/ and sdk/: declarations and the templates that authors start from do not. */
export function readSources(): Source[] {
  const root = new URL('../../', import.meta.url)
  return ['host', 'sdk'].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
      .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
      .filter((path) => /(?<!\.d)\.ts$/.test(path) && !path.startsWith('sdk/templates/'))
      .map((path) => ({ path, text: readFileSync(new URL(path, root), 'utf8') })),
  )
}

const STATEMENT = /^\s*(?:import|export)\b(\s+type\b)?[\w\s{},*$]*?\bfrom\s*'([^']+)'/gm
const BARE = /^\s*import\s*'([^']+)'/gm
const DYNAMIC = /\bimport\(\s*'([^']+)'/g
/** A file that becomes a thread or a process of its own. */
const LOADED = /\bnew URL\(\s*'([^']+\.ts)',\s*import\.meta\.url/g

export function importsOf({ path, text }: Source): Import[] {
  const found = [...text.matchAll(STATEMENT)].map(([, type, target]) => ({
    target: target!,
    isType: type !== undefined,
  }))
  for (const pattern of [BARE, DYNAMIC, LOADED]) {
    for (const [, target] of text.matchAll(pattern)) found.push({ target: target!, isType: false })
  }
  return found.map(({ target, isType }) => ({ ...resolve(path, target), isType }))
}

function resolve(from: string, target: string): Pick<Import, 'target' | 'isOurs'> {
  if (target.startsWith('.')) {
    return { target: posix.join(posix.dirname(from), target), isOurs: true }
  }
  if (!target.startsWith('#')) return { target, isOurs: false }
  const path = target.slice(1)
  return { target: path.startsWith('kernel/') ? `host/${path}` : path, isOurs: true }
}
