// What is wanted of a venue's stream beside what is wanted of every symbol: channels of some symbols,
// which come and go while the stream runs.
import type { Channel } from './venue.ts'

export class Wanted {
  #bySymbol: ReadonlyMap<string, ReadonlySet<Channel>> = new Map()
  readonly #listeners = new Set<Listener>()

  has(symbol: string, channel: Channel): boolean {
    return this.#bySymbol.get(symbol)?.has(channel) ?? false
  }

  /** From now on these, and no others. */
  set(bySymbol: ReadonlyMap<string, ReadonlySet<Channel>>): void {
    const symbols = new Set([...this.#bySymbol.keys(), ...bySymbol.keys()])
    const isSame = [...symbols].every((one) => {
      const [before, now] = [this.#bySymbol.get(one), bySymbol.get(one)]
      return isSameSet(before ?? NONE, now ?? NONE)
    })
    if (isSame) return
    this.#bySymbol = bySymbol
    for (const listener of this.#listeners) listener(null)
  }

  /** What came of the channel is worth nothing any more: it has to begin again. */
  again(symbol: string, channel: Channel): void {
    for (const listener of this.#listeners) listener({ symbol, channel })
  }

  /** Until the signal is aborted. */
  listen(listener: Listener, signal: AbortSignal): void {
    this.#listeners.add(listener)
    signal.addEventListener('abort', () => this.#listeners.delete(listener))
  }
}

export interface Renewal {
  readonly symbol: string
  readonly channel: Channel
}

/** Hears of each change, or of what is to begin again. */
type Listener = (renewal: Renewal | null) => void

const isSameSet = (a: ReadonlySet<Channel>, b: ReadonlySet<Channel>): boolean =>
  a.size === b.size && [...a].every((one) => b.has(one))

const NONE: ReadonlySet<Channel> = new Set()
