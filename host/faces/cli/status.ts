// What `watchfire run` shows while it runs: on a terminal a few lines, redrawn in place; otherwise
// (a service, a pipe) one JSON object per line for what matters (status/log-status.ts).
import { stripVTControlCharacters } from 'node:util'
import type { Config } from '#host/config/load.ts'
import type { LogConfig } from '#host/config/log.ts'
import type { Board } from '#host/engine/board.ts'
import type { Snapshot } from '#host/engine/delta.ts'
import type { Resumed } from '#host/engine/paper-session.ts'
import {
  describeError,
  type FillView,
  type NoteView,
  type SlotView,
  type TradeView,
} from '#host/engine/views.ts'
import type { LogEntry } from '#host/journal/entry.ts'
import { KEYS_TEXT } from './status/keys.ts'
import { logStatus } from './status/log-status.ts'
import { paint, widthOf } from './terminal.ts'

export interface Status {
  entry(entry: LogEntry): void
  /** Other levels of the log are wanted from now on. */
  levels(log: LogConfig): void
  /** Something outside is wrong and is being tried again. */
  trouble(message: string): void
  /** A venue has been asked, and the page says so; the addresses are those of `open`. */
  waiting(place: { readonly venue: string } & Pick<OpenSession, 'url' | 'loggedUrl'>): void
  /** The session plays, and has a page. */
  open(session: OpenSession): void
  /** The journal cannot be written for now: nothing happens until it can, which null says. */
  stuck(message: string | null): void
  /** The recording is over. */
  finished(staysOpen: boolean): void
  close(): void
}

export interface OpenSession {
  readonly board: Board
  readonly resumed: Resumed | null
  /** Why the session is a new one, though the latest was not over. */
  readonly passedOver: string | null
  /** Of the page, with what opens it: for the eyes of who started the host. */
  readonly url: string
  /** The same for a log, which others read: it opens the page for a quarter of an hour, or not at all. */
  readonly loggedUrl: string
  /** The file with the token that opens it always. */
  readonly tokenFile: string
  /** Whether keys of the terminal do something (status/keys.ts). */
  readonly hasKeys: boolean
}

/** On a terminal a few lines, and the log into its file; else the log on stdout. */
export function createStatus(
  stream: NodeJS.WriteStream,
  config: Pick<Config, 'log' | 'sessions'>,
): Status {
  if (!stream.isTTY) return logStatus(config, true)
  const [live, log] = [liveStatus(stream), logStatus(config, false, (text) => live.trouble(text))]
  return {
    entry: (entry) => log.entry(entry),
    levels: (wanted) => log.levels(wanted),
    trouble: (message) => both((one) => one.trouble(message)),
    waiting: (place) => both((one) => one.waiting(place)),
    open: (session) => both((one) => one.open(session)),
    stuck: (message) => both((one) => one.stuck(message)),
    finished: (staysOpen) => both((one) => one.finished(staysOpen)),
    close: () => both((one) => one.close()),
  }

  function both(tell: (one: Omit<Status, 'entry' | 'levels'>) => void): void {
    tell(log)
    tell(live)
  }
}

const REDRAW_MS = 250
const HIDE_CURSOR = '\x1b[?25l'
const SHOW_CURSOR = '\x1b[?25h'

