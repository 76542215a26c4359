// The code of an indicator is taken up at its first use, in the middle of a script's call: where the
// stack ends in it, the next use must find all of it.
import type { AttackCase } from '../case.ts'
import { strategy, vain } from '../js-case.ts'

/** Calls `f` once in a script's life at each depth that there is, from the last one on, until it ends well. */
const DIVE = `let isDived = false; const dive = (f) => { if (isDived) return; isDived = true; let isDone = false; const go = () => { try { go() } catch (e) { if (!isDone) { try { f(); isDone = true } catch {} } throw e } }; try { go() } catch {} };`

/** It goes by the indicator, and so does its twin, who asks for it where there is room. */
const first = (what: string, asked: string, gate: string): AttackCase => {
  const code = (before: string) =>
    strategy({ top: DIVE, detect: `log('TRIED'); ${before}; if (!(${gate})) return null` })
  const name = `asks for ${what} at the end of the stack before it is loaded`
  return { ...vain(name, ''), code: code(`dive(() => ${asked})`), twin: code('') }
}

const ASKED: Readonly<Record<string, readonly [call: string, gate: string]>> = {
  'a strength': ['indicators.rsi(5)', 'indicators.rsi(5) > 50'],
  'one of several outputs': [
    'indicators.pivotPoints()',
    'market.close > indicators.bollinger(5).lower && !(market.close < indicators.pivotPoints().s1)',
  ],
  'a candle pattern': ['indicators.cdlDoji()', 'indicators.cdlDoji() === 0'],
  'an operand and its source': [
    "indicators.crossedAbove(['cmo', 5, { source: ['mom', 2] }], 0)",
    "indicators.rising(['cmo', 5, { source: ['mom', 2] }], 1)",
  ],
}

export const CASES = Object.entries(ASKED).map(([what, [call, gate]]) => first(what, call, gate))
