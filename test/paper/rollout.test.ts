// A new version on many symbols: it comes in turns, between which the market goes on, and a turn that
// fails takes back those before it. Seats are the journal's, which no process stands behind.
import { describe, expect, it } from 'vitest'
import { Engine } from '#host/engine/engine.ts'
import { History } from '#host/engine/history.ts'
import { RecordedSeats } from '#host/engine/recorded-seats.ts'
import { compareStep, steps, takeInput } from '#host/engine/redrive.ts'
import { type Script, versionOf } from '#host/engine/script.ts'
import type { SeatSpec } from '#host/engine/seat.ts'
import type { LogEntry, NumberedEntry } from '#host/journal/entry.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { NO_RISK_RULES } from '#host/risk/rules.ts'
import { DEFAULT_BROKER } from '#kernel/spec.ts'
import { readMetadata } from '#sdk/metadata.ts'

const SYMBOLS = Array.from({ length: 70 }, (_, i) => `S${i}USD`)

describe('a version on seventy symbols', () => {
  it('takes over in turns, and bars that come meanwhile go to old and new alike', async () => {
    const { engine, entries, seats } = begin()
    expect(await engine.adopt(version('1'))).toBe(null)
    entries.length = 0
    seats.onOpen = async (count) => {
      if (count === 50) await engine.take(minute(1))
    }
    expect(await engine.adopt(version('2'))).toBe(null)
    const story = entries.flatMap((entry) => {
      if (entry.type === 'adopted') return [entry.symbols?.length ?? 'the rest']
      return entry.type === 'bars' ? ['bars'] : []
    })
    expect(story).toEqual([32, 'bars', 32, 'the rest'])
    expect(versions(engine)).toEqual(new Set(['2']))
    expect(engine.slots.map(({ kernel }) => kernel.visible)).toEqual(SYMBOLS.map(() => 1))
    expect(engine.isWholly(version('2'))).toBe(true)
  })

  it('is the same again from its journal', async () => {
    const { engine, entries, seats } = begin()
    await engine.adopt(version('1'))
    seats.onOpen = async (count) => {
      if (count === 10 || count === 50) await engine.take(minute(count))
    }
    await engine.adopt(version('2'))
    const journal = entries.map((entry, seq) => ({ ...entry, seq }) as NumberedEntry)
    const again = begin()
    const known = new Map(['1', '2'].map((one) => [versionOf(version(one)), version(one)]))
    for (const step of steps(journal)) {
      again.entries.length = 0
      await takeInput(again.engine, step, (name) => known.get(name)!)
      expect(compareStep(step, again.entries)).toBe(null)
    }
    const lives = (one: Engine) => one.slots.map(({ key, kernel }) => [key, kernel.state.barIndex])
    expect(lives(again.engine)).toEqual(lives(engine))
  })

  it('goes from all of them where one cannot bear it', async () => {
    const { engine, entries, seats } = begin()
    await engine.adopt(version('1'))
    entries.length = 0
    seats.broken = 'S40USD of 2'
    expect(await engine.adopt(version('2'))).toContain('it does not load on S40USD')
    expect(versions(engine)).toEqual(new Set(['1']))
    const taken = entries.flatMap((entry) => (entry.type === 'adopted' ? [entry] : []))
    // The first turn of the new one, and what takes that back.
    expect(taken.map((entry) => entry.version)).toEqual(
      ['2', '1'].map((one) => versionOf(version(one))),
    )
  })

  it('leaves nothing behind where there was no version before it', async () => {
    const { engine, seats } = begin()
    seats.broken = 'S69USD of 1'
    expect(await engine.adopt(version('1'))).toContain('it does not load on S69USD')
    expect(engine.slots).toEqual([])
  })

  it('is known not to drive all of its slots where it ended between two turns', async () => {
    const { engine } = begin()
    await engine.adopt(version('1'))
    await engine.adoptAtOnce(version('2'), {
      ...{ symbols: SYMBOLS.slice(0, 32), isBeside: false },
    })
    expect(engine.isWholly(version('2'))).toBe(false)
    expect(await engine.adopt(version('2'))).toBe(null)
    expect(engine.isWholly(version('2'))).toBe(true)
  })
})

/** Can be made to hold up at an opening, or to refuse one. */
class TestSeats extends RecordedSeats {
  onOpen: (count: number) => Promise<void> = async () => {}
  broken: string | null = null
  #count = 0

  override async open(spec: SeatSpec) {
    await this.onOpen(++this.#count - SYMBOLS.length)
    const isBroken = this.broken === `${spec.symbol} of ${spec.script.files[0]!.code}`
    const { seat } = await super.open(spec)
    const report = isBroken ? { ok: false as const, message: 'broken' } : { ok: true as const }
    return { seat, report: report as { ok: true } }
  }
}

function begin() {
  const entries: LogEntry[] = []
  const seats = new TestSeats()
  const feeds = SYMBOLS.map((symbol) => ({ symbol, intervalMs: 60_000 }))
  const engine = new Engine({
    ...{ history: new History(feeds), seats, cash: 1000, seed: 1, limits: DEFAULT_LIMITS },
    rules: { broker: DEFAULT_BROKER, risk: NO_RISK_RULES },
    audience: { entry: (entry) => entries.push(structuredClone(entry)), settled: () => {} },
  })
  return { engine, entries, seats }
}

function version(text: string): Script {
  const { metadata } = readMetadata({ name: 'many', timeframe: '1m', version: text })
  const files = [{ path: 'many.js', code: text }]
  return {
    ...{ id: 'many.js', file: 'many.js', metadata, params: {}, symbols: SYMBOLS },
    given: { symbols: null, params: {} },
    sources: { root: '/', language: 'js', entry: 'many.js', files, sha256: text } as never,
    defines: new Set(['detectOpportunity']),
  }
}

const versions = ({ slots }: Engine) => new Set(slots.map(({ script }) => script.metadata.version))

function minute(n: number) {
  const openTime = n * 60_000
  const bars = SYMBOLS.map((_, feed) => {
    return { feed, openTime, open: 10, high: 10, low: 10, close: 10, volume: 1 }
  })
  return { time: openTime + 60_000, bars, silent: [], stale: [] }
}
