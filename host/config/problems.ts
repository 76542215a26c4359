// What is wrong with a configuration, in words: the key or the variable, its value, and what is allowed.
import type { z } from 'zod'
import { didYouMean } from '#sdk/did-you-mean.ts'
import { HostError } from '../errors.ts'
import { variableOf } from './environment.ts'
import { CONFIG_KEYS, keysAt } from './keys.ts'
import { lineOf } from './locate.ts'

interface Problem {
  readonly path: readonly string[]
  readonly text: string
  readonly hint?: string
}

/** One error for all of them, those of the file first; what a variable says has no place in it. */
export function problemsOf(
  issues: readonly z.core.$ZodIssue[],
  raw: unknown,
  { toml, file }: { readonly toml: string; readonly file: string },
): HostError {
  const problems = issues.flatMap((issue) => describe(issue, raw))
  const [own, others] = [true, false].map((isOwn) =>
    problems.filter(({ path }) => (variableAt(path) === null) === isOwn),
  ) as [Problem[], Problem[]]
  const placed = own.map((one) => ({ ...one, line: lineOf(toml, one.path) }))
  const [first, ...rest] = [...placed, ...others.map((one) => ({ ...one, line: null }))]
  const { text, hint, line } = first!
  const more = rest.map((one) => {
    return `\n  ${one.line === null ? '' : `line ${one.line ?? '?'}: `}${one.text}`
  })
  const place = line === null ? {} : { file, line }
  return new HostError('bad-config', text + more.join(''), { ...place, hint })
}

function describe(issue: z.core.$ZodIssue, raw: unknown): Problem[] {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(path)
    return issue.keys.map((key) => {
      const nearest = didYouMean(key, known)
      const meant = nearest === null ? '' : `; did you mean "${nearest}"?`
      const table = path.length === 0 ? 'the file' : `[${path.join('.')}]`
      const where = [...path, key]
      const text = `unknown key "${named(where)}"${meant}`
      return { path: where, text, hint: `${table} knows ${known.join(', ')}` }
    })
  }
  const received = inWords(path.reduce<unknown>(property, raw))
  const allowed = issue.code === 'invalid_type' ? `a table [${path.join('.')}]` : issue.message
  return [{ path, text: `${named(path)}: expected ${allowed}, received ${received}` }]
}

/** How whoever wrote the value calls it: WATCHFIRE_STRATEGIES.0.name, or as in the file. */
const named = (path: readonly string[]): string => {
  const length = variableAt(path)
  if (length === null) return path.join('.')
  return [variableOf(path.slice(0, length)), ...path.slice(length)].join('.')
}

/** How much of the path a variable of the environment stands for; null where the file has the word. */
function variableAt(path: readonly string[]): number | null {
  const isAround = (key: readonly string[]) => key.every((part, i) => part === path[i])
  const key = CONFIG_KEYS.find((one) => isAround(one) && process.env[variableOf(one)] !== undefined)
  return key?.length ?? null
}

const property = (object: unknown, key: string): unknown =>
  (object as Readonly<Record<string, unknown>> | undefined)?.[key]

const inWords = (given: unknown) =>
  given === undefined ? 'nothing' : typeof given === 'number' ? `${given}` : JSON.stringify(given)
