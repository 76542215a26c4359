// The chart of a slot that runs: the bars that the session takes in, and on them what the slot does, as
// it does it. A choice beside the data sets says whether the chart shows this or the backtest.
import type { Slot } from '#host/faces/http/shapes/board.ts'
import type { Board } from '../api/board.ts'
import { api, explain } from '../api/client.ts'
import type { Channel } from '../api/socket.ts'
import type { PriceChart } from '../chart/price-chart.ts'
import { fill, h } from '../core/dom.ts'
import type { Signal } from '../core/signal.ts'
import { type Sparing, sparing } from '../core/sparing.ts'
import { onSymbol } from './cells.ts'
import { followHeld, type HeldStory } from './held-story.ts'
import { chartedRun, emptyStory, hear, type Story } from './live-run.ts'

export interface LiveChart {
  /** The choice. */
  readonly element: HTMLElement
  /** Brings a moment of a slot into view. */
  show(slot: string, time: number): void
  /** When a trade that is shown was entered; null where there is none of that number. */
  entryOf(trade: number): number | null
}

interface Options {
  readonly channel: Channel
  readonly chart: PriceChart
  /** The script that is open: its slots are offered. */
  readonly script: Signal<string | null>
  /** The slot that the chart shows; null: the backtest. */
  readonly shown: Signal<string | null>
}

/** Drawn anew so often at the most. */
const DRAW_MS = 1000
/** Bars that are shown at first. */
const BARS_FIRST = 240
const PAST_MAX = 1000
/** As many evaluations as the host looks at. */
const POINTS_MAX = 3000
/** The indicators are asked for so often at the most. */
const READINGS_MS = 2000
/** Beyond every bar. */
const TIME_MAX = 8.64e15

interface Showing {
  readonly slot: string
  readonly story: Story
  readonly trades: Map<number, number>
  readonly held: HeldStory
  /** Asks for the indicators over what the chart has bars of. */
  readonly readings: Sparing
  /** SHA-256 of the version that drives it; null before it is known. */
  version: string | null
  /** How long a bar of its data lasts; endless until that is known. */
  barMs: number
  isReady: boolean
}

/** The script is the one that is open: its name says nothing here. */
const labelOf = ({ key, strategy, script, symbol }: Slot): string =>
  `Live: ${strategy === script ? symbol : onSymbol(key)}`

export function createLiveChart({ channel, chart, script, shown }: Options): LiveChart {
  const element = h('select.what-runs', { 'aria-label': 'backtest or live slot' })
  let showing: Showing | null = null
  let timer: number | undefined
  let wantedTime: number | null = null

  const find = (key: string) => channel.board.get()?.slots.find((one) => one.key === key)

  let offered = ''
  function drawChoice(): void {
    const [path, now] = [script.get(), shown.get()]
    const slots = channel.board.get()?.slots ?? []
    const own = slots.filter((slot) => slot.script === path || slot.key === now)
    const options = own.map((slot) => [slot.key, labelOf(slot)] as const)
    const text = JSON.stringify([options, now])
    if (text === offered) return
    offered = text
    fill(
      element,
      h('option', { value: '', selected: now === null }, 'Backtest'),
      ...options.map(([value, label]) => h('option', { value, selected: value === now }, label)),
    )
  }
  element.addEventListener('change', () => shown.set(element.value || null))

  async function begin(slot: Slot): Promise<void> {
    const { key } = slot
    const mine: Showing = {
      ...{
        slot: key,
        story: emptyStory(),
        trades: new Map(),
        barMs: Number.POSITIVE_INFINITY,
        version: null,
        isReady: false,
      },
      held: followHeld(key, () => draw(mine)),
      readings: sparing(() => readIndicators(mine), READINGS_MS),
    }
    showing = mine
    chart.show(null)
    chart.showReadings(null)
    chart.showHeld(null)
    try {
      const [bars, trades, transitions] = await Promise.all([
        api.sessionBars({ symbol: slot.symbol, from: TIME_MAX, points: 10 }),
        api.tradesOf(slot.key, PAST_MAX),
        api.transitionsOf(slot.key, PAST_MAX),
      ])
      if (showing !== mine) return
      hear(mine.story, slot.key, {
        trades: trades.items.toReversed(),
        transitions: transitions.items.toReversed(),
      })
      const { from, to, timeframe_ms: timeframeMs } = bars
      mine.barMs = timeframeMs
      const width = BARS_FIRST * timeframeMs
      const middle = wantedTime === null ? to - width / 2 : wantedTime
      wantedTime = null
      const extent = { dataset: null, symbol: slot.symbol, from, to, timeframeMs }
      await chart.open(extent, { from: middle - width / 2, to: Math.min(middle + width / 2, to) })
      if (showing !== mine) return
      mine.isReady = true
      draw(mine)
    } catch (error) {
      if (showing === mine) chart.failure.set(explain(error))
    }
  }

  /** In the detail that the chart shows; where the host has none, those that there were stay. */
  async function readIndicators(mine: Showing): Promise<void> {
    const loaded = chart.loaded.get()
    if (loaded === null) return
    const points = Math.min(loaded.points, POINTS_MAX)
    const readings = await api.readings(mine.slot, { ...loaded, points })
    if (showing === mine) chart.showReadings(readings)
  }

  function take(mine: Showing, { position }: Slot, board: Board): void {
    hear(mine.story, mine.slot, board)
    mine.held.see(position, board.session.time, mine.barMs)
  }

  function draw(mine: Showing): void {
    const [board, slot] = [channel.board.get(), find(mine.slot)]
    if (board === null || showing !== mine || !mine.isReady) return
    if (slot === undefined) return shown.set(null)
    take(mine, slot, board)
    const run = chartedRun(mine.story, slot, board)
    mine.trades.clear()
    for (const { id, entry_time } of run.trades) mine.trades.set(id, entry_time)
    chart.show(run)
    const { position, order } = slot
    chart.showHeld(mine.held.drawn(board.session.time))
    const running = board.scripts.find(({ strategy }) => strategy === slot.strategy)
    const version = running?.sha256 ?? ''
    if (version !== mine.version) mine.readings.ask()
    mine.version = version
    chart.setLevels({
      stop: position?.stop ?? null,
      target: position?.target ?? null,
      order: order?.price ?? null,
    })
    chart.grow(board.session.time)
  }

  chart.loaded.on(() => {
    if (showing?.isReady === true) showing.readings.ask()
  })
  shown.on((key) => {
    showing?.held.stop()
    showing?.readings.stop()
    showing = null
    chart.setLevels({ stop: null, target: null, order: null })
    drawChoice()
    const slot = key === null ? undefined : find(key)
    if (slot !== undefined) void begin(slot)
  })
  script.on(() => {
    const slot = shown.get() === null ? undefined : find(shown.get()!)
    if (slot !== undefined && slot.script !== script.get()) shown.set(null)
    drawChoice()
  })
  channel.board.watch(() => {
    // What passes through the board between two drawings is not lost.
    const [mine, board] = [showing, channel.board.get()]
    const slot = mine === null ? undefined : find(mine.slot)
    if (mine !== null && slot !== undefined) take(mine, slot, board!)
    if (timer !== undefined) return
    timer = window.setTimeout(() => {
      timer = undefined
      drawChoice()
      if (showing !== null) draw(showing)
    }, DRAW_MS)
  })

  return {
    element,
    show(slot, time) {
      if (shown.get() === slot) return chart.jump({ from: time, to: time })
      wantedTime = time
      shown.set(slot)
    },
    entryOf: (trade) => showing?.trades.get(trade) ?? null,
  }
}
