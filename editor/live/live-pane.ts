// The running session beside the files: the account, its equity as a line, and every slot in short.
import type { Slot } from '#host/faces/http/shapes/board.ts'
import type { Board } from '../api/board.ts'
import { button, fill, h } from '../core/dom.ts'
import { money, number, signed, tone } from '../core/format.ts'
import { onFrame, type Signal } from '../core/signal.ts'
import { strategyOf } from './cells.ts'
import { releaseButton } from './slots-table.ts'

interface Options {
  readonly board: Signal<Board | null>
  readonly openScript: (slot: Slot) => void
  readonly release: (key: string) => void
  /** To the table that has them all. */
  readonly showAll: () => void
}

/** More of them nobody reads in a column; the table lists any number. */
const SHOWN_MAX = 40

export function createLivePane({ board, openScript, release, showAll }: Options): HTMLElement {
  const equity = h('div.account-equity')
  const facts = h('div.account-facts')
  const spark = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  spark.setAttribute('class', 'spark')
  spark.setAttribute('preserveAspectRatio', 'none')
  spark.setAttribute('viewBox', '0 0 1000 100')
  spark.setAttribute('aria-hidden', 'true')
  const list = h('ul.slot-list')
  const rest = button('', showAll, { className: 'link slot-rest' })
  const empty = h('p.empty', {}, 'Waiting for the session …')
  const rows = new Map<string, ReturnType<typeof makeRow>>()

  function makeRow(key: string) {
    const name = h('span.slot-name')
    const state = h('span.chip')
    const detail = h('span.slot-detail')
    const pnl = h('span.number')
    const open = h('button.slot', { type: 'button' }, name, state, detail, pnl)
    const held = h('span.slot-release', { hidden: true }, releaseButton(key, release))
    const item = h('li', {}, open, held)
    const row = { item, name, state, detail, pnl, held, slot: null as Slot | null }
    open.addEventListener('click', () => row.slot !== null && openScript(row.slot))
    return row
  }

  function drawSlot(slot: Slot): HTMLElement {
    const row = rows.get(slot.key) ?? makeRow(slot.key)
    rows.set(slot.key, row)
    row.slot = slot
    const label = slot.status === 'running' ? slot.state : slot.status
    row.name.textContent = strategyOf(slot)
    row.name.title = slot.script
    row.state.textContent = label
    row.state.className = `chip ${label}`
    const isWarming = slot.bars <= slot.warmup
    const warming = isWarming ? ` · warm-up ${slot.bars}/${slot.warmup}` : ''
    row.detail.textContent = `${slot.symbol} ${slot.timeframe}${warming}`
    // What it is at stands there instead; a version that was reloaded may hold something meanwhile.
    row.pnl.textContent = isWarming && slot.pnl === 0 ? '' : signed(slot.pnl)
    row.pnl.className = `number ${tone(slot.pnl)}`
    row.held.hidden = slot.status !== 'quarantined'
    return row.item
  }

  function draw(): void {
    const now = board.get()
    if (now === null) return
    const { account, slots } = now
    const pnl = account.equity - account.initialCash
    fill(
      equity,
      h('span.big', {}, money(account.equity)),
      h('span', { class: `pnl ${tone(pnl)}` }, signed(pnl)),
    )
    const won = account.trades === 0 ? '–' : `${number((100 * account.wins) / account.trades)} %`
    fill(
      facts,
      h('span', {}, `${number(account.positions)} open`),
      h('span', {}, `${number(account.trades)} trades`),
      h('span', {}, `${won} won`),
    )
    drawSpark(spark, now)
    empty.hidden = slots.length > 0
    empty.textContent = 'No slot runs yet. Save a strategy, and it trades at once.'
    const items = mostTelling(slots).map(drawSlot)
    rest.hidden = items.length === slots.length
    rest.textContent = `and ${number(slots.length - items.length)} more …`
    for (const [i, item] of items.entries()) {
      if (list.children[i] !== item) list.insertBefore(item, list.children[i] ?? null)
    }
    while (list.childElementCount > items.length) list.lastElementChild!.remove()
  }
  board.on(onFrame(draw))

  return h(
    'section.live',
    { 'aria-label': 'live session' },
    h('h2.pane-title', {}, 'Live', h('span.paper-chip', {}, 'paper')),
    h('div.account', {}, equity, facts, spark),
    h(
      'div.scroll',
      { tabindex: 0, role: 'region', 'aria-label': 'slots in short' },
      list,
      rest,
      empty,
    ),
  )
}

/** All of them where they are few; else those that hold something or are in trouble come first. */
function mostTelling(slots: readonly Slot[]): readonly Slot[] {
  if (slots.length <= SHOWN_MAX) return slots
  const rank = ({ status, position, state }: Slot) =>
    status === 'quarantined' ? 0 : position !== null ? 1 : state !== 'Watch' ? 2 : 3
  return slots.toSorted((a, b) => rank(a) - rank(b)).slice(0, SHOWN_MAX)
}

function drawSpark(spark: SVGSVGElement, { equity, account }: Board): void {
  if (equity.length < 2) return spark.replaceChildren()
  const start = account.initialCash
  let [low, high] = [start, start]
  for (const [, value] of equity) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  const first = equity[0]![0]
  const length = equity.at(-1)![0] - first || 1
  const y = (value: number) => (96 - (92 * (value - low)) / (high - low || 1)).toFixed(1)
  const points = equity.map(([t, v]) => `${((1000 * (t - first)) / length).toFixed(1)},${y(v)}`)
  const side = account.equity >= start ? 'up' : 'down'
  spark.replaceChildren(
    shape('path', { class: `area ${side}`, d: `M0,100 L${points.join(' L')} L1000,100 Z` }),
    shape('line', { class: 'start', x1: '0', x2: '1000', y1: y(start), y2: y(start) }),
    shape('polyline', { class: `line ${side}`, points: points.join(' ') }),
  )
}

function shape(tag: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  return made
}
