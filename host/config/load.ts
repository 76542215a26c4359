// watchfire.toml → the configuration of a session, or an error that names the key, its value and
// what is allowed.
import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, resolve } from 'node:path'
import { parse, TomlError } from 'smol-toml'
import type { Sizing } from '#sdk/domain.ts'
import { parseDuration } from '#sdk/timeframe.ts'
import { HostError } from '../errors.ts'
import type { BrokerRules } from '../journal/entry.ts'
import type { Limits } from '../limits.ts'
import { parseHours, type RiskRules } from '../risk/rules.ts'
import { CONFIG_SCHEMA, RUNNERS_MAX, type WrittenConfig } from './config.ts'
import { loadDotEnv, withEnvironment } from './environment.ts'
import { type LogConfig, toLog } from './log.ts'
import { problemsOf } from './problems.ts'
import { timeMs } from './times.ts'

export interface Config {
  /** The file that was read; null where there is none and everything is at its default. */
  readonly file: string | null
  /** Absolute paths. */
  readonly scripts: string
  readonly sessions: string
  /** The symbols that are fed, in order; also those of a script that names none. */
  readonly symbols: readonly string[]
  readonly seed: number
  readonly data: ReplayConfig
  /** The venue that is followed instead; null: the recording is played. */
  readonly live: LiveConfig | null
  readonly cash: number
  readonly broker: BrokerRules
  readonly risk: RiskRules
  readonly policy: Policy
  readonly journal: Retention
  readonly log: LogConfig
  /** Where scripts go that no strategy names. */
  readonly attach: Attach
  readonly strategies: readonly StrategyConfig[]
  readonly limits: Limits
  /** Runner processes that share the slots. */
  readonly runners: number
  /** How many there may be. */
  readonly slotsMax: number
  readonly port: number
  /** Where browsers find the page, behind a proxy that passes requests on; null: here. */
  readonly publicUrl: string | null
}

/** What becomes of positions, orders and new versions that nobody says anything about. */
export interface Policy {
  /** Of a script whose file is removed: positions stay under their stops, or are closed. */
  readonly removed: 'hold' | 'flatten'
  /** A new version of a script that runs: it takes over, or runs beside the old one until it may. */
  readonly saved: 'swap' | 'shadow'
  /** Entry orders that rest when the host is stopped. */
  readonly stop: 'keep' | 'cancel'
}

/** In days; null: for ever. */
export interface Retention {
  /** Sessions, since they were last written to. */
  readonly sessions: number | null
  /** Scripts' answers and logs, by the market's time. */
  readonly details: number | null
}

/** `own`: the symbols that the script names, or all; `all`: all whatever it names; `none`: nowhere. */
export type Attach = 'own' | 'all' | 'none'

/** A script with symbols and params of its own. */
export interface StrategyConfig {
  readonly name: string
  /** A file of the scripts folder. */
  readonly script: string
  /** null: the script's own. */
  readonly symbols: readonly string[] | null
  readonly params: Readonly<Record<string, number | boolean | string>>
  readonly isEnabled: boolean
  /** It runs on an account of its own, beside the others. */
  readonly isShadow: boolean
}

export interface ReplayConfig {
  /** A bar file, a folder of them, or a dataset's name. */
  readonly path: string
  /** Market time per wall time. */
  readonly speed: Speed
  /** Ms UTC; `from` inclusive, `to` exclusive. */
  readonly from: number | undefined
  readonly to: number | undefined
}

export interface LiveConfig {
  /** The venue. */
  readonly source: string
  /** Of the bars that it sends. */
  readonly timeframe: string
  /** How many bars before now indicators warm up on. */
  readonly pastBars: number
  /** Trades and quotes between the bars too, as far as it has them. */
  readonly hasTicks: boolean
  readonly restUrl: string | undefined
  readonly wsUrl: string | undefined
}

export type Speed = number | 'max'

export const CONFIG_NAME = 'watchfire.toml'

/** `path` undefined: watchfire.toml of the working folder, where there is one. */
export function loadConfig(path: string | undefined): Config {
  const { written, file, root } = readConfig(path)
  return toConfig(written, file, root)
}

export interface ReadConfig {
  /** What the file says. */
  readonly raw: unknown
  /** What holds: the file, the environment before it, defaults after it. */
  readonly written: WrittenConfig
  /** null where there is none. */
  readonly file: string | null
  /** What relative paths start from. */
  readonly root: string
  /** The file as it was named. */
  readonly shown: string
}

/** Throws an error that names the key, its value and what is allowed. */
export function readConfig(path: string | undefined): ReadConfig {
  const file = resolve(path ?? CONFIG_NAME)
  const shown = path ?? CONFIG_NAME
  const isThere = existsSync(file)
  if (!isThere && path !== undefined) {
    throw new HostError('not-found', `no configuration file "${path}"`, {
      hint: 'write one there; `watchfire run` in a folder without one takes the defaults',
    })
  }
  const root = dirname(file)
  loadDotEnv(root)
  const toml = isThere ? readFileSync(file, 'utf8') : ''
  const raw = parseToml(toml, shown)
  const written = check(withEnvironment(raw, process.env), toml, shown)
  return { raw, written, file: isThere ? file : null, root, shown }
}

