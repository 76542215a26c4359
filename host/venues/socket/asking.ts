// Asks one connection for what is wanted of it, and tells it what is not wanted any more: at the
// beginning, and whenever that changes.
import type { Clock } from '../../feeds/clock.ts'
import type { Renewal } from '../wanted.ts'
import { type Dialect, type Topic, topicsOf, type Wish } from './dialect.ts'

export interface AskingOptions {
  readonly dialect: Dialect
  readonly wish: Wish
  readonly url: string
  readonly clock: Clock
  readonly send: (request: string) => void
  /** Ends with the connection. */
  readonly closing: AbortSignal
}

export class Asking {
  readonly #options: AskingOptions
  #asked: ReadonlyMap<string, Topic> = new Map()
  #isAtIt = false
  /** Something has changed since it was looked at last. */
  #isDue = false

  constructor(options: AskingOptions) {
    this.#options = options
  }

  /** The other end listens now. */
  start(): void {
    const { wish, closing } = this.#options
    wish.more?.listen((renewal) => this.#hear(renewal), closing)
    void this.#ask()
  }

  async #ask(): Promise<void> {
    this.#isDue = true
    if (this.#isAtIt) return
    this.#isAtIt = true
    while (this.#isDue && !this.#options.closing.aborted) {
      this.#isDue = false
      await this.#sendAll(this.#changes())
    }
    this.#isAtIt = false
  }

  #hear(renewal: Renewal | null): void {
    if (renewal !== null) {
      const { dialect, wish, url } = this.#options
      const listings = wish.listings.filter(({ symbol }) => symbol === renewal.symbol)
      const channels = new Set([renewal.channel])
      const own = dialect.topics({ ...wish, listings, channels }).filter((one) => one.url === url)
      const again = own.filter(({ key }) => this.#asked.has(key))
      if (again.length === 0) return
      const keys = new Set(again.map(({ key }) => key))
      for (const request of dialect.request('unsubscribe', again)) this.#options.send(request)
      this.#asked = new Map([...this.#asked].filter(([key]) => !keys.has(key)))
    }
    void this.#ask()
  }

  #changes(): string[] {
    const { dialect, wish, url } = this.#options
    const wanted = topicsOf(dialect, wish, url)
    const before = this.#asked
    this.#asked = wanted
    const gone = [...before.values()].filter(({ key }) => !wanted.has(key))
    const fresh = [...wanted.values()].filter(({ key }) => !before.has(key))
    return [...ask(dialect, 'unsubscribe', gone), ...ask(dialect, 'subscribe', fresh)]
  }

  async #sendAll(requests: readonly string[]): Promise<void> {
    const { clock, dialect, closing, send } = this.#options
    for (const [i, request] of requests.entries()) {
      if (i > 0) await clock.sleep(dialect.requestGapMs, closing)
      if (closing.aborted) return
      send(request)
    }
  }
}

const ask = (dialect: Dialect, verb: 'subscribe' | 'unsubscribe', topics: readonly Topic[]) =>
  topics.length === 0 ? [] : dialect.request(verb, topics)
