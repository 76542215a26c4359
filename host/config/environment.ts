// The environment's word on the configuration: WATCHFIRE_DATA_SPEED=60 stands for `speed` of [data].
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'smol-toml'
import { didYouMean } from '#sdk/did-you-mean.ts'
import { HostError } from '../errors.ts'
import { CONFIG_KEYS } from './keys.ts'

export const variableOf = (path: readonly string[]): string =>
  ['WATCHFIRE', ...path].join('_').toUpperCase()

type Tree = { [key: string]: unknown }

/** `raw` with what the environment says instead; a value is TOML, or text as it stands. */
export function withEnvironment(raw: unknown, env: NodeJS.ProcessEnv): Tree {
  const tree = structuredClone(raw) as Tree
  for (const path of CONFIG_KEYS) {
    const text = env[variableOf(path)]
    if (text !== undefined) set(tree, path, parsed(text))
  }
  return tree
}

/** Those that are read elsewhere: where `watchfire download-data` finds a venue. */
const OTHERS = ['WATCHFIRE_REST_URL']

/** Throws where variables look like keys and are none: a misspelt limit would limit nothing. */
export function assertKnownVariables(env: NodeJS.ProcessEnv): void {
  const known = [...CONFIG_KEYS.map(variableOf), ...OTHERS]
  const unknown = Object.keys(env)
    .filter((name) => name.startsWith('WATCHFIRE_') && !known.includes(name))
    .map((name) => {
      const nearest = didYouMean(name, known)
      const meant = nearest === null ? '' : `; did you mean ${nearest}?`
      return `the environment's ${name} names no key of watchfire.toml${meant}`
    })
  if (unknown.length === 0) return
  const hint = 'unset it, here or in .env; docs/configuration.md lists all keys'
  throw new HostError('bad-config', unknown.join('\n  '), { hint })
}

/** Variables of the folder's .env file, but for those that are set already. */
export function loadDotEnv(folder: string): void {
  const file = join(folder, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
}

function parsed(text: string): unknown {
  try {
    return parse(`value = ${text}`).value
  } catch {
    return text
  }
}

function set(tree: Tree, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path as [string, ...string[]]
  if (rest.length === 0) tree[key] = value
  else {
    if (typeof tree[key] !== 'object' || tree[key] === null) tree[key] = {}
    set(tree[key] as Tree, rest, value)
  }
}
