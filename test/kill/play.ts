// The session that `npm start` plays (the starter scripts on the bundled recording), at full speed,
// while its runner processes are killed from outside at moments drawn from a seed.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '#host/config/load.ts'
import { openPaper } from '#host/engine/paper.ts'
import type { PaperSession } from '#host/engine/paper-session.ts'
import type { LogEntry } from '#host/journal/entry.ts'
import { generator } from './random.ts'

export const DAY_MINUTES = 1440
/** The first day of the bundled recording. */
const FROM = Date.UTC(2025, 4, 5)

const DELAY_MS_MAX = 8

export interface Outcome {
  /** Orders, fills, trades, transitions, faults: all that happened, in order. */
  readonly facts: readonly LogEntry[]
  /** Of every slot: position, orders, cash and the rest of its machine's memory. */
  readonly states: readonly unknown[]
  /** context.data and opportunity of every slot, as text. */
  readonly memories: readonly (string | null)[]
  readonly account: { readonly cash: number; readonly equity: number }
  /** Ms from each kill that hit a process until the session had gone through the instant at hand. */
  readonly recoveries: readonly number[]
}

export interface Disturbance {
  readonly days: number
  /** How many; 0 is an undisturbed run. */
  readonly kills: number
  readonly seed: number
}

export async function play(of: Disturbance): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'watchfire-kill-'))
  cpSync('scripts', join(folder, 'scripts'), { recursive: true })
  const file = join(folder, 'watchfire.toml')
  writeFileSync(file, '')
  const config = loadConfig(file)
  const to = FROM + of.days * DAY_MINUTES * 60_000
  const data = { ...config.data, speed: 'max' as const, from: FROM, to }
  const facts: LogEntry[] = []
  const killer = new Killer(of, () => session.pids())
  const session: PaperSession = await openPaper(
    { ...config, data },
    {
      onEntry: (entry) => {
        // Orders in it live on and change.
        if (entry.type === 'fact') facts.push(structuredClone(entry))
        killer.hear(entry)
      },
    },
  )
  try {
    await session.play()
    const { cash, equity } = session.board.snapshot().account
    return {
      facts,
      states: session.engine.slots.map(({ kernel }) => structuredClone(kernel.state)),
      memories: session.engine.slots.map(({ memory }) => memory),
      account: { cash, equity },
      recoveries: killer.recoveries,
    }
  } finally {
    await session.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

class Killer {
  readonly recoveries: number[] = []
  readonly #pids: () => number[]
  readonly #random: () => number
  /** Minutes of the session at which a kill falls due, in order. */
  readonly #minutes: number[]
  #minute = 0
  #state: 'waiting' | 'about to kill' | 'killed' | 'lost' = 'waiting'
  #killedAt = 0

  constructor({ days, kills, seed }: Disturbance, pids: () => number[]) {
    this.#pids = pids
    this.#random = generator(seed)
    const length = Math.floor(0.9 * days * DAY_MINUTES)
    const minutes = Array.from({ length: kills }, () => Math.floor(this.#random() * length))
    this.#minutes = minutes.sort((a, b) => a - b)
  }

  /** Strikes once in an instant at the most: who dies twice in one is held to be the cause. */
  hear(entry: LogEntry): void {
    if (entry.type === 'runner-lost' && this.#state === 'killed') this.#state = 'lost'
    if (entry.type !== 'bars') return
    this.#minute += 1
    if (this.#state === 'lost') {
      // The instant before this one is through.
      this.recoveries.push(performance.now() - this.#killedAt)
      this.#state = 'waiting'
    }
    if (this.#state !== 'waiting' || (this.#minutes[0] ?? Infinity) > this.#minute) return
    this.#state = 'about to kill'
    setTimeout(() => this.#kill(), DELAY_MS_MAX * this.#random())
  }

  #kill(): void {
    const pids = this.#pids()
    this.#state = pids.length === 0 ? 'waiting' : 'killed'
    if (pids.length === 0) return
    this.#minutes.shift()
    this.#killedAt = performance.now()
    for (const pid of pids) process.kill(pid, 'SIGKILL')
  }
}
