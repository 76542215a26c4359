// Running out of stack inside the runtime: what it was about to change must be changed, or not.
import { faulty, harmless, vain } from '../js-case.ts'

/** Calls `f` at some of the last depths that there are; unwinding so many frames takes its time. */
const DIVE = `let dives = 0; const dive = (f) => { if (++dives !== 2 && dives !== 40) return; let depth = 0; const go = (m) => { depth++; if (m > 0) go(m - 1); else f() }; try { go(Infinity) } catch {} const end = depth; for (let k = 0; k < 4; k++) { try { go(end - 3 * k - (dives % 3)) } catch {} } };`
/** The same mean, computed from bars. */
const MEAN = `const mean = (m, n) => { let s = 0; for (let k = 0; k < n; k++) { const b = m.bar(k); if (b === null) return NaN; s += b.close } return s / n };`
const near = (a: string, b: string) => `Math.abs(${a} - ${b}) > 1e-6 * ${b}`

/** What is asked at the end of the stack, and the proof that it is still right. */
const ASKED: Readonly<Record<string, readonly [call: string, wrong: string]>> = {
  'a mean': ['indicators.sma(7)', near('indicators.sma(7)', 'mean(market, 7)')],
  'an indicator with several outputs': [
    'indicators.bollinger(7)',
    near('indicators.bollinger(7).middle', 'mean(market, 7)'),
  ],
  'an indicator of an indicator': [
    "indicators.sma(4, { source: ['sma', 1] })",
    near("indicators.sma(4, { source: ['sma', 1] })", 'mean(market, 4)'),
  ],
  'an indicator far back': [
    'indicators.sma(7, { offset: 700 })',
    near('indicators.sma(7)', 'mean(market, 7)'),
  ],
  'an indicator of a longer timeframe': [
    "indicators.sma(2, { timeframe: '5m' })",
    near("indicators.sma(2, { timeframe: '5m' })", "mean(market.tf('5m'), 2)"),
  ],
  'an indicator of another symbol': [
    "indicators.sma(1, { symbol: 'ETHUSDT' })",
    "indicators.sma(1, { symbol: 'ETHUSDT' }) !== indicators.ema(1, { symbol: 'ETHUSDT' })",
  ],
  'a longer timeframe': [
    "market.tf('5m').close",
    "market.tf('5m').bar(0)?.closeTime > market.timestamp || market.tf('5m').bar(0)?.close !== market.tf('5m').bar(0)?.close",
  ],
}

export const CASES = [
  ...Object.entries(ASKED).map(([what, [call, wrong]]) =>
    vain(`asks for ${what} at the end of the stack`, {
      top: DIVE + MEAN,
      detect: `dive(() => ${call}); attempt(() => ${wrong})`,
    }),
  ),
  vain('builds actions at the end of the stack', {
    top: DIVE,
    filter: "log('TRIED'); dive(() => action.enter({ side: 'short', quantity: 5 }))",
  }),
  vain('logs at the end of the stack', {
    top: DIVE,
    detect: "log('TRIED'); dive(() => log({ a: { b: [1] } }))",
  }),
  vain('reads stacks at the end of the stack', {
    top: DIVE,
    detect: "log('TRIED'); dive(() => new Error('x').stack)",
  }),
  vain('writes its data at the end of the stack', {
    top: DIVE,
    detect: "log('TRIED'); dive(() => { context.data.n = (context.data.n ?? 0) + 1 })",
  }),
  faulty(
    'lie',
    'ends the stack in the getter of an opportunity',
    'const f = () => f(); return { get seen() { return f() } }',
    'threw',
    4,
  ),
  faulty(
    'lie',
    'ends the stack in the getter of its data',
    "const f = () => f(); Object.defineProperty(context.data, 'x', { get: f, enumerable: true })",
    'threw',
    4,
  ),
  faulty(
    'lie',
    'ends the stack in the message of what it throws',
    "const f = () => f(); throw Object.defineProperty(new Error('x'), 'message', { get: f })",
    'threw',
    4,
  ),
  faulty(
    'lie',
    'ends the stack in a trap of what it throws',
    'const f = () => f(); throw new Proxy({}, { getPrototypeOf: f, ownKeys: f, get: f })',
    'threw',
    4,
  ),
  faulty(
    'lie',
    'nests its data deeper than the stack',
    'let o = {}; for (let i = 0; i < 1e5; i++) o = { o }; context.data.o = o',
    'bad-data',
    4,
  ),
  harmless(
    'lie',
    'ends the stack in its log',
    "log('TRIED'); let o = {}; for (let i = 0; i < 1e5; i++) o = [o]; log(o)",
  ),
]
