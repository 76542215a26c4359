// Asks the history for what a lane is missing: one request at a time per symbol, again after a while
// where it fails or does not have the bar yet.
import { formatError } from '../../errors.ts'
import { backoffMs } from '../../venues/backoff.ts'
import type { HistoryBar, Venue } from '../../venues/venue.ts'
import type { Clock } from '../clock.ts'
import type { Lane } from './lane.ts'
import type { VenueTime } from './venue-time.ts'

export interface FillerOptions {
  readonly history: Venue['history']
  readonly clock: Clock
  readonly venueTime: VenueTime
  readonly random: () => number
  readonly signal: AbortSignal
  /** What the history gave that the lane did not have. */
  readonly onHistory: (lane: Lane, bars: readonly HistoryBar[]) => void
  /** Something has changed in a lane. */
  readonly onFilled: () => void
  /** In one sentence, once per failure that follows a success. */
  readonly onTrouble: (message: string) => void
}

/** Ms: a bar that has just ended is there a moment later. */
const BACKOFF = { firstMs: 1000, msMax: 30_000 }

const HOUR_MS = 3_600_000

interface Asking {
  isUnderWay: boolean
  failures: number
  /** By this host's clock. */
  notBefore: number
}

export class Filler {
  readonly #options: FillerOptions
  readonly #asking = new Map<Lane, Asking>()

  constructor(options: FillerOptions) {
    this.#options = options
  }

  /** Asks for what the lane is missing, unless it is being asked for. */
  look(lane: Lane, now: number): void {
    const asking = this.#asking.get(lane) ?? { isUnderWay: false, failures: 0, notBefore: now }
    this.#asking.set(lane, asking)
    if (asking.isUnderWay || now < asking.notBefore) return
    if (lane.isMissing(now)) void this.#ask(lane, asking, now)
    else asking.failures = 0
  }

  async #ask(lane: Lane, asking: Asking, now: number): Promise<void> {
    const { history, clock, random, signal, onHistory, onFilled, onTrouble } = this.#options
    const { symbol, intervalMs } = lane.info
    asking.isUnderWay = true
    const before = lane.next
    const asked = { askedAt: now, venueTime: this.#options.venueTime.latest }
    try {
      // The clocks may differ.
      const to = Math.max(now, before) + intervalMs + HOUR_MS
      const request = { symbol, intervalMs, from: before, to, signal }
      const bars: HistoryBar[] = []
      for await (const page of history(request)) bars.push(...page)
      // What came by the stream meanwhile is there already.
      const missing = bars.filter(({ openTime }) => openTime >= lane.next)
      onHistory(lane, missing)
      lane.takeHistory(missing, asked)
      asking.failures = lane.next > before ? 0 : asking.failures + 1
      onFilled()
    } catch (error) {
      if (signal.aborted) return
      if (asking.failures === 0) onTrouble(formatError(error))
      asking.failures += 1
    } finally {
      asking.isUnderWay = false
    }
    if (asking.failures > 0) {
      asking.notBefore = clock.now() + backoffMs(asking.failures, random(), BACKOFF)
    }
  }
}
