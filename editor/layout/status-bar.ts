// The line at the foot: the mode in a colour nobody overlooks, where the market stands, how far
// behind the page is, and the equity.
import type { Board } from '../api/board.ts'
import type { Channel } from '../api/socket.ts'
import { h } from '../core/dom.ts'
import { dateTime, duration, money, number, signed, tone } from '../core/format.ts'
import { onFrame } from '../core/signal.ts'

/** Silence of the push channel that is worth a word. */
const QUIET_MS = 3000

const WORDS = {
  playing: 'playing',
  waiting: 'waiting for the disk',
  finished: 'recording ended',
  stopped: 'stopped',
  failed: 'failed',
} as const

export interface StatusBar {
  readonly element: HTMLElement
  setCursor(text: string): void
}

/** `controls` stand at its end. */
export function createStatusBar(channel: Channel, controls: readonly HTMLElement[]): StatusBar {
  const mode = h('span.mode.paper', { title: 'simulated orders, play money' }, 'PAPER')
  const session = h('span.session')
  const clock = h('span.clock', { title: 'market time, UTC' })
  const track = h('span.track', { title: 'how much of the recording has been played' }, h('i'))
  const pace = h('span.dim.pace')
  const lag = h('span.dim.lag')
  const cursor = h('span.dim.cursor')
  const pnl = h('span.pnl')
  const equity = h('span.equity', { title: 'account equity' })
  const element = h(
    'footer.status-bar',
    { 'aria-label': 'status' },
    mode,
    session,
    clock,
    track,
    pace,
    lag,
    h('span.spring'),
    cursor,
    pnl,
    equity,
    ...controls,
  )

  function drawBoard({ session: now, account }: Board): void {
    const { status, time, from, to, speed, mode: name, isPaused, until } = now
    mode.textContent = name.toUpperCase()
    const isStill = status === 'playing' && isPaused && until === null
    session.textContent = isStill ? 'paused' : WORDS[status]
    session.title =
      now.waiting === null ? '' : `since ${dateTime(now.waiting.since)} UTC: ${now.waiting.why}`
    session.className = `session ${isStill ? 'paused' : status}`
    clock.textContent = time === 0 ? 'before the first bar' : `${dateTime(time)} UTC`
    pace.textContent = until === null ? paceOf(speed) : `to ${dateTime(until)} UTC`
    const played = from === null || to === null || time === 0 ? 0 : (time - from) / (to - from)
    track.hidden = from === null
    ;(track.firstElementChild as HTMLElement).style.width = `${100 * Math.min(played, 1)}%`
    const gain = account.equity - account.initialCash
    pnl.textContent = signed(gain)
    pnl.className = `pnl ${tone(gain)}`
    equity.textContent = money(account.equity)
  }

  function drawLag(): void {
    const link = channel.link.get()
    const board = channel.board.get()
    element.classList.toggle('is-lost', link === 'lost')
    if (link !== 'open') {
      lag.textContent = link === 'lost' ? 'no connection, trying again' : 'connecting'
      return
    }
    if (board === null || board.session.status !== 'playing') {
      lag.textContent = ''
      return
    }
    const { from, time, isPaused } = board.session
    const quiet = performance.now() - channel.heardAt()
    if (isPaused) lag.textContent = ''
    else if (from === null) lag.textContent = `data ${duration(Math.max(Date.now() - time, 0))} old`
    else
      lag.textContent =
        quiet > QUIET_MS ? `silent for ${duration(quiet)}` : `lag ${Math.round(quiet)} ms`
  }

  channel.board.on(
    onFrame(() => {
      const board = channel.board.get()
      if (board !== null) drawBoard(board)
    }),
  )
  channel.link.watch(drawLag)
  setInterval(drawLag, 1000)
  return {
    element,
    setCursor(text) {
      cursor.textContent = text
    },
  }
}

const paceOf = (speed: number | 'max' | null): string =>
  speed === null || speed === 1
    ? 'real time'
    : speed === 'max'
      ? 'full speed'
      : `${number(speed)} × real time`
