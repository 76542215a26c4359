// Strategies for tests of the session, each a few lines.

/** Buys one unit on the first bar, stop 10 below; counts its calls in context.data and logs them. */
export const holder = (version: string, body = '') => `
import { action, defineStrategy } from 'watchfire'
const count = (context, what) => {
  context.data.calls = (context.data.calls ?? 0) + 1
  console.log('${version}', what, context.data.calls, context.position?.quantity ?? 0)
}
export default defineStrategy({
  name: 'holder',
  version: '${version}',
  timeframe: '1m',
  detectOpportunity: (market, context) => { count(context, 'detect'); return { seen: market.close } },
  filterCommitment: (market, context) => {
    count(context, 'filter')
    return action.enter({ side: 'long', quantity: 1, stop: market.close - 10 })
  },
  managePosition: (market, context) => { count(context, 'manage'); return null },
  onInit: (context) => count(context, 'init'),
  onReload: (context, previous) => count(context, 'reload after ' + previous),
  ${body}
})`

/** Does nothing but say that it is there. */
export const watcher = (name: string, extra = '') => `
import { defineStrategy } from 'watchfire'
export default defineStrategy({
  name: '${name}',
  timeframe: '1m',
  ${extra}
  detectOpportunity: () => { console.log('${name}'); return null },
  filterCommitment: () => null,
  managePosition: () => null,
})`
