// A market for the independent backtests: fills one position's orders on one-minute bars by the
// documented fill conventions, written from their text. Long is +1, short is −1.
import type { Bar } from './bars.ts'
import { MINUTE } from './bars.ts'

const FEE = 5e-4
const SLIPPAGE = 1e-4

export type Sign = 1 | -1

export interface Entry {
  readonly sign: Sign
  readonly quantity: number
  /** A limit order's price; a market order has none. */
  readonly limit: number | null
  readonly stop: number
  readonly reason: string
}

/** A round trip, under the names of the backtest's JSON. */
export interface Trade {
  side: 'long' | 'short'
  quantity: number
  entry_time: number
  entry_price: number
  exit_time: number
  exit_price: number
  fees: number
  pnl: number
  return: number
  bars_held: number
  entry_reason: string
  exit_reason: string
  mae: number
  mfe: number
}

export interface Position {
  readonly entry: Entry
  readonly time: number
  readonly price: number
  readonly quantity: number
  readonly fee: number
  stop: number
  target: number | null
  barsHeld: number
  highest: number
  lowest: number
}

export class Market {
  cash: number
  position: Position | null = null
  entry: Entry | null = null
  /** Why the position is to be closed at the next open. */
  exit: string | null = null
  readonly trades: Trade[] = []
  readonly #onTrade: (trade: Trade) => void

  constructor(cash: number, onTrade: (trade: Trade) => void) {
    this.cash = cash
    this.#onTrade = onTrade
  }

  equity(price: number): number {
    const { position } = this
    return position === null
      ? this.cash
      : this.cash + position.entry.sign * position.quantity * price
  }

  /** Fills on one data bar whatever it reaches, in the order of the conventions; true: it entered. */
  pass(bar: Bar): boolean {
    const hadEntry = this.entry !== null
    if (this.position !== null && this.exit !== null) {
      this.#close(bar.open * (1 - this.position.entry.sign * SLIPPAGE), bar.time, this.exit)
    }
    let isInside = false
    if (this.entry !== null) {
      const { sign, limit } = this.entry
      if (limit === null) this.#open(bar.open * (1 + sign * SLIPPAGE), bar.time)
      else if (sign > 0 ? bar.open <= limit : bar.open >= limit) this.#open(bar.open, bar.time)
      else if (sign > 0 ? bar.low <= limit : bar.high >= limit) {
        this.#open(limit, bar.time)
        isInside = true
      }
    }
    if (this.position !== null) this.#guard(bar, this.position, isInside)
    const { position } = this
    if (position !== null) {
      position.highest = Math.max(position.highest, isInside ? bar.close : bar.high)
      position.lowest = Math.min(position.lowest, isInside ? bar.close : bar.low)
    }
    return hadEntry && this.entry === null
  }

  /** The stop and the target of an open position against one bar. */
  #guard(bar: Bar, { entry, price, stop, target }: Position, isInside: boolean): void {
    const isLong = entry.sign > 0
    const reachesStop = (at: number) => (isLong ? at <= stop : at >= stop)
    const reachesTarget = (at: number) => target !== null && (isLong ? at >= target : at <= target)
    const [worst, best] = isLong ? [bar.low, bar.high] : [bar.high, bar.low]
    const stopOut = (at: number) => this.#close(at * (1 - entry.sign * SLIPPAGE), bar.time, 'stop')
    if (isInside) {
      if (reachesStop(worst)) stopOut(reachesStop(price) ? price : stop)
    } else if (reachesStop(bar.open)) stopOut(bar.open)
    else if (reachesTarget(bar.open)) this.#close(bar.open, bar.time, 'target')
    else if (reachesStop(worst)) stopOut(stop)
    else if (reachesTarget(best)) this.#close(target!, bar.time, 'target')
  }

  /** An open position at the data's end: at the last close, without slippage. */
  finish(last: Bar): void {
    if (this.position !== null) this.#close(last.close, last.time + MINUTE, 'end_of_data')
  }

  #open(price: number, time: number): void {
    const entry = this.entry!
    this.entry = null
    // No more than the cash can pay for; buying costs the commission on top.
    const most = this.cash / (entry.sign > 0 ? price * (1 + FEE) : price)
    const quantity = Math.min(entry.quantity, most)
    const fee = quantity * price * FEE
    this.cash -= entry.sign * quantity * price + fee
    const { stop } = entry
    const range = { highest: price, lowest: price }
    this.position = { entry, time, price, quantity, fee, stop, target: null, barsHeld: 0, ...range }
  }

  #close(exitPrice: number, exitTime: number, exitReason: string): void {
    const { entry, time, price, quantity, fee, barsHeld, highest, lowest } = this.position!
    const fees = fee + quantity * exitPrice * FEE
    this.cash += entry.sign * quantity * exitPrice - quantity * exitPrice * FEE
    this.position = null
    this.exit = null
    const pnl = entry.sign * quantity * (exitPrice - price) - fees
    const up = (Math.max(highest, exitPrice) - price) / price
    const down = (price - Math.min(lowest, exitPrice)) / price
    const trade: Trade = {
      side: entry.sign > 0 ? 'long' : 'short',
      quantity,
      entry_time: time,
      entry_price: price,
      exit_time: exitTime,
      exit_price: exitPrice,
      fees,
      pnl,
      return: pnl / (quantity * price),
      bars_held: barsHeld,
      entry_reason: entry.reason,
      exit_reason: exitReason,
      mae: entry.sign > 0 ? down : up,
      mfe: entry.sign > 0 ? up : down,
    }
    this.trades.push(trade)
    this.#onTrade(trade)
  }
}
