// A paper session in which a bystander trades, and into which attackers are let one after the other:
// real runner processes, under the supervisor that sessions have.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '#host/config/load.ts'
import type { BarSeries } from '#host/data/load.ts'
import { openPaper } from '#host/engine/paper.ts'
import type { PaperSession } from '#host/engine/paper-session.ts'
import type { LogEntry } from '#host/journal/entry.ts'
import { slotEquity } from '#kernel/account.ts'
import type { ScriptError } from '#sdk/domain.ts'
import { type Admission, Gate } from './admission.ts'
import { SteppedMarket, SYMBOLS } from './bars.ts'
import { BYSTANDER, BYSTANDER_FILE } from './bystander.ts'
import type { AttackCase } from './case.ts'
import { ATTACK_LIMITS } from './limits.ts'

export const WINDOW = 16
const BYSTANDER_KEY = `${BYSTANDER_FILE}/BTCUSDT`

/** What one attack came to. */
export interface Visit {
  readonly admission: Admission
  readonly faults: readonly ScriptError[]
  readonly logs: readonly string[]
  /** Slots that were held to have ended a runner. */
  readonly culprits: readonly (string | null)[]
  readonly key: string
  /** A position that lost its stop when its script went; else null. */
  readonly unprotected: string | null
  /** The bystander's minutes, as text. */
  readonly minutes: readonly string[]
}

export class Arena {
  readonly #session: PaperSession
  readonly #market: SteppedMarket
  readonly #gate: Gate
  readonly #folder: string
  readonly #entries: LogEntry[]
  readonly #played: Promise<unknown>
  #visits = 0

  private constructor(
    session: PaperSession,
    market: SteppedMarket,
    folder: string,
    entries: LogEntry[],
  ) {
    this.#session = session
    this.#market = market
    this.#folder = folder
    this.#entries = entries
    this.#gate = new Gate(market.feeds)
    this.#played = session.play()
    // Whoever waits for a minute hears of it.
    this.#played.catch(() => {})
  }

  static async open(series: readonly BarSeries[]): Promise<Arena> {
    const folder = mkdtempSync(join(tmpdir(), 'watchfire-attack-'))
    mkdirSync(join(folder, 'scripts'))
    mkdirSync(join(folder, 'attacks'))
    writeFileSync(join(folder, 'scripts', BYSTANDER_FILE), BYSTANDER)
    const file = join(folder, 'watchfire.toml')
    writeFileSync(file, '')
    const config = loadConfig(file)
    const market = new SteppedMarket(series)
    const entries: LogEntry[] = []
    // Buying power is shared; what an attacker takes of it is not what is tested here.
    const broker = { ...config.broker, strikes: 2, leverage: 1000 }
    const session = await openPaper(
      { ...config, symbols: ['BTCUSDT'], cash: 1e9, broker, limits: ATTACK_LIMITS },
      // Orders in an entry live on and change.
      { market, onEntry: (entry) => entries.push(structuredClone(entry)) },
    )
    if (session.engine.slots[0]?.key !== BYSTANDER_KEY) throw new Error('there is no bystander')
    return new Arena(session, market, folder, entries)
  }

  /** A window with nobody in it but the bystander. */
  async pass(): Promise<string[]> {
    const minutes: string[] = []
    for (let i = 0; i < WINDOW; i++) minutes.push(await this.#minute())
    return minutes
  }

  /** A window with an attacker in it. */
  async visit(attack: AttackCase): Promise<Visit> {
    this.#visits += 1
    // Before the bystander in the order of slots, or after it.
    const file = `${this.#visits % 2 === 0 ? 'z' : 'a'}${this.#visits}.${attack.language}`
    const path = join(this.#folder, 'attacks', file)
    writeFileSync(path, attack.code)
    this.#entries.length = 0
    const { engine } = this.#session
    const admission = await this.#gate.admit(path, attack.isRead === true)
    let refusal: string | null = null
    if (admission.script !== null) refusal = await engine.adopt(admission.script)
    const key = `${file}/${SYMBOLS[0]}`
    const minutes: string[] = []
    const faults: ScriptError[] = []
    const logs: string[] = []
    const culprits: (string | null)[] = []
    let unprotected: string | null = null
    let stopAtEnd: number | null = null
    for (let i = 0; i < WINDOW; i++) {
      minutes.push(
        await this.#minute((entry) => {
          if (entry.type === 'runner-lost') culprits.push(entry.slot)
          if (entry.type === 'log' && entry.slot !== BYSTANDER_KEY) logs.push(entry.text)
          if (entry.type !== 'fact' || entry.slot !== key) return
          if (entry.fact.type === 'faulted') faults.push(entry.fact.error)
        }),
      )
      const { state } = engine.slots.find((slot) => slot.key === key)?.kernel ?? {}
      if (state?.isQuarantined !== true || state.position === null) continue
      const { stop, sign } = state.position
      stopAtEnd ??= stop
      // A stop that trails goes on trailing.
      const isKept = stopAtEnd === null || (stop !== null && sign * (stop - stopAtEnd) >= 0)
      if (!isKept) unprotected = `its stop at ${stopAtEnd} became ${stop}`
    }
    if (admission.script !== null && refusal === null) await engine.withdraw(file)
    const admitted = refusal === null ? admission : { script: null, code: 'refused', why: refusal }
    return { admission: admitted, faults, logs, culprits, key, unprotected, minutes }
  }

  /** Everything that a minute made of the bystander: what it did, said, owns and remembers. */
  async #minute(hear: (entry: LogEntry) => void = () => {}): Promise<string> {
    await Promise.race([this.#market.step(), this.#played])
    const own: unknown[] = []
    for (const entry of this.#entries) {
      hear(entry)
      if (!('slot' in entry) || entry.slot !== BYSTANDER_KEY) continue
      if (entry.type === 'fact') own.push(entry.fact)
      else if (entry.type === 'turn') own.push([entry.calls, entry.results])
      else if (entry.type === 'log') own.push(entry.text)
    }
    this.#entries.length = 0
    const slot = this.#session.engine.slots.find(({ key }) => key === BYSTANDER_KEY)!
    const { state, position } = slot.kernel.state
    return JSON.stringify({
      own,
      state,
      position,
      equity: slotEquity(slot.kernel),
      memory: slot.memory,
    })
  }

  async close(): Promise<void> {
    this.#session.stop()
    await this.#played.catch(() => {})
    this.#gate.close()
    await this.#session.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
