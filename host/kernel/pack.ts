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

/** Twelve numbers, the side, the numbers of two texts. */
const TRADE_WIDTH = 15
/** Time, bar, two states, the number of a text. */
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
    // Spelt out here and in `unpackTrade`: a loop over the names costs ten times as much.
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

/** The latest so many of each; the texts stay, whoever still needs them. */
export function latestOf(
  { trades, transitions, texts }: Packed,
  most: { readonly trades: number; readonly transitions: number },
): Packed {
  return {
    trades: trades.slice(-TRADE_WIDTH * most.trades),
    transitions: transitions.slice(-TRANSITION_WIDTH * most.transitions),
    texts,
  }
}

export const unpackTrades = ({ trades, texts }: Packed): Trade[] =>
  rowsOf(trades, TRADE_WIDTH).map((row) => unpackTrade(row, texts))

export function unpack({ trades, transitions, texts }: Packed): {
  trades: Trade[]
  transitions: Transition[]
} {
  return {
    trades: unpackTrades({ trades, transitions, texts }),
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
  return {
    id: row[0]!,
    quantity: row[1]!,
    entryTime: row[2]!,
    entryPrice: row[3]!,
    exitTime: row[4]!,
    exitPrice: row[5]!,
    fees: row[6]!,
    pnl: row[7]!,
    return: row[8]!,
    barsHeld: row[9]!,
    mae: row[10]!,
    mfe: row[11]!,
    side: row[12]! > 0 ? 'long' : 'short',
    entryReason: texts[row[13]!]!,
    exitReason: texts[row[14]!]!,
  }
}

const rowsOf = (numbers: Float64Array, width: number): Float64Array[] =>
  Array.from({ length: numbers.length / width }, (_, row) =>
    numbers.subarray(row * width, (row + 1) * width),
  )
