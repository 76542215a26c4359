// Events of every type, and recordings as a session leaves them: closed, or cut off by a crash.
import { cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { MarketEvent } from '#host/feeds/market-event.ts'
import { readRecording } from '#host/recorder/read.ts'
import { openRecorder, type RecorderOptions } from '#host/recorder/recorder.ts'
import { temporaryFiles } from '../data/files.ts'
import { bar, book, quote, status, T0, trade } from '../feeds/support.ts'

export const HOUR = 3_600_000

/** One after the other of all types, in two symbols; ten a second. */
export function mixedEvents(count: number): MarketEvent[] {
  return Array.from({ length: count }, (_, i) => {
    const at = 100 * i
    const symbol = i % 3 === 0 ? 'ETHUSDT' : 'BTCUSDT'
    const price = 60_000 + (i % 50) / 100
    const times = { symbol, exchangeTime: T0 + at, receiveTime: T0 + at + 20 }
    const kinds: readonly (() => MarketEvent)[] = [
      () => trade(0, price, { ...times, id: 1000 + i, quantity: (1 + (i % 9)) / 1000 }),
      () => quote(0, price, price + 0.01, { ...times, exchangeTime: Number.NaN }),
      () => book('delta', i, { ...times, bids: [[price, 2]], asks: [[price + 1, 0]] }),
      () => bar(0, [price, price + 2, price - 2, price + 1], { ...times, isClosed: i % 2 === 0 }),
      () => status(at, 'connected', `attempt ${i}`),
    ]
    return kinds[i % kinds.length]!()
  })
}

/** Ends the test where a recording stops by itself. */
export const mustGoOn = (line: string): never => {
  throw new Error(`expected the recording to go on: ${line}`)
}

export async function record(
  folder: string,
  events: readonly MarketEvent[],
  options: Partial<RecorderOptions> = {},
): Promise<void> {
  const recorder = await openRecorder(folder, { onStop: mustGoOn, ...options })
  for (const event of events) recorder.hear(event)
  await recorder.close()
}

/** The files of a session as a crash would leave them, after the last of `parts` was flushed. */
export async function crashed(
  folder: string,
  parts: readonly (readonly MarketEvent[])[],
): Promise<void> {
  const recorder = await openRecorder(`${folder}-live`, { onStop: mustGoOn })
  for (const part of parts) {
    for (const event of part) recorder.hear(event)
    await recorder.flush()
  }
  cpSync(`${folder}-live`, folder, { recursive: true })
  await recorder.close()
}

export const all = (folder: string): MarketEvent[] => [...readRecording(folder)]

export const names = (folder: string): string[] => readdirSync(folder).sort()

/** A folder of its own for each test, below one that is removed at the end. */
export function recordings(): () => string {
  const { folder } = temporaryFiles()
  let count = 0
  return () => join(folder, `recording-${++count}`)
}
