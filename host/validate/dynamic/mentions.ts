// What a script names in its text that its trial must offer: other symbols, and timeframes shorter
// than its own. Read as text, since a wrong guess only makes the sample a little larger.
import type { ScriptSources } from '#host/catalog/sources.ts'
import { timeframeMs } from '#sdk/timeframe.ts'

export interface Mentions {
  readonly symbols: readonly string[]
  /** In ms, each once. */
  readonly timeframes: readonly number[]
}

const SYMBOL = /\bsymbol\s*[:=]\s*(['"])([^'"\s]{1,40})\1/g
const QUOTED = /(['"])(\d{1,2}[smhd])\1/g
/** Each costs a copy of the sample; who names more is not helped by it. */
const SYMBOLS_MAX = 8

export function findMentions(sources: ScriptSources): Mentions {
  const symbols = new Set<string>()
  const timeframes = new Set<number>()
  for (const { code } of sources.files) {
    for (const match of code.matchAll(SYMBOL)) symbols.add(match[2]!)
    for (const match of code.matchAll(QUOTED)) {
      const ms = timeframeMs(match[2]!)
      if (ms !== null) timeframes.add(ms)
    }
  }
  return { symbols: [...symbols].slice(0, SYMBOLS_MAX), timeframes: [...timeframes] }
}
