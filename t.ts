import { readFileSync } from 'node:fs'
import { loadBars } from '#host/data/load.ts'
import { startRunner } from '#host/runner/client.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { DEFAULT_BROKER } from '#kernel/spec.ts'
const t0 = performance.now(); const lap = (n: string) => console.log(n, Math.round(performance.now() - t0))
const bars = await loadBars(process.argv[3] ?? 'examples/data/BTCUSDT-1m.csv.gz'); lap('bars ' + bars.count)
const path = process.argv[2]!
const language = path.endsWith('.lua') ? 'lua' : 'js' as const
const runner = await startRunner({ limits: DEFAULT_LIMITS, languages: [language], onProgress: (p) => console.log('progress', p) }); lap('runner')
const code = readFileSync(path, 'utf8')
const entry = path.split('/').at(-1)!
try {
const report = await runner.request({ type: 'open', slot: { id: 0, name: 'ema/BTC', script: { language, entry, files: [{ path: entry, code }] }, symbol: 'BTCUSDT', currency: 'USDT', seed: 1, params: {} } }); lap('open'); console.log(report)
const buffer = new Float64Array(bars.columns.openTime.buffer).slice().buffer
await runner.request({ type: 'feeds', feeds: [{ symbol: 'BTCUSDT', intervalMs: bars.intervalMs, count: bars.count, columns: buffer as ArrayBuffer }] }); lap('feeds')
if (!report.ok) throw 0
for (const placement of ['inside', 'outside', 'inside', 'outside'] as const) {
await runner.request({ type: 'start', slot: 0, start: { feeds: [0], timeframe: report.metadata.timeframe, params: report.params, memory: null } }); 
const out = await runner.request({ type: 'backtest', job: { runs: [{ slot: 0, feed: 0 }], broker: DEFAULT_BROKER, initialCash: 10000, keepGoing: placement==='outside', isPortfolio: false, placement, withDecisions: false } }); lap(placement)
const r = out.results[0]!
console.log(placement, out.runMs.toFixed(1), 'ms', (bars.count / out.runMs / 1000).toFixed(2), 'M bars/s', r.trades.length, r.bars, r.equity.rows.at(-1), r.errors.slice(0, 2), r.logs.lines.slice(0,3))
}
} catch (e) { console.log(e) }
runner.end()
