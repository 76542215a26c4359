// What cannot be asked of a session any more, because its details were dropped, and what still can be.
import { HostError } from '../errors.ts'
import type { JournalReader } from '../journal/journal.ts'

/** For what plays a session from its beginning. Throws where that is not there any more. */
export function assertWhole(reader: JournalReader): void {
  if (reader.dropped !== null)
    throw droppedDetails(reader, 'it cannot be played from its beginning')
}

/** `from`: the market's time (ms UTC) from which on everything is there, where that is known. */
export function droppedDetails(
  reader: JournalReader,
  what: string,
  from: number | null = null,
): HostError {
  const { seq, time } = reader.dropped!
  const until = `up to ${minute(time)} UTC (entry ${seq})`
  const message = `scripts' answers, logs and ticks ${until} were dropped (details_days of [journal]): ${what}`
  const since = from === null ? `--at after ${minute(time)}` : `--at ${minute(from)} or later`
  const hint = `\`watchfire why SLOT ${since}\` is answered; \`watchfire journal show\` has the bars, orders, fills and trades of all of it`
  return new HostError('no-data', message, { file: reader.path, hint })
}

const minute = (ms: number) => new Date(ms).toISOString().slice(0, 16)
