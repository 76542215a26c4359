// A journal played again: its inputs go through an engine, one after the other, and what the engine
// makes of them is held against what the journal says came of them.
import { isInput, type LogEntry, type NumberedEntry } from '../journal/entry.ts'
import { toTick } from '../journal/tick-rows.ts'
import { toBar } from './bar-rows.ts'
import type { Engine } from './engine.ts'
import type { Script } from './script.ts'

/** An input, and everything up to the next one. */
export interface Step {
  readonly input: NumberedEntry
  /** What came of it, the input itself included. */
  readonly entries: readonly NumberedEntry[]
}

/** What comes before the first input belongs to no step. */
export function* steps(entries: Iterable<NumberedEntry>): Generator<Step> {
  let input: NumberedEntry | null = null
  let own: NumberedEntry[] = []
  for (const entry of entries) {
    if (isInput(entry)) {
      if (input !== null) yield { input, entries: own }
      input = entry
      own = []
    }
    if (input !== null) own.push(entry)
  }
  if (input !== null) yield { input, entries: own }
}

/** Puts the step's input into the engine; resolves once the engine is through with it. */
export async function takeInput(
  engine: Engine,
  { input }: Step,
  versions: (version: string) => Script,
): Promise<void> {
  switch (input.type) {
    case 'past':
      return engine.takePast(input.bars.map(toBar))
    case 'feeds':
      return engine.takeFeeds(input.feeds, input.bars.map(toBar))
    case 'bars':
      return engine.take({ ...input, bars: input.bars.map(toBar) })
    case 'ticks': {
      const { time, ticks, stale } = input
      return engine.take({ time, bars: [], silent: [], ticks: ticks.map(toTick), stale })
    }
    case 'adopted': {
      const { version, symbols = null, beside: isBeside = false } = input
      const refusal = await engine.adoptAtOnce(versions(version), { symbols, isBeside })
      if (refusal !== null) throw new Error(refusal)
      return
    }
    case 'withdrawn':
      return engine.withdraw(input.script, input.flatten)
    case 'entries-cancelled':
      return engine.cancelEntries(input.why)
    case 'released':
      return engine.release(input.slot)
    case 'rules':
      return engine.changeRules({ broker: input.broker, risk: input.risk })
    case 'instruments':
      return engine.changeInstruments(input.rules)
    case 'killed':
      return engine.kill(input.why, input.flatten)
    case 'unblocked':
      return engine.unblock()
    case 'paused':
      return engine.pause(input.slot, input.isPaused)
    case 'paced':
      return engine.pace(input.slot, input.isBarsOnly, input.why)
    case 'flattened':
      return engine.flatten(input.slot)
  }
}

export interface Difference {
  /** The journal's entry that was to come; null: none was. */
  readonly recorded: NumberedEntry | null
  /** What came; null: nothing did. */
  readonly produced: LogEntry | null
}

/** What comes of an input; with it, all that an engine makes: the rest is told by others. */
const CONSEQUENCES: ReadonlySet<LogEntry['type']> = new Set(['turn', 'fact', 'slot', 'log'])

const isMade = (entry: LogEntry) => isInput(entry) || CONSEQUENCES.has(entry.type)

/** The first place where the step went another way, or null. */
export function compareStep(step: Step, produced: readonly LogEntry[]): Difference | null {
  const recorded = step.entries.filter(isMade)
  const made = produced.filter(isMade)
  for (let i = 0; i < Math.max(recorded.length, made.length); i++) {
    const [was, is] = [recorded[i] ?? null, made[i] ?? null]
    if (was === null || is === null || canonical(was) !== canonical(is)) {
      return { recorded: was, produced: is }
    }
  }
  return null
}

/** Independent of the order of keys, and of what JSON cannot tell apart. */
export function canonical(entry: LogEntry): string {
  return JSON.stringify(entry, (key, value: unknown) => {
    if (key === 'seq') return undefined
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
