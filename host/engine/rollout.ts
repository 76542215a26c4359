// How a script's version comes to many slots without the market noticing: in turns of a few slots,
// each opened in the background and exchanged between two instants, so that neither the exchange nor
// the first questions to new isolates come all at once. A turn that fails takes back those before it.
import { HostError } from '../errors.ts'
import type { Roster } from './roster.ts'
import type { Script } from './script.ts'
import { changesTimeframe } from './seating.ts'
import { staysAsItIs } from './slot-place.ts'

/** Enough for all runners to be at work; few enough to be exchanged in a few ms. */
const SLOTS_IN_TURN = 32

export interface Rollout {
  readonly roster: Roster
  /** Lets the version drive those symbols (null: all that are left, and no others); or why not. */
  readonly adopt: (script: Script, symbols: readonly string[] | null) => Promise<string | null>
  readonly withdraw: (id: string) => Promise<void>
}

/** Returns why the version cannot be borne, or null; then every slot of it is as it was. */
export async function rollOut(script: Script, given: Rollout): Promise<string | null> {
  const { roster, adopt } = given
  const before = roster.of(script.id).find(({ seat }) => seat !== null)?.script ?? null
  const turns = turnsOf(script, roster)
  for (const [i, symbols] of turns.entries()) {
    const refusal = await adopt(script, symbols)
    if (refusal === null) continue
    if (i > 0) await takeBack(script.id, before, given)
    return refusal
  }
  return null
}

/** The last turn is whatever is left. */
function turnsOf(script: Script, roster: Roster): (readonly string[] | null)[] {
  const own = new Map(roster.of(script.id).map((slot) => [slot.symbol, slot]))
  // All at once or not at all: once some have another timeframe, those that trade could not follow.
  if ([...own.values()].some((slot) => changesTimeframe(slot, script))) return [null]
  const fresh = script.symbols.filter((symbol) => !staysAsItIs(own.get(symbol), script))
  const turns: (readonly string[] | null)[] = []
  for (let at = 0; at + SLOTS_IN_TURN < fresh.length; at += SLOTS_IN_TURN) {
    turns.push(fresh.slice(at, at + SLOTS_IN_TURN))
  }
  return [...turns, null]
}

async function takeBack(id: string, before: Script | null, given: Rollout): Promise<void> {
  if (before === null) return given.withdraw(id)
  const refusal = await rollOut(before, given)
  if (refusal === null) return
  const message = `${id} runs in two versions: the new one was refused for some of its slots, and the one before it does not come back: ${refusal}`
  throw new HostError('unavailable', message, { hint: 'save the script again' })
}
