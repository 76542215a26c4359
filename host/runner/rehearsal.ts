// V8's compiled form of the guest's code, taken after a rehearsal: with the functions in it that
// every slot needs to load a script and to run its first bars. An isolate then compiles nothing
// but the script, and holds no code that nobody calls.
// What runs here is our own code alone, never a user's.
import { createContext, runInContext, Script } from 'node:vm'
import { DEFAULT_BROKER, type StrategySpec } from '#kernel/spec.ts'
import { BAR_COLUMNS } from '#sdk/domain.ts'
import { FRAME_LENGTH, MARK_LENGTH } from '#sdk/frame.ts'
import { DEFAULT_LIMITS } from '../limits.ts'
import { RunnerMarket } from './market.ts'
import type { FeedData } from './protocol.ts'

const BARS = 120
const MINUTE = 60_000

/** A strategy that touches what most strategies touch. */
const JS = `({
  name: 'rehearsal',
  timeframe: '1m',
  detectOpportunity(market, context, indicators) {
    context.data.calls = (context.data.calls ?? 0) + 1
    const isUp = indicators.rsi(3) > 30 && indicators.atr(3) > 0 && market.close > market.bar(1)?.close
    if (indicators.crossedAbove(['ema', 3], ['ema', 8])) context.data.at = indicators.sma(3)
    if (isUp && indicators.ema(3) > indicators.ema(8)) return { at: market.price }
  },
  filterCommitment(market) {
    return __author.action.enter({ side: 'long', quantity: 1, stop: market.price * 0.9, reason: 'up' })
  },
  managePosition(market, context, indicators) {
    if (indicators.crossedBelow(['ema', 3], ['ema', 8])) return __author.action.exit({ reason: 'down' })
  },
})`

const LUA = `strategy = { name = "rehearsal", timeframe = "1m" }
function detect_opportunity(market, context, indicators)
  context.data.calls = (context.data.calls or 0) + 1
  local before = market.bar(1)
  local is_up = indicators.rsi(3) > 30 and indicators.atr(3) > 0 and indicators.ema(3) > indicators.ema(8)
  if indicators.crossed_above({"ema", 3}, {"ema", 8}) then context.data.at = indicators.sma(3) end
  if is_up and before and market.close > before.close then return { at = market.price } end
end
function filter_commitment(market)
  return action.enter{ side = "long", quantity = 1, stop = market.price * 0.9, reason = "up" }
end
function manage_position(market, context, indicators)
  if indicators.crossed_below({"ema", 3}, {"ema", 8}) then return action.exit{ reason = "down" } end
end
`

type Session = Record<string, (...args: unknown[]) => unknown>

/** Compiles the guest's code, runs a few bars of a small strategy on it, and keeps what was compiled. */
export function rehearse(language: 'js' | 'lua', code: string, filename: string): Uint8Array {
  const script = new Script(code, { filename })
  const context = createContext({})
  script.runInContext(context)
  const market = new RunnerMarket()
  market.add([waves()])
  const session = (context as { __watchfire: Session }).__watchfire
  session.boot!({
    frame: new SharedArrayBuffer(FRAME_LENGTH * 8),
    marks: new SharedArrayBuffer(MARK_LENGTH * 4),
    markOffset: 0,
    seed: 1,
    slotName: 'rehearsal',
    market: market.memory,
    limits: DEFAULT_LIMITS,
    fileNames: ['rehearsal'],
    entry: 'rehearsal',
    entryCode: '',
    text: JS,
  })
  load(language, session, context)
  session.start!({ ...market.listOf([0]), timeframe: '1m', params: {}, memory: null })
  session.runAlone!({
    strategy: STRATEGY,
    broker: DEFAULT_BROKER,
    initialCash: 10_000,
    equity: new SharedArrayBuffer((BARS + 1) * 16),
    progress: new SharedArrayBuffer(8),
    withDecisions: false,
  })
  session.memory!()
  session.logs!()
  session.lock!()
  return script.createCachedData()
}

function load(language: 'js' | 'lua', session: Session, context: object): void {
  const market = { symbol: 'X', currency: 'USD' }
  const report =
    language === 'js'
      ? session.load!(runInContext(JS, context), market, {})
      : session.load!(
          { files: [{ path: 'rehearsal', code: LUA }], entry: 'rehearsal', ...market },
          {},
        )
  const { ok } = JSON.parse(report as string) as { ok: boolean }
  if (!ok) throw new Error(`the rehearsal did not load: ${report}`)
}

const STRATEGY: StrategySpec = {
  timeframeMs: MINUTE,
  warmup: 0,
  cadence: { Watch: 'bar', CloseWatch: 'bar', InTrade: 'bar' },
  closeWatchTimeout: { bars: 20 },
  cooldown: 0,
}

/** Prices that rise and fall, so that the strategy trades. */
function waves(): FeedData {
  const rows = new Float64Array(BARS * BAR_COLUMNS.length)
  for (let i = 0; i < BARS; i++) {
    const price = 100 + 5 * Math.sin(i / 6)
    const bar = [i * MINUTE, price, price + 1, price - 1, price, 1]
    for (const [k, value] of bar.entries()) rows[k * BARS + i] = value
  }
  return { symbol: 'X', intervalMs: MINUTE, count: BARS, columns: rows.buffer }
}
