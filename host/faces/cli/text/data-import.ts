// What an import or a download did, for people.
import type { DownloadResult } from '#host/app/data-download.ts'
import type { ImportResult } from '#host/app/data-import.ts'
import type { Adjustment } from '#host/data/actions/adjust.ts'
import { adjustmentLines } from './data-check.ts'
import { count, duration, plural, sharePercent, time } from './figures.ts'

/** What a download did. */
export function downloadText(result: DownloadResult): string {
  const { name, written, bars, from, to } = result
  const lines = [
    `${name}: ${plural(written.added, 'bar')} added`,
    `  now ${plural(bars, 'bar')}, ${time(from)} to ${time(to)}`,
    `  ${continuity(result)}`,
  ]
  return `${lines.join('\n')}\n`
}

export function importText(result: ImportResult): string {
  const { name, files, skipped, written, bars, from, to } = result
  const { added, same, replaced } = written
  const parts = [
    `${plural(added, 'bar')} added`,
    ...(replaced > 0 ? [`${count(replaced)} replaced`] : []),
    ...(same > 0 ? [`${count(same)} were there already`] : []),
  ]
  const others =
    skipped.length === 0 ? '' : ` (${skipped.length} of other symbols or timeframes left out)`
  const lines = [
    `${name}: ${parts.join(', ')}, from ${plural(files, 'file')}${others}`,
    `  now ${plural(bars, 'bar')}, ${time(from)} to ${time(to)}`,
    `  ${continuity(result)}`,
  ]
  return `${lines.join('\n')}\n`
}

function continuity({ name, coverage }: Pick<ImportResult, 'name' | 'coverage'>): string {
  const { gaps, missing, calendar, share } = coverage
  const hours = calendar === 'sessions' ? ' while the market was open' : ''
  if (gaps.length === 0) return `no gap${hours}`
  const longest = gaps.reduce((best, gap) => (gap.bars > best.bars ? gap : best))
  const span = duration(longest.to - longest.from)
  return (
    `${plural(gaps.length, 'gap')}${hours}, ${count(missing)} bars missing ` +
    `(${sharePercent(share)} there), the longest ${span} from ${time(longest.from)}; ` +
    `watchfire data check ${name} lists them`
  )
}

export function actionsText(
  name: string,
  { adjustments, tickers }: { adjustments: readonly Adjustment[]; tickers: readonly string[] },
): string {
  const splits = adjustments.filter(({ split }) => split !== null).length
  const dividends = adjustments.filter(({ dividend }) => dividend !== null).length
  const names = tickers.length === 0 ? '' : `, traded as ${tickers.join(', ')}`
  const head = `${name}: ${plural(splits, 'split')} and ${plural(dividends, 'dividend')}${names}`
  return `${[head, ...adjustmentLines(adjustments.filter(({ split }) => split !== null))].join('\n')}\n`
}
