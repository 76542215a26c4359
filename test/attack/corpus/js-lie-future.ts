// Looking at what has not happened: bars that are in memory already when a backtest runs.
import { faulty, harmless, vain } from '../js-case.ts'

/** Whether a close is none of the past ones: then it is news. */
const NEWS = `const isNews = (market, v) => { if (typeof v !== 'number' || Number.isNaN(v)) return false; for (let k = 0, b; (b = market.bar(k)) !== null; k++) if (b.close === v) return false; return true };`
/** Whether a bar ends later than the moment. */
const LATE =
  'const isLate = (market, b) => b !== null && b !== undefined && b.closeTime > market.timestamp;'

const look = (name: string, expression: string) =>
  harmless('lie', name, { top: NEWS + LATE, detect: `attempt(() => ${expression})` })

const STEPS_BACK = {
  'a negative number': '-1',
  'minus zero': '-0',
  'a fraction below zero': '-0.5',
  'a tiny fraction': '5e-324',
  'a negative number that wraps': '-4294967295',
  'a number that wraps': '4294967295',
  'a text': '"-1"',
  'an object that is a number': '{ valueOf: () => -1 }',
  'a boxed number': 'Object(-1)',
  'a list': '[-1]',
  'a big integer': '-1n',
  NaN: 'NaN',
  'minus infinity': '-Infinity',
}

export const CASES = [
  ...Object.entries(STEPS_BACK).map(([what, n]) =>
    look(`asks for a bar with ${what}`, `isLate(market, market.bar(${n}))`),
  ),
  ...Object.entries(STEPS_BACK)
    .slice(0, 8)
    .map(([what, n]) =>
      look(
        `asks for an indicator’s value with ${what} as offset`,
        `isNews(market, indicators.sma(1, { offset: ${n} }))`,
      ),
    ),
  look(
    'reads an offset that changes while it is read',
    `(() => { let n = 0; return isNews(market, indicators.sma(1, { get offset() { return n-- } })) })()`,
  ),
  look(
    'hands an operand that changes while it is read',
    `(() => { let n = 0; const o = ['sma', 1, { get offset() { return -(n++) } }]; return indicators.rising(o, 3) && isNews(market, NaN) })()`,
  ),
  look(
    'names an operand by a list with an iterator of its own',
    `(() => { const o = ['sma', 1]; let n = 0; o[Symbol.iterator] = function* () { yield n++ ? 'ema' : 'sma'; yield 1; yield { offset: -1 } }; return isNews(market, indicators.sma(1, { source: o })) })()`,
  ),
  look(
    'asks for highs of bars to come',
    `[-1, -5, 0].some((n) => { try { return Number.isFinite(market.highest(n)) } catch {} })`,
  ),
  look(
    'asks for the forming bar of a longer timeframe',
    `['3m', '5m', '1h'].some((t) => isLate(market, market.tf(t).bar(0)))`,
  ),
  look(
    'asks a view of a view',
    `isLate(market, market.tf('5m').tf('15m').tf('1m').bar(0)) || isLate(market, market.tf('5m').tf('5m').bar(0))`,
  ),
  look(
    'asks for timeframes by names that every object has',
    `['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'].find((t) => { try { return market.tf(t) } catch {} })`,
  ),
  look(
    'asks for indicators by names that every object has',
    `['constructor', '__proto__', 'toString'].find((t) => { try { return Number.isFinite(indicators.rising([t, 1], 1)) } catch {} })`,
  ),
  look(
    'asks for sources by names that every object has',
    `['constructor', '__proto__', 'toString'].find((t) => { try { return Number.isFinite(indicators.sma(1, { source: t })) } catch {} })`,
  ),
  look(
    'asks for another symbol’s next bar',
    `(() => { const a = indicators.sma(1, { symbol: 'ETHUSDT' }); const b = indicators.sma(1, { symbol: 'ETHUSDT', offset: 1 }); log('eth', a, b); return false })()`,
  ),
  look(
    'calls a getter of market on another object',
    `(() => { const g = Object.getOwnPropertyDescriptor(market, 'close').get; return isNews(market, g.call({ count: 1e6 })) || isNews(market, Reflect.get(market, 'close', { __proto__: market, count: 9 })) })()`,
  ),
  look(
    'counts bars through an indicator’s length',
    `(() => { const past = market.barIndex + 1; let k = 0; while (market.bar(k) !== null && k < 1e4) k++; return k > past + 1 })()`,
  ),
  look(
    'asks for a value far back, then for the latest',
    `(() => { indicators.sma(1, { offset: 99999 }); return isNews(market, indicators.sma(1)) })()`,
  ),
  vain(
    'changes a bar that it was given',
    'attempt(() => { const b = market.bar(0); b.close = 1; b.closeTime = 0; return market.bar(0).close === 1 || market.close === 1 })',
  ),
  vain(
    'writes over market',
    "attempt(() => { 'use strict'; market.price = 1; return market.price === 1 })",
  ),
  vain(
    'defines over market',
    "attempt(() => Object.defineProperty(market, 'price', { value: 1 }) && 'defined')",
  ),
  vain(
    'gives market another prototype',
    "attempt(() => Object.setPrototypeOf(market, { price: 1 }) && 'set')",
  ),
  vain('deletes from market', 'attempt(() => delete market.price)'),
  vain(
    'changes the values of an indicator with several outputs',
    'attempt(() => { const b = indicators.bollinger(5); b.upper = 1; return indicators.bollinger(5).upper === 1 })',
  ),
  vain(
    'replaces an indicator',
    'attempt(() => { indicators.ema = () => 1; return indicators.ema(9) === 1 })',
  ),
  harmless('lie', 'keeps market and asks it in a hook', {
    top: `let m; ${LATE}`,
    detect: 'm = market',
    more: "onFill(fill) { log('TRIED', m.price, m.timestamp, m.close, m.barIndex, m.tf('5m').close); if (m.bar(0).closeTime > fill.time || m.timestamp > fill.time) log('ESCAPED', m.timestamp - fill.time, m.bar(0).closeTime - fill.time) },",
  }),
  harmless('lie', 'opens a longer timeframe in a hook', {
    top: 'let m, i; ',
    detect: 'm = market; i = indicators',
    more: "onFill(fill) { const v = m.tf(fill.isEntry ? '3m' : '15m'); log('TRIED', v.close, v.bar(0)?.closeTime); if ((v.bar(0)?.closeTime ?? 0) > fill.time) log('ESCAPED', v.bar(0).closeTime - fill.time); log(i.sma(1)) },",
  }),
  harmless('lie', 'keeps everything and asks it in the next callback', {
    top: `let kept; ${LATE}`,
    detect: 'kept = { market, context, bar: market.bar, tf: market.tf("5m") }',
    manage:
      "attempt(() => isLate(market, kept.bar(0)) || isLate(market, kept.tf.bar(0)) || kept.context.state !== 'InTrade')",
  }),
  harmless('lie', 'keeps a generator across callbacks', {
    top: 'let g; function* watch(m) { for (;;) yield m.timestamp }',
    detect: 'g ??= watch(market); attempt(() => g.next().value !== market.timestamp)',
    manage: 'attempt(() => g.next().value !== market.timestamp)',
  }),
  faulty(
    'lie',
    'returns a promise of an answer',
    'return { then(resolve) { resolve({ found: 1 }) } }',
    'bad-return',
    4,
  ),
  harmless('lie', 'goes on after its callback has returned, over Array.fromAsync', {
    top: 'let n = 0;',
    detect: "log('TRIED', n); Array.fromAsync?.([1, 2], () => { n++ })",
  }),
]
