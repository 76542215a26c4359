// The same task for many, some at a time: for what takes turns in other processes.

export interface Outcome<Item, Result> {
  /** Those for which it went well, in the order of the items. */
  readonly done: ReadonlyMap<Item, Result>
  /** The first failure in that order; null where there is none. */
  readonly failure: { readonly error: unknown } | null
}

/** After a failure none begins; resolves when all that began have ended. */
export async function together<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  task: (item: Item) => Promise<Result>,
): Promise<Outcome<Item, Result>> {
  const results = new Map<number, Result>()
  const errors = new Map<number, unknown>()
  let next = 0
  const work = async () => {
    while (next < items.length && errors.size === 0) {
      const i = next++
      try {
        results.set(i, await task(items[i]!))
      } catch (error) {
        errors.set(i, error)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work))
  const done = new Map(
    items.flatMap((item, i) => (results.has(i) ? [[item, results.get(i)!]] : [])),
  )
  const first = items.findIndex((_, i) => errors.has(i))
  return { done, failure: first < 0 ? null : { error: errors.get(first) } }
}
