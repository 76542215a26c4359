// What watchfire.toml may say, key by key: what is allowed, and what holds where it says nothing.
import { z } from 'zod'
import { parseDuration, TIMEFRAMES } from '#sdk/timeframe.ts'
import { DEFAULT_LIMITS } from '../limits.ts'
import { parseHours } from '../risk/rules.ts'
import { LOG_COMPONENTS, LOG_LEVELS } from './log.ts'
import { timeMs } from './times.ts'

/** A value that must pass `schema`; `allowed` completes the sentence "expected …". */
function value<T>(schema: z.ZodType<T>, allowed: string) {
  return z.custom<T>((given) => schema.safeParse(given).success, { error: allowed })
}

const amount = value(z.number().positive(), 'a number above 0')
const rate = value(z.number().min(0).max(1000), 'basis points from 0 to 1000 (10 is 0.1 %)')
const count = (most: number) =>
  value(z.int().min(1).max(most), `a whole number from 1 to ${most.toLocaleString('en')}`)
const text = (allowed: string) => value(z.string().min(1).max(1000), allowed)
const time = value(
  z.union([z.date(), z.string().refine((given) => !Number.isNaN(Date.parse(given)))]),
  'a date such as 2025-05-05 (00:00 UTC) or a time such as 2025-05-05T12:00:00Z',
)

/** Processes of scripts that a host may have. */
export const RUNNERS_MAX = 64

/** Of bars that a venue sends; those of scripts are made of them. */
const DATA_TIMEFRAMES = Object.keys(TIMEFRAMES)

const url = (schemes: readonly string[]) =>
  value(
    z.string().refine((given) => schemes.includes(URL.parse(given)?.protocol ?? '')),
    `an address that begins with ${schemes.map((one) => `${one}//`).join(' or ')}`,
  )

const SIZES = ['quantity', 'notional', 'equity_fraction', 'risk'] as const
const sizing = z.partialRecord(z.enum(SIZES), z.number().positive())
const size = value(
  sizing.refine((given) => Object.keys(given).length === 1),
  `exactly one of ${SIZES.join(', ')}, such as { equity_fraction = 0.1 }`,
)

const symbols = value(
  z.array(z.string().min(1)).min(1).max(1000).refine(isUnique),
  'a list of different symbols, such as ["BTCUSDT", "ETHUSDT"]',
)

const data = z.strictObject({
  source: value(
    z.string().regex(/^[a-z][a-z0-9]*$/),
    '"replay" (recorded bars) or a venue such as "binance"',
  ).default('replay'),
  path: text('a bar file, a folder of them, a recorded session, or "bundled"').default('bundled'),
  speed: value(
    z.union([z.number().positive(), z.literal('max')]),
    'a number above 0 (60: a minute of market per second) or "max"',
  ).default(3600),
  from: time.optional(),
  to: time.optional(),
  timeframe: value(z.enum(DATA_TIMEFRAMES), `one of ${DATA_TIMEFRAMES.join(' ')}`).default('1m'),
  past_bars: value(z.int().min(0).max(100_000), 'a whole number from 0 to 100,000').default(1000),
  ticks: value(z.boolean(), 'true or false').default(true),
  rest_url: url(['http:', 'https:']).optional(),
  ws_url: url(['ws:', 'wss:']).optional(),
})

const orderedData = data.superRefine(({ from, to }, { addIssue }) => {
  if (from === undefined || to === undefined || timeMs(from) < timeMs(to)) return
  const message = `a time before \`to\`, which is ${JSON.stringify(to)}`
  addIssue({ code: 'custom', path: ['from'], message })
})

