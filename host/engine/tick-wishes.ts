// What the slots of a session want of what comes between bars: which ticks, and whose order books.
import { needsTick } from '#kernel/tick.ts'
import { BOOK_READERS } from '#sdk/api/market.ts'
import { camelCase } from '#sdk/names.ts'
import type { ScriptSources } from '../catalog/sources.ts'
import type { TickWish } from '../feeds/feed.ts'
import type { LiveSlot } from './live-slot.ts'

/** Follows the slots as they come and go. */
export function wishesOf(roster: { readonly slots: readonly LiveSlot[] }): Omit<TickWish, 'after'> {
  let lined: readonly LiveSlot[] = []
  let byFeed: ReadonlyMap<number, readonly LiveSlot[]> = new Map()

  /** Asked at each tick: the list is another where a slot has come or gone. */
  function on(feed: number): readonly LiveSlot[] {
    if (lined !== roster.slots) {
      lined = roster.slots
      byFeed = Map.groupBy(lined, (slot) => slot.feed)
    }
    return byFeed.get(feed) ?? []
  }

  return {
    needs: (tick) => on(tick.feed).some(({ kernel }) => needsTick(kernel, tick)),
    follows: (feed) => on(feed).length > 0,
    readsBook: (feed) =>
      on(feed).some(({ seat, script }) => seat !== null && readsBook(script.sources)),
  }
}

const NAMES = BOOK_READERS.flatMap((name) => [name, camelCase(name)])
const NAMED = new RegExp(`\\b(?:${NAMES.join('|')})\\b`)

const known = new WeakMap<ScriptSources, boolean>()

/**
 * Whether the script names one of the members of `market` that show the order book. Read as text, since
 * a wrong guess only brings a stream that nobody looks at.
 */
export function readsBook(sources: ScriptSources): boolean {
  let isReader = known.get(sources)
  if (isReader === undefined) {
    isReader = sources.files.some(({ code }) => NAMED.test(code))
    known.set(sources, isReader)
  }
  return isReader
}
