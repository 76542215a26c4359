// The push channel: the session's board, and word of changed files and backtests. Comes back by
// itself, and is then told what it missed, or everything anew.
import type { News } from '#host/faces/http/shapes/push.ts'
import { type Signal, signal } from '../core/signal.ts'
import { applied, type Board } from './board.ts'

export type Link = 'connecting' | 'open' | 'lost'

export type BacktestNews = Extract<News, { type: 'backtest' }>

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
  /** The board is not what the host takes it for: it has to come anew. */
  let isLost = false

  const hear = (message: News, socket: WebSocket) => {
    heardAt = performance.now()
    if (message.type === 'snapshot') {
      isLost = false
      board.set(message)
    } else if (message.type === 'delta') {
      const before = board.get()
      const after = before === null ? null : applied(before, message)
      if (after !== null) board.set(after)
      else {
        isLost = true
        socket.close()
      }
    } else if (message.type === 'scripts') scripts.set(scripts.get() + 1)
    else if (message.type === 'backtest') backtest.set(message)
  }

  const connect = () => {
    const last = isLost ? null : board.get()
    const place = last === null ? '' : `?stream=${last.stream}&after=${last.sequence}`
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
    const socket = new WebSocket(`${scheme}://${location.host}/ws${place}`)
    socket.onopen = () => {
      // What changed while nobody listened is asked for anew.
      if (attempts > 0) scripts.set(scripts.get() + 1)
      attempts = 0
      link.set('open')
    }
    socket.onmessage = ({ data }) => hear(JSON.parse(data as string) as News, socket)
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
