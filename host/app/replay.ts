// A session played again from its journal: either to prove that it comes to the same, or with another
// script in place of one of its own, to see what would have been.
import { basename } from 'node:path'
import type { Trade } from '#sdk/domain.ts'
import { Engine } from '../engine/engine.ts'
import { Fleet } from '../engine/fleet.ts'
import { History } from '../engine/history.ts'
import { RecordedSeats } from '../engine/recorded-seats.ts'
import { compareStep, type Difference, type Step, steps, takeInput } from '../engine/redrive.ts'
import { ReplayedSeats } from '../engine/replayed-seats.ts'
import { versionsOf } from '../engine/resume.ts'
import { loadScript, placed, type Script } from '../engine/script.ts'
import { inOneLine } from '../engine/script-status.ts'
import type { Seats } from '../engine/seat.ts'
import { isShadowKey } from '../engine/shadow.ts'
import { Worker } from '../engine/worker.ts'
import { HostError } from '../errors.ts'
import type { LogEntry, SessionEntry } from '../journal/entry.ts'
import type { JournalReader } from '../journal/journal.ts'
import { laterFeeds, playableSession } from '../journal/sessions.ts'
import { openReader } from '../journal/sqlite-reader.ts'
import type { Limits } from '../limits.ts'
import { assertWhole } from './dropped.ts'

export interface ReplayOptions {
  readonly limits: Limits
  readonly runners: number
  /** The file of another script, instead of the session's one of that name. */
  readonly script?: string | undefined
  /** Instead of what that file holds. */
  readonly draft?: string | null | undefined
  readonly signal: AbortSignal
  readonly onProgress?: (done: number, total: number) => void
}

export interface ReplayOutcome {
  readonly session: SessionEntry
  /** Entries of the journal that were held against what came. */
  readonly entries: number
  readonly instants: number
  /** The first place where it went another way; null: it is the same. Not looked for in a what-if. */
  readonly difference: Difference | null
  readonly was: Result
  readonly is: Result
  /** The script's name in the session; null without another script. */
  readonly replaced: string | null
}

/** What a session came to. */
export interface Result {
  readonly trades: readonly (Trade & { readonly slot: string })[]
  readonly decisions: number
  readonly faults: number
  /** Of the account, at each strategy bar's close: [market time, equity]. */
  readonly equity: readonly (readonly [number, number])[]
}

/** `folder` is the session's. */
export async function replaySession(
  folder: string,
  options: ReplayOptions,
): Promise<ReplayOutcome> {
  const reader = openReader(folder)
  try {
    assertWhole(reader)
    return await replay(reader, playableSession(reader), options)
  } finally {
    reader.close()
  }
}

async function replay(
  reader: JournalReader,
  session: SessionEntry,
  { limits, runners, script, draft = null, signal, onProgress = () => {} }: ReplayOptions,
): Promise<ReplayOutcome> {
  const history = new History(session.feeds)
  const fleet = new Fleet({ limits, history, runners, onLost: () => {} })
  const asked = new ReplayedSeats(fleet)
  const recorded = new RecordedSeats()
  const is = new Play(session, { history, seats: asked, limits })
  const was = new Play(session, { history: new History(session.feeds), seats: recorded, limits })
  const known = versionsOf(reader)
  try {
    const given = { draft, limits, known }
    const other = script === undefined ? null : await otherScript(script, reader, session, given)
    const versions = (version: string) => {
      const own = known(version)
      return other?.file === own.file ? standingIn(other.script, own) : own
    }
    const total = reader.lastOf(['bars'])?.seq ?? 0
    let [entries, instants] = [0, 0]
    const placed = new Map<string, string>()
    let difference: Difference | null = null
    for (const step of steps(reader.entries())) {
      if (signal.aborted || difference !== null) break
      recorded.expect(step.entries)
      await takeInput(was.engine, step, known)
      asked.expect(other === null ? step.entries : [])
      is.produced.length = 0
      const id = replacedBy(other, step, { known, placed })
      // One version stands for all that a strategy had, from the beginning on all of its symbols.
      if (id === null) {
        if (other === null || canTake(is.engine, step)) await takeInput(is.engine, step, versions)
      } else {
        // Later only where somebody attached or detached one of its slots.
        const symbols = chosenIn(step, known) ?? placed.get(id) ?? ANY
        if (symbols !== placed.get(id)) await takeInput(is.engine, wholly(step), versions)
        placed.set(id, symbols)
      }
      if (other === null) difference = compareStep(step, is.produced)
      if (step.entries.some(({ type }) => type === 'resumed')) await fleet.reopen()
      entries += step.entries.length
      if (step.input.type === 'bars') instants += 1
      onProgress(step.input.seq, total)
    }
    return {
      ...{ session, entries, instants, difference, replaced: other?.file ?? null },
      ...{ was: was.result(), is: is.result() },
    }
  } finally {
    fleet.end()
  }
}

