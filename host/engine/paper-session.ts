// A paper session as its faces hold it, and what whoever opens one may give it.
import type { BrokerSpec } from '#kernel/spec.ts'
import type { LogConfig } from '../config/log.ts'
import type { Market } from '../feeds/feed.ts'
import type { PlaybackChange } from '../feeds/playback.ts'
import type { LogEntry } from '../journal/entry.ts'
import type { Board } from './board.ts'
import type { Engine } from './engine.ts'
import type { Fleet } from './fleet.ts'
import type { History } from './history.ts'
import type { Reloader } from './reloader.ts'
import type { Seat, SeatStart } from './seat.ts'
import type { Examiner } from './slow-checks.ts'

export interface PaperSession {
  readonly board: Board
  readonly reloader: Reloader
  readonly engine: Engine
  /** Of the session: its name and its journal. */
  readonly folder: string
  /** What was gone on with; null where the session is new. */
  readonly resumed: Resumed | null
  /** Why the latest session, which is not over, was not gone on with; null where nobody would wonder. */
  readonly passedOver: string | null
  /** What may be asked of it from outside. */
  readonly commands: PaperCommands
  /** The runner processes at this moment. */
  pids(): number[]
  /** What they have done so far. */
  fleet(): Fleet['figures']
  /** Its bars of a symbol, with those from before it. */
  readonly bars: (...asked: Parameters<History['stretch']>) => ReturnType<History['stretch']>
  /** All that it has taken in. */
  readonly history: Pick<History, 'feeds' | 'counts' | 'feedData' | 'rowsSince'>
  /** What drives the slot now; null where nothing does. */
  seatOf(key: string): SlotSeat | null
  /** Tells others where the host is to be reached. */
  announce(url: string): void
  /** Writes down what somebody changed. */
  audit(command: Omit<Extract<LogEntry, { type: 'command' }>, 'type' | 'wall'>): void
  /** Plays the market; what came of it. Rejects where the session cannot go on. */
  play(): Promise<'finished' | 'stopped'>
  /** Ends the playing after the instant at hand. */
  stop(): void
  /** Ends everything that the session started. */
  close(): Promise<void>
}

/** What a slot's script runs with. */
export interface SlotSeat extends Pick<Seat, 'spec'> {
  readonly start: SeatStart
  readonly broker: BrokerSpec
}

export type PaperCommands = Pick<Engine, 'release' | 'kill' | 'unblock' | 'pause' | 'flatten'> &
  Pick<Reloader, 'rollBack' | 'attach' | 'promote' | 'drop' | 'saveBeside'> & {
    /** Reads a script of the folder as if it had been saved. */
    reload(file: string): Promise<void>
    /** Pauses a recording, goes on with it, at another speed, or hurries to a time. */
    play(change: PlaybackChange): void
  }

export interface Resumed {
  readonly after: 'stop' | 'crash'
  /** The market's time at which it goes on (ms UTC). */
  readonly time: number
}

export interface PaperOptions {
  /** Instead of the one that the config names; taken for a recording. */
  readonly market?: Market
  /** Awaited once the folder is this host's, before anything else is opened; where it throws, nothing is. */
  readonly beforeOpening?: () => Promise<void>
  /** Begin a new session, even if the latest could be gone on with. */
  readonly isFresh?: boolean
  /** In one sentence: something outside is wrong and is being tried again. */
  readonly onTrouble?: (message: string) => void
  /** Ends the waiting for a venue that does not answer. */
  readonly signal?: AbortSignal
  /** Hears every entry of the journal, in order; not what it held before. */
  readonly onEntry?: (entry: LogEntry) => void
  /** Checks versions in full that have begun to run; ends with the session. */
  readonly examiner?: Examiner
  /** The journal cannot be written; it is tried again until it can be, and then comes null. */
  readonly onStuck?: (message: string | null) => void
  /** The configuration's file was saved with other levels of the log. */
  readonly onLog?: (log: LogConfig) => void
}
