// Figures of the paper host under load.
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { HttpFace } from '#host/faces/http/server.ts'
import { HEADERS, serveBoard, tellFill } from './busy-board.ts'
import { type LoadedHost, playLoad, quantile } from './host-load.ts'

/** Acts on every bar: buys, then moves its stop each time. */
const BUSY = `
import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'busy', timeframe: '1m',
  detectOpportunity: () => ({}),
  filterCommitment: () => action.enter({ side: 'long', quantity: 0.01 }),
  managePosition: (market) => action.updateStop(market.price * 0.5),
})`

/** Looks at two averages on every bar, and acts on their crossings. */
const CALM = `
import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'calm', timeframe: '1m',
  detectOpportunity(market, context, indicators) {
    if (indicators.crossedAbove(['ema', 9], ['ema', 21])) return {}
  },
  filterCommitment: () => action.enter({ side: 'long', quantity: 0.01 }),
  managePosition(market, context, indicators) {
    if (indicators.crossedBelow(['ema', 9], ['ema', 21])) return action.exit({})
  },
})`

const WARM_UP = 300
/** Instants that pass before a script is saved. */
const FIRST_SAVE = 12

/** Ms from a bar's coming to the action that it caused being in the journal. */
export async function actionLatency(): Promise<{ p50: number; p99: number; p999: number }> {
  const { latencies } = await playLoad({
    ...{ symbols: 100, together: 1, perSecond: 1000, instants: 10_000 + WARM_UP },
    ...{ script: BUSY, runners: 1 },
  })
  const steady = latencies.slice(WARM_UP)
  const [p50, p99, p999] = [0.5, 0.99, 0.999].map((share) => quantile(steady, share)) as [
    ...[number, number, number],
  ]
  return { p50, p99, p999 }
}

export interface ThousandFigures {
  readonly startMs: number
  /** Of one core, host process alone. */
  readonly cpuShare: number
  /** Ms until all slots have been evaluated and the journal has it: the median and the worst. */
  readonly evaluatedMs: number
  readonly worstMs: number
  /** Of host and runners together, per slot. */
  readonly mbPerSlot: number
}

/** A thousand slots, a bar each a second. */
export async function thousandSlots(residentMb: (pid: number) => number): Promise<ThousandFigures> {
  const empty = residentMb(process.pid)
  let mb = 0
  const { latencies, startMs, cpuShare } = await playLoad({
    ...{ symbols: 1000, together: 1000, perSecond: 1, instants: 20, script: CALM, runners: 2 },
    before(instant, { session }) {
      if (instant !== 19) return
      const pids = session.pids()
      mb = pids.reduce((sum, pid) => sum + residentMb(pid), residentMb(process.pid) - empty)
    },
  })
  const steady = latencies.slice(3)
  return {
    ...{ startMs, cpuShare, mbPerSlot: mb / 1000 },
    evaluatedMs: quantile(steady, 0.5),
    worstMs: Math.max(...steady),
  }
}

export interface PagesFigures {
  /** Of one core: the thread that engine and faces run on. */
  readonly cpuShare: number
  /** Ms from the board's hearing of a fill to a page's. */
  readonly fillMs: readonly number[]
}

/** A thousand slots, a bar each a second, and a hundred pages that follow all of it. */
export async function hundredPages(): Promise<PagesFigures> {
  const [from, to] = [3, 18]
  let face: HttpFace | null = null
  let pages: Worker | null = null
  let began = { cpu: process.threadCpuUsage(), at: 0 }
  let cpuShare = 0
  try {
    await playLoad({
      ...{ symbols: 1000, together: 1000, perSecond: 1, instants: to + 2 },
      ...{ script: CALM, runners: 2 },
      async before(instant, { session, folder }) {
        if (instant === 1) {
          face = await serveBoard(session.board, folder)
          const workerData = { port: face.port, pages: 100, headers: HEADERS }
          pages = new Worker(new URL('./page-clients.ts', import.meta.url), { workerData })
          await once(pages, 'message')
        }
        if (instant === from) began = { cpu: process.threadCpuUsage(), at: performance.now() }
        if (instant >= from) tellFill(session.board, instant, `told ${Date.now()}`)
        if (instant !== to) return
        const { user, system } = process.threadCpuUsage(began.cpu)
        cpuShare = (user + system) / 1000 / (performance.now() - began.at)
      },
    })
    pages!.postMessage('told')
    const [fillMs] = (await once(pages!, 'message')) as [number[]]
    return { cpuShare, fillMs }
  } finally {
    await pages!.terminate()
    await face!.close()
  }
}

/** Evaluations a second, as fast as they go, once V8 has compiled what the scripts run. */
export async function throughput(): Promise<number> {
  const symbols = 200
  const [from, to] = [800, 1600]
  let began = 0
  let ended = 0
  await playLoad({
    ...{ symbols, together: symbols, perSecond: 'max', instants: to + 1 },
    ...{ script: CALM, runners: 2 },
    before(instant) {
      if (instant === from) began = performance.now()
      if (instant === to) ended = performance.now()
    },
  })
  return ((to - from) * symbols) / ((ended - began) / 1000)
}

export interface ReloadFigures {
  /** Ms from a save to the new version in force on all slots, of each save. */
  readonly liveMs: readonly number[]
  /** Ms that instants took, from their coming to their commit, while nothing was saved and while it was. */
  readonly calmMs: readonly number[]
  readonly busyMs: readonly number[]
}

/** Saves while bars come, two instants a second. */
export async function reload(slots: number, saves: number): Promise<ReloadFigures> {
  const taken: number[] = []
  let began = 0
  let isDone = false
  const save = async ({ session, save }: LoadedHost) => {
    for (let version = 1; version <= saves; version++) {
      const began = performance.now()
      save(CALM.replace("name: 'calm'", `name: 'calm', version: '${version}'`))
      const isLive = () =>
        session.engine.slots.every(({ script }) => script.metadata.version === `${version}`)
      while (!isLive()) await sleep(5)
      taken.push(performance.now() - began)
    }
    isDone = true
    session.stop()
  }
  const { latencies } = await playLoad({
    ...{
      symbols: slots,
      together: slots,
      perSecond: 2,
      instants: 100_000,
      script: CALM,
      runners: 2,
    },
    before(instant, host) {
      if (instant === FIRST_SAVE && !isDone) {
        began = instant
        void save(host)
      }
    },
  })
  return { liveMs: taken, calmMs: latencies.slice(2, began), busyMs: latencies.slice(began) }
}

/** Resident MB of the host process and of its runners together. */
export interface Resident {
  readonly host: number
  readonly runners: number
}

const HOUR = 60

/** A hundred slots at full speed: after so many simulated hours, what is resident. */
export async function memoryOverHours(
  hours: readonly number[],
  residentMb: (pid: number) => number,
): Promise<Resident[]> {
  const found: Resident[] = []
  const instants = HOUR * Math.max(...hours)
  await playLoad({
    ...{ symbols: 100, together: 100, perSecond: 'max', script: CALM, runners: 2 },
    instants: instants + 1,
    before(instant, { session }) {
      if (!hours.includes(instant / HOUR)) return
      const runners = session.pids().reduce((sum, pid) => sum + residentMb(pid), 0)
      found.push({ host: residentMb(process.pid), runners })
    },
  })
  return found
}
