// Two texts that come from a common one, as a single text: the lines that each side has changed, and
// where both changed the same lines, both of them between marks.
import { diff3Merge } from 'node-diff3'

export interface Merged {
  readonly text: string
  /** Places where both sides changed the same lines, each its own way. */
  readonly clashes: number
}

export interface Sides {
  readonly base: string
  readonly mine: string
  readonly theirs: string
}

export function merge({ base, mine, theirs }: Sides): Merged {
  let clashes = 0
  const regions = diff3Merge(lines(mine), lines(base), lines(theirs))
  const merged = regions.flatMap(({ ok, conflict }) => {
    if (conflict === undefined) return ok ?? []
    clashes += 1
    return ['<<<<<<< yours', ...conflict.a, '=======', ...conflict.b, '>>>>>>> on disk']
  })
  return { text: merged.join('\n'), clashes }
}

const lines = (text: string): string[] => text.split('\n')
