// What the check of a dataset found, for people.
import type { Adjustment } from '#host/data/actions/adjust.ts'
import type { QualityReport } from '#host/data/quality/report.ts'
import { count, duration, plural, price, sharePercent, time } from './figures.ts'
import { alignTable } from './table.ts'

export interface CheckTextOptions {
  readonly isAll: boolean
  /** Columns of the terminal. */
  readonly width: number
}

/** Of each kind; --all shows the rest. */
const SHOWN = 5

export function checkText(report: QualityReport, { isAll, width }: CheckTextOptions): string {
  const { name, bars, from, to, timeframe, coverage, unfit } = report
  const few = (lines: readonly string[], longestFirst = false) => {
    if (isAll || lines.length <= SHOWN) return lines
    const order = longestFirst ? 'the longest first' : '--all shows them'
    return [...lines.slice(0, SHOWN), `    … ${count(lines.length - SHOWN)} more (${order})`]
  }
  const lines = [
    `${name}: ${unfit.length === 0 ? 'fit' : `NOT FIT: ${unfit.join('; ')}`}`,
    bars === 0
      ? '  no bar that can be used'
      : `  ${plural(bars, 'bar')} of ${timeframe}, ${time(from)} to ${time(to)}, ${hoursText(report)}`,
    ...(bars === 0
      ? []
      : [
          `  coverage  ${coverageBar(coverage.stretches, width - 24)} ${sharePercent(coverage.share)}`,
        ]),
    ...section('rows', report.rows.length, few(rowLines(report))),
    ...section('gaps', coverage.gaps.length, few(gapLines(report), true)),
    ...section('prices out of line', report.moves.length, few(moveLines(report))),
    ...volumeSection(report, few),
    ...section('adjustments', report.adjustments.length, few(adjustmentLines(report.adjustments))),
    ...section(
      'closes that contradict the adjustments',
      report.contradictions.length,
      few(contradictionLines(report)),
    ),
    ...section('bars of another company', report.foreign.length, foreignLines(report)),
  ]
  return `${lines.join('\n')}\n`
}

function section(title: string, total: number, lines: readonly string[]): string[] {
  return total === 0 ? [] : [`  ${title}: ${count(total)}`, ...lines]
}

const hoursText = ({ coverage: { calendar } }: QualityReport) =>
  calendar === 'sessions' ? 'a market with closing hours' : 'a market that never closes'

const BLOCKS = '▁▂▃▄▅▆▇█'

/** How much of each stretch of time is there; a point where nothing is, a blank where closed. */
function coverageBar(stretches: readonly (number | null)[], width: number): string {
  const every = Math.max(1, Math.ceil(stretches.length / Math.max(10, width)))
  return stretches
    .filter((_, k) => k % every === 0)
    .map((share) => {
      if (share === null) return ' '
      if (share === 0) return '·'
      return BLOCKS[Math.min(BLOCKS.length - 1, Math.floor(share * BLOCKS.length))]
    })
    .join('')
}

function rowLines({ rows, placeUnit, isNewestFirst }: QualityReport): string[] {
  const lines = rows.map(({ place, time: at, message }) => {
    return `    ${placeUnit} ${place}${at === null ? '' : ` (${time(at)})`}: ${message}`
  })
  return isNewestFirst ? ['    the newest bar comes first: sort the rows', ...lines] : lines
}

function gapLines({ coverage }: QualityReport): string[] {
  const gaps = coverage.gaps.toSorted((a, b) => b.bars - a.bars || a.from - b.from)
  return alignTable(
    gaps.map(({ from, to, bars }) => [
      `    ${time(from)} to ${time(to)}`,
      plural(bars, 'bar'),
      duration(to - from),
    ]),
    'lrr',
  )
}

function moveLines({ moves }: QualityReport): string[] {
  const words = { outlier: 'and came back', jump: 'and stayed' }
  return moves.map(({ time: at, kind, column, price: value, last, ratio }) => {
    const what = kind === 'split' ? `and stayed: a split of ${ratio}?` : words[kind]
    return `    ${time(at)}  ${column} ${price(value)} after ${price(last)}, ${what}`
  })
}

type Few = (lines: readonly string[]) => readonly string[]

function volumeSection(
  { hasVolume, bars, zeroRuns, volumeSpikes }: QualityReport,
  few: Few,
): string[] {
  if (!hasVolume) return bars === 0 ? [] : ['  no volume']
  const runs = zeroRuns.map(({ from, to, bars: length }) => {
    return `    ${time(from)} to ${time(to)}  ${plural(length, 'bar')}`
  })
  const spikes = volumeSpikes.map(({ time: at, volume, times }) => {
    return `    ${time(at)}  ${price(volume)}, ${count(Math.round(times))} times the usual`
  })
  return [
    ...section('runs without volume', runs.length, few(runs)),
    ...section('volume spikes', spikes.length, few(spikes)),
  ]
}

export function adjustmentLines(adjustments: readonly Adjustment[]): string[] {
  const rows = adjustments.map(({ date, split, dividend, factor, cumulative }) => [
    `    ${date}`,
    [
      ...(split === null ? [] : [`split ${splitText(split)}`]),
      ...(dividend === null ? [] : [`dividend ${price(dividend)}`]),
    ].join(', '),
    `× ${price(factor)}`,
    `(in all × ${price(cumulative)})`,
  ])
  return alignTable(rows, 'lllr')
}

/** New shares for old ones. */
function splitText(ratio: number): string {
  for (let old = 1; old <= 50; old++) {
    if (Number.isInteger(ratio * old)) return `${ratio * old}:${old}`
  }
  const inverse = 1 / ratio
  return Math.abs(inverse - Math.round(inverse)) < 1e-9 ? `1:${Math.round(inverse)}` : price(ratio)
}

function contradictionLines({ contradictions }: QualityReport): string[] {
  return contradictions.map(
    ({ date, expected, found }) =>
      `    ${date}  expected ${price(expected)}, received ${price(found)}`,
  )
}

function foreignLines({ foreign }: QualityReport): string[] {
  return foreign.map(({ from, to, bars, ticker }) => {
    const then = ticker === null ? 'it was not listed yet' : `it traded as ${ticker}`
    return `    ${time(from)} to ${time(to)}  ${plural(bars, 'bar')}: ${then}`
  })
}
