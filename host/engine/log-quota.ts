// How much of what a slot's script logs reaches the journal in an hour of the market: a script that
// floods it fills no disk. Counted by the market's clock, so that a replay keeps the same lines.
import type { GuestLimits } from '#sdk/runtime/guest-limits.ts'
import { utf8Bytes } from '#sdk/runtime/tree.ts'
import type { Logs } from '../runner/protocol.ts'

const HOUR_MS = 3_600_000

export interface QuotaState {
  /** Lines that were not kept, since the slot began. */
  dropped: number
  /** The hour at hand, and what was logged in it. */
  hour: number
  lines: number
  bytes: number
  isFull: boolean
}

export const FRESH_QUOTA: Readonly<QuotaState> = {
  dropped: 0,
  hour: -1,
  lines: 0,
  bytes: 0,
  isFull: false,
}

export class LogQuota {
  readonly state: QuotaState
  readonly #limits: GuestLimits

  constructor(limits: GuestLimits, state: Readonly<QuotaState> = FRESH_QUOTA) {
    this.#limits = limits
    this.state = { ...state }
  }

  /** The lines to keep; after the first that is too much, one that says so and no more. */
  take(logs: Logs): Logs['lines'] {
    const kept: Logs['lines'][number][] = []
    for (const line of logs.lines) {
      const hour = Math.floor(line.time / HOUR_MS)
      if (hour !== this.state.hour) this.#begin(hour)
      if (!this.state.isFull && this.#fits(line.text)) kept.push(line)
      else this.#drop(1, line.time, kept)
    }
    // The guest drops what comes after the lines that it keeps.
    if (logs.dropped > 0) this.#drop(logs.dropped, logs.lines.at(-1)?.time ?? 0, kept)
    return kept
  }

  #begin(hour: number): void {
    Object.assign(this.state, { hour, lines: 0, bytes: 0, isFull: false })
  }

  #fits(text: string): boolean {
    this.state.lines += 1
    this.state.bytes += utf8Bytes(text)
    return this.state.lines <= this.#limits.logLines && this.state.bytes <= this.#limits.logBytes
  }

  #drop(count: number, time: number, kept: Logs['lines'][number][]): void {
    this.state.dropped += count
    if (this.state.isFull) return
    this.state.isFull = true
    const text = 'it logs too much: what follows in this hour is dropped (log_lines, log_bytes)'
    kept.push({ time, text })
  }
}
