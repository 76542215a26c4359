// Why a slot did what it did at a moment, or did nothing: its session's journal is played again up to
// there, with the scripts' answers as they were, and what the machine made of each is kept. It is played
// from the newest checkpoint that is early enough, and from the beginning where none is.
import type { Answer } from '#kernel/answer.ts'
import type { Fact } from '#kernel/fact.ts'
import { didYouMean } from '#sdk/did-you-mean.ts'
import type { Callback, Hook, ScriptError, SlotState, Tree } from '#sdk/domain.ts'
import { FRAME } from '#sdk/frame.ts'
import { decodeTree } from '#sdk/runtime/tree.ts'
import { Engine } from '../engine/engine.ts'
import { History } from '../engine/history.ts'
import type { LiveSlot } from '../engine/live-slot.ts'
import { RecordedSeats } from '../engine/recorded-seats.ts'
import { type Step, steps, takeInput } from '../engine/redrive.ts'
import { recallCheckpoint, versionsOf } from '../engine/resume.ts'
import { versionOf } from '../engine/script.ts'
import type { Seat, SeatResult, SeatTurn } from '../engine/seat.ts'
import { HostError } from '../errors.ts'
import type { LogEntry, SessionEntry } from '../journal/entry.ts'
import type { JournalReader, KeptCheckpoint } from '../journal/journal.ts'
import { playableSession } from '../journal/sessions.ts'
import { openReader } from '../journal/sqlite-reader.ts'
import type { Limits } from '../limits.ts'
import { droppedDetails } from './dropped.ts'

/** What one instant brought to a slot. */
export interface Moment {
  /** Market time (ms UTC). */
  readonly time: number
  /** The script's version that the slot ran: as it calls itself, its file, and its hash. */
  readonly version: string
  readonly script: string
  readonly sha256: string
  /** What the journal keeps it under. */
  readonly kept: string
  /** As the instant found it. */
  readonly state: SlotState
  /** Of the latest closed bar, the one that the script saw: its `bar_index`. */
  readonly barIndex: number
  readonly asked: readonly Asked[]
  /** Where it was not asked: why not. */
  readonly whyNot: string | null
  /** What the machine and the risk gate made of it, in order. */
  readonly facts: readonly Fact[]
  readonly logs: readonly string[]
  /** The number of its entry in the journal: the script's answer, or the first of what happened; null: none. */
  readonly entry: number | null
  /** What the script remembers from then on; null where that is too much to be shown. */
  readonly memory: { readonly data: Tree; readonly opportunity: Tree } | null
}

/** A call, what the script could see of its slot, and what it returned. */
export interface Asked {
  readonly call: Callback | Hook
  readonly price: number
  readonly equity: number
  /** Its quantity is signed; null: it held nothing. */
  readonly position: Held | null
  readonly answer: Answer | ScriptError
}

interface Held {
  readonly quantity: number
  readonly entryPrice: number
  readonly stop: number | null
  readonly target: number | null
}

export interface WhyOptions {
  readonly slot: string
  /** Ms UTC; null: the end of the journal. */
  readonly at: number | null
  /** How many instants that were the slot's, up to then. */
  readonly count: number
  readonly limits: Limits
  readonly signal: AbortSignal
  readonly onProgress?: (done: number, total: number) => void
}

/** `folder` is the session's. Oldest first. */
export async function explainSlot(folder: string, options: WhyOptions): Promise<Moment[]> {
  const reader = openReader(folder)
  try {
    return await explain(reader, options)
  } finally {
    reader.close()
  }
}

async function explain(reader: JournalReader, options: WhyOptions): Promise<Moment[]> {
  const { slot, count } = options
  const session = playableSession(reader)
  const [newest, oldest] = [reader.checkpoint('newest'), reader.checkpoint('oldest')]
  const kept = oldest?.seq === newest?.seq ? [newest] : [newest, oldest]
  const starts = [...kept.filter((one) => one !== null), ...(reader.dropped === null ? [null] : [])]
  if (starts.length === 0) {
    throw droppedDetails(reader, 'nothing after them is there to begin with')
  }
  let told: Told | null = null
  for (const start of starts) {
    told = await tell(reader, session, start, options)
    if (told.moments !== null && told.moments.length >= count) return told.moments
  }
  const { moments, keys, since } = told!
  if (moments === null) {
    throw droppedDetails(reader, 'nobody knows any more what scripts said then', since)
  }
  if (!keys.has(slot)) throw noSlot(slot, [...keys])
  return moments
}

/** What a journal tells from a checkpoint on, or from its beginning. */
interface Told {
  /** The market's time there. */
  readonly since: number
  /** null: what is asked for was before. */
  readonly moments: Moment[] | null
  /** Of all slots that there were. */
  readonly keys: ReadonlySet<string>
}

