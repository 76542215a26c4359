// The thread on which recordings are read and played: a day of ticks takes seconds, and the host goes on
// meanwhile.
import { feedsOfRecording } from '../feeds/recording.ts'
import { streamsOf } from '../recorder/played-feeds.ts'
import { runBacktest } from './backtest.ts'
import type { DataSource } from './backtest-inputs.ts'
import { chartResult, digestOf } from './charted-result.ts'
import type { DeskRequest } from './desk.ts'
import { loadFeeds } from './load-inputs.ts'
import type { PlannedRun } from './open-slots.ts'
import type { RecordedSet, RecordingQuestion } from './recordings.ts'
import { answerHost } from './work-thread.ts'

await answerHost(async (question: RecordingQuestion, onProgress) => {
  if (question.kind === 'sets') return question.folders.map(setsOf)
  if (question.kind === 'bars') {
    const [feed] = await loadFeeds([question.source], {}, { calendar: null })
    return feed!.series
  }
  const began = performance.now()
  const request = requestOf(question.asked)
  const outcome = await runBacktest(request, { onProgress })
  return chartResult(outcome, performance.now() - began)
})

/** What can be played of it, a symbol a row; nothing where it cannot be read. */
function setsOf(folder: string): RecordedSet[] {
  try {
    const symbols = [...new Set(streamsOf(folder).map(({ symbol }) => symbol))]
    return symbols.flatMap((symbol) => setOf({ symbol, path: folder }) ?? [])
  } catch {
    return []
  }
}

/** null where nothing of the symbol makes bars. */
function setOf({ symbol, path }: DataSource): RecordedSet | null {
  const streams = streamsOf(path).filter((stream) => stream.symbol === symbol)
  if (!streams.some(({ type }) => type === 'bar' || type === 'trade')) return null
  const [feed] = feedsOfRecording(path, [symbol], {})
  const { intervalMs, from } = feed!.played
  const last = Math.max(...streams.map(({ to }) => to))
  const to = (Math.floor(last / intervalMs) + 1) * intervalMs
  return { symbol, intervalMs, from, to }
}

/** As `watchfire backtest` asks; what is wanted from the beginning has the bars from before it too. */
function requestOf({ script, draft, data, range, request }: DeskRequest) {
  const all = setOf(data)
  const { from, to } = range
  const cut = {
    ...(from === undefined || from <= (all?.from ?? 0) ? {} : { from }),
    ...(to === undefined || to >= (all?.to ?? 0) ? {} : { to }),
  }
  const inputs = { scripts: [script], data: [data.path], symbols: [data.symbol], range: cut }
  const plain = { ...request, ...inputs, draft, isPortfolio: false }
  return { ...plain, digest: (run: PlannedRun) => digestOf(run, plain) }
}
