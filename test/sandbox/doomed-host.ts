// A host that is going to be killed: starts a runner with a script that never ends, and prints the
// runner's pid once it spins.
import { startRunner } from '#host/runner/client.ts'
import { DEFAULT_BROKER } from '#kernel/spec.ts'
import { LIMITS, waves } from './ground.ts'
import { jsScript } from './js-script.ts'

const runner = await startRunner({
  limits: { ...LIMITS, callbackMs: 600_000 },
  languages: ['js'],
  onProgress: () => process.stdout.write(`${runner.pid}\n`),
})
await runner.request({ type: 'feeds', feeds: [waves()] })
const files = [{ path: 's.js', code: jsScript({ detect: 'for (;;);' }) }]
const script = { language: 'js', entry: 's.js', files } as const
const of = { name: 'a', symbol: 'BTCUSDT', currency: 'USDT', seed: 1, params: {} }
await runner.request({ type: 'open', slot: { ...of, id: 1, script } })
const start = { feeds: [0], timeframe: '1m', params: {}, memory: null }
await runner.request({ type: 'start', slot: 1, start })
const job = {
  runs: [{ slot: 1, feed: 0 }],
  broker: DEFAULT_BROKER,
  initialCash: 10_000,
  keepGoing: false,
  isPortfolio: false,
  placement: 'inside',
  withDecisions: false,
} as const
await runner.request({ type: 'backtest', job })