async function tell(
  reader: JournalReader,
  { feeds, cash, rules, seed }: SessionEntry,
  start: KeptCheckpoint | null,
  { slot: key, at, count, limits, signal, onProgress = () => {} }: WhyOptions,
): Promise<Told> {
  const seats = new ListeningSeats()
  let made: LogEntry[] = []
  const entry = (one: LogEntry) => void made.push(structuredClone(one))
  const history = new History(feeds)
  const engine = new Engine({
    ...{ history, seats, cash, rules, seed, limits },
    audience: { entry, settled: () => {} },
  })
  const versions = versionsOf(reader)
  if (start !== null) recallCheckpoint(start, { reader, engine, history, versions })
  const since = engine.time
  const keys = new Set(engine.slots.map((one) => one.key))
  if (at !== null && at < since) return { since, moments: null, keys }
  const total = reader.lastOf(['bars'])?.seq ?? 0
  const moments: Moment[] = []
  for (const step of steps(reader.entries(start === null ? 0 : start.seq + 1))) {
    const { input } = step
    if (signal.aborted || ('time' in input && at !== null && input.time > at)) break
    const before = briefOf(engine.slots.find((one) => one.key === key))
    made = []
    seats.expect(step.entries)
    seats.heard = []
    await takeInput(engine, step, versions)
    for (const one of engine.slots) keys.add(one.key)
    onProgress(input.seq, total)
    const slot = engine.slots.find((one) => one.key === key)
    if (before === null || slot === undefined) continue
    const own = made.filter((one) => 'slot' in one && one.slot === key)
    const asked = seats.heard.filter((one) => one.slot === key).flatMap(askedOf)
    const { barIndex } = slot.kernel.state
    const isItsBar = barIndex > before.barIndex
    if (asked.length === 0 && own.length === 0 && !isItsBar) continue
    moments.push({
      ...{ time: engine.time, ...before, barIndex, asked },
      whyNot: asked.length > 0 ? null : whyNot(slot),
      facts: own.flatMap((one) => (one.type === 'fact' ? [one.fact] : [])),
      logs: own.flatMap((one) => (one.type === 'log' ? [one.text] : [])),
      entry: entryOf(step, key),
      memory: memoryOf(slot),
    })
    if (moments.length > count) moments.shift()
  }
  return { since, moments, keys }
}

function briefOf(slot: LiveSlot | undefined) {
  if (slot === undefined) return null
  const { state, barIndex } = slot.kernel.state
  const { file, metadata, sources } = slot.script
  const { sha256 } = sources
  const version = metadata.version ?? sha256.slice(0, 12)
  return { state, barIndex, version, script: file, sha256, kept: versionOf(slot.script) }
}

/** The script's answer, or else the first thing that the journal says of the slot there. */
function entryOf({ entries }: Step, key: string): number | null {
  const own = entries.filter((one) => 'slot' in one && one.slot === key)
  return (own.find(({ type }) => type === 'turn') ?? own[0])?.seq ?? null
}

/** Hundreds of moments are told at once. */
const MEMORY_CHARS_MAX = 4000

function memoryOf({ memory }: LiveSlot): Moment['memory'] {
  if (memory === null) return { data: {}, opportunity: null }
  if (memory.length > MEMORY_CHARS_MAX) return null
  return decodeTree(memory) as Moment['memory']
}

function whyNot({ kernel, seat, script }: LiveSlot): string {
  const { state: s, strategy, isBarClose } = kernel
  if (seat === null) return 'its script is gone; stop and target work without it'
  if (s.isQuarantined) return `it is quarantined after ${s.faults} faults`
  if (s.barIndex < strategy.warmup) return `it warms up: it is asked from bar ${strategy.warmup} on`
  if (s.state === 'Watch' && s.cooldown > 0) return `it cools down for ${s.cooldown} more bars`
  if (!isBarClose) return `no bar of its timeframe ${script.metadata.timeframe} closed`
  return `it is in ${s.state} since this very bar`
}

interface Heard {
  readonly slot: string
  readonly turn: SeatTurn
  readonly result: SeatResult
}

function askedOf({ turn, result }: Heard): Asked[] {
  return turn.calls.map((call, i) => {
    const answer = result.results[i]
    const plain =
      answer === undefined ? result.lost : 'answer' in answer ? answer.answer : answer.error
    return {
      call: 'callback' in call ? call.callback : call.hook,
      price: call.frame[FRAME.price]!,
      equity: call.frame[FRAME.equity]!,
      position: heldIn(call.frame),
      answer: plain ?? null,
    } as Asked
  })
}

function heldIn(frame: Float64Array): Held | null {
  const side = frame[FRAME.side]!
  if (side === 0) return null
  const level = (value: number) => (Number.isNaN(value) ? null : value)
  return {
    quantity: side * frame[FRAME.quantity]!,
    entryPrice: frame[FRAME.entryPrice]!,
    stop: level(frame[FRAME.stop]!),
    target: level(frame[FRAME.target]!),
  }
}

/** Scripts as the journal remembers them, and who listens to them. */
class ListeningSeats extends RecordedSeats {
  heard: Heard[] = []

  override async ask(turns: readonly SeatTurn[]): Promise<Map<Seat, SeatResult>> {
    const results = await super.ask(turns)
    for (const turn of turns) {
      this.heard.push({ slot: turn.slot, turn, result: results.get(turn.seat)! })
    }
    return results
  }
}

function noSlot(key: string, keys: readonly string[]): HostError {
  const nearest = didYouMean(key, keys)
  const hint =
    nearest === null ? `the session has ${keys.join(', ') || 'none'}` : `did you mean "${nearest}"?`
  return new HostError('not-found', `the session has no slot "${key}" up to then`, { hint })
}
