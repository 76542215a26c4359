// Tables for the kernel: bars in, with what the script answers; what happened out, a line each.
//
//   play(`
//     0  100 101  99 100   opportunity
//     1  100 101  99 100   enter long quantity 1 stop 95
//     2  100 102  98 101
//     end`)
//
// A row is: minute of the data bar's open, open, high, low, close, the answer at its close (see
// kernel-answers.ts). Leave minutes out for a gap. "at 5: exit" answers where a strategy bar closes
// at minute 5 without a data bar that ends there. "tick 2.5 101 100/102 exit" is a tick at minute
// 2.5: the last trade's price, bid/ask where there are any (- where not), the answer; it counts
// whether the slot needs it or not. "of 5" at the end of a bar's prices or a tick's tells what was
// traded. "end" finishes the run. An answer that nobody
// asked for fails the test. Times in results are minutes too: bar 2 opens at 2 and closes at 3.
import { type Account, createAccount } from '#kernel/account.ts'
import type { Answer } from '#kernel/answer.ts'
import { decide } from '#kernel/decide.ts'
import type { Fact } from '#kernel/fact.ts'
import { advance, begin, finish } from '#kernel/machine.ts'
import { createSlot, type Slot } from '#kernel/slot.ts'
import { type BrokerSpec, DEFAULT_BROKER, type StrategySpec } from '#kernel/spec.ts'
import type { MachineState } from '#kernel/state.ts'
import { needsTick, takeTick } from '#kernel/tick.ts'
import type { Cadence, SlotState, Span, Trade } from '#sdk/domain.ts'
import { parseAnswer } from './kernel-answers.ts'
import { tickOf } from './ticks.ts'

export const MINUTE = 60_000

export interface TableOptions extends Partial<BrokerSpec> {
  cash?: number
  account?: Account
  /** Of the strategy, in minutes; the data's is always one minute. */
  timeframe?: number
  warmup?: number
  cadence?: Partial<Record<SlotState, Cadence>>
  timeout?: Span
  cooldown?: number
  state?: MachineState
}

type Kind = 'fill' | 'transition' | 'trade' | 'order' | 'level' | 'fault' | 'equity' | 'call'

/** What a slot did: everything in order, and by kind. */
export class Run {
  readonly slot: Slot
  readonly closed: Trade[] = []
  /** What a callback could read of the counters: at each call. */
  readonly counters: string[] = []
  /** For each equity point, whether a position was open. */
  readonly exposure: boolean[] = []
  /** For each tick, whether the slot needed it. */
  readonly needed: boolean[] = []
  readonly #log: { kind: Kind; text: string }[] = []
  readonly #answers = new Map<number, Answer>()

  constructor(options: TableOptions = {}) {
    const { cash = 10_000, account = createAccount(cash), state, ...rules } = options
    const strategy = strategySpec(rules)
    const broker = brokerSpec(rules)
    const listener = {
      fact: (fact: Fact) => this.#hear(fact),
      equity: (time: number, equity: number, isExposed: boolean) => {
        this.exposure.push(isExposed)
        this.#add('equity', `${time / MINUTE} equity ${round(equity)}`)
      },
    }
    const slot = { strategy, broker, account, intervalMs: MINUTE, listener }
    this.slot = createSlot(state === undefined ? slot : { ...slot, state })
  }

  /** Everything in the order of happening, or only some kinds of it. */
  log(...kinds: Kind[]): string[] {
    const wanted = this.#log.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
    return wanted.map(({ text }) => text)
  }

  /** Takes one row of a table. */
  feed(row: string): void {
    const late = /^at (\d+): ?(.*)$/.exec(row)
    if (late !== null) {
      this.#answers.set(Number(late[1]), parseAnswer(late[2]!))
      return
    }
    if (row === 'end') return finish(this.slot)
    if (row.startsWith('tick ')) return this.#tick(row)
    const volume = / of ([\d.]+)/.exec(row)?.[1]
    const words = row.replace(/ of [\d.]+/, '').split(' ')
    const [minute, open, high, low, close] = words.slice(0, 5).map(Number)
    if (words.length > 5) this.#answers.set(minute! + 1, parseAnswer(words.slice(5).join(' ')))
    const traded = Number(volume ?? Number.POSITIVE_INFINITY)
    begin(this.slot, minute! * MINUTE, open!, high!, low!, close!, traded)
    this.drain((time) => {
      const answer = this.#answers.get(time) ?? null
      this.#answers.delete(time)
      return answer
    })
    const [unasked] = this.#answers.keys()
    if (unasked !== undefined) throw new Error(`nobody asked for the answer at ${unasked}`)
  }