function liveStatus(stream: NodeJS.WriteStream): Omit<Status, 'entry' | 'levels'> {
  let drawn = 0
  let timer: NodeJS.Timeout | undefined
  let board: Board | null = null
  let last = 'Ctrl-C ends it'

  function draw(): void {
    if (board === null) return
    const rows = Math.max(8, stream.rows ?? 24)
    const lines = statusLines(board.snapshot(), { rows: rows - 3, stream }).concat(dim(last))
    const width = widthOf(stream)
    const text = lines.map((line) => `\x1b[2K${fitted(line, width)}\n`).join('')
    // Back to where it was drawn before, and nothing of that left below.
    stream.write(`${drawn === 0 ? '' : `\x1b[${drawn}A`}${text}\x1b[0J`)
    drawn = lines.length
  }
  const dim = (text: string) => paint('dim', text, stream)
  // However the process ends, the terminal is left as it was.
  const restore = () => stream.write(SHOW_CURSOR)

  return {
    trouble(message) {
      last = message
      if (board === null) stream.write(`  ${paint('yellow', message, stream)}\n`)
    },
    waiting({ venue, url }) {
      stream.write(`\n  Waiting for ${venue} …  ${url}\n`)
    },
    open({ url, board: opened, resumed, passedOver, hasKeys }) {
      board = opened
      if (hasKeys) last = KEYS_TEXT
      process.once('exit', restore)
      stream.write(`\n  ${paint('bold', 'Watchfire', stream)}  ${url}\n`)
      stream.write(`  ${dim(`journal: ${board.snapshot().session.log}`)}\n`)
      if (passedOver !== null) stream.write(`  ${paint('yellow', passedOver, stream)}\n`)
      if (resumed !== null) stream.write(`  ${dim(goesOn(resumed))}\n`)
      stream.write(`\n${HIDE_CURSOR}`)
      draw()
      timer = setInterval(draw, REDRAW_MS)
    },
    stuck(message) {
      last =
        message === null
          ? 'the journal can be written again; Ctrl-C ends it'
          : `waiting until the journal can be written: ${message.split('\n')[0]}`
      draw()
    },
    finished(staysOpen) {
      last = staysOpen
        ? 'The recording is over; the page stays open until Ctrl-C.'
        : 'The recording is over.'
      draw()
    },
    close() {
      clearInterval(timer)
      last = 'stopped'
      draw()
      process.removeListener('exit', restore)
      restore()
    },
  }
}

function goesOn({ after, time }: Resumed): string {
  const where = time === 0 ? 'its beginning' : `${minute(time)} UTC`
  const how = after === 'crash' ? ', which its host did not end,' : ''
  return `the session${how} goes on from ${where}; --fresh begins a new one`
}

function statusLines(
  { session, account, slots, scripts, fills, trades, notes }: Snapshot,
  { rows, stream }: { rows: number; stream: NodeJS.WriteStream },
): string[] {
  const pnl = account.equity - account.initialCash
  const color = (value: number, text: string) =>
    value === 0 ? text : paint(value > 0 ? 'green' : 'red', text, stream)
  const dim = (text: string) => paint('dim', text, stream)
  const played =
    session.from === null || session.to === null || session.time === 0
      ? ''
      : ` ${Math.floor((100 * (session.time - session.from)) / (session.to - session.from))} %`
  const head = [
    session.time === 0 ? 'before the first bar' : `${minute(session.time)} UTC${played}`,
    `equity ${money(account.equity)} (${color(pnl, signed(pnl))})`,
    `${account.trades} trades`,
    `${account.positions} open`,
    ...(session.speed === null && session.time !== 0 ? [`data ${age(session.time)} old`] : []),
  ]
  const blocked =
    session.blocked === null ? [] : [paint('red', `  ENTRIES BLOCKED: ${session.blocked}`, stream)]
  const refused = scripts.filter(({ status }) => status !== 'running')
  const warnings = refused.map(({ file, refusal, diagnostics }) => {
    const error = diagnostics.find(({ severity }) => severity === 'error')
    const why = refusal ?? (error === undefined ? '' : `line ${error.line}: ${error.message}`)
    return paint('yellow', `  ${file} refused: ${why}`, stream)
  })
  const above = [...blocked, ...warnings]
  const room = Math.max(1, rows - 8 - above.length)
  const shown = slots.slice(0, room).map((slot) => slotLine(slot, color, dim))
  if (slots.length > room) shown.push(dim(`  … ${slots.length - room} more slots`))
  const left = Math.max(3, rows - 3 - shown.length - above.length)
  const entries = fills.filter(({ isEntry }) => isEntry)
  const latest = [...entries.map(entryLine), ...trades.map(tradeLine), ...notes.map(noteLine)]
    .sort((a, b) => a.time - b.time)
    .slice(-left)
    .map(({ text }) => dim(text))
  return [`  ${head.join('   ')}`, ...blocked, '', ...shown, ...warnings, '', ...latest]
}

type Color = (value: number, text: string) => string

function slotLine(slot: SlotView, color: Color, dim: (text: string) => string): string {
  const { position, order, status } = slot
  const state = status !== 'running' ? status : slot.isPaused ? 'paused' : slot.state
  const open =
    position !== null
      ? `${position.side} ${short(position.quantity)} @ ${money(position.entryPrice)}`
      : order !== null
        ? `${order.side} ${order.type} order`
        : ''
  const name = `${slot.name} ${slot.symbol}`.padEnd(28)
  const pnl = color(slot.pnl, signed(slot.pnl).padStart(11))
  const why =
    status === 'quarantined' && slot.lastError !== null ? describeError(slot.lastError) : ''
  const tail = slot.faults === 0 ? '' : `  ${slot.faults} faults${why === '' ? '' : `: ${why}`}`
  const isQuiet = state === 'Watch'
  const middle = `${state.padEnd(12)}${open.padEnd(26)}`
  return `  ${name}${isQuiet ? dim(middle) : middle}${pnl}${tail}`
}

const entryLine = ({ time, slot, side, quantity, price }: FillView) => ({
  time,
  text: `  ${minute(time)}  ${slot} ${side === 'buy' ? 'bought' : 'sold'} ${short(quantity)} @ ${money(price)}`,
})

const tradeLine = ({ exitTime, slot, side, pnl, exitReason }: TradeView) => ({
  time: exitTime,
  text: `  ${minute(exitTime)}  ${slot} ${side} closed ${signed(pnl)} (${exitReason})`,
})

const noteLine = ({ time, source, text }: NoteView) => ({
  time,
  text: `  ${time === 0 ? ' '.repeat(16) : minute(time)}  ${source} ${text.split('\n')[0]}`,
})

/** Cut to the terminal's width; a cut line loses its colours, not its end. */
function fitted(line: string, width: number): string {
  // Whatever a script wrote must not steer the terminal.
  const plain = stripVTControlCharacters(line).replace(/\p{Cc}/gu, ' ')
  return plain.length <= width ? line : `${plain.slice(0, width - 1)}…`
}

const minute = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ')
/** Of the market's latest instant, by this machine's clock. */
const age = (time: number) => {
  const seconds = Math.max(0, Math.round((Date.now() - time) / 1000))
  return seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`
}
const money = (value: number) =>
  value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const signed = (value: number) =>
  `${value > 0 ? '+' : value < 0 ? '−' : ''}${money(Math.abs(value))}`
const short = (value: number) => String(Number(value.toPrecision(4)))
