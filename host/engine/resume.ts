// Goes on with a session: the newest checkpoint, then the journal's entries after it, played again
// with the scripts' answers as they were. No script runs until the truth stands as it stood.
import { decodeTree } from '#sdk/runtime/tree.ts'
import { HostError } from '../errors.ts'
import type { LogEntry } from '../journal/entry.ts'
import type { JournalReader, KeptCheckpoint } from '../journal/journal.ts'
import { toBar } from './bar-rows.ts'
import type { Board } from './board.ts'
import type { BoardMemory } from './board-memory.ts'
import type { Engine } from './engine.ts'
import type { History } from './history.ts'
import type { SessionMemory } from './memory.ts'
import type { RecordedSeats } from './recorded-seats.ts'
import { compareStep, type Difference, steps, takeInput } from './redrive.ts'
import { readVersion, type Script } from './script.ts'

/** What a checkpoint holds. */
export interface Kept {
  readonly session: SessionMemory
  readonly board: BoardMemory
}

export interface Resumption {
  readonly reader: JournalReader
  readonly engine: Engine
  readonly history: History
  readonly board: Board
  readonly seats: RecordedSeats
  /** What the engine has made since this was emptied. */
  readonly produced: LogEntry[]
}

/** The engine, its history and the board as the journal left them; throws where that cannot be had. */
export async function resume(given: Resumption): Promise<void> {
  const { reader, engine, history, board, seats, produced } = given
  const versions = versionsOf(reader)
  const kept = reader.checkpoint()
  const { broken } = reader.check({ from: kept?.seq ?? 0 })
  if (broken !== null) {
    throw cannotGoOn(reader.path, `entry ${broken} of its journal is not what was written there`)
  }
  if (kept !== null) board.recall(recallCheckpoint(kept, { reader, engine, history, versions }))
  for (const step of steps(reader.entries(kept === null ? 0 : kept.seq + 1))) {
    seats.expect(step.entries)
    produced.length = 0
    await takeInput(engine, step, versions)
    const difference = compareStep(step, produced)
    if (difference !== null) throw notTheSame(reader.path, difference)
  }
}

export interface Recalling extends Pick<Resumption, 'reader' | 'engine' | 'history'> {
  readonly versions: (version: string) => Script
}

/** The engine and its history as they stood at the checkpoint; returns what the board remembered. */
export function recallCheckpoint(
  kept: KeptCheckpoint,
  { reader, engine, history, versions }: Recalling,
): BoardMemory {
  for (const entry of reader.ofTypes(['past', 'feeds', 'bars'])) {
    if (entry.seq > kept.seq) break
    if (entry.type === 'feeds') history.add(entry.feeds)
    if ('bars' in entry) for (const row of entry.bars) history.append(toBar(row))
  }
  const { session, board } = decodeTree(kept.state) as never as Kept
  engine.recall(session, new Map(session.slots.map(({ version }) => [version, versions(version)])))
  return board
}

/** The versions that a journal keeps, each read once. */
export function versionsOf(reader: JournalReader): (version: string) => Script {
  const known = new Map<string, Script>()
  return (version) => {
    const script = known.get(version) ?? readVersion(reader.version(version))
    known.set(version, script)
    return script
  }
}

function notTheSame(file: string, { recorded, produced }: Difference): HostError {
  const [was, is] = [recorded, produced].map((entry) => JSON.stringify(entry))
  return cannotGoOn(file, `its journal says ${was}, this version of Watchfire comes to ${is}`)
}

function cannotGoOn(file: string, why: string): HostError {
  return new HostError('bad-data', `the session cannot be gone on with: ${why}`, {
    file,
    hint: 'begin a new session with --fresh; the journal stays as it is',
  })
}
