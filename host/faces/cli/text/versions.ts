// The texts that a script has had, for people.
import type { ScriptVersion } from '../../http/shapes/scripts.ts'
import { time } from './figures.ts'
import { alignTable } from './table.ts'

/** Enough of a hash to tell texts apart, as `rollback --to` takes it. */
export const shortName = (sha256: string): string => sha256.slice(0, 8)

export function versionsText(versions: readonly ScriptVersion[]): string {
  if (versions.length === 0) return 'there is no text of it yet\n'
  const rows = versions.map(({ sha256, time: at, size }, i) => [
    shortName(sha256),
    `${time(at)} UTC`,
    `${size} bytes`,
    i === 0 ? 'the latest' : '',
  ])
  return `${alignTable(rows, 'llrl').join('\n')}\n`
}
