// Makes a journal smaller: how decisions came about is dropped after a while, what was decided and
// what came in stays. Nothing that going on needs is dropped.
import type { DatabaseSync } from 'node:sqlite'
import type { LogEntry } from './entry.ts'
import { whereType } from './type-index.ts'

/** Scripts' answers and what they logged, rejected data, prices between bars. */
const DETAILS: ReadonlySet<LogEntry['type']> = new Set(['turn', 'log', 'quality', 'ticks'])

interface Head {
  readonly seq: number
  readonly type: LogEntry['type']
  readonly hash: string
}

/** Details from before the market's time `before`; returns how many. To be called in a transaction. */
export function dropDetails(db: DatabaseSync, before: number): number {
  // Should the newer checkpoint be what cannot be read, the older one goes on from there.
  const kept = db.prepare('SELECT min(seq) AS seq FROM checkpoints').get()?.seq as number | null
  if (kept === null) return 0
  const until = db
    .prepare(`SELECT min(seq) AS seq FROM entries WHERE ${whereType(['bars'])} AND time >= ?`)
    .get('bars', before)?.seq as number | null
  const end = Math.min(kept, until ?? kept)
  const last = db.prepare('SELECT max(last) AS last FROM gaps').get()?.last as number | null
  const heads = db
    .prepare('SELECT seq, type, hash FROM entries WHERE seq >= ? AND seq < ? ORDER BY seq')
    .iterate(last ?? 0, end) as unknown as Iterable<Head>
  const runs = runsOf(heads)
  const insert = db.prepare('INSERT INTO gaps VALUES (?, ?, ?)')
  const remove = db.prepare('DELETE FROM entries WHERE seq BETWEEN ? AND ?')
  let dropped = 0
  for (const { first, last, hash } of runs) {
    insert.run(first, last, hash)
    remove.run(first, last)
    dropped += last - first + 1
  }
  return dropped
}

/** Details that follow each other without a gap. */
function runsOf(heads: Iterable<Head>): { first: number; last: number; hash: string }[] {
  const runs: { first: number; last: number; hash: string }[] = []
  for (const { seq, type, hash } of heads) {
    if (!DETAILS.has(type)) continue
    const run = runs.at(-1)
    if (run === undefined || run.last !== seq - 1) runs.push({ first: seq, last: seq, hash })
    else Object.assign(run, { last: seq, hash })
  }
  return runs
}
