// Alpaca's REST interface, as far as it is asked here: bars, assets, the clock and the calendar.
// Source: https://docs.alpaca.markets/reference (market data v2, trading v2).
import { HostError } from '../../errors.ts'
import type { PacedFetch } from '../ccxt/paced-fetch.ts'
import type { RequestLimits } from '../ccxt/request-limits.ts'
import {
  decimal,
  type Fields,
  FrameFault,
  fields,
  flag,
  isoTime,
  list,
  text,
} from '../socket/fields.ts'
import type { HistoryBar } from '../venue.ts'
import type { AlpacaKeys } from './keys.ts'

/** Of the free plan, per minute: https://docs.alpaca.markets/docs/about-market-data-api */
export const LIMITS: RequestLimits = {
  limits: { all: [{ limit: 200, windowMs: 60_000 }] },
  weigh: () => ({ name: 'all', weight: 1 }),
}

/** Gets a path's JSON; null where there is no such thing (404). Throws a HostError. */
export type Get = (url: string) => Promise<unknown>

export function createGet({ keyId, secretKey }: AlpacaKeys, paced: PacedFetch): Get {
  const headers = { 'APCA-API-KEY-ID': keyId, 'APCA-API-SECRET-KEY': secretKey }
  return async (url) => {
    const { host, pathname } = new URL(url)
    let response: Response
    try {
      response = await paced.fetch(url, { headers })
    } catch (cause) {
      throw new HostError('unavailable', `Alpaca does not answer: ${(cause as Error).message}`, {
        cause,
      })
    }
    if (response.status === 404) return null
    // What an answer says may repeat what it was asked with: it is not shown.
    const { status } = response
    if (status === 401 || status === 403) throw refused(status, host)
    if (status !== 200) {
      throw new HostError('unavailable', `Alpaca answers ${pathname} with status ${status}`)
    }
    return response.json().catch(() => {
      throw new HostError('unavailable', `Alpaca's answer to ${pathname} is not JSON`)
    })
  }
}

function refused(status: number, host: string): HostError {
  return new HostError('bad-config', `Alpaca refuses the keys (status ${status} from ${host})`, {
    hint: 'check APCA_API_KEY_ID and APCA_API_SECRET_KEY, that they are for the account of APCA_API_BASE_URL, and that your plan has the data feed',
  })
}

/** Reads an answer; what is not as documented is a HostError that says where. */
export function reading<T>(what: string, redact: (text: string) => string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (!(cause instanceof FrameFault)) throw cause
    const message = `Alpaca's ${what} are not as documented: ${redact(cause.message)}`
    throw new HostError('unavailable', message)
  }
}

export interface BarsPage {
  readonly bars: readonly HistoryBar[]
  /** Of the next page; null: this is the last. */
  readonly next: string | null
}

/** `{"bars": {"AAPL": […]}, "next_page_token": …}`, as of several symbols. */
export function readBarsPage(answer: unknown, symbol: string): BarsPage {
  const { bars, next_page_token: next } = fields(answer, 'the answer')
  const own = fields(bars ?? {}, 'bars')[symbol] ?? []
  return {
    bars: list(own, `bars.${symbol}`).map((bar) => readBar(fields(bar, 'a bar'))),
    next: typeof next === 'string' && next !== '' ? next : null,
  }
}

export function readBar({ t, o, h, l, c, v }: Fields): HistoryBar {
  return {
    openTime: isoTime(t, 't'),
    open: decimal(o, 'o'),
    high: decimal(h, 'h'),
    low: decimal(l, 'l'),
    close: decimal(c, 'c'),
    volume: decimal(v, 'v'),
  }
}

export interface Asset {
  readonly symbol: string
  readonly isTradable: boolean
  readonly isFractionable: boolean
}

export function readAsset(answer: unknown): Asset {
  const asset = fields(answer, 'an asset')
  return {
    symbol: text(asset.symbol, 'symbol'),
    isTradable: flag(asset.tradable, 'tradable') && asset.status === 'active',
    isFractionable: asset.fractionable === true,
  }
}

/** The exchange's clock as Alpaca has it; ms UTC. */
export interface AlpacaClock {
  readonly time: number
  readonly isOpen: boolean
  readonly nextOpen: number
  readonly nextClose: number
}

export function readClock(answer: unknown): AlpacaClock {
  const clock = fields(answer, 'the clock')
  return {
    time: isoTime(clock.timestamp, 'timestamp'),
    isOpen: flag(clock.is_open, 'is_open'),
    nextOpen: isoTime(clock.next_open, 'next_open'),
    nextClose: isoTime(clock.next_close, 'next_close'),
  }
}

/** A day of trading: "2025-01-15", from "09:30" to "16:00" in New York. */
export interface AlpacaDay {
  readonly date: string
  readonly open: string
  readonly close: string
}

export const readCalendar = (answer: unknown): AlpacaDay[] =>
  list(answer, 'the calendar').map((one) => {
    const day = fields(one, 'a day')
    return {
      date: text(day.date, 'date'),
      open: text(day.open, 'open'),
      close: text(day.close, 'close'),
    }
  })
