// What the API's handlers work with, and what is known of a request once it is let in.
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Workshop } from '#host/app/workshop.ts'
import type { Config } from '#host/config/load.ts'
import type { Board } from '#host/engine/board.ts'
import type { PaperSession } from '#host/engine/paper-session.ts'
import type { PlaybackChange } from '#host/feeds/playback.ts'
import type { Caller } from './access.ts'

export type Env = {
  Variables: {
    /** null for strangers, who get no further than what is open to anybody. */
    caller: Caller | null
    /** What a change was about, for the journal. */
    detail: Readonly<Record<string, string>>
  }
}

export type Router = OpenAPIHono<Env>

/** What may be asked of the session; each rejects with a HostError that says why not. */
export interface Commands {
  /** Takes a slot out of quarantine. */
  release(key: string): Promise<void>
  /** The kill switch; with `isFlat`, positions are closed too. */
  kill(why: string, isFlat: boolean): Promise<void>
  unblock(): Promise<void>
  pause(key: string, isPaused: boolean): Promise<void>
  /** Closes what the slot holds at the next price, and cancels its entry order. */
  flatten(key: string): Promise<void>
  /** The version of a script that ran before drives its slots again. */
  rollBack(file: string, why: string): Promise<void>
  /** The script drives one more of the session's symbols, or one less. */
  attach(file: string, symbol: string, isAttached: boolean): Promise<void>
  /** Reads a script of the folder as if it had been saved. */
  reload(file: string): Promise<void>
  /** The shadow's version takes over; the shadow goes. What is still to be done about it, in sentences. */
  promote(name: string): Promise<readonly string[]>
  drop(name: string): Promise<void>
  /** The next version of the file is a shadow; throws where none runs, to be told once it is written. */
  saveBeside(path: string): () => void
  /** Pauses a recording, goes on with it, at another speed, or hurries to a time. */
  play(change: PlaybackChange): void
  /** Ends the host in order. */
  stop(): void
}

/** A change that somebody made, for the journal. */
export interface AuditEntry {
  readonly by: string
  /** The operation. */
  readonly what: string
  readonly detail: Readonly<Record<string, string>>
}

/** What the processes that run scripts have done so far. */
export interface FleetFigures {
  readonly processes: number
  /** Callbacks and hooks that scripts were asked. */
  readonly calls: number
  /** Messages to runners that wait for their answer. */
  readonly asking: number
}

export interface Session {
  readonly board: Board
  readonly commands: Commands
  readonly config: Config
  readonly fleet: () => FleetFigures
  readonly bars: PaperSession['bars']
  readonly history: PaperSession['history']
  readonly seatOf: PaperSession['seatOf']
  readonly audit: (entry: AuditEntry) => void
}

export interface Services extends Session {
  readonly workshop: Workshop
}