const broker = z.strictObject({
  fill_at: value(z.enum(['next_open', 'close']), '"next_open" or "close"').default('next_open'),
  leverage: amount.default(1),
  commission_bps: rate.optional(),
  maker_bps: rate.optional(),
  taker_bps: rate.optional(),
  slippage_bps: rate.default(0),
  spread_bps: rate.default(0),
  impact: value(z.number().min(0).max(100), 'a number from 0 to 100').default(0),
  latency_ms: value(z.int().min(0).max(60_000), 'a whole number from 0 to 60,000').default(0),
  participation: value(
    z.number().positive().max(1),
    'a fraction above 0, up to 1 (0.05 is 5 %)',
  ).optional(),
  default_size: size.default({ equity_fraction: 0.1 }),
})

const share = value(z.number().positive().max(1), 'a fraction above 0, up to 1 (0.05 is 5 %)')
const duration = value(
  z.string().refine((given) => parseDuration(given) !== null),
  'a duration such as "1s", "30m" or "4h"',
)
const hours = value(
  z.array(z.string().refine((given) => parseHours(given) !== null)),
  'a list of hours (UTC) such as ["Mon-Fri 13:30-20:00", "Sat 00:00-24:00"]',
)

const risk = z.strictObject({
  max_quantity: value(
    z.record(z.string(), z.number().positive()),
    'a table of symbols and numbers above 0, such as { BTCUSDT = 0.5 }',
  ).default({}),
  max_notional: amount.optional(),
  max_account_notional: amount.optional(),
  max_open_positions: count(100_000).optional(),
  max_orders_per_minute: count(100_000).optional(),
  max_account_orders_per_minute: count(1_000_000).optional(),
  max_daily_loss: share.optional(),
  max_drawdown: share.optional(),
  price_collar: share.optional(),
  duplicate_window: duration.default('1s'),
  loss_streak: count(1000).optional(),
  loss_cooldown: duration.default('1h'),
  sessions: value(
    z.array(z.enum(['pre', 'regular', 'after'])).min(1),
    'a list of "pre", "regular", "after"',
  ).default(['regular']),
  trading_hours: hours.default([]),
})

const limits = z.strictObject({
  callback_ms: count(60_000).default(DEFAULT_LIMITS.callbackMs),
  load_ms: count(60_000).default(DEFAULT_LIMITS.loadMs),
  isolate_mb: value(z.int().min(8).max(4096), 'a whole number from 8 to 4,096').default(
    DEFAULT_LIMITS.isolateMb,
  ),
  runner_mb: value(z.int().min(256).max(65_536), 'a whole number from 256 to 65,536').default(
    DEFAULT_LIMITS.runnerMb,
  ),
  silence_ms: value(z.int().min(500).max(600_000), 'a whole number from 500 to 600,000').default(
    DEFAULT_LIMITS.silenceMs,
  ),
  context_bytes: value(
    z
      .int()
      .min(1024)
      .max(2 ** 20),
    'a whole number from 1,024 to 1,048,576',
  ).default(DEFAULT_LIMITS.contextBytes),
  log_lines: count(1_000_000).default(DEFAULT_LIMITS.logLines),
  log_bytes: count(2 ** 28).default(DEFAULT_LIMITS.logBytes),
  diagnostics: count(10_000).default(DEFAULT_LIMITS.diagnostics),
  strikes: count(1000).default(5),
  runners: value(
    z.union([z.int().min(1).max(RUNNERS_MAX), z.literal('cores')]),
    'a whole number from 1 to 64, or "cores": one for each processor core',
  ).default('cores'),
  max_slots: count(100_000).default(2000),
})

const port = value(z.int().min(0).max(65_535), 'a port from 0 (any free one) to 65535')

const attach = z.strictObject({
  dropped: value(z.enum(['own', 'all', 'none']), '"own", "all" or "none"').default('own'),
})

const name = value(
  z
    .string()
    .regex(/^[\w][\w .:+-]{0,63}$/)
    .refine((given) => !/\.(lua|js|ts)$/.test(given)),
  'a name of up to 64 letters, digits and spaces that is not like that of a script file',
)
const param = z.union([z.number(), z.boolean(), z.string()])

