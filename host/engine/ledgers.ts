// The accounts of a session, each with the gate before it: the one that counts, and one per shadow.
import { type Account, createAccount, equity } from '#kernel/account.ts'
import { RiskGate } from '../risk/gate.ts'
import type { RiskRules } from '../risk/rules.ts'
import type { LiveSlot } from './live-slot.ts'
import { isShadowId } from './shadow.ts'

export interface Ledger {
  readonly account: Account
  readonly risk: RiskGate
}

export class Ledgers {
  readonly live: Ledger
  /** By the shadow's id. */
  readonly shadows = new Map<string, Ledger>()
  readonly #cash: number

  /** Each begins with that cash, but for shadows that begin beside a live strategy. */
  constructor(rules: RiskRules, cash: number) {
    this.#cash = cash
    this.live = this.#open(rules)
  }

  #open(rules: RiskRules, cash = this.#cash): Ledger {
    return { account: createAccount(cash), risk: new RiskGate(rules, cash) }
  }

  /** Of a strategy, by its id. */
  of(id: string): Ledger {
    if (!isShadowId(id)) return this.live
    const ledger = this.shadows.get(id) ?? this.#open(this.rules)
    this.shadows.set(id, ledger)
    return ledger
  }

  /** A shadow's, with that much cash, where it has none yet. */
  begin(id: string, cash: number): void {
    if (!this.shadows.has(id)) this.shadows.set(id, this.#open(this.rules, cash))
  }

  get all(): Ledger[] {
    return [this.live, ...this.shadows.values()]
  }

  get rules(): RiskRules {
    return this.live.risk.rules
  }

  set rules(rules: RiskRules) {
    for (const { risk } of this.all) risk.rules = rules
  }

  /** An instant is through. */
  mark(time: number): void {
    for (const { account, risk } of this.all) risk.mark(time, equity(account))
  }

  /** Each account marks the positions of its own slots. */
  assign(slots: readonly LiveSlot[]): void {
    const byAccount = Map.groupBy(slots, ({ kernel }) => kernel.account)
    for (const { account } of this.all) {
      const own = byAccount.get(account) ?? []
      account.slots.splice(0, Number.POSITIVE_INFINITY, ...own.map(({ kernel }) => kernel))
    }
  }
}
