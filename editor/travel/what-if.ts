// What if: the session once more, with the script as it stands in the editor; trades side by side.
import type { LiveTrade } from '#host/faces/http/shapes/board.ts'
import type { Replay, ReplayResult } from '#host/faces/http/shapes/past.ts'
import { api, explain } from '../api/client.ts'
import { button, fill, h } from '../core/dom.ts'
import { dateTime, money, number, price, signed, tone } from '../core/format.ts'
import { openDialog } from '../layout/dialog.ts'

const POLL_MS = 250

/** `source` is what is in the editor. */
export function openWhatIf(path: string, source: string): void {
  let id: string | null = null
  let isOpen = true
  const bar = h('div.progress.is-running', { role: 'progressbar', 'aria-label': 'replay' }, h('i'))
  const area = h('div.what-if', {}, h('p', {}, 'The session is being played again …'), bar)
  const dialog = openDialog({
    title: `What if: the session with ${path} as it is in the editor`,
    className: 'wide',
    body: [area],
    actions: [button('Close', () => dialog.close(), { className: 'button primary' })],
    onClose() {
      isOpen = false
      if (id !== null) api.cancelReplay(id).catch(() => {})
    },
  })

  async function follow(): Promise<Replay> {
    const started = await api.startReplay({ path, source })
    id = started.id
    for (;;) {
      const job = await api.replay(started.id)
      if (job.status !== 'running' || !isOpen) return job
      ;(bar.firstElementChild as HTMLElement).style.width = `${100 * Math.max(job.progress, 0.03)}%`
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    }
  }

  follow().then(
    ({ result, error }) => {
      id = null
      if (result !== null) return fill(area, ...comparison(result))
      fill(area, h('p.empty', {}, error?.message ?? 'It was cancelled.'))
    },
    (error) => fill(area, h('p.empty', {}, explain(error))),
  )
}

function comparison({ was, is, replaced }: ReplayResult): HTMLElement[] {
  const own = (trades: readonly LiveTrade[]) =>
    replaced === null ? trades : trades.filter(({ slot }) => slot.startsWith(`${replaced}/`))
  const sides = [own(was.trades), own(is.trades)] as const
  const pnl = (trades: readonly LiveTrade[]) => trades.reduce((sum, one) => sum + one.pnl, 0)
  const last = (side: ReplayResult['was']) => side.equity.at(-1)?.[1] ?? null
  const rows: (readonly [string, string, string])[] = [
    ['Trades', number(sides[0].length), number(sides[1].length)],
    ['Profit of its trades', signed(pnl(sides[0])), signed(pnl(sides[1]))],
    ['Equity of the session', money(last(was)), money(last(is))],
    ['Faults', number(was.faults), number(is.faults)],
  ]
  const table = h(
    'table.what-if-figures',
    {},
    h('thead', {}, h('tr', {}, h('th'), h('th', {}, 'As it was'), h('th', {}, 'With the edit'))),
    h(
      'tbody',
      {},
      ...rows.map(([name, before, after]) =>
        h('tr', {}, h('th', {}, name), h('td', {}, before), h('td', {}, after)),
      ),
    ),
  )
  return [table, h('div.what-if-trades', {}, ...pairs(sides[0], sides[1]))]
}

/** Trades that begin at one moment in one slot stand beside each other. */
function pairs(was: readonly LiveTrade[], is: readonly LiveTrade[]): HTMLElement[] {
  const keyOf = ({ entryTime, slot }: LiveTrade) => `${String(entryTime).padStart(15, '0')} ${slot}`
  const left = new Map(was.map((trade) => [keyOf(trade), trade]))
  const right = new Map(is.map((trade) => [keyOf(trade), trade]))
  const keys = [...new Set([...left.keys(), ...right.keys()])].sort()
  if (keys.length === 0) return [h('p.empty', {}, 'Neither made a trade.')]
  return keys.map((key) => {
    const [before, after] = [left.get(key), right.get(key)]
    const isSame = before !== undefined && after !== undefined && before.pnl === after.pnl
    return h('div', { class: `pair${isSame ? ' is-same' : ''}` }, side(before), side(after))
  })
}

function side(trade: LiveTrade | undefined): HTMLElement {
  if (trade === undefined) return h('span.dim', {}, '–')
  const { side: way, entryTime, entryPrice, exitPrice, exitReason, pnl, slot } = trade
  const text = `${dateTime(entryTime)} ${way} ${price(entryPrice)} → ${price(exitPrice)}, ${exitReason}`
  return h(
    'span',
    { title: slot.replace('/', ' on ') },
    text,
    h('b', { class: tone(pnl) }, signed(pnl)),
  )
}
