import { loadBars } from '#host/data/load.ts'
import { createSession, strategySpec } from '#sdk/runtime/session.ts'
import { readDefinition, authorModule } from '#sdk/runtime/js/adapter.ts'
import { DEFAULT_BROKER } from '#kernel/spec.ts'
const bars = await loadBars('examples/data/BTCUSDT-1m.csv.gz')
const files = { names: new Set(['x']), entry: 'x', entryCode: '' }
const s = createSession<any>((w, e) => readDefinition(e(authorModule(w, files)), w, files, { symbol: 'BTC', currency: 'USD' }))
s.boot({ frame: new SharedArrayBuffer(256), marks: new SharedArrayBuffer(64), markOffset: 0, seed: 1, slotName: 'x' } as any)
const rep = JSON.parse(s.load(({ action }: any) => ({
  name: 'EMA', timeframe: '1m',
  detectOpportunity(market: any, context: any, indicators: any) {
    if (indicators.ema(9) > indicators.ema(21)) return { reason: 'up' }
  },
  filterCommitment() { return action.enter({ side: 'long', equityFraction: 0.5 }) },
  managePosition(market: any, context: any, indicators: any) {
    if (indicators.ema(9) < indicators.ema(21)) return action.exit({ reason: 'down' })
  },
}), {}))
for (let k = 0; k < 5; k++) {
s.start({ feeds: [{ symbol: 'BTC', intervalMs: bars.intervalMs, buffer: bars.columns.openTime.buffer as any, capacity: bars.columns.openTime.length, count: bars.count }], timeframe: '1m', params: {}, memory: null })
const t0 = performance.now()
const r = JSON.parse(s.runAlone({ strategy: strategySpec(rep.metadata), broker: DEFAULT_BROKER, initialCash: 10000, equity: new SharedArrayBuffer((bars.count + 1) * 16), progress: new SharedArrayBuffer(8), withDecisions: false }))
const ms = performance.now() - t0
console.log(r.trades.length, r.transitions.length, r.errors, r.bars, ms.toFixed(1), (bars.count / ms / 1000).toFixed(2))
}
