// A recording, read: its events in the order in which they came, and what it holds.
import { existsSync, statSync } from 'node:fs'
import type { TimeRange } from '../data/series.ts'
import { HostError } from '../errors.ts'
import type { MarketEvent } from '../feeds/market-event.ts'
import { eventsOf, type Frame, readFrames } from './file-reader.ts'
import { listFiles, type RecordingFile, sizeOf, tailPath } from './folder.ts'
import { type StreamSummary, Summary } from './summary.ts'

/**
 * The events of a recording in the order of arrival; with `range`, those received from `from`
 * (inclusive) to `to` (exclusive), by this host's clock in ms UTC. What a crash cut off is left out;
 * throws a HostError where a file is damaged before its end, or where there is no recording.
 */
export function* readRecording(folder: string, range: TimeRange = {}): Generator<MarketEvent> {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = range
  for (const { path } of filesOf(folder)) {
    for (const { frame, file } of chunksOf(path)) {
      if (frame.head.to < from || frame.head.from >= to) continue
      for (const event of eventsOf(frame, file)) {
        if (event.receiveTime >= from && event.receiveTime < to) yield event
      }
    }
  }
}

export interface FileSummary {
  readonly path: string
  readonly bytes: number
  /** False while it is written, and where a crash came before its end. */
  readonly isClosed: boolean
  readonly streams: readonly StreamSummary[]
}

/** What is in each file, oldest first; closed files are not read for it. */
export function* summariesOf(folder: string): Generator<FileSummary> {
  for (const { path } of filesOf(folder)) {
    const written = writtenSummary(path)
    const streams = written ?? countedAgain(path)
    yield { path, bytes: sizeOf(path), isClosed: written !== null, streams }
  }
}

function filesOf(folder: string): RecordingFile[] {
  const files = listFiles(folder)
  if (files.length > 0) return files
  const what = statSync(folder, { throwIfNoEntry: false })?.isDirectory()
    ? `no recording in the folder "${folder}"`
    : `no folder "${folder}"`
  throw new HostError('not-found', what, {
    hint: 'the files of a recording are called like 000001-20250101T000000Z.wfr',
  })
}

/** The chunks of a file, then those of its tail that the file does not have yet. */
function* chunksOf(path: string): Generator<{ frame: Frame; file: string }> {
  let next = 0
  for (const file of [path, tailPath(path)]) {
    for (const frame of readFrames(file)) {
      const { kind, firstNumber, count } = frame.head
      if (kind === 'summary' || firstNumber < next) continue
      next = firstNumber + count
      yield { frame, file }
    }
  }
}

function writtenSummary(path: string): readonly StreamSummary[] | null {
  if (existsSync(tailPath(path))) return null
  for (const frame of readFrames(path)) {
    if (frame.head.kind === 'summary') return JSON.parse(Buffer.from(frame.payload()).toString())
  }
  return null
}

function countedAgain(path: string): readonly StreamSummary[] {
  const summary = new Summary()
  for (const { frame, file } of chunksOf(path)) {
    for (const event of eventsOf(frame, file)) summary.add(event)
  }
  return summary.streams
}
