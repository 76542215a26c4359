// `npm run bench:host`: the paper host under load, each figure beside its target. `-- thousand` (or
// latency, throughput, reload, memory) measures one of them. In a process like that of `watchfire run`.
import { settleMemory } from '../process-memory.ts'
import {
  actionLatency,
  hundredPages,
  memoryOverHours,
  type Resident,
  reload,
  thousandSlots,
  throughput,
} from './bench/host-figures.ts'
import { quantile } from './bench/host-load.ts'
import { residentMb } from './bench/runner-figures.ts'

settleMemory()

const resident = (pid: number) => residentMb(pid) ?? 0
const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`

const MEASURES: Readonly<Record<string, () => Promise<readonly string[][]>>> = {
  async latency() {
    const { p50, p99, p999 } = await actionLatency()
    const figure = `p50 ${ms(p50)}, p99 ${ms(p99)}, p99.9 ${ms(p999)}`
    return [
      ['event in, action in the journal: 100 slots, 10/s each', figure, '0.3 ms, 2 ms, 10 ms'],
    ]
  },
  async thousand() {
    const { startMs, cpuShare, evaluatedMs, worstMs, mbPerSlot } = await thousandSlots(resident)
    return [
      ['start with 1,000 slots', ms(startMs), '10 s'],
      [
        '1,000 slots, a bar a second: all evaluated',
        `${ms(evaluatedMs)}, worst ${ms(worstMs)}`,
        '250 ms',
      ],
      ['the same: host process', `${(100 * cpuShare).toFixed(0)} % of a core`, '50 %'],
      ['the same: resident per slot', `${mbPerSlot.toFixed(2)} MB`, '5 MB'],
    ]
  },
  async pages() {
    const { cpuShare, fillMs } = await hundredPages()
    const what = '1,000 slots, a bar a second, 100 pages'
    return [
      [`${what}: the host's thread`, `${(100 * cpuShare).toFixed(0)} % of a core`, '30 %'],
      [`${what}: fills`, `p99 ${ms(quantile(fillMs, 0.99))}`, '100 ms'],
    ]
  },
  async throughput() {
    const perSecond = await throughput()
    return [['evaluations, 2 runners', `${(perSecond / 1000).toFixed(1)} k/s`, '50 k/s']]
  },
  async reload() {
    const rows = []
    for (const [slots, saves, target] of [
      [1, 20, '150 ms'],
      [100, 5, '1 s'],
      [1000, 2, '8 s'],
    ] as const) {
      const { liveMs, calmMs, busyMs } = await reload(slots, saves)
      rows.push([`save to live, ${slots} slots`, `p95 ${ms(quantile(liveMs, 0.95))}`, target])
      const worst = `${ms(Math.max(...busyMs))} at most, ${ms(Math.max(...calmMs))} before`
      rows.push(['the same: an instant meanwhile', worst, '50 ms more'])
    }
    return rows
  },
  async memory() {
    const [first, warm, last] = (await memoryOverHours([1, 12, 24], resident)) as [
      ...[Resident, Resident, Resident],
    ]
    const row = (what: string, of: (one: Resident) => number) => {
      const [a, b, c] = [first, warm, last].map(of) as [number, number, number]
      const all = [a, b, c].map((mb) => `${mb.toFixed(0)} MB`).join(', ')
      return [what, `${all}: ${growth(a, c)}, ${growth(b, c)} since 12 h`, '5 %']
    }
    return [
      row('100 slots, after 1, 12 and 24 h: host', ({ host }) => host),
      row('the same: runners', ({ runners }) => runners),
      row('the same: all', ({ host, runners }) => host + runners),
    ]
  },
}

function growth(from: number, to: number): string {
  return `${(100 * (to / from - 1)).toFixed(1)} %`
}

const asked = process.argv.slice(2)
for (const [name, measure] of Object.entries(MEASURES)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  for (const [what, figure, target] of await measure()) {
    console.log(`${what!.padEnd(56)} ${figure!.padEnd(44)} target ${target}`)
  }
}
