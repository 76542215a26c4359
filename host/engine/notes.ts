// What people are told of a session in a line each, beside orders, fills and trades.
import type { LogEntry } from '../journal/entry.ts'
import type { NoteView } from './views.ts'

/** `now` is the market's time, for what has none of its own; null where there is nothing to tell. */
export function noteOf(entry: LogEntry, now: number): NoteView | null {
  switch (entry.type) {
    case 'log':
      return { time: entry.time, kind: 'log', source: entry.slot, text: entry.text }
    case 'released':
      return script(entry.time, entry.slot, 'released from quarantine')
    case 'script':
      return script(now, entry.script, [entry.change, ...entry.notes].join(': '))
    case 'config': {
      const text = [entry.change, ...entry.notes].join(': ')
      return { time: now, kind: 'config', source: 'watchfire.toml', text }
    }
    case 'feeds': {
      const symbols = entry.feeds.map(({ symbol }) => symbol).join(', ')
      return { time: entry.time, kind: 'config', source: 'market', text: `also fed: ${symbols}` }
    }
    case 'killed':
      return risk(entry.time, 'kill switch', entry.why)
    case 'entries-cancelled':
      return risk(entry.time, 'orders', `entry orders are cancelled: ${entry.why}`)
    case 'instruments':
      return risk(entry.time, 'venue', entry.notes.join('; '))
    case 'unblocked':
      return risk(entry.time, 'kill switch', 'entries are let in again')
    case 'paused': {
      const text = entry.isPaused ? 'entries are paused' : 'entries are let in again'
      return risk(entry.time, entry.slot, text)
    }
    case 'paced': {
      const text = entry.isBarsOnly ? 'asked at bars alone' : 'asked at every tick again'
      return { time: entry.time, kind: 'runner', source: entry.slot, text: `${text}: ${entry.why}` }
    }
    case 'flattened':
      return risk(entry.time, entry.slot, 'flattened by hand')
    case 'runner-lost':
      return { time: now, kind: 'runner', source: entry.slot ?? 'runner', text: entry.message }
    default:
      return null
  }
}

const script = (time: number, source: string, text: string): NoteView => {
  return { time, kind: 'script', source, text }
}

const risk = (time: number, source: string, text: string): NoteView => {
  return { time, kind: 'risk', source, text }
}
