// What slots tell as it happens, as entries of the journal; and what the account wants to know of it.
import type { LogEntry } from '../journal/entry.ts'
import type { Ears, LiveSlot } from './live-slot.ts'
import { turnEntry } from './turn-entry.ts'

export interface AccountEars {
  tradeClosed(slot: LiveSlot, pnl: number): void
  strategyBar(): void
}

export function recordingEars(record: (entry: LogEntry) => void, account: AccountEars): Ears {
  return {
    fact: (slot, fact) => {
      record({ type: 'fact', slot: slot.key, time: slot.kernel.state.time, fact })
      if (fact.type === 'tradeClosed') account.tradeClosed(slot, fact.trade.pnl)
    },
    turn: (slot, turn, result, isNews) => {
      const entry = turnEntry(slot, turn, result, isNews)
      if (entry !== null) record(entry)
    },
    log: ({ key }, { time, text }) => record({ type: 'log', slot: key, time, text }),
    strategyBar: () => account.strategyBar(),
  }
}
