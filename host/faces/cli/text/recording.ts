// A recording for people: what it holds, and what is wrong with it.
import type { CheckedRecording, ListedRecording } from '#host/app/data-recording.ts'
import { formatError } from '#host/errors.ts'
import { bytes, count, plural, time } from './figures.ts'
import { alignTable } from './table.ts'

const HEAD = ['symbol', 'events', 'count', 'from', 'to']

export function listedRecording({ folder, files, streams, unclosed, ...rest }: ListedRecording) {
  const cells = streams.map(({ symbol, type, count: events, from, to }) => {
    const [first, last] = [from, to].map((ms) => time(Math.floor(ms / 1000) * 1000))
    return [symbol, type, count(events), first!, last!]
  })
  const ended = unclosed.map((path) => `${path} has no end: it is being written, or a crash came`)
  const lines = [
    `${folder}: ${plural(files, 'file')}, ${bytes(rest.bytes)}`,
    ...alignTable([HEAD, ...cells], 'llrll'),
    ...ended,
  ]
  return `${lines.join('\n')}\n`
}

export function checkedRecording({ folder, damage, symbols }: CheckedRecording): string {
  const reasons = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .map(([reason, times]) => `${reason} ${count(times)}`)
      .join(', ')
  const lines = symbols.flatMap(({ symbol, events, rejected, flagged, lost }) => [
    `  ${symbol}: ${plural(events, 'event')}`,
    ...(lost === 0 ? [] : [`    connection lost: ${count(lost)}`]),
    ...(Object.keys(rejected).length === 0 ? [] : [`    refused: ${reasons(rejected)}`]),
    ...(Object.keys(flagged).length === 0 ? [] : [`    remarked on: ${reasons(flagged)}`]),
  ])
  const verdict = damage === null ? 'whole' : 'DAMAGED'
  const fault = damage === null ? [] : [formatError(damage)]
  return `${[`${folder}: ${verdict}`, ...lines, ...fault].join('\n')}\n`
}