export const STRATEGY_SCHEMA = z.strictObject({
  name,
  script: value(
    z.string().regex(/^[^/\\]+\.(lua|js|ts)$/),
    'the name of a .lua, .js or .ts file in the scripts folder',
  ),
  symbols: symbols.optional(),
  params: value(
    z.record(z.string(), param),
    'a table of params, such as { fast = 9, slow = 21 }',
  ).default({}),
  mode: value(z.enum(['paper', 'shadow']), '"paper" or "shadow"').default('paper'),
  enabled: value(z.boolean(), 'true or false').default(true),
})

const strategies = z
  .array(STRATEGY_SCHEMA, { error: 'tables [[strategies]]' })
  .superRefine((given, { addIssue }) => {
    const names = given.map(({ name }) => name)
    for (const [i, name] of names.entries()) {
      if (names.indexOf(name) === i) continue
      const message = 'a name that no strategy before it has'
      addIssue({ code: 'custom', path: [i, 'name'], message })
    }
  })

const policy = z.strictObject({
  removed: value(z.enum(['hold', 'flatten']), '"hold" or "flatten"').default('hold'),
  saved: value(z.enum(['swap', 'shadow']), '"swap" or "shadow"').default('swap'),
  stop: value(z.enum(['keep', 'cancel']), '"keep" or "cancel"').default('keep'),
})

const days = count(36_500)

const journal = z.strictObject({
  keep_days: days.optional(),
  details_days: days.optional(),
})

const level = z.enum(LOG_LEVELS)
const levelNames = LOG_LEVELS.map((one) => `"${one}"`).join(', ')

const log = z.strictObject({
  level: value(level, `one of ${levelNames}`).default('info'),
  levels: value(
    z.partialRecord(z.enum(LOG_COMPONENTS), level),
    `a table of ${LOG_COMPONENTS.join(', ')} and levels, such as { scripts = "debug" }`,
  ).default({}),
  file: text('the path of a file').optional(),
  size_mb: value(z.number().min(0.01).max(10_000), 'a number from 0.01 to 10,000').default(10),
  keep_files: value(z.int().min(0).max(1000), 'a whole number from 0 to 1,000').default(5),
})

export const CONFIG_SCHEMA = z
  .strictObject({
    mode: value(z.enum(['paper']), '"paper" (live orders come later)').default('paper'),
    scripts: text('the path of a folder').default('scripts'),
    sessions: text('the path of a folder').default('.watchfire/sessions'),
    symbols: symbols.default(['BTCUSDT', 'ETHUSDT']),
    seed: value(z.int().min(0), 'a whole number from 0').default(1),
    data: orderedData.prefault({}),
    account: z.strictObject({ cash: amount.default(100_000) }).prefault({}),
    broker: broker.prefault({}),
    risk: risk.prefault({}),
    policy: policy.prefault({}),
    journal: journal.prefault({}),
    log: log.prefault({}),
    attach: attach.prefault({}),
    strategies: strategies.default([]),
    limits: limits.prefault({}),
    http: z
      .strictObject({ port: port.default(7070), public: url(['http:', 'https:']).optional() })
      .prefault({}),
  })
  .superRefine(({ symbols: fed, strategies: list, risk: rules }, { addIssue }) => {
    const message = `symbols that are fed: ${fed.join(', ')} (\`symbols\` before the first table)`
    const check = (named: readonly string[], path: (string | number)[]) => {
      if (named.some((symbol) => !fed.includes(symbol))) {
        addIssue({ code: 'custom', path, message })
      }
    }
    for (const [i, { symbols: own = [] }] of list.entries())
      check(own, ['strategies', i, 'symbols'])
    // A limit of a symbol that is misspelt would limit nothing.
    check(Object.keys(rules.max_quantity), ['risk', 'max_quantity'])
  })

export type WrittenConfig = z.infer<typeof CONFIG_SCHEMA>

function isUnique(list: readonly string[]): boolean {
  return new Set(list).size === list.length
}
