// A script's turn ↔ its entry in the journal. A turn that came to nothing has none.
import type { LogEntry, TurnEntry } from '../journal/entry.ts'
import type { LiveSlot } from './live-slot.ts'
import type { CallResult, SeatResult, SeatTurn } from './seat.ts'

/** `isNews`: the script remembers something else now. */
export function turnEntry(
  slot: LiveSlot,
  { turn, calls }: SeatTurn,
  { results, lost }: SeatResult,
  isNews: boolean,
): LogEntry | null {
  const plain = results.map((one) => (one.call === 'callback' ? one.answer : one.error))
  if (!isNews && lost === null && plain.every((one) => one === null)) return null
  const entry: TurnEntry = {
    type: 'turn',
    slot: slot.key,
    time: slot.kernel.state.time,
    turn,
    calls: calls.map((call) => ('callback' in call ? call.callback : call.hook)),
    results: plain,
    lost,
  }
  return isNews ? { ...entry, memory: slot.memory } : entry
}

/** What came of a turn, as its entry tells; without one, nothing came of any call. */
export function recordedResult({ calls }: SeatTurn, entry: TurnEntry | null): SeatResult {
  const count = entry === null ? calls.length : entry.results.length
  const results = calls.slice(0, count).map((call, i): CallResult => {
    const plain = entry?.results[i] ?? null
    return 'callback' in call
      ? { call: 'callback', answer: plain as never }
      : { call: 'hook', error: plain as never }
  })
  return { results, logs: { lines: [], dropped: 0 }, lost: entry?.lost ?? null }
}
