// Who hears of a session from its engine.
import type { LogEntry } from '../journal/entry.ts'

/** Whoever follows the session: its journal, its faces. */
export interface Audience {
  entry(entry: LogEntry): void
  /**
   * An instant or a change is through; the account's equity where a strategy bar closed with it.
   * What it returns is waited for before anything else happens.
   */
  settled(time: number, equity: number | null): Promise<void> | void
}
