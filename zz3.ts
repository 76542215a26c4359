import { loadConfig } from '#host/config/load.ts'
import { openPaper } from '#host/engine/paper.ts'
import { Worker } from '#host/engine/worker.ts'
import { startRunner } from '#host/runner/client.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { collectSources } from '#host/catalog/sources.ts'
const r = await startRunner({ limits: DEFAULT_LIMITS, languages: ['js','lua'] })
const feed = (symbol: string) => ({ symbol, intervalMs: 60000, count: 0, columns: new ArrayBuffer(0) })
await r.request({ type: 'feeds', feeds: [feed('BTCUSDT'), feed('ETHUSDT')] })
const files = process.argv.slice(2)
let id = 0
for (const f of files) for (const sym of [0,1]) {
  const src = await collectSources(f)
  const rep: any = await r.request({ type: 'open', slot: { id: ++id, name: f+sym, script: { language: src.language, entry: src.entry, files: src.files }, symbol: ['BTCUSDT','ETHUSDT'][sym]!, currency: 'USDT', seed: 1, params: {} } })
  await r.request({ type: 'start', slot: id, start: { feeds: [sym, 1-sym], timeframe: rep.metadata.timeframe, params: rep.params, memory: null } })
}
async function time(name: string, n: number, f: (i: number) => Promise<unknown>) { const c0 = process.cpuUsage(); const b = performance.now(); for (let i = 0; i < n; i++) await f(i); const c = process.cpuUsage(c0); console.log(name, ((performance.now() - b) / n * 1000).toFixed(0), 'us each; host cpu', ((c.user + c.system)/n).toFixed(0)) }
for (let round = 0; round < 2; round++) {
await time('empty ask', 1000, () => r.request({ type: 'ask', turns: [] }))
await time('append', 1000, (i) => r.request({ type: 'append', feed: 0, bars: new Float64Array([i*60000+round*6e7, 1, 1, 1, 1, 1]) }))
const frame = new Float64Array(32)
await time('ask 6', 1000, (i) => { frame[9] = i; frame[2] = i * 60000; return r.request({ type: 'ask', turns: Array.from({length: id}, (_, k) => ({ slot: k + 1, calls: [{ callback: 'detectOpportunity' as const, frame }] })) }) })
}
r.end()
