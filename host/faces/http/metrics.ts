// Figures in Prometheus' text format: of the session, of the processes that run scripts, of the host
// itself. Source of the format: Prometheus, "Exposition formats", version 0.0.4.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { FleetFigures, Session } from './environment.ts'

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

const LE_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5] as const
const LAG_MS = 10

type Labels = Readonly<Record<string, string | number>>
type Sample = readonly [value: number, labels?: Labels, suffix?: string]

export class HttpFigures {
  readonly #counts = new Map<string, number>()
  readonly #buckets = LE_S.map(() => 0)
  #sum = 0
  #count = 0
  readonly #lag = monitorEventLoopDelay({ resolution: LAG_MS })

  constructor() {
    this.#lag.enable()
  }

  close(): void {
    this.#lag.disable()
  }

  answered(method: string, status: number, seconds: number): void {
    const key = `${method} ${status}`
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
    this.#sum += seconds
    this.#count += 1
    for (const [i, most] of LE_S.entries()) if (seconds <= most) this.#buckets[i]! += 1
  }

  text({ board, fleet }: Pick<Session, 'board' | 'fleet'>): string {
    const slots = board.slots()
    const runners = runnerLines(slots, fleet())
    const ofSlots = [...turnLines(board), ...slotLines(slots)]
    return [...sessionLines(board), ...ofSlots, ...runners, ...this.#own()].join('')
  }

  #own(): string[] {
    const requests = [...this.#counts].map(([key, count]): Sample => {
      const [method, status] = key.split(' ') as [string, string]
      return [count, { method, status }]
    })
    const durations = [
      ...LE_S.map((le, i): Sample => [this.#buckets[i]!, { le }, '_bucket']),
      [this.#count, { le: '+Inf' }, '_bucket'] as const,
      [this.#sum, {}, '_sum'] as const,
      [this.#count, {}, '_count'] as const,
    ]
    const lag = [50, 99].map(
      (p): Sample => [
        // The clock itself ticks every so many ms; what is more than that is late.
        Math.max(0, this.#lag.percentile(p) / 1e9 - LAG_MS / 1e3),
        { quantile: p / 100 },
      ],
    )
    this.#lag.reset()
    return [
      family('http_requests_total', 'counter', 'Requests answered.', requests),
      family('http_request_seconds', 'histogram', 'Time to answer.', durations),
      family('event_loop_lag_seconds', 'summary', 'Since the last time this was asked.', lag),
      gauge('resident_memory_bytes', 'Of the host process.', process.memoryUsage.rss()),
    ]
  }
}

function sessionLines(board: Session['board']): string[] {
  const { session, account } = board.snapshot()
  const { bars, decisions, faults, fills, reloads, lost } = board.counts
  const slots = board.slots()
  const byStatus = (['running', 'quarantined', 'detached'] as const).map(
    (status): Sample => [slots.filter((slot) => slot.status === status).length, { status }],
  )
  return [
    family('slots', 'gauge', 'Slots by status.', byStatus),
    gauge(
      'slots_bars_only',
      'Slots whose ticks took too long: asked at bars until they are calm.',
      slots.filter((slot) => slot.isBarsOnly).length,
    ),
    gauge('journal_waiting', '1: the session stands still.', session.waiting === null ? 0 : 1),
    gauge('market_time_seconds', 'The market time of the session.', session.time / 1000),
    gauge('equity', 'Cash and positions of the account.', account.equity),
    gauge('positions', 'Open positions.', account.positions),
    counter('bars_total', 'Bars taken in.', bars),
    counter('decisions_total', 'Answers of scripts that were not nothing.', decisions),
    counter('faults_total', 'Errors of scripts.', faults),
    counter('fills_total', 'Executions.', fills),
    counter('trades_total', 'Round trips that have ended.', account.trades),
    counter('script_changes_total', 'Scripts loaded, reloaded, refused, removed.', reloads),
    counter('runners_lost_total', 'Processes of scripts that died.', lost),
  ]
}

type Slots = ReturnType<Session['board']['slots']>

function turnLines(board: Session['board']): string[] {
  const told = board.turns()
  const took = told.filter(({ turns }) => turns > 0)
  return [
    family(
      'slot_turns_total',
      'counter',
      'Turns of its script.',
      told.map(({ slot, turns }): Sample => [turns, { slot }]),
    ),
    family(
      'slot_turn_seconds',
      'gauge',
      'What a turn takes on average.',
      took.map(({ slot, turns, busyMs }): Sample => [busyMs / turns / 1000, { slot }]),
    ),
  ]
}

/** Of each slot by its key. */
function slotLines(slots: Slots): string[] {
  const each = (value: (slot: Slots[number]) => number | null) =>
    slots.flatMap((slot): Sample[] => {
      const found = value(slot)
      return found === null ? [] : [[found, { slot: slot.key }]]
    })
  return [
    family(
      'slot_cpu_seconds',
      'gauge',
      'CPU time of its isolates.',
      each(({ cpuMs }) => cpuMs && cpuMs / 1000),
    ),
    family(
      'slot_heap_bytes',
      'gauge',
      'Heap of its isolate.',
      each(({ heapMb }) => heapMb && heapMb * 2 ** 20),
    ),
    family(
      'slot_faults',
      'gauge',
      'Since it was loaded or released.',
      each(({ faults }) => faults),
    ),
    family(
      'slot_pnl',
      'gauge',
      'Realised and unrealised, net of fees.',
      each(({ pnl }) => pnl),
    ),
  ]
}

function runnerLines(slots: Slots, fleet: FleetFigures): string[] {
  const cpuMs = slots.reduce((sum, slot) => sum + (slot.cpuMs ?? 0), 0)
  const heapMb = slots.reduce((sum, slot) => sum + (slot.heapMb ?? 0), 0)
  return [
    counter('evaluations_total', 'Callbacks and hooks that scripts were asked.', fleet.calls),
    gauge('runner_queue', 'Questions to runners that wait for their answer.', fleet.asking),
    gauge('runner_processes', 'Processes that run scripts.', fleet.processes),
    gauge('script_cpu_seconds', 'CPU time of the slots there are.', cpuMs / 1000),
    gauge('script_heap_bytes', 'Heap of the slots there are.', heapMb * 2 ** 20),
  ]
}

/** Names of files may hold anything. */
const escaped = (text: string | number) =>
  String(text).replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')

const gauge = (name: string, help: string, value: number) => family(name, 'gauge', help, [[value]])
const counter = (name: string, help: string, value: number) =>
  family(name, 'counter', help, [[value]])

function family(name: string, type: string, help: string, samples: readonly Sample[]): string {
  const full = `watchfire_${name}`
  const lines = samples.map(([value, labels = {}, suffix = '']) => {
    const pairs = Object.entries(labels).map(([key, text]) => `${key}="${escaped(text)}"`)
    return `${full}${suffix}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}\n`
  })
  return `# HELP ${full} ${help}\n# TYPE ${full} ${type}\n${lines.join('')}`
}
