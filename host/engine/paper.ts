// A paper session, put together: a market, simulated fills, scripts from a folder, a journal. Whoever
// starts it may look at its board, and ends it. A session that was cut short is gone on with.
import { realpathSync } from 'node:fs'
import { join, relative } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { encodeTree } from '#sdk/runtime/tree.ts'
import type { Config } from '../config/load.ts'
import type { Market } from '../feeds/feed.ts'
import type { GateRecord } from '../feeds/gate.ts'
import { RECORDED_GATE_RULES } from '../feeds/gate-rules.ts'
import { gateMarket } from '../feeds/gated-market.ts'
import type { MarketEvent } from '../feeds/market-event.ts'
import { openMarket } from '../feeds/open-market.ts'
import type { EndReason, LogEntry } from '../journal/entry.ts'
import { lockSessions } from '../journal/host-lock.ts'
import { removeOldSessions } from '../journal/retention.ts'
import { newSession } from '../journal/sessions.ts'
import { openJournal } from '../journal/sqlite-journal.ts'
import { openReader } from '../journal/sqlite-reader.ts'
import { SESSION_RECORDING } from '../recorder/folder.ts'
import { openRecorder } from '../recorder/recorder.ts'
import { pastOf, rulesOf, sessionEntry } from './beginning.ts'
import { Board } from './board.ts'
import { commandsOf } from './commands.ts'
import { followConfig, type Taking } from './config-watch.ts'
import { Engine } from './engine.ts'
import { feed, takeNewFeeds, wantedFeeds } from './feeding.ts'
import { Fleet } from './fleet.ts'
import { History } from './history.ts'
import { Keeper } from './keeper.ts'
import { remember } from './memory.ts'
import { Pacing } from './pacing.ts'
import type { PaperOptions, PaperSession } from './paper-session.ts'
import { RecordedSeats } from './recorded-seats.ts'
import { Reloader } from './reloader.ts'
import { resume } from './resume.ts'
import { versionOf, writeVersion } from './script.ts'
import { listStrategies, watchScripts } from './script-folder.ts'
import { findUnfinished, symbolsToOpen, type Unfinished } from './unfinished.ts'
import { Worker } from './worker.ts'

const DAY_MS = 86_400_000
const PACING_MS = 1000

/** Reads bars and scripts; from then on the scripts follow their folder. */
export async function openPaper(config: Config, options: PaperOptions = {}): Promise<PaperSession> {
  listStrategies(config.scripts)
  const { onTrouble = () => {}, signal = new AbortController().signal } = options
  const lock = lockSessions(config.sessions)
  const stages: (() => unknown)[] = [() => lock.release()]
  const closeAll = async () => {
    for (const close of stages.splice(0).reverse()) await close()
  }
  try {
    await options.beforeOpening?.()
    // The market speaks of its quality once it plays, and the journal is open by then.
    const sink: Sink = { quality: () => {}, event: () => {} }
    const record = (one: GateRecord) => sink.quality(one)
    const onEvent = (event: MarketEvent) => sink.event(event)
    const { symbols, former } =
      options.isFresh === true ? { ...config, former: [] } : symbolsToOpen(config)
    const market =
      options.market === undefined
        ? await openMarket({ ...config, symbols }, { record, onEvent, onTrouble, signal, former })
        : gateMarket(options.market, RECORDED_GATE_RULES, record)
    const { announce } = lock
    return await assemble(config, market, { ...options, sink, stages, closeAll, announce })
  } catch (error) {
    await closeAll()
    throw error
  }
}

interface Sink {
  quality: (record: GateRecord) => void
  event: (event: MarketEvent) => void
}

interface Assembly extends PaperOptions {
  readonly sink: Sink
  /** What has to be closed, the last first. */
  readonly stages: (() => unknown)[]
  readonly closeAll: () => Promise<void>
  readonly announce: (url: string) => void
}

