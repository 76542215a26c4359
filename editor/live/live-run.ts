// What a slot of the session has done, in the form in which the chart draws a run: its trades, the open
// one as far as it has come, its states, and the account's equity.
import type { BacktestTrade } from '#host/faces/http/shapes/backtests.ts'
import type { LiveTrade, LiveTransition, Slot } from '#host/faces/http/shapes/board.ts'
import type { Point, SlotState } from '#host/faces/http/shapes/common.ts'
import type { Board } from '../api/board.ts'
import type { Charted } from '../chart/charted.ts'

export interface Story {
  /** By what tells them apart, oldest first. */
  readonly trades: Map<number, LiveTrade>
  readonly transitions: Map<string, LiveTransition>
}

const STATES: readonly SlotState[] = ['Watch', 'CloseWatch', 'InTrade']

export const emptyStory = (): Story => ({ trades: new Map(), transitions: new Map() })

/** Takes in what is new of the slot, oldest first. */
export function hear(
  { trades, transitions }: Story,
  slot: string,
  news: Pick<Board, 'trades' | 'transitions'>,
): void {
  for (const one of news.trades) if (one.slot === slot) trades.set(one.id, one)
  for (const one of news.transitions) {
    if (one.slot === slot) transitions.set(`${one.time} ${one.from} ${one.to}`, one)
  }
}

export function chartedRun(story: Story, slot: Slot, { equity, account, session }: Board): Charted {
  const closed = [...story.trades.values()].map(tradeOf)
  const open = openTradeOf(slot, session.time, (closed.at(-1)?.id ?? 0) + 1)
  return {
    trades: open === null ? closed : [...closed, open],
    states: [...story.transitions.values()].map(
      ({ time, to }): Point => [time, STATES.indexOf(to)],
    ),
    equity,
    drawdown: drawdownOf(equity, account.initialCash),
    cash: account.initialCash,
    end: session.time,
  }
}

const tradeOf = (trade: LiveTrade): BacktestTrade => ({
  ...{ id: trade.id, side: trade.side, quantity: trade.quantity, fees: trade.fees, pnl: trade.pnl },
  ...{
    entry_time: trade.entryTime,
    entry_price: trade.entryPrice,
    entry_reason: trade.entryReason,
  },
  ...{ exit_time: trade.exitTime, exit_price: trade.exitPrice, exit_reason: trade.exitReason },
  ...{ return: trade.return, bars_held: trade.barsHeld, mae: trade.mae, mfe: trade.mfe },
})

function openTradeOf({ position, price }: Slot, now: number, id: number): BacktestTrade | null {
  if (position === null) return null
  const { side, quantity, entryPrice, entryTime, unrealizedPnl: pnl } = position
  return {
    ...{ id, side, quantity, pnl, fees: 0, return: pnl / (quantity * entryPrice) },
    ...{ entry_time: entryTime, entry_price: entryPrice, entry_reason: '' },
    ...{ exit_time: now, exit_price: price ?? entryPrice, exit_reason: 'open' },
    ...{ bars_held: 0, mae: 0, mfe: 0 },
  }
}

/** Fractions below the highest equity so far. */
function drawdownOf(equity: readonly Point[], cash: number): Point[] {
  let peak = cash
  return equity.map(([time, value]) => {
    peak = Math.max(peak, value)
    return [time, (peak - value) / peak]
  })
}
