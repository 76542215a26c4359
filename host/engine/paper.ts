// A paper session, put together: recorded bars, simulated fills, scripts from a folder, an event
// log. Whoever starts it may look at its board, and ends it.
import { realpathSync } from 'node:fs'
import { relative } from 'node:path'
import { ENGINE } from '../app/report.ts'
import type { Config } from '../config/load.ts'
import { resolveData } from '../data/dataset.ts'
import { loadBars } from '../data/load.ts'
import { HostError } from '../errors.ts'
import type { Market } from '../feeds/feed.ts'
import { RECORDED_GATE_RULES } from '../feeds/gate-rules.ts'
import { gateMarket } from '../feeds/gated-market.ts'
import { createReplay } from '../feeds/replay.ts'
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
  /** What they have done so far. */
  fleet(): Fleet['figures']
  /** Writes down what somebody changed, at once. */
  audit(command: Omit<Extract<LogEntry, { type: 'command' }>, 'type' | 'wall'>): void
  /** Plays the market; what came of it. Rejects where the session cannot go on. */
  play(): Promise<'finished' | 'stopped'>
  /** Ends the playing after the instant at hand. */
  stop(): void
  /** Ends everything that the session started. */
  close(): Promise<void>
}

export interface PaperOptions {
  /** Instead of the recording that the config names. */
  readonly market?: Market
  /** Hears every entry of the log, in order. */
  readonly onEntry?: (entry: LogEntry) => void
}

/** Reads bars and scripts; from then on the scripts follow their folder. */
export async function openPaper(config: Config, options: PaperOptions = {}): Promise<PaperSession> {
  listStrategies(config.scripts)
  const market = options.market ?? (await openMarket(config))
  const log = openEventLog(config.sessions, new Date())
  const stages: (() => unknown)[] = [() => log.close()]
  const closeAll = async () => {
    for (const close of stages.splice(0).reverse()) await close()
  }
  try {
    return await assemble(config, market, log, { ...options, stages, closeAll })
  } catch (error) {
    await closeAll()
    throw error
  }
}

interface Assembly extends PaperOptions {
  /** What has to be closed, the last first. */
  readonly stages: (() => unknown)[]
  readonly closeAll: () => Promise<void>
}

async function assemble(
  config: Config,
  market: Market,
  log: EventLog,
  { onEntry = () => {}, stages, closeAll }: Assembly,
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
  const history = new History(market.feeds)
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
    market: gateMarket(market, RECORDED_GATE_RULES, (one) => record({ type: 'quality', ...one })),
    history,
    fleet,
    cash: config.cash,
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
    const follow = async () => {
      await reloader.follow(paths)
      board.folderChanged([...paths].map((path) => relative(folder, path)))
    }
    follow().catch((error) => failure.reject(error))
  })
  stages.push(() => watch.close())
  await reloader.loadAll()
  return {
    board,
    reloader,
    engine,
    log,
    pids: () => fleet.pids,
    fleet: () => fleet.figures,
    audit(command) {
      record({ type: 'command', wall: new Date().toISOString(), ...command })
      log.flush()
    },
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

async function openMarket({ symbols, data }: Config): Promise<Market> {
  const { path, speed, from, to } = data
  const series = []
  for (const symbol of symbols) {
    const file = resolveData(path, symbol)
    if (file === path && symbols.length > 1) {
      throw new HostError(
        'bad-config',
        `the file ${path} cannot hold the bars of ${symbols.length} symbols`,
        {
          hint: 'name a folder of <SYMBOL>-<interval> files as data.path, or one symbol in `symbols`',
        },
      )
    }
    series.push({ symbol, bars: await loadBars(file, { from, to }) })
  }
  return createReplay({ series, speed })
}
