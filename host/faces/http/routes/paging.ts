// Pages of what is listed: cursors count from the start of the session, so that a page stays the same
// while new things come in.
import type { Kept } from '#host/engine/delta.ts'

export interface PageRequest {
  readonly limit: number
  readonly cursor?: string | undefined
}

export interface Page<T> {
  readonly items: readonly T[]
  readonly total: number
  readonly next: string | null
}

/** Whose: null is everybody. */
export interface Wanted<T> {
  readonly slot: string
  readonly isOf: (item: T) => boolean
}

/** Newest first. */
function newestFirst<T>(
  { first, firstOf, items }: Kept<T>,
  { limit, cursor }: PageRequest,
  of: Wanted<T> | null,
): Page<T> {
  const wanted: number[] = []
  for (const [i, item] of items.entries()) if (of === null || of.isOf(item)) wanted.push(i)
  const before = cursor === undefined ? items.length : Number(cursor) - first
  const older = wanted.filter((i) => i < before)
  const page = older.slice(-limit).reverse()
  const next = page.length < older.length ? String(first + page.at(-1)!) : null
  const gone = of === null ? first : firstOf(of.slot)
  const total = gone + wanted.length
  return { items: page.map((i) => items[i]!), total, next }
}

/** Where a list goes on before what is kept: its older pages come from elsewhere. */
export interface Older<T> {
  page(before: number, limit: number): Promise<{ items: readonly T[]; next: number | null }>
}

/** As `newestFirst`, with older ones where the kept ones end. */
export async function newestOfAll<T>(
  kept: Kept<T>,
  request: PageRequest,
  of: Wanted<T> | null,
  older: Older<T>,
): Promise<Page<T>> {
  const { first } = kept
  const page = newestFirst(kept, request, of)
  const missing = request.limit - page.items.length
  if (first === 0 || page.next !== null) return page
  // A full page may end just where the kept ones begin.
  if (missing === 0) return { ...page, next: String(first) }
  const before = request.cursor === undefined ? first : Math.min(Number(request.cursor), first)
  const rest = await older.page(before, missing)
  const items = [...page.items, ...rest.items]
  return { items, total: page.total, next: rest.next === null ? null : String(rest.next) }
}

/** In the order in which they stand. */
export function inOrder<T>(items: readonly T[], { limit, cursor }: PageRequest): Page<T> {
  const from = Number(cursor ?? 0)
  const end = from + limit
  const next = end < items.length ? String(end) : null
  return { items: items.slice(from, end), total: items.length, next }
}
