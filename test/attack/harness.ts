// Judges attacks: lets each into the arena and, where it could lie, into a backtest; says what of the
// promises did not hold.
import type { BarSeries } from '#host/data/load.ts'
import { Arena, type Visit, WINDOW } from './arena.ts'
import { BACKTEST_BARS, Proving } from './backtest.ts'
import { loadStretch } from './bars.ts'
import type { AttackCase } from './case.ts'

export interface Verdict {
  readonly attack: AttackCase
  /** It came to what it had to come to, and nothing got out. */
  readonly isContained: boolean
  readonly isBystanderEqual: boolean
  readonly problems: readonly string[]
}

/** Attacks that share a session; its bars last for no more. */
const VISITS_MAX = 60
/** What one attack did wrong it mostly did at every bar. */
const PROBLEMS_MAX = 8

export class Harness {
  readonly #series: readonly BarSeries[]
  readonly #reference: readonly string[]
  readonly #proving: Proving
  #arena: Arena | null = null
  #window = 0

  private constructor(series: readonly BarSeries[], reference: readonly string[]) {
    this.#series = series
    this.#reference = reference
    this.#proving = new Proving(series)
  }

  /** For so many attacks: as long is the reference, the bystander's life without them. */
  static async open(attacks: number): Promise<Harness> {
    const windows = Math.min(attacks, VISITS_MAX)
    const series = await loadStretch(Math.max(windows * WINDOW, BACKTEST_BARS) + 1)
    const arena = await Arena.open(series)
    const reference: string[] = []
    for (let i = 0; i < windows; i++) reference.push(...(await arena.pass()))
    await arena.close()
    if (!reference.some((minute) => minute.includes('tradeClosed'))) {
      throw new Error('the bystander does not trade')
    }
    return new Harness(series, reference)
  }

  async judge(attack: AttackCase): Promise<Verdict> {
    if (this.#window * WINDOW >= this.#reference.length) await this.#leave()
    this.#arena ??= await Arena.open(this.#series)
    const from = this.#window * WINDOW
    this.#window += 1
    let visit: Visit
    try {
      visit = await this.#arena.visit(attack)
    } catch (error) {
      await this.#leave()
      const problem = `the session ended: ${(error as Error).stack}`
      return { attack, isContained: false, isBystanderEqual: false, problems: [problem] }
    }
    const contained = problemsOf(attack, visit)
    // What those cost, they cost a session; and what is refused does not get to a backtest.
    const isCostly = attack.promise === 'flood' || attack.promise === 'collateral'
    if (!isCostly && visit.admission.script !== null) {
      contained.push(...(await this.#proving.examine(attack)))
    }
    const bystander = this.#compare(visit.minutes, from)
    // What follows would be judged by what this attack did.
    if (bystander.length > 0) await this.#leave()
    return {
      attack,
      isContained: contained.length === 0,
      isBystanderEqual: bystander.length === 0,
      problems: [...new Set([...contained, ...bystander])].slice(0, PROBLEMS_MAX),
    }
  }

  async close(): Promise<void> {
    await this.#leave()
    await this.#proving.close()
  }

  async #leave(): Promise<void> {
    await this.#arena?.close()
    this.#arena = null
    this.#window = 0
  }

  #compare(minutes: readonly string[], from: number): string[] {
    const at = minutes.findIndex((minute, i) => minute !== this.#reference[from + i])
    if (at < 0) return []
    const lines = `expected ${this.#reference[from + at]}\n    received ${minutes[at]}`
    return [`the bystander noticed, in minute ${at} of ${WINDOW}:\n    ${lines}`]
  }
}

function problemsOf({ expect }: AttackCase, visit: Visit): string[] {
  const { admission, faults, logs, culprits, key, unprotected } = visit
  const problems = logs.filter((line) => line.startsWith('ESCAPED'))
  const stranger = culprits.find((slot) => slot !== null && slot !== key)
  if (stranger !== undefined) problems.push(`${stranger} was held to have ended the runner`)
  if (unprotected !== null) problems.push(unprotected)
  const [fault] = faults
  const came =
    admission.script === null
      ? `refused (${admission.code}: ${admission.why})`
      : fault === undefined
        ? 'harmless'
        : `fault (${fault.code} at line ${fault.line}: ${fault.message.slice(0, 300)})`
  const is = admission.script === null ? 'refused' : fault === undefined ? 'harmless' : 'fault'
  const code = admission.code ?? fault?.code ?? ''
  const isCode = (expected: string | undefined) =>
    expected === undefined || expected.split('|').includes(code)
  const isExpected =
    expect.outcome === is &&
    (expect.outcome === 'harmless' || isCode(expect.code)) &&
    (expect.outcome !== 'fault' || expect.line === undefined || expect.line === fault?.line)
  if (!isExpected) problems.push(`expected ${JSON.stringify(expect)}, received ${came}`)
  else if (is === 'harmless' && !logs.some((line) => line.startsWith('TRIED'))) {
    problems.push('it was not tried')
  }
  return problems
}
