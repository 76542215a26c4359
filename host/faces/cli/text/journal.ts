// Journals for people: sessions in a table, entries in a line each.
import { stripVTControlCharacters } from 'node:util'
import type { JournalRow } from '#host/app/journals.ts'
import type { NumberedEntry } from '#host/journal/entry.ts'
import { wordsOf } from '../../entry-words.ts'
import { bytes, count, plural, time } from './figures.ts'
import { alignTable } from './table.ts'

export function sessionsText(rows: readonly JournalRow[]): string {
  if (rows.length === 0) return 'There is no session yet; `watchfire run` begins one.\n'
  const lines = rows.map(({ name, end, symbols, time: at, entries, bytes: size }) => [
    ...[name, end ?? 'open', at === null ? '' : time(at), count(entries), bytes(size)],
    symbols.length > 3 ? plural(symbols.length, 'symbol') : symbols.join(' '),
  ])
  const head = ['session', 'end', 'market time', 'entries', 'size', 'symbols']
  return `${alignTable([head, ...lines], 'lllrrl').join('\n')}\n`
}

/** Number, time, slot, type, and what it holds. */
export function entryText(entry: NumberedEntry): string {
  const { seq, type, ...rest } = entry
  const { slot = '', time: at, wall, ...body } = rest as Record<string, unknown>
  // The market's time is 0 until its first bar.
  const when =
    at === 0 ? 'before first bar' : typeof at === 'number' ? time(at) : String(wall ?? '')
  const text = rowsText(entry) ?? wordsOf(entry) ?? JSON.stringify(body)
  const line = [seq, when.padEnd(16), type.padEnd(8), slot, text].join('  ')
  // Whatever a script wrote must not steer the terminal.
  return stripVTControlCharacters(line).replace(/\p{Cc}/gu, ' ')
}

function rowsText(entry: NumberedEntry): string | null {
  if (entry.type === 'ticks') {
    return entry.ticks
      .map(([feed, , price, bid, ask]) => `${feed}: ${price} (${bid} / ${ask})`)
      .join('  ')
  }
  if (entry.type !== 'bars' && entry.type !== 'past') return null
  const { bars } = entry
  if (bars.length > 3) return plural(bars.length, 'bar')
  return bars
    .map(([feed, , open, high, low, close]) => `${feed}: ${open} ${high} ${low} ${close}`)
    .join('  ')
}
