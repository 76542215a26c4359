// What is in a recording, and whether it can be relied on.
import { HostError } from '../errors.ts'
import { Gate } from '../feeds/gate.ts'
import { DEFAULT_GATE_RULES } from '../feeds/gate-rules.ts'
import type { MarketEvent } from '../feeds/market-event.ts'
import { type FileSummary, readRecording, summariesOf } from '../recorder/read.ts'
import { type StreamSummary, Summary } from '../recorder/summary.ts'

export interface ListedRecording {
  readonly folder: string
  readonly files: number
  readonly bytes: number
  /** Files without an end: being written, or left by a crash. */
  readonly unclosed: readonly string[]
  readonly streams: readonly StreamSummary[]
}

export function listRecording(folder: string): ListedRecording {
  const files: FileSummary[] = [...summariesOf(folder)]
  const summary = new Summary()
  for (const { streams } of files) summary.join(streams)
  return {
    folder,
    files: files.length,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    unclosed: files.filter(({ isClosed }) => !isClosed).map(({ path }) => path),
    streams: summary.streams,
  }
}

export interface CheckedSymbol {
  readonly symbol: string
  readonly events: number
  /** How often the quality gate turned an event away, or had something to say, by reason. */
  readonly rejected: Readonly<Record<string, number>>
  readonly flagged: Readonly<Record<string, number>>
  /** How often the connection was lost. */
  readonly lost: number
}

export interface CheckedRecording {
  readonly folder: string
  /** Where it cannot be read any further; null where all of it can. */
  readonly damage: HostError | null
  readonly symbols: readonly CheckedSymbol[]
}

/** Reads all of it, and asks the quality gate about each event. */
export function checkRecording(folder: string): CheckedRecording {
  const symbols = new Map<string, Examiner>()
  let damage: HostError | null = null
  try {
    for (const event of readRecording(folder)) {
      const examiner = symbols.get(event.symbol) ?? new Examiner(event.symbol)
      symbols.set(event.symbol, examiner)
      examiner.take(event)
    }
  } catch (error) {
    if (!(error instanceof HostError) || error.code === 'not-found') throw error
    damage = error
  }
  return { folder, damage, symbols: [...symbols.values()].map((examiner) => examiner.found()) }
}

class Examiner {
  readonly #symbol: string
  readonly #gate: Gate
  readonly #counts = { rejected: {}, flagged: {} } as Record<
    'rejected' | 'flagged',
    Record<string, number>
  >
  #events = 0
  #lost = 0

  constructor(symbol: string) {
    this.#symbol = symbol
    this.#gate = new Gate({
      symbol,
      rules: DEFAULT_GATE_RULES,
      listener: {
        pass: () => {},
        record: ({ verdict, reason }) => {
          const counts = this.#counts[verdict]
          counts[reason] = (counts[reason] ?? 0) + 1
        },
      },
    })
  }

  take(event: MarketEvent): void {
    this.#events += 1
    if (event.type === 'status' && event.status === 'lost') this.#lost += 1
    this.#gate.take(event)
  }

  found(): CheckedSymbol {
    return { symbol: this.#symbol, events: this.#events, ...this.#counts, lost: this.#lost }
  }
}
