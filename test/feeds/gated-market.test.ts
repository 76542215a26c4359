// A recording behind its gates: bad bars do not reach whoever listens, odd ones do, both are told.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { asBars, type BarSeries } from '#host/data/series.ts'
import { openPaper } from '#host/engine/paper.ts'
import { RecordQuota } from '#host/feeds/checks/record-quota.ts'
import type { Instant } from '#host/feeds/feed.ts'
import type { GateRecord } from '#host/feeds/gate.ts'
import { DEFAULT_GATE_RULES, RECORDED_GATE_RULES } from '#host/feeds/gate-rules.ts'
import { gateMarket } from '#host/feeds/gated-market.ts'
import { createReplay } from '#host/feeds/replay.ts'
import { readJournal } from '../paper/support/journal.ts'
import { configIn, makeFolder } from '../paper/support/session.ts'
import { MINUTE, T0 } from './support.ts'

/** One-minute bars [minute, open, high, low, close]. */
function series(rows: readonly (readonly number[])[]): BarSeries {
  const column = (k: number) => Float64Array.from(rows, (row) => row[k]!)
  const openTime = Float64Array.from(rows, ([minute]) => T0 + minute! * MINUTE)
  const columns = asBars([openTime, column(1), column(2), column(3), column(4), column(1)])
  return { columns, count: rows.length, intervalMs: MINUTE, path: '' }
}

const flat = (minute: number, price: number) => [minute, price, price, price, price]
/** Its high lies below its low. */
const broken = (minute: number) => [minute, 100, 99, 101, 100]

const replay = (...all: readonly (readonly (readonly number[])[])[]) =>
  createReplay({
    series: all.map((rows, i) => ({ symbol: `S${i}`, bars: series(rows) })),
    speed: 'max',
  })

async function play(market: ReturnType<typeof replay>, rules = RECORDED_GATE_RULES) {
  const records: GateRecord[] = []
  const gated = gateMarket(market, rules, (record) => records.push(record))
  const instants: Instant[] = []
  for await (const one of gated.instants(new AbortController().signal, 0)) instants.push(one)
  const outline = instants.map(({ time, bars, silent }) => [
    (time - T0) / MINUTE,
    bars.map(({ feed }) => feed),
    silent,
  ])
  const said = records.map(({ symbol, verdict, reason }) => `${symbol} ${verdict} ${reason}`)
  return { outline, said, gated, records }
}

describe('a gated recording', () => {
  it('loses a broken bar and keeps its instant: for that symbol only time passes', async () => {
    const { outline, said } = await play(
      replay([flat(0, 100), broken(1), flat(2, 100)], [flat(0, 5), flat(1, 5), flat(2, 5)]),
    )
    expect(outline).toEqual([
      [1, [0, 1], []],
      [2, [1], [0]],
      [3, [0, 1], []],
    ])
    expect(said).toEqual(['S0 rejected inconsistent', 'S0 flagged gap'])
  })

  it('keeps what is only odd, and says so; with the rules for live data it would not', async () => {
    const market = replay([flat(0, 100), flat(1, 200), flat(2, 100), flat(3, 100)])
    const recorded = await play(market)
    expect(recorded.outline).toHaveLength(4)
    expect(recorded.said).toEqual(['S0 flagged outlier'])
    const live = await play(market, DEFAULT_GATE_RULES)
    expect(live.outline[1]).toEqual([2, [], [0]])
    expect(live.said).toEqual(['S0 rejected outlier', 'S0 flagged gap'])
  })

  it('says of what comes after a new start what it would have said without', async () => {
    const calm = Array.from({ length: 90 }, (_, minute) => flat(minute, minute === 80 ? 9000 : 100))
    const market = replay(calm)
    const { records } = await play(market)
    expect(records.map(({ reason }) => reason)).toContain('volume-spike')
    const again: GateRecord[] = []
    const gated = gateMarket(market, RECORDED_GATE_RULES, (record) => again.push(record))
    const signal = new AbortController().signal
    const times: number[] = []
    for await (const { time } of gated.instants(signal, T0 + 70 * MINUTE)) times.push(time)
    expect(times[0]).toBe(T0 + 71 * MINUTE)
    expect(again).toEqual(records.filter(({ time }) => time > T0 + 70 * MINUTE))
  })

  it('tells of a symbol that is silent while others go on', async () => {
    const minutes = [0, 1, 2, 3, 4, 5]
    const { said } = await play(
      replay(
        minutes.map((minute) => flat(minute, 100)),
        [flat(0, 5), flat(5, 5)],
      ),
    )
    expect(said).toEqual(['S1 flagged silent', 'S1 flagged gap', 'S1 flagged recovered'])
  })

  it('says the same thing sixty times an hour, and in the next hour how often it would have', () => {
    const quota = new RecordQuota()
    const record = (second: number, reason: 'stale' | 'crossed'): GateRecord => ({
      verdict: 'rejected',
      reason,
      symbol: 'S0',
      time: T0 + second * 1000,
      event: null,
      detail: 'it is bad',
    })
    const kept = Array.from({ length: 100 }, (_, i) => quota.take(record(i, 'stale')))
    expect(kept.filter((one) => one !== null)).toHaveLength(60)
    expect(quota.take(record(100, 'crossed'))).toEqual(record(100, 'crossed'))
    const next = quota.take(record(7200, 'stale'))
    expect(next!.detail).toBe('it is bad (and 40 like it before)')
    expect(quota.take(record(7201, 'stale'))!.detail).toBe('it is bad')
  })

  it('is what a paper session plays, and its remarks are in the journal', async () => {
    const folder = makeFolder({})
    writeFileSync(
      join(folder, 'scripts', 'idle.js'),
      "export default { name: 'Idle', timeframe: '1m', detectOpportunity() {}, filterCommitment() {}, managePosition() {} }",
    )
    const rows = [flat(0, 100), broken(1), flat(2, 100), flat(3, 180), flat(4, 180)]
    const config = configIn(folder, { symbols: ['S0'] })
    const session = await openPaper(config, { market: replay(rows) })
    onTestFinished(() => session.close())
    expect(await session.play()).toBe('finished')
    const entries = readJournal(session.folder)
    const told = entries.flatMap((entry) =>
      entry.type === 'quality'
        ? [`${entry.verdict} ${entry.reason}: ${entry.detail}`]
        : entry.type === 'bars'
          ? [`bars: ${entry.bars.length}`]
          : [],
    )
    expect(told).toEqual([
      'bars: 1',
      'rejected inconsistent: high 99 is below low 101',
      'bars: 0',
      'flagged gap: 1 bar missing from 2025-01-01T00:01:00.000Z on',
      'bars: 1',
      'flagged outlier: 180 is 80 % from the last good price 100; the limit is 25 %',
      'bars: 1',
      'bars: 1',
    ])
  })
})
