// A thread of the runner that scripts cannot block: tells the host, over a pipe of its own, what
// runs and for how long. It decides nothing; the host does.
import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import { CALLBACKS, HOOKS } from '#sdk/domain.ts'
import { MARK, MARK_LENGTH } from '#sdk/frame.ts'
import type { Heartbeat } from './protocol.ts'
import { WATCH_FD } from './watch-fd.ts'

const BEAT_MS = 50
// A thread that was itself kept waiting must not count that against a script.
const BEAT_MS_MAX = 2 * BEAT_MS

export interface WatchdogData {
  /** One mark per slot: MARK_LENGTH integers each. */
  readonly marks: SharedArrayBuffer
}

const NAMES = [...CALLBACKS, ...HOOKS]

function watch({ marks }: WatchdogData): void {
  const table = new Int32Array(marks)
  const slots = table.length / MARK_LENGTH
  const lastCalls = new Int32Array(slots)
  const runningMs = new Float64Array(slots)
  let before = performance.now()

  function beat(): void {
    const now = performance.now()
    const elapsed = Math.min(now - before, BEAT_MS_MAX)
    before = now
    let running: Heartbeat['running'] = null
    for (let slot = 0; slot < slots; slot++) {
      const at = slot * MARK_LENGTH
      const calls = table[at + MARK.calls]!
      const isSame = calls === lastCalls[slot] && calls % 2 !== 0
      runningMs[slot] = isSame ? runningMs[slot]! + elapsed : 0
      lastCalls[slot] = calls
      if (calls % 2 === 0 || (running !== null && running.ms >= runningMs[slot]!)) continue
      const callback = NAMES[table[at + MARK.callback]! - 1] ?? 'load'
      running = { slot, callback, bar: table[at + MARK.bar]!, ms: Math.round(runningMs[slot]!) }
    }
    tell({ rssMb: Math.round(process.memoryUsage.rss() / 2 ** 20), running })
  }

  function tell(heartbeat: Heartbeat): void {
    try {
      writeSync(WATCH_FD, `${JSON.stringify(heartbeat)}\n`)
    } catch {
      // The host is gone, and with it the reason to live.
      process.kill(process.pid, 'SIGKILL')
    }
  }

  beat()
  setInterval(beat, BEAT_MS)
}

watch(workerData as WatchdogData)
