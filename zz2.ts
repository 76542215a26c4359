import { loadConfig } from '#host/config/load.ts'
import { openPaper } from '#host/engine/paper.ts'
import { Fleet } from '#host/engine/fleet.ts'
const base = loadConfig(undefined)
const config = { ...base, sessions: '/tmp/wfs', data: { ...base.data, to: Date.UTC(2025,4,8), speed: 'max' as const } }
let asks = 0, turns = 0, ms = 0
const ask = Fleet.prototype.ask
Fleet.prototype.ask = async function (t) { asks++; turns += t.length; const b = performance.now(); const r = await ask.call(this, t); ms += performance.now() - b; if (asks % 500 === 0) { console.log(asks, turns, (ms).toFixed(0), process.memoryUsage.rss()/1e6|0); ms = 0 } return r }
const t0 = performance.now()
const s = await openPaper(config)
console.log('open', performance.now() - t0)
const t1 = performance.now()
console.log(await s.play(), performance.now() - t1, { asks, turns, ms })
await s.close()
