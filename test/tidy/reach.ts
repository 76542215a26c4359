// Files that nothing leads to any more.
import { importsOf, type Source } from './sources.ts'

/** Where the program is entered: by people, as a process of its own, or inside an isolate. */
const ENTRIES = [
  /^host\/main\.ts$/,
  /^host\/runner\/main\.ts$/,
  /^host\/tools\/[^/]+\.ts$/,
  /^sdk\/runtime\/[^/]+\.isolate\.ts$/,
  // Loaded by the name that was typed.
  /^host\/faces\/cli\/commands\/[^/]+\.ts$/,
]

export function deadFiles(sources: readonly Source[]): string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]))
  const reached = new Set<string>()
  const waiting = [...byPath.keys()].filter((path) => ENTRIES.some((entry) => entry.test(path)))
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const source = byPath.get(path)
    if (source === undefined || reached.has(path)) continue
    reached.add(path)
    waiting.push(...importsOf(source).map(({ target }) => target))
  }
  return [...byPath.keys()].filter((path) => !reached.has(path))
}