async function assemble(
  config: Config,
  market: Market,
  { sink, stages, closeAll, announce, isFresh, ...ports }: Assembly,
): Promise<PaperSession> {
  const { onEntry = () => {}, onStuck = () => {}, onTrouble = () => {}, onLog = () => {} } = ports
  const { limits, runners, seed, cash } = config
  const rules = rulesOf(config)
  let { policy } = config
  const { sessions: sessionDays, details } = config.journal
  const beginning = sessionEntry(config, market)
  const found = isFresh === true ? null : findUnfinished(config.sessions, beginning)
  const { unfinished = null, passedOver = null } = found ?? {}
  const folder = unfinished?.folder ?? newSession(config.sessions)
  const journal = openJournal(folder)
  stages.push(() => journal.close())
  // As it began; a venue may ask other things of orders by now, and that comes as an input.
  const history = new History(unfinished?.session.feeds ?? market.feeds)
  const recorded = new RecordedSeats()
  const produced: LogEntry[] = []
  let isLive = false
  const record = (entry: LogEntry) => {
    if (isLive) journal.append(entry)
    else produced.push(entry)
    board.entry(entry)
    if (!isLive) return
    reloader.hear(entry)
    onEntry(entry)
  }
  const engine: Engine = new Engine({
    history,
    seats: recorded,
    cash,
    rules: unfinished?.session.rules ?? rules,
    seed,
    limits,
    audience: {
      entry: record,
      settled: async (time, equity) => {
        board.settled(time, equity)
        if (isLive) await keeper.settle()
      },
    },
  })
  const keeper: Keeper = new Keeper({
    journal,
    onWaiting(waiting, message) {
      board.wait(waiting)
      onStuck(waiting === null ? null : message)
    },
    detailsBefore: () => (details === null ? null : engine.time - details * DAY_MS),
    state: () => encodeTree({ session: remember(engine), board: board.memory } as never),
  })
  const { recording } = market
  const { from = null, to = null } = recording ?? {}
  const fleet = new Fleet({
    ...{ limits, history, runners },
    onLost: (message, slot) => {
      record({ type: 'runner-lost', wall: new Date().toISOString(), message, slot })
    },
  })
  const trial = new Worker({ limits, history: new History([]), onLost: () => {} })
  stages.push(
    () => fleet.end(),
    () => trial.end(),
    () => ports.examiner?.close(),
  )
  // The past is read meanwhile.
  trial.warm()
  if (unfinished === null) fleet.warm()
  const scripts = realpathSync(config.scripts)
  const firstFeeds = history.feeds
  const reloader = new Reloader({
    ...{ folder: scripts, engine, trial, limits, firstFeeds, seed, examiner: ports.examiner },
    rules: { strategies: config.strategies, attach: config.attach },
    policy: () => policy,
    keep: (script) => keeper.keepVersion(versionOf(script), writeVersion(script)),
  })
  const board: Board = new Board({
    engine,
    reloader,
    session: { mode: 'paper', from, to, log: journal.path },
    playback: market.playback,
  })
  if (unfinished !== null) await goOn(unfinished)
  isLive = true
  engine.slotsMax = config.slotsMax
  const removed =
    sessionDays === null ? [] : removeOldSessions(config.sessions, sessionDays, Date.now())
  if (unfinished === null) {
    await engine.note(beginning)
    if (market.past.length > 0) await engine.takePast(pastOf(market))
  } else {
    // Kept before anything follows: who is killed a moment later has gone on all the same.
    const wall = new Date().toISOString()
    await engine.note({ type: 'resumed', wall, after: unfinished.after })
    await takeNewFeeds(engine, market)
    if (!isDeepStrictEqual(rules, engine.rules)) await engine.changeRules(rules)
    const asked = market.feeds.map((feed) => feed.rules ?? null)
    if (!isDeepStrictEqual(asked, engine.instruments)) await engine.changeInstruments(asked)
  }
  if (removed.length > 0) {
    const detail = { sessions: removed.join(' ') }
    const what = 'removeSessions'
    record({ type: 'command', wall: new Date().toISOString(), by: 'keep_days', what, detail })
  }
  await engine.move(fleet)
  const ending = new AbortController()
  const failure = Promise.withResolvers<never>()
  failure.promise.catch(() => {})
  const onChange = (paths: ReadonlySet<string>) => {
    const follow = async () => {
      await reloader.follow(paths)
      board.folderChanged([...paths].map((path) => relative(scripts, path)))
    }
    follow().catch((error) => failure.reject(error))
  }
  const watch = await watchScripts(scripts, { onChange, onTrouble })
  stages.push(
    () => reloader.close(),
    () => watch.close(),
  )
  const { extend } = market
  const configure = async ({ symbols, strategies, attach }: Config) => {
    const feeds =
      extend === undefined
        ? wantedFeeds(engine, config.symbols)
        : await feed(symbols, { engine, extend, signal: ending.signal })
    await reloader.configure({ strategies, attach }, feeds)
  }
  const takings: Taking[] = [
    { keys: ['log.level', 'log.levels'], take: ({ log }) => onLog(log) },
    { keys: ['broker', 'risk'], take: (next) => engine.changeRules(rulesOf(next)) },
    {
      keys: ['policy'],
      take: (next) => {
        policy = next.policy
      },
    },
    {
      keys: ['strategies', 'attach', ...(extend === undefined ? [] : (['symbols'] as const))],
      take: configure,
      isSlow: true,
    },
  ]
  stages.push(await followConfig(config, takings, (entry) => engine.note(entry), onTrouble))
  await reloader.refeed(wantedFeeds(engine, config.symbols))
  await reloader.loadAll()
  // A recording waits for its slots: there, nobody is late.
  if (market.recording === null) {
    const pacing = new Pacing({ engine, runners, now: () => performance.now() })
    const looking = setInterval(() => pacing.look(), PACING_MS).unref()
    stages.push(() => clearInterval(looking))
  }
  sink.quality = (one) => record({ type: 'quality', ...one })
  if (market.recording === null && config.live !== null) {
    const recorder = await openRecorder(join(folder, SESSION_RECORDING), { onStop: onTrouble })
    sink.event = (event) => recorder.hear(event)
    stages.push(() => recorder.close())
  }
  return {
    ...{ board, reloader, engine, folder, announce },
    passedOver,
    resumed: unfinished === null ? null : { after: unfinished.after, time: engine.time },
    commands: commandsOf({ engine, reloader, scripts, board, playback: market.playback }),
    pids: () => fleet.pids,
    fleet: () => fleet.figures,
    bars: (symbol, span) => history.stretch(symbol, span),
    history,
    seatOf(key) {
      const slot = engine.slots.find((one) => one.key === key)
      if (slot?.seat?.start == null) return null
      const { spec, start } = slot.seat
      return { spec, start, broker: slot.kernel.broker }
    },
    audit(command) {
      void engine.note({ type: 'command', wall: new Date().toISOString(), ...command })
    },
    async play() {
      try {
        const reason = await Promise.race([engine.play(market, ending.signal), failure.promise])
        // At a recording's end scripts are still edited and looked at.
        if (reason === 'stopped') {
          await reloader.close()
          if (policy.stop === 'cancel') await engine.cancelEntries('stopped')
        }
        await end(reason)
        return reason
      } catch (error) {
        if (!keeper.hasGivenUp) await end('failed')
        throw error
      }
    },
    stop() {
      ending.abort()
      keeper.hurry()
    },
    close: closeAll,
  }

  async function goOn({ folder }: Unfinished): Promise<void> {
    const reader = openReader(folder)
    try {
      await resume({ reader, engine, history, board, seats: recorded, produced })
      reloader.recall(new Set(engine.slots.flatMap((slot) => (slot.seat ? [slot.script] : []))))
    } finally {
      reader.close()
    }
  }

  async function end(reason: EndReason): Promise<void> {
    const { equity } = board.snapshot().account
    const wall = new Date().toISOString()
    await engine.note({ type: 'end', wall, time: engine.time, reason, equity })
    await keeper.checkpoint()
    board.turn(reason)
  }
}
