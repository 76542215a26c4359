// A paper session over a live market of the emulated exchange, and a backtest over what was recorded of it.
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { runBacktest } from '#host/app/backtest.ts'
import { openPaper } from '#host/engine/paper.ts'
import type { Instant, Market } from '#host/feeds/feed.ts'
import type { LogEntry } from '#host/journal/entry.ts'
import { SESSION_RECORDING } from '#host/recorder/folder.ts'
import { configIn, makeFolder } from '../paper/support/session.ts'
import { record } from '../recorder/support.ts'
import type { Act, LiveTest } from './live.ts'

type Scripts = Readonly<Record<string, string>>

export interface Played {
  readonly test: LiveTest
  readonly entries: readonly LogEntry[]
  /** Of the session. */
  readonly folder: string
}

export interface PaperOptions {
  readonly scripts: Scripts
  readonly symbols: readonly string[]
  /** Until the scripts have had so many, of all symbols together. */
  readonly bars: number
  readonly acts: readonly Act[]
  /** What the times of the acts count. */
  readonly actMs: number
}

export async function playPaper(
  test: LiveTest,
  { scripts, symbols, bars, acts, actMs }: PaperOptions,
): Promise<Played> {
  const { market, clock } = test
  const state = { isBusy: false, bars: 0 }
  const folder = makeFolder(scripts)
  const entries: LogEntry[] = []
  const base = configIn(folder, { symbols })
  // A backtest is told what it costs; a session would ask the venue.
  const config = { ...base, broker: { ...base.broker, makerFee: 0, takerFee: 0 } }
  const opened = await openPaper(config, {
    market: watched(market, state),
    onEntry: (entry) => entries.push(structuredClone(entry)),
  })
  onTestFinished(() => opened.close())
  const played = opened.play()
  const waiting = acts.toSorted(([a], [b]) => a - b)
  const begin = clock.now()
  // Far more than any fault takes: a lost bar ends the wait, and is then missed.
  const end = begin + bars * market.feeds[0]!.intervalMs + 30 * 60_000
  // Time stands still while scripts are asked: they are in a process that has its own.
  await clock.runUntil(
    () => {
      const passed = (clock.now() - begin) / actMs
      while (waiting.length > 0 && waiting[0]![0] <= passed) waiting.shift()![1]()
      return state.bars >= bars || clock.now() > end
    },
    () => state.isBusy,
  )
  opened.stop()
  await played
  return { test, entries, folder: opened.folder }
}

function watched(market: Market, state: { isBusy: boolean; bars: number }): Market {
  return {
    ...market,
    async *instants(signal, after, wish): AsyncGenerator<Instant> {
      for await (const instant of market.instants(signal, after, wish)) {
        state.isBusy = true
        yield instant
        state.isBusy = false
        state.bars += instant.bars.length
      }
    },
  }
}

/** On one account, as the session. What was open at the end a backtest closes. Returns its notes. */
export async function expectToldAgain(
  { folder, test, entries }: Played,
  names: Scripts,
  symbols: readonly string[],
): Promise<string[]> {
  await record(join(folder, SESSION_RECORDING), test.events)
  const { cash, seed, broker: rules } = configIn(makeFolder())
  const broker = { ...rules, makerFee: 0, takerFee: 0 }
  const scripts = join(folder, '..', '..', '..', 'scripts')
  const notes: string[] = []
  const { runs } = await runBacktest(
    {
      scripts: Object.keys(names).map((name) => join(scripts, name)),
      ...{ data: [folder], symbols, timeframe: null, range: {}, params: {} },
      ...{ cash, broker, seed, periodsPerYear: null, keepGoing: true, isPortfolio: true },
    },
    { onNote: (note) => notes.push(note) },
  )
  for (const { run, result } of runs) {
    const slot = `${run.script.sources.entry}/${run.feed.symbol}`
    const trades = entries.flatMap((entry) =>
      entry.type === 'fact' && entry.slot === slot && entry.fact.type === 'tradeClosed'
        ? [entry.fact.trade]
        : [],
    )
    expect(trades.length, slot).toBeGreaterThan(3)
    expect(result.trades.slice(0, trades.length), slot).toEqual(trades)
  }
  return notes
}
