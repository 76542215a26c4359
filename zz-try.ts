import { Bench } from './test/golden/support/backtest.ts'
const bench = await Bench.start()
try {
for (const script of process.argv.slice(2)) for (const symbol of ['BTCUSDT', 'ETHUSDT']) {
  const r = await bench.run(script, { path: `examples/data/${symbol}-1m.csv.gz`, symbol })
  const s = r.summary
  const by: Record<string, number> = {}
  for (const t of r.trades) by[t.exitReason] = (by[t.exitReason] ?? 0) + 1
  const tr: Record<string, number> = {}
  for (const t of r.transitions) { const k = `${t.from[0]}>${t.to[0]} ${t.reason}`; tr[k] = (tr[k] ?? 0) + 1 }
  console.log(script.split('/').at(-2), script.split('.').at(-1), symbol, r.timeframe, 'bars', r.bars, 'trades', s.trades, 'ret', (100 * s.total_return!).toFixed(2) + '%', 'fees', s.fees.toFixed(0), 'pf', s.profit_factor?.toFixed(2), 'win', s.win_rate?.toFixed(2), 'dd', s.max_drawdown.toFixed(3), 'exp', s.exposure?.toFixed(2), r.errors.slice(0, 1))
  console.log('   ', JSON.stringify(by), JSON.stringify(tr))
}
} finally { bench.end() }