  #tick(row: string): void {
    const [, minute, price, quote, ...answer] = row.replace(/ of [\d.]+/, '').split(' ')
    const quantity = / of ([\d.]+)/.exec(row)?.[1]
    const [bid, ask] = (quote ?? '-').split('/').map(Number)
    const tick = tickOf({
      time: Number(minute) * MINUTE,
      price: Number(price),
      bid: bid!,
      ask: ask ?? Number.NaN,
      quantity: Number(quantity ?? 1),
    })
    this.needed.push(needsTick(this.slot, tick))
    const due = takeTick(this.slot, tick)
    if (due === null) {
      if (answer.length > 0) throw new Error(`nobody asked for the answer at ${minute}`)
      return
    }
    this.#add('call', `${minute} ${due}`)
    decide(this.slot, due, parseAnswer(answer.join(' ')))
  }

  /** Works the bar at hand off, asking for an answer wherever a callback is due. */
  drain(answerAt: (minute: number) => Answer): void {
    for (let due = advance(this.slot); due !== null; due = advance(this.slot)) {
      const { time, barIndex, barsInState, position } = this.slot.state
      this.#add('call', `${time / MINUTE} ${due}`)
      const held = position === null ? '-' : position.barsHeld
      this.counters.push(`${due} bar ${barIndex} in state ${barsInState} held ${held}`)
      decide(this.slot, due, answerAt(time / MINUTE))
    }
  }

  #add(kind: Kind, text: string): void {
    this.#log.push({ kind, text })
  }

  #hear(fact: Fact): void {
    const now = this.slot.state.time / MINUTE
    switch (fact.type) {
      case 'filled': {
        const { side, quantity, price, fee, time, reason } = fact.fill
        const costs = fee === 0 ? '' : ` fee ${round(fee)}`
        const why = reason === '' ? '' : ` (${reason})`
        const what = `${side} ${round(quantity)} at ${round(price)}`
        return this.#add('fill', `${time / MINUTE} ${what}${costs}${why}`)
      }
      case 'transitioned': {
        const { time, barIndex, from, to, reason } = fact.transition
        const text = `${time / MINUTE} bar ${barIndex} ${from} > ${to} ${reason}`
        return this.#add('transition', text.trim())
      }
      case 'tradeClosed':
        this.closed.push(fact.trade)
        return this.#add('trade', tradeText(fact.trade))
      case 'entryPlaced': {
        const { type, side, quantity } = fact.order
        return this.#add('order', `${now} placed ${type} ${side} ${round(quantity)}`)
      }
      case 'orderAccepted':
        return this.#add('order', `${now} accepted ${fact.order.id}`)
      case 'entryCancelled':
        return this.#add('order', `${now} cancelled ${fact.reason}`)
      case 'exitPlaced':
        return this.#add('order', `${now} placed ${fact.order.type} exit`)
      case 'orderRejected': {
        const { side, type, time, reason } = fact.order
        return this.#add('order', `${time / MINUTE} rejected ${type} ${side}: ${reason}`)
      }
      case 'stopMoved':
        return this.#add('level', `${now} stop ${show(fact.stop)}`)
      case 'targetMoved':
        return this.#add('level', `${now} target ${show(fact.target)}`)
      case 'faulted':
        return this.#add('fault', `${now} fault ${fact.faults}: ${fact.error.message}`)
      case 'quarantined':
        return this.#add('fault', `${now} quarantined after ${fact.faults}`)
    }
  }
}

/** Plays a whole table. */
export function play(table: string, options: TableOptions = {}): Run {
  const run = new Run(options)
  for (const row of rows(table)) run.feed(row)
  return run
}

/** The lines of a text, without indentation, doubled spaces and empty lines. */
export function rows(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim().replace(/\s+/g, ' '))
  return lines.filter((line) => line !== '')
}

/**
 * A table whose bars 0 and 1 stand still at 100, find an opportunity and give `answer` in
 * CloseWatch on bar 1's close; `rest` is what comes from bar 2 on.
 */
export const decided = (answer: string, rest: string) =>
  `0 100 100 100 100 opportunity
   1 100 100 100 100 ${answer}
   ${rest}`

function strategySpec(options: TableOptions): StrategySpec {
  return {
    timeframeMs: (options.timeframe ?? 1) * MINUTE,
    warmup: options.warmup ?? 0,
    cadence: { Watch: 'bar', CloseWatch: 'bar', InTrade: 'bar', ...options.cadence },
    closeWatchTimeout: options.timeout ?? { bars: 20 },
    cooldown: options.cooldown ?? 0,
  }
}

function brokerSpec(options: TableOptions): BrokerSpec {
  const names = Object.keys(DEFAULT_BROKER) as (keyof BrokerSpec)[]
  const given = names.filter((name) => options[name] !== undefined)
  return { ...DEFAULT_BROKER, ...Object.fromEntries(given.map((name) => [name, options[name]])) }
}

function tradeText(trade: Trade): string {
  const entry = `in ${trade.entryTime / MINUTE} at ${round(trade.entryPrice)}`
  const exit = `out ${trade.exitTime / MINUTE} at ${round(trade.exitPrice)} ${trade.exitReason}`
  return `${trade.side} ${round(trade.quantity)} ${entry} ${exit} pnl ${round(trade.pnl)}`
}

const show = (price: number | null) => (price === null ? 'none' : round(price))

/** Enough digits for any hand-worked number, few enough to hide a double's last bits. */
const round = (value: number) => Number(value.toPrecision(12))
