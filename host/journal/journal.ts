// The port to what keeps a session's journal: every input and everything that was decided, in order. What
// belongs to one instant is kept whole or not at all, and each entry's hash covers all entries before
// it. `sqlite-journal.ts` is the store that there is; another has to keep what stands here.
import type { ChainCheck, ChainOptions, Gap } from './chain.ts'
import type { LogEntry, NumberedEntry } from './entry.ts'

export interface Journal {
  readonly path: string
  /** How many entries there are, those that are not committed yet included. */
  readonly length: number
  /** Of those, how many are not committed yet. */
  readonly pending: number
  append(entry: LogEntry): void
  /**
   * Keeps what was appended since the last time, all of it or, where it throws, nothing: then it may
   * be called again. An order or a cancel is on the disk itself when it returns.
   */
  commit(): void
  /** Keeps a script's version, once. */
  keepVersion(version: string, body: string): void
  /** Keeps the state that all entries so far have led to. */
  checkpoint(state: string): void
  /** Drops how decisions came about before the market's time (ms UTC), as far as it is not needed. */
  dropDetails(before: number): number
  close(): void
}

export interface KeptCheckpoint {
  /** Of its entry: the state is that after the entry before. */
  readonly seq: number
  readonly state: string
}

/** Reads a journal, also while a host is writing it. */
export interface JournalReader {
  /** For people: where it is kept. */
  readonly path: string
  /** How many entries are committed. */
  readonly length: number
  /** In order; `from` is the first one's number. */
  entries(from?: number): Iterable<NumberedEntry>
  /** Those of some kinds only. */
  ofTypes(types: readonly LogEntry['type'][], from?: number): Iterable<NumberedEntry>
  /** Those of one kind that are one slot's. */
  ofSlot(slot: string, type: LogEntry['type']): Iterable<NumberedEntry>
  /** The latest of some kinds; null where there is none. */
  lastOf(types: readonly LogEntry['type'][]): NumberedEntry | null
  /** A script's version as it was kept; throws a HostError where it was not. */
  version(version: string): string
  /** The newest that is what its entry says, or the oldest of those that are kept; null where there is none. */
  checkpoint(which?: 'newest' | 'oldest'): KeptCheckpoint | null
  /** Holds the entries from `from` on against their hashes. */
  check(options?: Pick<ChainOptions, 'from' | 'onProgress'>): ChainCheck
  /** Where details were dropped. */
  readonly gaps: readonly Gap[]
  /** Up to where: the last such entry, and the market's time (ms UTC); or null. */
  readonly dropped: { readonly seq: number; readonly time: number } | null
  close(): void
}
