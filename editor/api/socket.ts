// The push channel: the session's board, and word of changed files and backtests. Comes back by
// itself; the host then sends a fresh snapshot.
import { type Signal, signal } from '../core/signal.ts'
import { applied, type Board, type BoardDelta } from './board.ts'

export type Link = 'connecting' | 'open' | 'lost'

export interface BacktestNews {
  readonly type: 'backtest'
  readonly id: string
  readonly progress?: number
  readonly status?: string
}

type Message = Board | BoardDelta | BacktestNews | { readonly type: 'scripts' | 'bar' }

export interface Channel {
  readonly board: Signal<Board | null>
  readonly link: Signal<Link>
  /** Counts up whenever a file of the scripts folder has changed on disk. */
  readonly scripts: Signal<number>
  readonly backtest: Signal<BacktestNews | null>
  /** When the last message came, by the page's own clock. */
  readonly heardAt: () => number
}

const RETRY_MS = [500, 1000, 2000, 4000]

export function openChannel(): Channel {
  const board = signal<Board | null>(null)
  const link = signal<Link>('connecting')
  const scripts = signal(0)
  const backtest = signal<BacktestNews | null>(null)
  let heardAt = performance.now()
  let attempts = 0

  const hear = (message: Message, socket: WebSocket) => {
    heardAt = performance.now()
    if (message.type === 'snapshot') board.set(message)
    else if (message.type === 'delta') {
      const before = board.get()
      const after = before === null ? null : applied(before, message)
      if (after === null) socket.close()
      else board.set(after)
    } else if (message.type === 'scripts') scripts.set(scripts.get() + 1)
    else if (message.type === 'backtest') backtest.set(message)
  }

  const connect = () => {
    const socket = new WebSocket(
      `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`,
    )
    socket.onopen = () => {
      // What changed while nobody listened is asked for anew.
      if (attempts > 0) scripts.set(scripts.get() + 1)
      attempts = 0
      link.set('open')
    }
    socket.onmessage = ({ data }) => hear(JSON.parse(data as string) as Message, socket)
    socket.onclose = () => {
      link.set('lost')
      const wait = RETRY_MS[Math.min(attempts, RETRY_MS.length - 1)]!
      attempts += 1
      setTimeout(connect, wait)
    }
  }
  connect()
  return { board, link, scripts, backtest, heardAt: () => heardAt }
}
