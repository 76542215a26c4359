import { backtest } from './test/golden/support/backtest.ts'
import { validateStatic } from '#host/validate/static.ts'
for (const p of process.argv.slice(2)) console.log((await validateStatic(p, { types: true })).diagnostics)
for (const r of await backtest(process.argv.slice(2), { data: 'bundled', symbols: ['BTCUSDT', 'ETHUSDT'] })) {
  const s = r.summary
  const by: Record<string, number> = {}
  for (const t of r.trades) by[t.exit_reason] = (by[t.exit_reason] ?? 0) + 1
  const tr: Record<string, number> = {}
  for (const t of r.transitions) { const k = `${t.from[0]}>${t.to[0]} ${t.reason}`; tr[k] = (tr[k] ?? 0) + 1 }
  console.log(r.script.path, r.symbol, r.timeframe, 'bars', r.bars, 'trades', s.trades, 'ret', (100 * s.total_return!).toFixed(2) + '%', 'fees', s.fees.toFixed(0), 'pf', s.profit_factor?.toFixed(2), 'win', s.win_rate?.toFixed(2), 'dd', s.max_drawdown.toFixed(3), 'exp', s.exposure?.toFixed(2), r.timing)
  console.log('   ', JSON.stringify(by), JSON.stringify(tr))
}
