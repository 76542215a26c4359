// A session's journal, read as a program beside the host would.
import { dirname } from 'node:path'
import type { NumberedEntry } from '#host/journal/entry.ts'
import { openReader } from '#host/journal/sqlite-reader.ts'

/** Every entry of the journal in a session's folder, or of the journal file itself. */
export function readJournal(place: string): NumberedEntry[] {
  const reader = openReader(place.endsWith('.db') ? dirname(place) : place)
  try {
    return [...reader.entries()]
  } finally {
    reader.close()
  }
}
