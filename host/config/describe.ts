// What the configuration comes to, key by key, and who says so.
import { CONFIG_SCHEMA, STRATEGY_SCHEMA } from './config.ts'
import { variableOf } from './environment.ts'
import { CONFIG_KEYS, keysAt } from './keys.ts'
import { readConfig } from './load.ts'

export interface ConfigRow {
  /** "data.speed" */
  readonly key: string
  /** null where nothing is said, and nothing holds without it. */
  readonly value: unknown
  /** "default", the file's name, or the variable's. */
  readonly origin: string
}

/** Throws where the configuration is wrong. */
export function describeConfig(path: string | undefined): ConfigRow[] {
  const { raw, shown, written } = readConfig(path)
  return CONFIG_KEYS.map((path) => {
    const value = at(written, path)
    const variable = variableOf(path)
    const origin =
      process.env[variable] !== undefined
        ? variable
        : at(raw, path) === undefined
          ? 'default'
          : shown
    return { key: path.join('.'), value: value ?? null, origin }
  })
}

export interface KeyRow {
  readonly key: string
  readonly allowed: string
  readonly fallback: unknown
}

/** What each key of a [[strategies]] may be, likewise. */
export function describeStrategyKeys(): KeyRow[] {
  const defaults = STRATEGY_SCHEMA.parse({ name: 'name', script: 'script.js' })
  return keysAt(['strategies', '0']).map((key) => {
    const { error } = STRATEGY_SCHEMA.safeParse({ [key]: Symbol('wrong') })
    const allowed = error?.issues.find(({ path }) => path[0] === key)?.message ?? ''
    const isNeeded = key === 'name' || key === 'script'
    return { key, allowed, fallback: isNeeded ? null : (at(defaults, [key]) ?? null) }
  })
}

/** What each key may be, and what holds without it: for the reference. */
export function describeKeys(): KeyRow[] {
  const defaults = CONFIG_SCHEMA.parse({})
  return CONFIG_KEYS.map((path) => {
    // No value passes for what it is not.
    const wrong = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), Symbol('wrong'))
    const { error } = CONFIG_SCHEMA.safeParse(wrong)
    const issue = error?.issues.find((one) => one.path.join('.') === path.join('.'))
    return {
      key: path.join('.'),
      allowed: issue?.message ?? '',
      fallback: at(defaults, path) ?? null,
    }
  })
}

const at = (tree: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], tree)
