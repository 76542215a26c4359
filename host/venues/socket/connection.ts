// One WebSocket to a venue that is kept open for as long as it is wanted: made again when it breaks,
// when it stays silent (half-open connections say nothing for hours), or when data stop although
// the other end answers. Each time everything is asked for anew.
import WebSocket from 'ws'
import { HostError } from '../../errors.ts'
import type { Clock } from '../../feeds/clock.ts'
import type { MarketEvent, Status } from '../../feeds/market-event.ts'
import { type BackoffRules, backoffMs, DEFAULT_BACKOFF } from '../backoff.ts'
import { Asking } from './asking.ts'
import { type Dialect, topicsOf, type Wish } from './dialect.ts'
import { FrameFault } from './fields.ts'

export interface ConnectionRules {
  /** Ms that a connection may take to open. */
  readonly openMs: number
  /** Ms without a frame after which the other end is asked whether it is there. */
  readonly quietMs: number
  /** Ms without a frame after which it is not. */
  readonly deadMs: number
  /** Ms without data of any symbol after which the subscription counts as lost. */
  readonly dataMs: number
  /** Ms after which a connection has proved itself: the next wait is short again. */
  readonly provenMs: number
  readonly backoff: BackoffRules
}

export const DEFAULT_CONNECTION_RULES: ConnectionRules = {
  openMs: 10_000,
  // Venues themselves ping every 20 to 30 s, or send heartbeats each second.
  quietMs: 10_000,
  deadMs: 20_000,
  // The thinnest markets are silent for longer; asking for them anew costs them nothing.
  dataMs: 180_000,
  provenMs: 30_000,
  backoff: DEFAULT_BACKOFF,
}

/** A frame longer than any that venues send: whole order books are below 5 MB. */
const FRAME_BYTES_MAX = 16 * 2 ** 20
/** So many frames in a row that cannot be read are no accident of one frame. */
const UNREADABLE_MAX = 20

export interface ConnectionOptions {
  readonly venue: string
  readonly dialect: Dialect
  /** As the dialect names it, … */
  readonly url: string
  /** … and where it is. */
  readonly address: string
  readonly wish: Wish
  readonly hear: (event: MarketEvent) => void
  readonly signal: AbortSignal
  readonly clock: Clock
  readonly rules: ConnectionRules
  /** From 0 to below 1. */
  readonly random: () => number
}

/** Why a connection ended, in words. */
interface Ending {
  readonly why: string
  /** The venue said that it will not. */
  readonly isRefusal: boolean
  /** Ms for which the venue does not want to be asked. */
  readonly pauseMs: number
  /** It brought data. */
  readonly hadData: boolean
  /** Nothing was wanted of it any more. */
  readonly isIdle: boolean
}

/** A venue that sends data and then breaks off is there: so many failures are counted at the most. */
const FAILURES_MAX_WITH_DATA = 4

/** Ends with the signal; rejects where the venue refuses what was asked for. */
export async function keepConnected(options: ConnectionOptions): Promise<void> {
  const { clock, signal, rules, random, venue } = options
  for (let failures = 0; !signal.aborted; ) {
    await untilWanted(options)
    if (signal.aborted) return
    const began = clock.now()
    const { why, isRefusal, pauseMs, hadData, isIdle } = await connectOnce(options)
    if (signal.aborted) return
    if (isIdle) continue
    tellStatus(options, 'lost', why)
    if (isRefusal) throw new HostError('unavailable', `${venue} refuses the stream: ${why}`)
    failures = clock.now() - began >= rules.provenMs ? 1 : failures + 1
    if (hadData) failures = Math.min(failures, FAILURES_MAX_WITH_DATA)
    await clock.sleep(Math.max(pauseMs, backoffMs(failures, random(), rules.backoff)), signal)
  }
}

/** Resolves at once where something is wanted of the connection. */
async function untilWanted({ dialect, wish, url, signal }: ConnectionOptions): Promise<void> {
  const isWanted = () => topicsOf(dialect, wish, url).size > 0
  if (isWanted()) return
  const done = new AbortController()
  await new Promise<void>((resolve) => {
    wish.more?.listen(() => isWanted() && resolve(), done.signal)
    signal.addEventListener('abort', () => resolve(), { signal: done.signal })
  })
  done.abort()
}

