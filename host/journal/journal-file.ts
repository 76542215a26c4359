// Where a session's journal lies, and what is said where that cannot be read or written.
import { HostError } from '../errors.ts'

export const JOURNAL_FILE = 'journal.db'

export function atFile<T>(path: string, task: () => T): T {
  try {
    return task()
  } catch (cause) {
    throw new HostError('unwritable', `the journal: ${(cause as Error).message}`, {
      file: path,
      hint: '`sessions` in watchfire.toml names the folder for journals',
      cause,
    })
  }
}
