// What the check of a dataset found, as JSON: every finding, times in ms UTC, shares as fractions.
import type { QualityReport } from '#host/data/quality/report.ts'

export function checkJson(report: QualityReport) {
  const { name, timeframe, bars, from, to, coverage, unfit } = report
  return {
    name,
    timeframe,
    bars,
    from,
    to,
    fit: unfit.length === 0,
    unfit,
    calendar: coverage.calendar === 'sessions' ? 'sessions' : 'always_open',
    coverage: coverage.share,
    missing: coverage.missing,
    gaps: coverage.gaps,
    newest_first: report.isNewestFirst,
    rows: report.rows.map(({ kind, place, time, message }) => ({
      kind: kind.replaceAll('-', '_'),
      [report.placeUnit]: place,
      time,
      message,
    })),
    moves: report.moves,
    has_volume: report.hasVolume,
    zero_volume_runs: report.zeroRuns,
    volume_spikes: report.volumeSpikes,
    adjustments: report.adjustments,
    contradictions: report.contradictions,
    other_company: report.foreign,
  }
}