function parseToml(toml: string, file: string): unknown {
  try {
    return parse(toml)
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const [message] = error.message.replace(/^Invalid TOML document: /, '').split('\n')
    const place = { file, line: error.line, column: error.column }
    const hint =
      message === 'invalid value' ? 'texts stand in quotes, as in mode = "paper"' : undefined
    throw new HostError('bad-config', `not valid TOML: ${message}`, { ...place, hint })
  }
}

function check(raw: unknown, toml: string, file: string): WrittenConfig {
  const parsed = CONFIG_SCHEMA.safeParse(raw)
  if (parsed.success) return parsed.data
  throw problemsOf(parsed.error.issues, raw, { toml, file })
}

const BPS = 1e-4

function toConfig(written: WrittenConfig, file: string | null, root: string): Config {
  const { data, broker, limits } = written
  return {
    file,
    scripts: resolve(root, written.scripts),
    sessions: resolve(root, written.sessions),
    symbols: written.symbols,
    seed: written.seed,
    data: {
      path: existsSync(resolve(root, data.path)) ? resolve(root, data.path) : data.path,
      speed: data.speed,
      from: data.from === undefined ? undefined : timeMs(data.from),
      to: data.to === undefined ? undefined : timeMs(data.to),
    },
    live: toLive(data),
    cash: written.account.cash,
    broker: {
      fillAt: broker.fill_at,
      slippage: broker.slippage_bps * BPS,
      spread: broker.spread_bps * BPS,
      impact: broker.impact,
      latencyMs: broker.latency_ms,
      participation: broker.participation ?? null,
      makerFee: feeOf(broker.maker_bps ?? broker.commission_bps),
      takerFee: feeOf(broker.taker_bps ?? broker.commission_bps),
      leverage: broker.leverage,
      lotStep: null,
      tickSize: null,
      minNotional: 0,
      defaultSizing: toSizing(broker.default_size),
      strikes: limits.strikes,
    },
    risk: toRisk(written.risk),
    policy: written.policy,
    journal: {
      sessions: written.journal.keep_days ?? null,
      details: written.journal.details_days ?? null,
    },
    log: toLog(written, root),
    attach: written.attach.dropped,
    strategies: written.strategies.map(({ symbols = null, enabled, mode, ...rest }) => {
      return { ...rest, symbols, isEnabled: enabled, isShadow: mode === 'shadow' }
    }),
    limits: {
      callbackMs: limits.callback_ms,
      loadMs: limits.load_ms,
      isolateMb: limits.isolate_mb,
      runnerMb: limits.runner_mb,
      silenceMs: limits.silence_ms,
      contextBytes: limits.context_bytes,
      logLines: limits.log_lines,
      logBytes: limits.log_bytes,
      diagnostics: limits.diagnostics,
    },
    runners: limits.runners === 'cores' ? coresHere() : limits.runners,
    slotsMax: limits.max_slots,
    port: written.http.port,
    publicUrl: written.http.public ?? null,
  }
}

const coresHere = () => Math.min(RUNNERS_MAX, availableParallelism())

function toRisk(written: WrittenConfig['risk']): RiskRules {
  return {
    maxQuantity: written.max_quantity,
    maxNotional: written.max_notional ?? null,
    maxAccountNotional: written.max_account_notional ?? null,
    maxOpenPositions: written.max_open_positions ?? null,
    maxOrdersPerMinute: written.max_orders_per_minute ?? null,
    maxAccountOrdersPerMinute: written.max_account_orders_per_minute ?? null,
    maxDailyLoss: written.max_daily_loss ?? null,
    maxDrawdown: written.max_drawdown ?? null,
    priceCollar: written.price_collar ?? null,
    duplicateMs: parseDuration(written.duplicate_window)!,
    lossStreak: written.loss_streak ?? null,
    lossCooldownMs: parseDuration(written.loss_cooldown)!,
    sessions: written.sessions,
    tradingHours: written.trading_hours.map((text) => parseHours(text)!),
  }
}

function toLive(data: WrittenConfig['data']): LiveConfig | null {
  const { source, timeframe, past_bars, ticks, rest_url, ws_url } = data
  if (source === 'replay') return null
  const urls = { restUrl: rest_url, wsUrl: ws_url }
  return { source, timeframe, pastBars: past_bars, hasTicks: ticks, ...urls }
}

function toSizing(size: WrittenConfig['broker']['default_size']): Sizing {
  const [[key, value]] = Object.entries(size) as [[string, number]]
  const kind = key === 'equity_fraction' ? 'equityFraction' : (key as Sizing['kind'])
  return { kind, value }
}

const feeOf = (bps: number | undefined) => (bps === undefined ? null : bps * BPS)
