// A paper session, put together: recorded or live bars, simulated fills, scripts from a folder, an event
// log. Whoever starts it may look at its board, and ends it.
import { realpathSync } from 'node:fs'
import { ENGINE } from '../app/report.ts'
import type { Config } from '../config/load.ts'
import type { Market } from '../feeds/feed.ts'
import type { GateRecord } from '../feeds/gate.ts'
import { RECORDED_GATE_RULES } from '../feeds/gate-rules.ts'
import { gateMarket } from '../feeds/gated-market.ts'
import { openMarket } from '../feeds/open-market.ts'
import { type EventLog, type LogEntry, openEventLog } from '../journal/event-log.ts'
import { Board } from './board.ts'
import { Engine } from './engine.ts'
import { Fleet } from './fleet.ts'
import { History } from './history.ts'
import { Reloader } from './reloader.ts'
import { listStrategies, type ScriptWatch, watchScripts } from './script-folder.ts'
import { Worker } from './worker.ts'

export interface PaperSession {
  readonly board: Board
  readonly reloader: Reloader
  readonly engine: Engine
  readonly log: EventLog
  /** The runner processes at this moment. */
  pids(): number[]
  /** Plays the market; what came of it. Rejects where the session cannot go on. */
  play(): Promise<'finished' | 'stopped'>
  /** Ends the playing after the instant at hand. */
  stop(): void
  /** Ends everything that the session started. */
  close(): Promise<void>
}

export interface PaperOptions {
  /** Instead of the one that the config names; taken for a recording. */
  readonly market?: Market
  /** In one sentence: something outside is wrong and is being tried again. */
  readonly onTrouble?: (message: string) => void
  /** Ends the waiting for a venue that does not answer. */
  readonly signal?: AbortSignal
  /** Hears every entry of the log, in order. */
  readonly onEntry?: (entry: LogEntry) => void
}

/** Reads bars and scripts; from then on the scripts follow their folder. */
export async function openPaper(config: Config, options: PaperOptions = {}): Promise<PaperSession> {
  listStrategies(config.scripts)
  const { onTrouble = () => {}, signal = new AbortController().signal } = options
  // The market speaks of its quality once it plays, and the log is open by then.
  const sink: Sink = { quality: () => {} }
  const record = (one: GateRecord) => sink.quality(one)
  const ports = { record, onTrouble, signal }
  const market =
    options.market === undefined
      ? await openMarket(config, ports)
      : gateMarket(options.market, RECORDED_GATE_RULES, record)
  const log = openEventLog(config.sessions, new Date())
  const stages: (() => unknown)[] = [() => log.close()]
  const closeAll = async () => {
    for (const close of stages.splice(0).reverse()) await close()
  }
  try {
    return await assemble(config, market, log, { ...options, sink, stages, closeAll })
  } catch (error) {
    await closeAll()
    throw error
  }
}

interface Sink {
  quality: (record: GateRecord) => void
}

interface Assembly extends PaperOptions {
  readonly sink: Sink
  /** What has to be closed, the last first. */
  readonly stages: (() => unknown)[]
  readonly closeAll: () => Promise<void>
}

async function assemble(
  config: Config,
  market: Market,
  log: EventLog,
  { onEntry = () => {}, sink, stages, closeAll }: Assembly,
): Promise<PaperSession> {
  const { limits, runners, seed } = config
  const record = (entry: LogEntry) => {
    log.append(entry)
    board.entry(entry)
    onEntry(entry)
  }
  const onLost = (message: string, slot: string | null) => {
    record({ type: 'runner-lost', wall: new Date().toISOString(), message, slot })
  }
  sink.quality = (one) => record({ type: 'quality', ...one })
  const history = new History(market.feeds)
  for (const [feed, series] of market.past.entries()) history.load(feed, series)
  const fleet = new Fleet({ limits, history, runners, onLost })
  const trial = new Worker({ limits, history: new History([]), onLost: () => {} })
  stages.push(
    () => fleet.end(),
    () => trial.end(),
  )
  // Scripts are read meanwhile.
  trial.warm()
  fleet.warm()
  const engine = new Engine({
    market,
    history,
    fleet,
    cash: config.cash,
    time: history.end,
    broker: config.broker,
    seed,
    limits,
    audience: {
      entry: record,
      settled: (time, equity) => {
        log.flush()
        board.settled(time, equity)
      },
    },
  })
  const folder = realpathSync(config.scripts)
  const reloader = new Reloader({
    folder,
    engine,
    trial,
    limits,
    feeds: market.feeds,
    seed,
    record,
  })
  const { recording, feeds } = market
  const symbols = feeds.map(({ symbol }) => symbol)
  const { from = null, to = null, speed = null } = recording ?? {}
  const session = { mode: 'paper' as const, from, to, speed, symbols, log: log.path }
  const board = new Board({ engine, reloader, session })
  const wall = new Date().toISOString()
  record({ type: 'session', engine: ENGINE, wall, feeds, cash: config.cash, seed })
  const ending = new AbortController()
  const failure = Promise.withResolvers<never>()
  failure.promise.catch(() => {})
  const watch: ScriptWatch = await watchScripts(folder, (paths) => {
    reloader.follow(paths).catch((error) => failure.reject(error))
  })
  stages.push(() => watch.close())
  await reloader.loadAll()
  return {
    board,
    reloader,
    engine,
    log,
    pids: () => fleet.pids,
    async play() {
      try {
        const reason = await Promise.race([engine.play(ending.signal), failure.promise])
        end(reason)
        return reason
      } catch (error) {
        end('failed')
        throw error
      }
    },
    stop: () => ending.abort(),
    close: closeAll,
  }

  function end(reason: 'finished' | 'stopped' | 'failed'): void {
    const { equity } = board.snapshot().account
    record({ type: 'end', wall: new Date().toISOString(), time: engine.time, reason, equity })
    log.flush()
    board.turn(reason)
  }
}
