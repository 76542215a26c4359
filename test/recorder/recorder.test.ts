// Sessions recorded and read again: order, times, files, what they hold, and what is deleted.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readRecording, summariesOf } from '#host/recorder/read.ts'
import { openRecorder } from '#host/recorder/recorder.ts'
import { hostErrorOf } from '../data/files.ts'
import { quote, T0, trade } from '../feeds/support.ts'
import { all, HOUR, mixedEvents, mustGoOn, names, record, recordings } from './support.ts'

const folder = recordings()

describe('a recording', () => {
  it('holds every event as it came, in order', async () => {
    const at = folder()
    const events = mixedEvents(20_000)
    await record(at, events)
    expect(all(at)).toStrictEqual(events)
  })

  it('goes on in a new file when the folder is opened again', async () => {
    const at = folder()
    const events = mixedEvents(100)
    await record(at, events.slice(0, 60))
    await record(at, events.slice(60))
    expect(names(at)).toEqual(['000001-20250101T000000Z.wfr', '000002-20250101T000006Z.wfr'])
    expect(all(at)).toStrictEqual(events)
  })

  it('can be read while it is written, up to the last flush', async () => {
    const at = folder()
    const events = mixedEvents(40)
    const recorder = await openRecorder(at, { onStop: mustGoOn })
    for (const event of events.slice(0, 25)) recorder.hear(event)
    await recorder.flush()
    for (const event of events.slice(25)) recorder.hear(event)
    expect(all(at)).toStrictEqual(events.slice(0, 25))
    await recorder.close()
    expect(all(at)).toStrictEqual(events)
  })

  it('is written by itself, soon after an event', async () => {
    const at = folder()
    const recorder = await openRecorder(at, { onStop: mustGoOn })
    recorder.hear(trade(0, 100))
    await expect
      .poll(() => (names(at).length === 0 ? [] : all(at)), { timeout: 20_000 })
      .toStrictEqual([trade(0, 100)])
    await recorder.close()
  })

  it('is read by the time of receipt, from inclusive, to exclusive', async () => {
    const at = folder()
    // Received 20 ms after it happened: at T0 + 20, T0 + 1020 …
    const events = Array.from({ length: 10 }, (_, i) => trade(1000 * i, 100 + i))
    await record(at, events)
    const prices = (from: number, to: number) =>
      [...readRecording(at, { from, to })].map((event) => event.type === 'trade' && event.price)
    expect(prices(T0 + 2020, T0 + 5020)).toEqual([102, 103, 104])
    expect(prices(T0 + 9020, T0 + 10 * HOUR)).toEqual([109])
    expect(prices(T0 + 9021, T0 + 10 * HOUR)).toEqual([])
  })

  it('tells what each file holds', async () => {
    const at = folder()
    await record(at, [trade(0, 1), trade(1000, 1), quote(500, 1, 2, { symbol: 'AAPL' })])
    const streams = [
      { symbol: 'AAPL', type: 'quote', count: 1, from: T0 + 520, to: T0 + 520 },
      { symbol: 'BTCUSDT', type: 'trade', count: 2, from: T0 + 20, to: T0 + 1020 },
    ]
    expect([...summariesOf(at)]).toMatchObject([{ isClosed: true, streams }])
  })

  it('that is not there is an error that says what one looks like', async () => {
    const empty = folder()
    mkdirSync(empty)
    expect((await hostErrorOf(() => all(empty))).message).toContain('no recording in the folder')
    expect((await hostErrorOf(() => all(`${empty}-x`))).message).toContain('no folder')
  })
})

describe('files of a recording', () => {
  /** One trade per half hour. */
  const trades = Array.from({ length: 9 }, (_, i) => trade((i * HOUR) / 2, 100 + i))

  it('end with the hour, by UTC', async () => {
    const at = folder()
    await record(at, trades)
    expect(names(at)).toEqual([
      '000001-20250101T000000Z.wfr',
      '000002-20250101T010000Z.wfr',
      '000003-20250101T020000Z.wfr',
      '000004-20250101T030000Z.wfr',
      '000005-20250101T040000Z.wfr',
    ])
    expect(all(at)).toStrictEqual(trades)
  })

  it('end at a size', async () => {
    const at = folder()
    const events = mixedEvents(30_000)
    await record(at, events, { fileMs: 1000 * HOUR, fileBytesMax: 3000 })
    expect(names(at).length).toBeGreaterThan(2)
    expect(all(at)).toStrictEqual(events)
  })

  it('are deleted when they ended too long ago, the oldest first', async () => {
    const at = folder()
    await record(at, trades, { keepMs: 2 * HOUR })
    // As the last begins, at 04:00, what ended at 02:00 or later is kept: the second hour's on.
    expect(all(at)).toStrictEqual(trades.slice(2))
  })

  it('are deleted when there is too much of them, and nothing else is', async () => {
    const at = folder()
    mkdirSync(at)
    writeFileSync(join(at, 'notes.txt'), 'mine')
    await record(at, trades, { keepBytes: 1 })
    // The one before the last goes when the last begins.
    expect(all(at)).toStrictEqual(trades.slice(8))
    expect(names(at)).toEqual(['000005-20250101T040000Z.wfr', 'notes.txt'])
  })

  it('that others lay beside them are no part of the recording', async () => {
    const at = folder()
    await record(at, trades.slice(0, 1))
    copyFileSync(join(at, names(at)[0]!), join(at, 'copy of 000001.wfr'))
    expect(all(at)).toStrictEqual(trades.slice(0, 1))
  })
})
