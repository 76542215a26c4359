// The log of a host: one JSON object per line, by component and level, on stdout or in a file. Nothing
// secret is in it: neither tokens nor keys ever come here.
import { dirname, join } from 'node:path'
import { type Logger, pino } from 'pino'
import type { Config } from '#host/config/load.ts'
import { LOG_COMPONENTS, type LogComponent, type LogConfig } from '#host/config/log.ts'
import type { Board } from '#host/engine/board.ts'
import { noteOf } from '#host/engine/notes.ts'
import type { LogEntry, ScriptChange } from '#host/journal/entry.ts'
import type { Status } from '../status.ts'
import { RotatingFile } from './rotating-file.ts'

/** Changes of a script that somebody has to see to. */
const ALERTS: ReadonlySet<ScriptChange> = new Set(['refused', 'rolled back', 'kept'])

type Loggers = Readonly<Record<LogComponent, Logger>>

export function logStatus(
  config: Pick<Config, 'log' | 'sessions'>,
  isOnStdout: boolean,
  onTrouble: (message: string) => void = () => {},
): Status {
  const { bytes, kept, file: named } = config.log
  const path = named ?? (isOnStdout ? null : join(dirname(config.sessions), 'watchfire.log'))
  const file = path === null ? null : new RotatingFile({ path, bytes, kept, onTrouble })
  const stdout = isOnStdout ? pino.destination({ fd: 1, sync: true }) : null
  const write = (line: string) => {
    stdout?.write(line)
    file?.write(line)
  }
  const log = loggers({ write })
  setLevels(log, config.log)
  let board: Board | null = null
  const summary = () => {
    const { session, account } = board!.snapshot()
    const { status, bars } = session
    return { status, bars, ...account }
  }
  return {
    entry: (entry) => logEntry(log, entry),
    levels: (wanted) => setLevels(log, wanted),
    trouble: (message) => log.market.warn(message),
    waiting: ({ venue, loggedUrl: url }) => log.market.info({ url }, `waiting for ${venue}`),
    open({ loggedUrl: url, tokenFile, board: opened, resumed, passedOver }) {
      board = opened
      if (passedOver !== null) log.host.warn(passedOver)
      if (resumed !== null) log.host.info(resumed, 'the session goes on')
      const { log: journal } = board.snapshot().session
      log.host.info({ url, token: tokenFile, log: journal }, 'watchfire is running')
    },
    stuck: (message) =>
      message === null
        ? log.journal.info('the journal can be written again')
        : log.journal.error({ reason: message }, 'waiting until the journal can be written'),
    finished: () => log.host.info(summary(), 'the recording is over'),
    close() {
      if (board !== null) log.host.info(summary(), 'watchfire has stopped')
      file?.close()
    },
  }
}

/** One for each component. */
function loggers(stream: { write(line: string): void }): Loggers {
  const root = pino({ base: null }, stream)
  const own = LOG_COMPONENTS.map((component) => [component, root.child({ component })])
  return Object.fromEntries(own) as Record<LogComponent, Logger>
}

function setLevels(log: Loggers, { level, levels }: LogConfig): void {
  for (const component of LOG_COMPONENTS) log[component].level = levels[component] ?? level
}

function logEntry(log: Loggers, entry: LogEntry): void {
  switch (entry.type) {
    case 'script': {
      const { change, script, notes } = entry
      // Whatever there is to say beside the change asks for somebody's eyes.
      return log.scripts[ALERTS.has(change) || notes.length > 0 ? 'warn' : 'info'](
        { script, notes },
        `script ${change}`,
      )
    }
    case 'config': {
      const level = entry.change === 'refused' ? 'warn' : 'info'
      return log.config[level]({ notes: entry.notes }, `configuration ${entry.change}`)
    }
    case 'killed':
      return log.risk.warn({ why: entry.why, flatten: entry.flatten }, 'kill switch')
    case 'instruments':
      return log.market.warn({ notes: entry.notes }, 'the venue asks something else of orders')
    case 'feeds':
      return log.market.info(noteOf(entry, entry.time)!.text)
    case 'unblocked':
      return log.risk.info('entries are let in again')
    case 'released':
      return log.scripts.info({ slot: entry.slot }, 'released from quarantine')
    case 'runner-lost':
      return log.runners.warn({ slot: entry.slot }, `runner lost: ${entry.message}`)
    case 'paced':
      return log.runners[entry.isBarsOnly ? 'warn' : 'info'](
        { slot: entry.slot },
        noteOf(entry, entry.time)!.text,
      )
    case 'log':
      return log.scripts.debug({ slot: entry.slot }, entry.text)
    case 'quality':
      return log.market.debug({ symbol: entry.symbol, detail: entry.detail }, entry.reason)
    case 'fact':
      return logFact(log, entry)
    default:
      return
  }
}

function logFact(log: Loggers, { slot, fact }: Extract<LogEntry, { type: 'fact' }>): void {
  switch (fact.type) {
    case 'tradeClosed':
      return log.orders.info({ slot, trade: fact.trade }, 'trade closed')
    case 'filled':
      return log.orders.debug({ slot, fill: fact.fill }, 'filled')
    case 'faulted':
      return log.scripts.warn({ slot, error: fact.error }, 'script fault')
    case 'quarantined':
      return log.scripts.error({ slot, faults: fact.faults, error: fact.error }, 'quarantined')
    default:
      return
  }
}
