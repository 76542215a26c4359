// A JavaScript strategy around the hostile part: the body of a callback, a hook, a property, or
// what stands at the top level.

interface Parts {
  /** Body of detectOpportunity; has market, context, indicators. */
  readonly detect?: string
  readonly filter?: string
  readonly manage?: string
  /** More properties of the strategy. */
  readonly more?: string
  readonly top?: string
}

/** Line 1 the import, 2 the top level, 3 the properties, then a callback a line. */
export function jsScript({ detect, filter, manage, more, top }: Parts): string {
  return `import { action, defineStrategy, log } from 'watchfire'
${top ?? ''}
export default defineStrategy({ name: 'hostile', timeframe: '1m', ${more ?? ''}
detectOpportunity(market, context, indicators) { ${detect ?? 'return { found: 1 }'} },
filterCommitment(market, context, indicators) { ${filter ?? BUY} },
managePosition(market, context, indicators) { ${manage ?? 'return action.exit()'} },
})`
}

const BUY = 'return action.enter({ side: "long", quantity: 1 })'

/** Trades on every third bar. */
export const NORMAL = jsScript({})
