// The chain of hashes, held against the rows: also where rows were dropped on purpose, which leaves a
// gap that carries the hash of its last row.
import { NO_HASH, type Row, rowHash } from './encode.ts'

/** Rows that are not there any more. */
export interface Gap {
  readonly first: number
  readonly last: number
  /** Of the row `last`: what the row after it goes on from. */
  readonly hash: string
}

export interface ChainCheck {
  /** The first entry that is not what its hash says, or is missing; null: every one is. */
  readonly broken: number | null
  /** Where the check began. */
  readonly from: number
  /** Entries held against their hashes, and entries that were dropped between them. */
  readonly checked: number
  readonly dropped: number
}

/** `rows` from `from` on in order; `previous` is the hash before them. */
export function checkChain(
  rows: Iterable<Row>,
  gaps: Iterable<Gap>,
  { from = 0, previous = NO_HASH, onProgress = () => {} }: ChainOptions = {},
): ChainCheck {
  const byFirst = new Map([...gaps].map((gap) => [gap.first, gap]))
  let [next, hash] = [from, previous]
  let [checked, dropped] = [0, 0]
  for (const row of rows) {
    for (;;) {
      const gap = next < row.seq ? byFirst.get(next) : undefined
      if (gap === undefined) break
      dropped += gap.last - gap.first + 1
      next = gap.last + 1
      hash = gap.hash
    }
    if (row.seq !== next || rowHash(row, hash) !== row.hash) {
      return { broken: next, from, checked, dropped }
    }
    hash = row.hash
    next = row.seq + 1
    checked += 1
    onProgress(row.seq)
  }
  return { broken: null, from, checked, dropped }
}

export interface ChainOptions {
  readonly from?: number
  readonly previous?: string
  readonly onProgress?: (seq: number) => void
}
