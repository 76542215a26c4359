// How many of a gate's records reach a journal: a feed gone mad says the same thousands of times a
// second. Every record is counted; of each kind the first so many of an hour are kept, and the first
// of a later hour says how many there were that were not.
import type { GateRecord } from '../gate.ts'

const HOUR_MS = 3_600_000
const KEPT_PER_HOUR = 60

interface Kind {
  hour: number
  kept: number
  dropped: number
}

export class RecordQuota {
  /** By verdict and reason. */
  readonly #kinds = new Map<string, Kind>()

  /** The record as it is to be kept; null: it is not. */
  take(record: GateRecord): GateRecord | null {
    const kind = this.#kindOf(record)
    const hour = Math.floor(record.time / HOUR_MS)
    const { dropped } = kind
    if (hour !== kind.hour) Object.assign(kind, { hour, kept: 0, dropped: 0 })
    if (kind.kept === KEPT_PER_HOUR) {
      kind.dropped += 1
      return null
    }
    kind.kept += 1
    if (kind.kept > 1 || dropped === 0) return record
    return { ...record, detail: `${record.detail} (and ${dropped} like it before)` }
  }

  #kindOf({ verdict, reason }: GateRecord): Kind {
    const name = `${verdict} ${reason}`
    const known = this.#kinds.get(name)
    if (known !== undefined) return known
    const kind = { hour: Number.NaN, kept: 0, dropped: 0 }
    this.#kinds.set(name, kind)
    return kind
  }
}
