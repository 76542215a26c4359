// A shadow beside the version that trades: what each has made since the shadow began, and the two
// ways on from here.
import type { Shadow } from '#host/faces/http/shapes/board.ts'
import { api, explain } from '../api/client.ts'
import { button, fill, h } from '../core/dom.ts'
import { dateTime, signed, tone } from '../core/format.ts'
import { openDialog } from '../layout/dialog.ts'

const REFRESH_MS = 2000
const WIDTH = 640
const HEIGHT = 220
const SVG = 'http://www.w3.org/2000/svg'

interface Options {
  /** The shadow's id. */
  readonly strategy: string
  readonly promote: () => void
  readonly drop: () => void
}

export function openShadow({ strategy, promote, drop }: Options): void {
  const area = h('div.shadow', {}, h('p.empty', {}, 'Asking for its curves …'))
  const act = (what: () => void) => () => {
    dialog.close()
    what()
  }
  const dialog = openDialog({
    title: `${strategy.replace(/~shadow$/, '')}: shadow and live`,
    className: 'wide',
    body: [area],
    actions: [
      button('Drop the shadow', act(drop), { className: 'button danger' }),
      button('Close', () => dialog.close()),
      button('Promote it', act(promote), { className: 'button primary' }),
    ],
    onClose: () => clearInterval(timer),
  })

  async function refresh(): Promise<void> {
    try {
      const shadow = (await api.shadows()).items.find((one) => one.strategy === strategy)
      if (shadow === undefined) fill(area, h('p.empty', {}, 'The shadow is gone.'))
      else fill(area, ...comparison(shadow))
    } catch (error) {
      fill(area, h('p.empty', {}, explain(error)))
    }
  }
  const timer = setInterval(() => void refresh(), REFRESH_MS)
  void refresh()
}

function comparison({ live, points }: Shadow): Element[] {
  const last = points.at(-1)
  if (last === undefined) return [h('p.empty', {}, 'No bar of it has closed yet.')]
  const [until, shadow, own] = last
  const figure = (className: string, label: string, value: number) =>
    h('div.shadow-figure', {}, h(`span.${className}`, {}, label), bold(value))
  const bold = (value: number) => h('b', { class: tone(value) }, signed(value))
  const figures = h(
    'div.shadow-figures',
    {},
    figure('is-shadow', 'Shadow', shadow),
    figure('is-live', live === null ? 'Whole account' : 'Live', own),
    figure('is-difference', 'Difference', shadow - own),
  )
  const since = `Made since ${dateTime(points[0]![0])}, until ${dateTime(until)}; the shadow's orders are virtual.`
  return [figures, curves(points), h('p.dim', {}, since)]
}

function curves(points: Shadow['points']): SVGElement {
  const values = points.flatMap(([, shadow, live]) => [shadow, live])
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)]
  const [from, to] = [points[0]![0], points.at(-1)![0]]
  const x = (time: number) => ((time - from) / Math.max(to - from, 1)) * WIDTH
  const y = (value: number) => HEIGHT - ((value - low) / Math.max(high - low, 1e-9)) * HEIGHT
  const line = (className: string, of: (point: Shadow['points'][number]) => number) =>
    element('polyline', {
      class: className,
      points: points
        .map((point) => `${x(point[0]).toFixed(1)},${y(of(point)).toFixed(1)}`)
        .join(' '),
    })
  const zero = element('line', { class: 'zero', x1: 0, x2: WIDTH, y1: y(0), y2: y(0) })
  const label = 'what the shadow and the live version have made over time'
  const made = element('svg', {
    class: 'shadow-curves',
    viewBox: `0 -4 ${WIDTH} ${HEIGHT + 8}`,
    preserveAspectRatio: 'none',
    role: 'img',
    'aria-label': label,
  })
  made.append(
    zero,
    line('is-live', (point) => point[2]),
    line('is-shadow', (point) => point[1]),
  )
  return made
}

function element(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  return made
}
