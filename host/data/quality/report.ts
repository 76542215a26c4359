// What there is to know of a run of bars before anyone trades on it, and whether it is fit for that.
import type { BarColumns } from '#sdk/domain.ts'
import { type Adjustment, adjustBars, adjustmentsOf } from '../actions/adjust.ts'
import { type Contradiction, contradictions, type Foreign, foreignBars } from '../actions/audit.ts'
import type { Actions } from '../actions/schema.ts'
import { type Coverage, coverageOf } from './gaps.ts'
import { type Move, movesOf } from './moves.ts'
import type { ExaminedRows, RowFinding } from './rows.ts'
import { type VolumeSpike, volumeSpikes, type ZeroRun, zeroRuns } from './volume.ts'

export interface QualityReport {
  readonly name: string
  readonly timeframe: string
  readonly bars: number
  readonly from: number
  /** Open time of the last bar. */
  readonly to: number
  readonly coverage: Coverage
  readonly rows: readonly RowFinding[]
  readonly placeUnit: 'line' | 'row'
  readonly isNewestFirst: boolean
  /** Outliers, jumps and split suspects, after the splits that are known. */
  readonly moves: readonly Move[]
  readonly hasVolume: boolean
  readonly zeroRuns: readonly ZeroRun[]
  readonly volumeSpikes: readonly VolumeSpike[]
  readonly adjustments: readonly Adjustment[]
  /** Where the bars are not the raw ones that the corporate actions mean. */
  readonly contradictions: readonly Contradiction[]
  /** Bars of days on which the ticker was another company's. */
  readonly foreign: readonly Foreign[]
  /** Why the bars are not fit to trade on; empty: they are. */
  readonly unfit: readonly string[]
}

export interface ReportSubject {
  readonly name: string
  readonly symbol: string | null
  readonly timeframe: string
  readonly placeUnit: 'line' | 'row'
  readonly actions: Actions | null
}

/** With fewer bars than this share there is no telling what happened in between. */
const SHARE_MIN = 0.5
/** More than this share of outliers is no market's. */
const OUTLIERS_MAX = 0.001
const STRETCHES = 60

export function createReport(subject: ReportSubject, examined: ExaminedRows): QualityReport {
  const { name, symbol, timeframe, placeUnit, actions } = subject
  const { bars, findings, isNewestFirst } = examined
  const coverage = coverageOf(bars.openTime, timeframe, Math.min(STRETCHES, bars.openTime.length))
  const adjusted = actions === null ? bars : adjustBars(bars, actions, 'splits')
  const moves = movesOf(adjusted, timeframe)
  const span = { from: bars.openTime[0] ?? 0, to: bars.openTime.at(-1) ?? 0 }
  const adjustments = actions === null ? [] : adjustmentsOf(actions)
  const foreign = actions === null || symbol === null ? [] : foreignBars(bars, actions, symbol)
  return {
    name,
    timeframe,
    bars: bars.openTime.length,
    ...span,
    coverage,
    rows: findings,
    placeUnit,
    isNewestFirst,
    moves,
    hasVolume: bars.volume.some((volume) => volume > 0),
    zeroRuns: zeroRuns(bars),
    volumeSpikes: volumeSpikes(bars),
    adjustments: adjustments.filter(({ time }) => time > span.from && time <= span.to),
    contradictions: actions === null ? [] : contradictions(bars, actions),
    foreign,
    unfit: [
      ...rowReasons(findings, isNewestFirst),
      ...seriesReasons(bars, coverage, moves),
      ...foreignReasons(foreign),
    ],
  }
}

function rowReasons(findings: readonly RowFinding[], isNewestFirst: boolean): string[] {
  const count = (kind: RowFinding['kind']) => findings.filter((one) => one.kind === kind).length
  const [impossible, twice, disorder] = [
    count('impossible'),
    count('duplicate'),
    count('out-of-order'),
  ]
  return [
    ...(impossible === 0 ? [] : [`${counted(impossible, 'row')} that no market can have made`]),
    ...(twice === 0 ? [] : [`${counted(twice, 'bar')} more than once`]),
    ...(disorder === 0 ? [] : [`${counted(disorder, 'row')} out of order`]),
    ...(isNewestFirst ? ['the newest bar comes first'] : []),
  ]
}

function seriesReasons(bars: BarColumns, { share }: Coverage, moves: readonly Move[]): string[] {
  const count = bars.openTime.length
  const outliers = moves.filter(({ kind }) => kind === 'outlier').length
  const isSparse = count > 0 && share < SHARE_MIN
  return [
    ...(count < 2 ? ['fewer than two bars'] : []),
    ...(isSparse ? [`only ${(share * 100).toFixed(1)} % of the bars are there`] : []),
    ...(outliers > count * OUTLIERS_MAX && outliers > 1 ? [`${outliers} prices out of line`] : []),
  ]
}

function foreignReasons(foreign: readonly Foreign[]): string[] {
  const bars = foreign.reduce((sum, one) => sum + one.bars, 0)
  return bars === 0 ? [] : [`${counted(bars, 'bar')} of another company`]
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`
