// What a replay came to: that it is the same, where it first was not, or what another script would
// have made of the session.
import type { ReplayOutcome, Result } from '#host/app/replay.ts'
import { canonical } from '#host/engine/redrive.ts'
import type { LogEntry } from '#host/journal/entry.ts'
import { count, money, plural, price, time } from './figures.ts'
import { sparkline } from './sparkline.ts'
import { alignTable } from './table.ts'

export function replayText(outcome: ReplayOutcome): string {
  const { entries, instants, difference, replaced, is } = outcome
  if (replaced !== null) return whatIfText(replaced, outcome)
  const played = `${plural(instants, 'instant')}, ${count(entries)} journal entries`
  if (difference === null) {
    const came = `${plural(is.decisions, 'decision')}, ${plural(is.trades.length, 'trade')}`
    return `${played}: the same to the last byte (${came})\n`
  }
  const { recorded, produced } = difference
  const at = recorded ?? produced!
  const lines = [
    `${played}, and then another way:`,
    ...('time' in at && at.time !== null ? [`  at        ${time(at.time)} UTC`] : []),
    ...('slot' in at && at.slot !== null ? [`  slot      ${at.slot}`] : []),
    `  journal   ${recorded === null ? 'nothing' : `${canonical(recorded)}  (entry ${recorded.seq})`}`,
    `  replay    ${produced === null ? 'nothing' : canonical(produced as LogEntry)}`,
  ]
  return `${lines.join('\n')}\n`
}

const WIDTH = 60

function whatIfText(file: string, { was, is, session }: ReplayOutcome): string {
  const end = ({ equity }: Result) => equity.at(-1)?.[1] ?? session.cash
  const wins = ({ trades }: Result) => trades.filter(({ pnl }) => pnl > 0).length
  const fees = ({ trades }: Result) => trades.reduce((sum, trade) => sum + trade.fees, 0)
  const row = (name: string, of: (result: Result) => number, write: (value: number) => string) => {
    const change = of(is) - of(was)
    return [name, write(of(was)), write(of(is)), change === 0 ? '' : signed(change, write)]
  }
  const figures = [
    ['', 'as it was', `with ${file}`, ''],
    row('final equity', end, money),
    row('trades', ({ trades }) => trades.length, String),
    row('wins', wins, String),
    row('fees', fees, money),
    row('decisions', ({ decisions }) => decisions, String),
    row('faults', ({ faults }) => faults, String),
  ]
  const curves = [was, is].map(({ equity }) =>
    sparkline(
      equity.map(([, value]) => value),
      WIDTH,
    ),
  )
  return [
    ...alignTable(figures, 'lrrr'),
    '',
    `as it was  ${curves[0]}`,
    `with it    ${curves[1]}`,
    '',
    ...tradeLines(was, is),
    '',
  ].join('\n')
}

const signed = (value: number, write: (value: number) => string) =>
  value > 0 ? `+${write(value)}` : write(value)

type SlotTrade = Result['trades'][number]

/** Both lists as one, in order: what only the one has, what only the other has, what both have. */
function tradeLines(was: Result, is: Result): string[] {
  const key = ({ slot, side, entryTime }: SlotTrade) => `${slot} ${side} ${entryTime}`
  const text = (trade: SlotTrade) => JSON.stringify({ ...trade, id: 0 })
  const [before, after] = [was, is].map(
    ({ trades }) => new Map(trades.map((trade) => [key(trade), trade])),
  ) as [Map<string, SlotTrade>, Map<string, SlotTrade>]
  const rows = [...new Map([...before, ...after]).keys()]
    .map((name) => ({ one: before.get(name), other: after.get(name) }))
    .sort((a, b) => (a.one ?? a.other)!.entryTime - (b.one ?? b.other)!.entryTime)
    .flatMap(({ one, other }) => {
      if (one !== undefined && other !== undefined && text(one) === text(other)) return []
      return [...(one ? [tradeRow('-', one)] : []), ...(other ? [tradeRow('+', other)] : [])]
    })
  if (rows.length === 0) return ['the trades are the same']
  return alignTable(
    [['', 'slot', 'side', 'entry', 'price', 'exit', 'price', 'pnl', ''], ...rows],
    'llllrlrrl',
  )
}

const tradeRow = (mark: string, trade: SlotTrade): string[] => [
  ...[mark, trade.slot, trade.side],
  ...[time(trade.entryTime), price(trade.entryPrice)],
  ...[time(trade.exitTime), price(trade.exitPrice)],
  ...[money(trade.pnl), trade.exitReason],
]
