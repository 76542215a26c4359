// Scripts that would notice that somebody looks at their backtest: their own indicators must not run
// for it, neither by themselves nor as what an indicator of the catalogue reads.
import { harmless } from '../js-case.ts'

/** Knows whether a callback runs. */
const watchful = (update: string, asked: string, after = '') => ({
  top: `import { defineIndicator } from 'watchfire'; let isAsked = false, runs = 0; const mine = defineIndicator({ name: 'mine', input: 'source', warmup: 1, create: () => (value) => { ${update}; return value } });`,
  detect: `log('TRIED'); isAsked = true; if (market.barIndex % 7 === 0) { ${asked} }; isAsked = false; ${after}`,
})
const BY_SOURCE = "indicators.sma(4, { source: ['mine'] })"

export const CASES = [
  harmless(
    'lie',
    'throws in the source of an indicator when no callback runs',
    watchful("if (!isAsked) throw new Error('not asked')", BY_SOURCE),
  ),
  harmless(
    'lie',
    'says that the source of an indicator runs when no callback does',
    watchful("if (!isAsked) log('ESCAPED')", BY_SOURCE),
  ),
  harmless(
    'lie',
    'trades by how often its own indicator has run',
    watchful('runs++', 'mine(indicators)', 'if (runs % 2 === 0) return null'),
  ),
]
