// How much of what a slot's script logs reaches the event log in an hour of the market: a script that
// floods it fills no disk. Counted by the market's clock, so that a replay keeps the same lines.
import type { GuestLimits } from '#sdk/runtime/guest-limits.ts'
import { utf8Bytes } from '#sdk/runtime/tree.ts'
import type { Logs } from '../runner/protocol.ts'

const HOUR_MS = 3_600_000

export class LogQuota {
  /** Lines that were not kept, since the slot began. */
  dropped = 0
  readonly #limits: GuestLimits
  #hour = -1
  #lines = 0
  #bytes = 0
  #isFull = false

  constructor(limits: GuestLimits) {
    this.#limits = limits
  }

  /** The lines to keep; after the first that is too much, one that says so and no more. */
  take(logs: Logs): Logs['lines'] {
    const kept: Logs['lines'][number][] = []
    for (const line of logs.lines) {
      const hour = Math.floor(line.time / HOUR_MS)
      if (hour !== this.#hour) this.#begin(hour)
      if (!this.#isFull && this.#fits(line.text)) kept.push(line)
      else this.#drop(1, line.time, kept)
    }
    // The guest drops what comes after the lines that it keeps.
    if (logs.dropped > 0) this.#drop(logs.dropped, logs.lines.at(-1)?.time ?? 0, kept)
    return kept
  }

  #begin(hour: number): void {
    this.#hour = hour
    this.#lines = 0
    this.#bytes = 0
    this.#isFull = false
  }

  #fits(text: string): boolean {
    this.#lines += 1
    this.#bytes += utf8Bytes(text)
    return this.#lines <= this.#limits.logLines && this.#bytes <= this.#limits.logBytes
  }

  #drop(count: number, time: number, kept: Logs['lines'][number][]): void {
    this.dropped += count
    if (this.#isFull) return
    this.#isFull = true
    const text = 'it logs too much: what follows in this hour is dropped (log_lines, log_bytes)'
    kept.push({ time, text })
  }
}