/** The strategy that the step brings or takes away, where it is one of those that are replaced. */
function replacedBy(
  other: { readonly file: string } | null,
  { input }: Step,
  { known, placed }: { known: (version: string) => Script; placed: ReadonlyMap<string, string> },
): string | null {
  if (other === null) return null
  if (input.type === 'withdrawn') return placed.has(input.script) ? input.script : null
  const isIt = input.type === 'adopted' && known(input.version).file === other.file
  return isIt ? input.script : null
}

const ANY = 'as its versions say'

/** The symbols that are the version's for a reason beside its text, as one text; null: there is none. */
function chosenIn({ input }: Step, known: (version: string) => Script): string | null {
  if (input.type !== 'adopted') return null
  const { given, isMoved, symbols } = known(input.version)
  return given.isChosen === true || isMoved === true ? JSON.stringify(symbols) : null
}

/** What was done to a slot by hand means nothing where there is no such slot, or not in that state. */
function canTake({ slots }: Engine, { input }: Step): boolean {
  if (!('slot' in input)) return true
  const slot = slots.find(({ key }) => key === input.slot)
  const isHeld = slot?.seat != null && slot.kernel.state.isQuarantined
  return slot !== undefined && (input.type !== 'released' || isHeld)
}

function wholly(step: Step): Step {
  if (step.input.type !== 'adopted') return step
  const { symbols: _some, ...input } = step.input
  return { ...step, input }
}

/** What the configuration gave the one is given to the other. */
function standingIn(script: Script, { id, file, given, symbols: fed, isMoved }: Script): Script {
  const own = Object.entries(given.params).filter(([name]) => Object.hasOwn(script.params, name))
  const params = { ...script.params, ...Object.fromEntries(own) }
  const wanted = script.metadata.symbols ?? fed
  const moved = isMoved === true ? fed.filter((one) => wanted.includes(one)) : script.symbols
  return { ...script, id, file, given, params, symbols: given.symbols === null ? moved : fed }
}

interface Given {
  readonly draft: string | null
  readonly limits: Limits
  readonly known: (version: string) => Script
}

/** The script, under the name of the session's script that it stands for. */
async function otherScript(
  path: string,
  reader: JournalReader,
  { feeds: firstFeeds, seed }: SessionEntry,
  { draft, limits, known }: Given,
): Promise<{ file: string; script: Script }> {
  const trial = new Worker({ limits, history: new History([]), onLost: () => {} })
  try {
    const feeds = [...firstFeeds, ...laterFeeds(reader)]
    const { script, diagnostics } = await loadScript(path, { trial, limits, feeds, seed, draft })
    if (script === null) {
      const [first] = diagnostics.filter(({ severity }) => severity === 'error')
      throw new HostError('bad-script', `${basename(path)} cannot stand in: ${inOneLine(first!)}`)
    }
    const files = new Set<string>()
    for (const entry of reader.ofTypes(['adopted'])) {
      if (entry.type === 'adopted') files.add(known(entry.version).file)
    }
    const name = basename(path)
    const file = files.has(name) ? name : files.size === 1 ? [...files][0]! : null
    if (file === null) {
      throw new HostError('not-found', `no script of the session is called ${name}`, {
        hint: `it ran ${[...files].join(', ')}: name the file like the one that it stands for`,
      })
    }
    return { file, script: placed(script, { feeds: firstFeeds }) }
  } finally {
    trial.end()
  }
}

/** An engine that is played, and what it comes to. */
class Play {
  readonly engine: Engine
  /** What it has made since this was emptied. */
  readonly produced: LogEntry[] = []
  readonly #trades: (Trade & { slot: string })[] = []
  readonly #equity: [number, number][] = []
  #decisions = 0
  #faults = 0

  constructor(
    { cash, rules, seed }: SessionEntry,
    given: { readonly history: History; readonly seats: Seats; readonly limits: Limits },
  ) {
    this.engine = new Engine({
      ...{ ...given, cash, rules, seed },
      audience: {
        // What is in an entry lives on and changes.
        entry: (entry) => this.#entry(structuredClone(entry)),
        settled: (time, equity) => {
          if (equity !== null) this.#equity.push([time, equity])
        },
      },
    })
  }

  result(): Result {
    const [trades, equity] = [this.#trades, this.#equity]
    return { trades, equity, decisions: this.#decisions, faults: this.#faults }
  }

  #entry(entry: LogEntry): void {
    this.produced.push(entry)
    if (entry.type === 'turn') this.#decisions += entry.results.filter((one) => one !== null).length
    if (entry.type !== 'fact') return
    if (entry.fact.type === 'faulted') this.#faults += 1
    if (entry.fact.type === 'tradeClosed' && !isShadowKey(entry.slot)) {
      this.#trades.push({ slot: entry.slot, ...entry.fact.trade })
    }
  }
}
