// Trades on the chart: an arrow where one was entered, a dot where it was left, and why, in words
// where there is room for them.
import type { SeriesMarker, Time } from 'lightweight-charts'
import type { BacktestTrade } from '#host/faces/http/shapes/backtests.ts'
import { colour } from '../layout/theme.ts'

/** Of more trades than these the words are left out. */
const WORDS_MAX = 10

/** In the order of time; `at` finds the bar that a moment (ms UTC) lies in. */
export function markersOf(
  trades: readonly BacktestTrade[],
  at: (ms: number) => Time,
): SeriesMarker<Time>[] {
  const hasWords = trades.length <= WORDS_MAX
  const [up, down, calm] = [colour('up'), colour('down'), colour('dim')]
  const made = trades.flatMap((trade): SeriesMarker<Time>[] => {
    const isLong = trade.side === 'long'
    return [
      {
        id: `trade ${trade.id}`,
        time: at(trade.entry_time),
        position: isLong ? 'belowBar' : 'aboveBar',
        shape: isLong ? 'arrowUp' : 'arrowDown',
        color: isLong ? up : down,
        size: 1,
        ...(hasWords ? { text: trade.entry_reason || trade.side } : {}),
      },
      {
        id: `trade ${trade.id} out`,
        time: at(trade.exit_time),
        position: isLong ? 'aboveBar' : 'belowBar',
        shape: 'circle',
        color: calm,
        size: 0.6,
        ...(hasWords ? { text: trade.exit_reason } : {}),
      },
    ]
  })
  return made.sort((a, b) => Number(a.time) - Number(b.time))
}
