// Pages of what is listed: cursors count from the start of the session, so that a page stays the same
// while new things come in.
import type { Kept } from '#host/engine/board.ts'

export interface PageRequest {
  readonly limit: number
  readonly cursor?: string | undefined
}

export interface Page<T> {
  readonly items: readonly T[]
  readonly total: number
  readonly next: string | null
}

/** Newest first, of those that pass. */
export function newestFirst<T>(
  { first, items }: Kept<T>,
  { limit, cursor }: PageRequest,
  isWanted: (item: T) => boolean,
): Page<T> {
  const wanted: number[] = []
  for (const [i, item] of items.entries()) if (isWanted(item)) wanted.push(i)
  const before = cursor === undefined ? items.length : Number(cursor) - first
  const older = wanted.filter((i) => i < before)
  const page = older.slice(-limit).reverse()
  const next = page.length < older.length ? String(first + page.at(-1)!) : null
  return { items: page.map((i) => items[i]!), total: wanted.length, next }
}

/** In the order in which they stand. */
export function inOrder<T>(items: readonly T[], { limit, cursor }: PageRequest): Page<T> {
  const from = Number(cursor ?? 0)
  const end = from + limit
  const next = end < items.length ? String(end) : null
  return { items: items.slice(from, end), total: items.length, next }
}
