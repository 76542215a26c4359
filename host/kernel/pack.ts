// Trades and transitions as plain numbers with a list of their texts, for crossing a wall at the
// speed of a copy: as JSON they would cost more than the run that made them.
import type { SlotState, Trade, Transition } from '#sdk/domain.ts'
import { STATES } from '#sdk/frame.ts'

export interface Packed {
  readonly trades: Float64Array
  readonly transitions: Float64Array
  /** What the reasons' numbers stand for. */
  readonly texts: readonly string[]
}

const TRADE_NUMBERS = [
  'id',
  'quantity',
  'entryTime',
  'entryPrice',
  'exitTime',
  'exitPrice',
  'fees',
  'pnl',
  'return',
  'barsHeld',
  'mae',
  'mfe',
] as const satisfies readonly (keyof Trade)[]

/** The numbers, then the side and the two reasons. */
const TRADE_WIDTH = TRADE_NUMBERS.length + 3
const TRANSITION_WIDTH = 5

export function pack(trades: readonly Trade[], transitions: readonly Transition[]): Packed {
  const numberOf = new Map<string, number>()
  const text = (value: string) => {
    let number = numberOf.get(value)
    if (number === undefined) {
      number = numberOf.size
      numberOf.set(value, number)
    }
    return number
  }
  const packedTrades = new Float64Array(trades.length * TRADE_WIDTH)
  for (let row = 0; row < trades.length; row++) {
    const trade = trades[row]!
    const at = row * TRADE_WIDTH
    // In the order of TRADE_NUMBERS, and spelt out: a loop over the names costs ten times as much.
    packedTrades[at] = trade.id
    packedTrades[at + 1] = trade.quantity
    packedTrades[at + 2] = trade.entryTime
    packedTrades[at + 3] = trade.entryPrice
    packedTrades[at + 4] = trade.exitTime
    packedTrades[at + 5] = trade.exitPrice
    packedTrades[at + 6] = trade.fees
    packedTrades[at + 7] = trade.pnl
    packedTrades[at + 8] = trade.return
    packedTrades[at + 9] = trade.barsHeld
    packedTrades[at + 10] = trade.mae
    packedTrades[at + 11] = trade.mfe
    packedTrades[at + 12] = trade.side === 'long' ? 1 : -1
    packedTrades[at + 13] = text(trade.entryReason)
    packedTrades[at + 14] = text(trade.exitReason)
  }
  const packedTransitions = new Float64Array(transitions.length * TRANSITION_WIDTH)
  for (let row = 0; row < transitions.length; row++) {
    const { time, barIndex, from, to, reason } = transitions[row]!
    const at = row * TRANSITION_WIDTH
    packedTransitions[at] = time
    packedTransitions[at + 1] = barIndex
    packedTransitions[at + 2] = STATES.indexOf(from)
    packedTransitions[at + 3] = STATES.indexOf(to)
    packedTransitions[at + 4] = text(reason)
  }
  return { trades: packedTrades, transitions: packedTransitions, texts: [...numberOf.keys()] }
}

export function unpack({ trades, transitions, texts }: Packed): {
  trades: Trade[]
  transitions: Transition[]
} {
  return {
    trades: rowsOf(trades, TRADE_WIDTH).map((row) => unpackTrade(row, texts)),
    transitions: rowsOf(transitions, TRANSITION_WIDTH).map((row) => ({
      time: row[0]!,
      barIndex: row[1]!,
      from: STATES[row[2]!] as SlotState,
      to: STATES[row[3]!] as SlotState,
      reason: texts[row[4]!]!,
    })),
  }
}

function unpackTrade(row: Float64Array, texts: readonly string[]): Trade {
  const number = (name: (typeof TRADE_NUMBERS)[number]) => row[TRADE_NUMBERS.indexOf(name)]!
  const [side, entryReason, exitReason] = row.subarray(TRADE_NUMBERS.length)
  return {
    id: number('id'),
    side: side! > 0 ? 'long' : 'short',
    quantity: number('quantity'),
    entryTime: number('entryTime'),
    entryPrice: number('entryPrice'),
    exitTime: number('exitTime'),
    exitPrice: number('exitPrice'),
    fees: number('fees'),
    pnl: number('pnl'),
    return: number('return'),
    barsHeld: number('barsHeld'),
    entryReason: texts[entryReason!]!,
    exitReason: texts[exitReason!]!,
    mae: number('mae'),
    mfe: number('mfe'),
  }
}

const rowsOf = (numbers: Float64Array, width: number): Float64Array[] =>
  Array.from({ length: numbers.length / width }, (_, row) =>
    numbers.subarray(row * width, (row + 1) * width),
  )
