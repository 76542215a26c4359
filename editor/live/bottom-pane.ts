// The tabs at the bottom and what feeds them. Trades and transitions are those of the backtest, or
// of the running session: a switch says which.

import type { BacktestResult, BacktestTrade } from '#host/faces/http/shapes/backtests.ts'
import type { Slot } from '#host/faces/http/shapes/board.ts'
import type { SlotState } from '#host/faces/http/shapes/common.ts'
import type { Channel } from '../api/socket.ts'
import { button, h } from '../core/dom.ts'
import { number } from '../core/format.ts'
import { recall, remember } from '../core/memory.ts'
import { onFrame, type Signal, signal } from '../core/signal.ts'
import { createTabs, type Tabs } from '../layout/tabs.ts'
import type { Backtester } from '../results/backtester.ts'
import { followJournal, journalTable } from './journal-table.ts'
import type { SlotActions } from './slot-actions.ts'
import { slotsTable } from './slots-table.ts'
import {
  keyed,
  liveTradeRow,
  logTable,
  ordersTable,
  type Problem,
  problemsTable,
  type TradeRow,
  type TransitionRow,
  tradesTable,
  transitionsTable,
} from './tables.ts'

interface Options {
  readonly channel: Channel
  readonly backtester: Backtester
  readonly problems: Signal<readonly Problem[]>
  readonly goTo: (problem: Problem) => void
  readonly showTrade: (trade: BacktestTrade) => void
  /** Of a slot of the session, or of the backtest (null). */
  readonly showTime: (time: number, slot: string | null) => void
  readonly openScript: (slot: Slot) => void
  readonly slotActions: SlotActions
  /** To the evaluation at that time: of a slot of the session, or of the backtest (null). */
  readonly travel: (slot: string | null, time: number) => void
  /** To the one that decided what came then. */
  readonly travelToDecision: (slot: string | null, time: number) => void
  /** Stands beside the tables. */
  readonly inspector: HTMLElement
}

export interface BottomPane {
  readonly element: HTMLElement
  readonly tabs: Tabs
  selectTrade(id: number): void
  /** Shows an entry of the session's journal. */
  showEntry(entry: number): void
  /** Shows a tab and gives the keyboard to its table. */
  focus(name: TableName): void
}

export const TABLES = [
  'trades',
  'transitions',
  'problems',
  'log',
  'orders',
  'slots',
  'journal',
] as const
export type TableName = (typeof TABLES)[number]

type Source = 'backtest' | 'live'

