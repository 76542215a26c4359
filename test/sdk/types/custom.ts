// Indicators of one's own: what TypeScript infers from a definition, and the mistakes it marks.
import { defineIndicator, type Indicators } from 'watchfire'

declare const indicators: Indicators

const wick = defineIndicator({
  name: 'wick',
  args: [
    { name: 'length', default: 14, min: 1, integer: true },
    { name: 'of', choices: ['open', 'close'], default: 'close' },
  ],
  warmup: (length) => length * 2,
  create(length, of) {
    const word: 'open' | 'close' = of
    const count: number = length
    return (bar) => (bar.openTime > 0 ? bar.high - bar[word] + count : undefined)
  },
})
const value: number = wick(indicators)
const later: number = wick(indicators, 20, 'open', { timeframe: '1h', offset: 1 })
const early: number = wick(indicators, { symbol: 'ETHUSDT' })

const bands = defineIndicator({
  name: 'bands',
  input: 'source',
  outputs: ['upper', 'lower'],
  warmup: 3,
  create: () => (price) => ({ upper: price + 1, lower: price - 1 }),
})
const { upper, lower } = bands(indicators, { source: ['wick', 20, 'open'] })
const width: number = upper - lower

export const all = [value, later, early, width]

// @ts-expect-error no such output
bands(indicators).middle
// @ts-expect-error indicators come first
wick(20)
// @ts-expect-error no such word
wick(indicators, 20, 'high')
// @ts-expect-error whole bars have no source
wick(indicators, { source: 'hl2' })
// @ts-expect-error warmup is missing
defineIndicator({ name: 'a', create: () => () => 1 })
// @ts-expect-error an update returns numbers
defineIndicator({ name: 'b', warmup: 1, create: () => () => 'high' })
// @ts-expect-error an output is missing
defineIndicator({ name: 'c', outputs: ['x', 'y'], warmup: 1, create: () => () => ({ x: 1 }) })
// @ts-expect-error no such member of a bar
defineIndicator({ name: 'd', warmup: 1, create: () => (bar) => bar.closeTime })

// Words and pairs of the catalogue.
indicators.ppo(12, 26, 'ema', { source: 'hl2' })
// @ts-expect-error no such average
indicators.ppo(12, 26, 'emma')
// @ts-expect-error a word, not its number
indicators.ppo(12, 26, 1)
indicators.correl(20, { symbol: 'ETHUSDT' })
indicators.correl({ symbol: 'ETHUSDT', offset: 1 })
// @ts-expect-error the other symbol is due
indicators.correl(20)
// @ts-expect-error the other symbol is due
indicators.correl(20, { offset: 1 })
