import { loadConfig } from '#host/config/load.ts'
import { openPaper } from '#host/engine/paper.ts'
import { runBacktest } from '#host/app/backtest.ts'
const base = loadConfig(undefined)
const config = { ...base, sessions: '/tmp/wfs', data: { ...base.data, speed: 'max' as const } }
const t0 = performance.now()
const trades: any = {}
const s = await openPaper(config, { onEntry: (e) => { if (e.type==='fact' && e.fact.type==='tradeClosed') (trades[e.slot] ??= []).push(e.fact.trade); if (e.type==='fact'&&e.fact.type==='faulted'||e.type==='script'||e.type==='runner-lost') console.log(JSON.stringify(e)) } })
console.log('open', performance.now() - t0)
const t1 = performance.now()
console.log(await s.play(), performance.now() - t1)
console.log(s.board.snapshot().account)
await s.close()
const files = ['ema-cross.ts','range-breakout.lua','rsi-reversion.js']
const out = await runBacktest({ scripts: files.map(f=>'scripts/'+f), data: ['bundled'], symbols: base.symbols, timeframe: null, range: {}, params: {}, cash: base.cash, broker: base.broker, seed: 1, periodsPerYear: null, keepGoing: true, isPortfolio: true })
for (const r of out.runs) {
  const key = r.run.script.path.slice(8)+'/'+r.run.feed.symbol
  const bt = r.result.trades.filter(t=>t.exitReason!=='end_of_data')
  console.log(key, bt.length, (trades[key]??[]).length, JSON.stringify(bt)===JSON.stringify(trades[key]??[]))
}