export function createBottomPane(options: Options): BottomPane {
  const { channel, backtester, problems } = options
  const source = signal<Source>(
    recall<string>('source', 'backtest') === 'live' ? 'live' : 'backtest',
  )
  const tables = {
    problems: problemsTable(options.goTo),
    log: logTable(),
    transitions: transitionsTable((row) => {
      options.showTime(row.time, row.slot)
      const { travel, travelToDecision } = options
      ;(row.to === 'InTrade' ? travelToDecision : travel)(row.slot, row.time)
    }),
    trades: tradesTable(pickTrade),
    orders: ordersTable(({ slot, time, event }) => {
      options.showTime(time, slot)
      const { travel, travelToDecision } = options
      ;(event === 'filled' ? travelToDecision : travel)(slot, time)
    }),
    slots: slotsTable(options.openScript, options.slotActions),
    journal: journalTable(({ slot, time }) => {
      if (slot === null || time === 0) return
      options.showTime(time, slot)
      options.travel(slot, time)
    }),
  }
  const panel = (table: { element: HTMLElement }) => h('div.panel', {}, table.element)
  const tabs = createTabs('tables', [
    { id: 'trades', label: 'Trades', panel: panel(tables.trades) },
    { id: 'transitions', label: 'Transitions', panel: panel(tables.transitions) },
    { id: 'problems', label: 'Problems', panel: panel(tables.problems) },
    { id: 'log', label: 'Log', panel: panel(tables.log) },
    { id: 'orders', label: 'Orders', panel: panel(tables.orders) },
    { id: 'slots', label: 'Slots', panel: panel(tables.slots) },
    { id: 'journal', label: 'Journal', panel: panel(tables.journal) },
  ])
  const switcher = sourceSwitch(source)
  const element = h(
    'section.bottom',
    { 'aria-label': 'tables' },
    h('div.tab-row', {}, tabs.bar, h('span.spring'), switcher),
    h('div.bottom-body', {}, tabs.body, options.inspector),
  )
  tabs.shown.watch((id) => {
    switcher.hidden = id !== 'trades' && id !== 'transitions'
  })

  let byKey = new Map<string, BacktestTrade>()
  function pickTrade(row: TradeRow): void {
    tables.trades.select(row.key)
    const trade = byKey.get(row.key)
    if (trade !== undefined) options.showTrade(trade)
    else options.showTime(row.entry_time, row.slot)
    options.travelToDecision(row.slot, row.entry_time)
  }

  function drawBacktest(result: BacktestResult | null): void {
    if (source.get() !== 'backtest') return
    const trades = result?.trades ?? []
    byKey = new Map(trades.map((trade) => [`trade ${trade.id}`, trade]))
    tables.trades.setEmpty(
      result === null ? 'No backtest has ended yet.' : 'The backtest made no trade.',
    )
    tables.trades.set(trades.map((trade) => ({ ...trade, key: `trade ${trade.id}`, slot: null })))
    const transitions = result === null ? [] : transitionsOf(result)
    tables.transitions.set(transitions)
    tabs.badge('trades', result === null ? '' : number(result.trades_total ?? trades.length))
    tabs.badge('transitions', result === null ? '' : number(transitions.length))
  }

  const drawLive = onFrame(() => {
    const board = channel.board.get()
    if (board === null) return
    const newest = <T>(list: readonly T[]): T[] => list.toReversed()
    if (source.get() === 'live') {
      tables.trades.setEmpty('No trade yet in this session.')
      tables.trades.set(newest(board.trades.map(liveTradeRow)))
      tables.transitions.set(newest(board.transitions.map(keyed)))
      tabs.badge('trades', number(board.account.trades))
      tabs.badge('transitions', '')
    }
    const logs = (backtester.run.get().result?.logs ?? []).map((line, i) => ({
      ...line,
      kind: 'log' as const,
      source: 'backtest',
      key: `backtest ${i}`,
    }))
    tables.log.set([...newest(board.notes.map(keyed)), ...logs])
    tables.orders.set(newest(board.orders.map(keyed)))
    tables.slots.set(board.slots)
    const held = board.slots.filter(({ status }) => status === 'quarantined').length
    tabs.badge(
      'slots',
      held > 0 ? `${held} held` : number(board.slots.length),
      held > 0 ? 'error' : '',
    )
  })

  let shown: BacktestResult | null | undefined
  backtester.run.watch(({ result }) => {
    if (result === shown) return
    shown = result
    drawBacktest(result)
    drawLive()
  })
  channel.board.on(drawLive)
  const journal = followJournal(channel, tabs.shown, tables.journal)
  source.watch((name) => {
    for (const table of [tables.trades, tables.transitions]) table.fold(name === 'backtest')
  })
  source.on((name) => {
    remember('source', name)
    drawBacktest(backtester.run.get().result)
    drawLive()
  })
  problems.watch((list) => {
    tables.problems.set(list)
    const errors = list.filter(({ severity }) => severity === 'error').length
    tabs.badge(
      'problems',
      list.length === 0 ? '' : number(list.length),
      errors > 0 ? 'error' : 'warning',
    )
  })

  return {
    element,
    tabs,
    focus(name) {
      tabs.shown.set(name)
      tables[name].focus()
    },
    showEntry: (entry) => void journal.reveal(entry),
    selectTrade(id) {
      source.set('backtest')
      tabs.shown.set('trades')
      tables.trades.select(`trade ${id}`)
    },
  }
}

function sourceSwitch(source: Signal<Source>): HTMLElement {
  const choices = (['backtest', 'live'] as const).map((name) => {
    const made = button(name === 'live' ? 'Live session' : 'Backtest', () => source.set(name), {
      className: 'segment',
    })
    source.watch((now) => made.setAttribute('aria-pressed', String(now === name)))
    return made
  })
  return h('div.segments', { role: 'group', 'aria-label': 'of which run' }, ...choices)
}

const STATES: readonly SlotState[] = ['Watch', 'CloseWatch', 'InTrade']

/** As told, or else as far as the states tell. */
function transitionsOf({ transitions, states }: BacktestResult): TransitionRow[] {
  if (transitions !== undefined) {
    return transitions.map((one, i) => ({ ...one, key: String(i), slot: null }))
  }
  return states.map(([time, state], i) => ({
    key: String(i),
    slot: null,
    time,
    from: STATES[states[i - 1]?.[1] ?? 0]!,
    to: STATES[state]!,
    reason: '',
  }))
}
