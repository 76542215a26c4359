// Beside the tables: the evaluation that is looked at, with buttons to the next one and the one
// before, and the way to the line that decided.
import { button, fill, h, type IconName } from '../core/dom.ts'
import { dateTime, money, number, price, quantity, reading } from '../core/format.ts'
import { describeAnswer, describeFact } from './describe.ts'
import type { Origin, Step } from './step.ts'
import type { Traveller } from './traveller.ts'

interface Options {
  readonly traveller: Traveller
  readonly goTo: (origin: Origin) => void
  /** To an entry of the session's journal. */
  readonly showEntry: (entry: number) => void
  /** A slot's indicators at that time, as far as they are known. */
  readonly readingsAt: (slot: string, time: number) => Step['indicators']
}

export function createInspector(options: Options): HTMLElement {
  const { traveller, readingsAt } = options
  const body = h('div.steps-body', { role: 'status' })
  const title = h('span.steps-title')
  const control = (label: string, icon: IconName, act: () => void) =>
    button(label, act, { icon, isIconOnly: true, className: 'button icon-button' })
  const element = h(
    'section.steps',
    { 'aria-label': 'time travel', hidden: true, tabindex: -1 },
    h(
      'header',
      {},
      control('Decision before', 'first', () => void traveller.move(-1, true)),
      control('Step back', 'back', () => void traveller.move(-1)),
      control('Step forward', 'next', () => void traveller.move(1)),
      control('Next decision', 'last', () => void traveller.move(1, true)),
      title,
      h('span.spring'),
      button('Leave', () => traveller.leave(), {
        icon: 'close',
        isIconOnly: true,
        className: 'button icon-button',
      }),
    ),
    body,
  )
  element.addEventListener('keydown', (event) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (event.key === 'Escape') traveller.leave()
    if (by === 0) return
    event.preventDefault()
    void traveller.move(by, event.shiftKey)
  })
  traveller.journey.watch((journey) => {
    element.hidden = journey === null
    if (journey === null) return
    const { slot, step, isLoading, failure } = journey
    element.classList.toggle('is-loading', isLoading)
    title.textContent = slot === null ? 'Backtest' : slot.replace('/', ' on ')
    const indicators = step === null || slot === null ? [] : readingsAt(slot, step.time)
    const whole = slot === null ? step : step && { ...step, indicators }
    if (whole !== null) return fill(body, ...content(whole, options))
    fill(body, h('p.empty', {}, failure ?? 'Looking …'))
  })
  return element
}

function content(step: Step, { goTo, showEntry }: Options): (Node | null)[] {
  const { origin, call, whyNot, answer, entry } = step
  const place =
    origin === null
      ? null
      : button(
          `line ${origin.line}${origin.version === null ? '' : ` of v${origin.version}`}`,
          () => goTo(origin),
          { className: 'link', title: 'Show the line that decided' },
        )
  return [
    h(
      'div.steps-head',
      {},
      h('strong', {}, `${dateTime(step.time)} UTC`),
      h('span', { class: `chip ${step.state}` }, step.state),
      h('span.dim', {}, `bar ${number(step.barIndex)}`),
    ),
    h(
      'p.steps-said',
      {},
      call === null ? h('span', {}, whyNot ?? '') : h('code', {}, call),
      call === null ? null : h('span', {}, ` returned ${describeAnswer(answer)}`),
      place,
      entry === null
        ? null
        : button(`journal ${number(entry)}`, () => showEntry(entry), {
            className: 'link',
            title: 'Show its entry in the journal',
          }),
    ),
    h(
      'dl.steps-facts',
      {},
      ...rowsOf(step).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
    ),
    list(step.facts.map(describeFact)),
    list(step.logs),
    tree('context.opportunity', step.opportunity),
    tree('context.data', step.data),
    step.isForgotten
      ? h(
          'div.steps-tree',
          {},
          h('span.dim', {}, 'context.data'),
          h('span.dim', {}, 'not kept: the script remembers more than is looked at'),
        )
      : null,
  ]
}

function rowsOf(step: Step): (readonly [string, string])[] {
  const { position, stop, target } = step
  const rows: (readonly [string, string] | false)[] = [
    step.price !== null && ['price', price(step.price)],
    step.equity !== null && ['equity', money(step.equity)],
    position !== null && [
      'position',
      `${position.quantity > 0 ? 'long' : 'short'} ${quantity(Math.abs(position.quantity))} @ ${price(position.entryPrice)}`,
    ],
    stop !== null && ['stop', price(stop)],
    target !== null && ['target', price(target)],
    ...step.indicators.map(({ name, value }) => [name, reading(value)] as const),
  ]
  return rows.filter((row) => row !== false)
}

const list = (lines: readonly string[]): HTMLElement | null =>
  lines.length === 0 ? null : h('ul.steps-list', {}, ...lines.map((line) => h('li', {}, line)))

function tree(name: string, value: unknown): HTMLElement | null {
  const isEmpty = value === null || value === undefined || JSON.stringify(value) === '{}'
  if (isEmpty) return null
  return h('div.steps-tree', {}, h('span.dim', {}, name), h('code', {}, JSON.stringify(value)))
}