function connectOnce(options: ConnectionOptions): Promise<Ending> {
  return new Promise((resolve) => {
    const { url, address, dialect, wish, hear, clock, signal, rules } = options
    const socket = new WebSocket(address, {
      handshakeTimeout: rules.openMs,
      maxPayload: FRAME_BYTES_MAX,
      perMessageDeflate: false,
      skipUTF8Validation: true,
    })
    const closing = new AbortController()
    const reader = dialect.reader(wish, hear)
    const asking = new Asking({
      ...{ dialect, wish, url, clock, closing: closing.signal },
      send: (request) => socket.send(request),
    })
    const heard = { frame: clock.now(), data: clock.now() }
    let hadData = false
    let unreadable = 0

    function end(why: string, { isRefusal = false, pauseMs = 0, isIdle = false } = {}): void {
      if (closing.signal.aborted) return
      closing.abort()
      signal.removeEventListener('abort', leave)
      socket.terminate()
      resolve({ why, isRefusal, pauseMs, hadData, isIdle })
    }
    const leave = () => end('it is not wanted any more')

    function take(frame: Buffer, isBinary: boolean): void {
      const now = clock.now()
      heard.frame = now
      try {
        const kind = isBinary ? reader.readBytes?.(frame, now) : reader.read(frame.toString(), now)
        unreadable = 0
        if (kind === 'ready') asking.start()
        else if (kind === 'data') {
          hadData = true
          heard.data = now
        } else if (typeof kind !== 'object') return
        else if ('reply' in kind) socket.send(kind.reply)
        else end(kind.refused, { isRefusal: true })
      } catch (error) {
        if (!(error instanceof FrameFault)) throw error
        reader.forget()
        unreadable += 1
        if (unreadable >= UNREADABLE_MAX) end(`its frames cannot be read: ${error.message}`)
      }
    }

    signal.addEventListener('abort', leave)
    socket.on('open', () => {
      heard.frame = clock.now()
      heard.data = heard.frame
      tellStatus(options, 'connected', withoutQuery(address))
      if (dialect.hasLogin !== true) asking.start()
      wish.more?.listen(() => {
        if (topicsOf(dialect, wish, url).size === 0)
          end('nothing is wanted of it', { isIdle: true })
      }, closing.signal)
      void watch(socket, heard, { options, closing: closing.signal, end })
    })
    socket.on('message', (data, isBinary) => {
      if (!closing.signal.aborted) take(data as Buffer, isBinary)
    })
    socket.on('pong', () => {
      heard.frame = clock.now()
    })
    socket.on('unexpected-response', (_request, { statusCode, headers }) => {
      const seconds = Number(headers['retry-after'] ?? 0)
      const refusal = dialect.refusingStatuses?.get(statusCode!)
      end(refusal ?? `it answered with status ${statusCode}`, {
        isRefusal: statusCode === 451 || refusal !== undefined,
        pauseMs: seconds > 0 ? 1000 * seconds : 0,
      })
    })
    socket.on('error', (error) => end(error.message || String(error)))
    socket.on('close', (code, reason) => end(`it was closed (${code}${reasonText(reason)})`))
    if (signal.aborted) leave()
  })
}

/** Some venues are given the keys there. */
const withoutQuery = (url: string) => url.split('?')[0]!

const reasonText = (reason: Buffer) => (reason.length === 0 ? '' : `, ${reason.toString()}`)

interface Watched {
  readonly options: ConnectionOptions
  readonly closing: AbortSignal
  readonly end: (why: string) => void
}

/** Asks whether the other end is there, and gives it up when it is not. */
async function watch(
  socket: WebSocket,
  heard: { readonly frame: number; readonly data: number },
  { options: { clock, rules, dialect }, closing, end }: Watched,
): Promise<void> {
  for (;;) {
    await clock.sleep(rules.quietMs / 2, closing)
    if (closing.aborted) return
    const now = clock.now()
    const silentMs = now - heard.frame
    if (silentMs >= rules.deadMs) return end(`nothing came for ${seconds(silentMs)}`)
    const emptyMs = now - heard.data
    if (emptyMs >= rules.dataMs) return end(`it sent no data for ${seconds(emptyMs)}`)
    if (silentMs < rules.quietMs / 2) continue
    if (dialect.ping === null) socket.ping()
    else socket.send(dialect.ping)
  }
}

const seconds = (ms: number) => `${Math.round(ms / 1000)} s`

function tellStatus(
  { wish, hear, clock }: ConnectionOptions,
  status: Status,
  detail: string,
): void {
  const receiveTime = clock.now()
  for (const { symbol } of wish.listings) {
    hear({ type: 'status', symbol, exchangeTime: Number.NaN, receiveTime, status, detail })
  }
}
