// What the name of a file says about what is in it: BTCUSDT-1m-2024-10.zip, SPY-1h.csv.gz.
import { basename } from 'node:path'

export interface NamedContent {
  readonly symbol: string
  /** As the file has it: "1m", but also "1mo" or "1w". */
  readonly interval: string
}

const NAME = /^([A-Z0-9]{2,})-(\d+(?:mo|[smhdwM]))(?:-\d{4}-\d{2}(?:-\d{2})?)?\./

/** Null for a name that says nothing: only plain upper-case symbols count as said. */
export function contentByName(path: string): NamedContent | null {
  const match = NAME.exec(basename(path))
  return match === null ? null : { symbol: match[1]!, interval: match[2]! }
}
