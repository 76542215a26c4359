// The keys of watchfire.toml, read off its schema.
import { z } from 'zod'
import { CONFIG_SCHEMA } from './config.ts'

interface Node {
  readonly properties?: Readonly<Record<string, Node>>
  /** Of a list of tables: what each of them may have. */
  readonly items?: Node
}

const TREE = z.toJSONSchema(CONFIG_SCHEMA, { unrepresentable: 'any', io: 'input' }) as Node

/** The keys that the table at `path` may have; none where there is no such table. */
export function keysAt(path: readonly string[]): string[] {
  const node = path.reduce<Node | undefined>((at, key) => at?.properties?.[key] ?? at?.items, TREE)
  return Object.keys(node?.properties ?? {})
}

/** Every key that has a value of its own, with the tables that it lies in: ["data", "speed"]. */
export const CONFIG_KEYS: readonly (readonly string[])[] = leaves(TREE, [])

function leaves({ properties }: Node, path: readonly string[]): (readonly string[])[] {
  if (properties === undefined) return [path]
  return Object.entries(properties).flatMap(([key, node]) => leaves(node, [...path, key]))
}
