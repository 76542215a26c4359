// The push channel: what a page has missed since it was here last, or a snapshot; then what changes,
// as it happens. Who reads too slowly gets fewer and larger deltas, and every fill in them.
import type { WebSocket } from 'ws'
import type { BacktestJob } from '#host/app/backtest-jobs.ts'
import type { Board } from '#host/engine/board.ts'
import type { Delta, Place, Snapshot } from '#host/engine/delta.ts'
import type { Caller } from './access.ts'
import { RateLimit } from './rate-limit.ts'
import type { News } from './shapes/push.ts'
import { readFollow, selected, type Topics, topicsIn } from './topics.ts'

/** Bytes on their way to a page beyond which it is left to catch up. */
const BEHIND_BYTES = 2 ** 20
const CATCH_UP_MS = 50
const PING_MS = 30_000
const PAGES_MAX = 200
/** How often a page's token is looked at again: it may be revoked. */
const WELCOME_MS = 1000
/** Of what a page may ask for. */
const FRAMES = { burst: 20, perSecond: 5 }
const TIMEOUT_MS_MAX = 2 ** 31 - 1

/** WebSocket close codes. Source: RFC 6455, section 7.4.1. */
const REFUSED = 1008
const TRY_LATER = 1013

export interface Guest {
  readonly caller: Caller
  /** Of the address: topics, stream, after. */
  readonly query: URLSearchParams
  /** Whether the token that let them in still does. */
  readonly isStillWelcome: () => Promise<boolean>
}

export interface Push {
  welcome(page: WebSocket, guest: Guest): void
  tellBacktest(job: BacktestJob): void
  close(): void
}

export function createPush(board: Board): Push {
  const pages = new Set<Page>()
  const unwatch = board.watchFolder((paths) => {
    for (const page of pages)
      if (page.topics.names.has('scripts')) page.say({ type: 'scripts', paths })
  })
  return {
    welcome(socket, { caller, query, isStillWelcome }) {
      if (pages.size >= PAGES_MAX) return socket.close(TRY_LATER, 'too many pages')
      const page = new Page(socket, board, query)
      pages.add(page)
      const wait = caller.until === null ? TIMEOUT_MS_MAX : caller.until - Date.now()
      const ending = setTimeout(
        () => socket.close(REFUSED, 'the token has ended'),
        Math.min(wait, TIMEOUT_MS_MAX),
      ).unref()
      const asking = setInterval(async () => {
        if (!(await isStillWelcome())) socket.close(REFUSED, 'the token has ended')
      }, WELCOME_MS).unref()
      socket.on('close', () => {
        clearTimeout(ending)
        clearInterval(asking)
        pages.delete(page)
        page.end()
      })
    },
    tellBacktest({ id, status, progress }) {
      for (const page of pages) {
        const isDue = status !== 'running' || !page.isBehind
        if (isDue && page.topics.names.has('backtests')) {
          page.say({ type: 'backtest', id, status, progress })
        }
      }
    },
    close() {
      unwatch()
      for (const page of pages) page.cut()
    },
  }
}

class Page {
  topics: Topics
  readonly #socket: WebSocket
  readonly #board: Board
  readonly #frames = new RateLimit(FRAMES)
  readonly #unfollow: () => void
  readonly #pulse: NodeJS.Timeout
  #place: Place | null
  #isAlive = true
  #catchingUp: NodeJS.Timeout | undefined

  constructor(socket: WebSocket, board: Board, query: URLSearchParams) {
    this.#socket = socket
    this.#board = board
    this.topics = topicsIn(query.get('topics'))
    this.#place = placeIn(query)
    this.#unfollow = board.follow((delta) => this.#hear(delta))
    this.#catchUp()
    socket.on('error', () => this.cut())
    socket.on('pong', () => {
      this.#isAlive = true
    })
    socket.on('message', (data, isBinary) => this.#read(String(data), isBinary))
    this.#pulse = setInterval(() => this.#feel(), PING_MS).unref()
  }

  get isBehind(): boolean {
    return this.#socket.bufferedAmount > BEHIND_BYTES
  }

  say(message: News): void {
    this.#send(JSON.stringify(message))
  }

  cut(): void {
    this.#socket.terminate()
  }

  end(): void {
    this.#unfollow()
    clearInterval(this.#pulse)
    clearTimeout(this.#catchingUp)
  }

  #hear(delta: Delta): void {
    const isNext = this.#place?.sequence === delta.after && this.#catchingUp === undefined
    if (isNext && !this.isBehind) this.#tell(delta)
    else this.#catchUp()
  }

  /** All that was missed in one message, once there is room for it. */
  #catchUp(): void {
    clearTimeout(this.#catchingUp)
    this.#catchingUp = undefined
    if (this.isBehind) {
      this.#catchingUp = setTimeout(() => this.#catchUp(), CATCH_UP_MS).unref()
      return
    }
    this.#board.publish()
    const missed = this.#board.since(this.#place)
    if (missed !== null) this.#tell(missed)
  }

  #tell(message: Snapshot | Delta): void {
    this.#place = message
    this.#send(selected(message, this.topics))
  }

  #send(text: string | Buffer): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(text, { binary: false })
  }

  #read(text: string, isBinary: boolean): void {
    if (this.#frames.take('') > 0) return this.#socket.close(REFUSED, 'too many frames')
    const topics = isBinary ? null : readFollow(text)
    if (topics === null) {
      return this.#socket.close(REFUSED, 'expected {"type":"follow","topics":["slots",…]}')
    }
    this.topics = topics
  }

  /** Who has not answered since the last time is gone. */
  #feel(): void {
    if (!this.#isAlive) return this.cut()
    this.#isAlive = false
    this.#socket.ping()
  }
}

function placeIn(query: URLSearchParams): Place | null {
  const stream = query.get('stream')
  const after = Number(query.get('after') ?? Number.NaN)
  return stream === null || !Number.isSafeInteger(after) ? null : { stream, sequence: after }
}
