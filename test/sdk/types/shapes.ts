// Shapes that strategies take in practice and that must compile.
import { action, type Context, defineStrategy, type Indicators, type Market } from 'watchfire'

interface Setup {
  side: 'long' | 'short'
  stop?: number
}

const FAST = ['ema', 9]
const SLOW = ['ema', 21, { timeframe: '1h' }] as const

/** A computed length of time is a plain string. */
const waiting = (bars: number): string => `${bars} bars`

/** A helper shared between strategies. */
function isCalm(market: Market, context: Context, indicators: Indicators): boolean {
  return indicators.atr() < market.price * context.params.calm && context.position === null
}

export const annotated = defineStrategy({
  name: 'annotated',
  timeframe: '15m',
  version: '1.0.0',
  symbols: ['BTCUSDT', 'ETHUSDT'],
  cadence: { watch: 'bar', closeWatch: 'tick', inTrade: `${2 + 3}s` },
  closeWatchTimeout: waiting(12),
  cooldown: 3,
  warmup: 50,
  params: { calm: { default: 0.01 } },
  detectOpportunity(market, context, indicators): Setup | null {
    if (!isCalm(market, context, indicators)) return null
    if (!indicators.crossedAbove(FAST, SLOW) || !indicators.rising(['rsi', 14], 3)) return null
    if (indicators.crossedBelow('close', ['sma', 50, { source: ['ema', 5] }])) return null
    const { upper } = indicators.bollinger()
    const { histogram } = indicators.macd(12, 26, 9, { timeframe: '1h' })
    const hour = market.tf('1h')
    return indicators.ema(9) > upper && histogram > hour.close ? { side: 'long' } : null
  },
  filterCommitment(market, context, indicators) {
    return action.enter({
      side: context.opportunity.side,
      type: 'stop_limit',
      price: market.highest(5),
      limitPrice: market.highest(5) + indicators.atr(14),
      risk: 0.01,
      stop: context.opportunity.stop ?? market.lowest(10),
      target: market.price * 1.05,
      expires: waiting(3),
      reason: 'breakout',
    })
  },
  managePosition() {},
})

export const empty = defineStrategy({
  name: 'never trades',
  timeframe: '1d',
  detectOpportunity: () => null,
  filterCommitment: () => undefined,
  managePosition: () => false,
})

export const either = defineStrategy({
  name: 'one of several shapes',
  timeframe: '1d',
  detectOpportunity(market) {
    const side = market.close > market.open ? 'long' : 'short'
    if (market.volume > 100) return { side, level: market.close }
    return { side, level: market.close, stop: market.low }
  },
  filterCommitment(_, { opportunity: { side, stop } }) {
    if (stop === undefined) return action.enter({ side, quantity: 1 })
    return action.enter({ side, risk: 0.01, stop })
  },
  managePosition(market) {
    const actions = []
    if (market.close < market.open) actions.push(action.exit())
    actions.push(action.removeTarget())
    return actions
  },
})

export const anyOrder = defineStrategy({
  name: 'later callbacks first',
  timeframe: '1d',
  managePosition: (market, context) =>
    market.close > context.opportunity.level ? action.removeTarget() : null,
  filterCommitment: (_, context) => action.enter({ side: context.opportunity.side }),
  detectOpportunity: (market) => ({ side: 'long', level: market.close }),
})
