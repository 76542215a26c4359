// The first two minutes: pick a template, see it trade, change a number, see the trades change.
// Each step ends when it has happened, not when a button says so.
import type { Summary } from '#host/faces/http/shapes/backtests.ts'
import type { Language } from '#host/faces/http/shapes/common.ts'
import { button, fill, h } from '../core/dom.ts'
import { number, signed } from '../core/format.ts'
import { recall, remember } from '../core/memory.ts'
import type { Signal } from '../core/signal.ts'
import type { Run } from '../results/backtester.ts'

interface Options {
  readonly run: Signal<Run>
  readonly createFrom: (name: string, language: Language) => Promise<boolean>
  readonly names: () => ReadonlySet<string>
  /** Selects a number of the open script that is worth changing. */
  readonly selectNumber: () => void
}

export interface Guide {
  readonly element: HTMLElement
  /** From the beginning, also for those who have seen it. */
  start(): void
}

type Step = 'template' | 'trade' | 'change' | 'changed'
/** So often it comes by itself; Help has it always. */
const VISITS_MAX = 2
const STEPS: readonly Step[] = ['template', 'trade', 'change', 'changed']

export function createGuide({ run, createFrom, names, selectNumber }: Options): Guide {
  const element = h('aside.guide', { 'aria-label': 'first steps' })
  let step: Step = 'template'
  const visits = recall('guide-visits', 0)
  let isOpen = !recall('guided', false) && visits < VISITS_MAX
  if (isOpen) remember('guide-visits', visits + 1)

  function end(): void {
    remember('guided', true)
    isOpen = false
    draw()
  }

  function go(next: Step): void {
    step = next
    draw()
  }

  async function begin(language: Language): Promise<void> {
    const taken = names()
    const name = ['first-steps', 'second-steps', 'third-steps'].find((one) => !taken.has(one))
    if (await createFrom(name ?? `steps-${taken.size}`, language)) go('trade')
  }

  function content(): (Node | string)[] {
    const { result, baseline } = run.get()
    switch (step) {
      case 'template':
        return [
          h(
            'p',
            {},
            'Start with a small strategy that works. It follows the crossing of two moving averages. In which language?',
          ),
          h(
            'div.guide-actions',
            {},
            button('TypeScript', () => void begin('ts'), { className: 'button primary' }),
            button('JavaScript', () => void begin('js')),
            button('Lua', () => void begin('lua')),
          ),
        ]
      case 'trade':
        if (result === null) return [h('p', {}, 'It is being run over the recorded market …')]
        return [
          h(
            'p',
            {},
            `It made ${number(result.trades.length)} trades, ${signed(result.summary.net_profit ?? null)} in all. Each is on the chart and in the table: click one to go there.`,
          ),
          h(
            'div.guide-actions',
            {},
            button('Next', () => go('change'), { className: 'button primary' }),
          ),
        ]
      case 'change':
        return [
          h(
            'p',
            {},
            'Now change a number, say how long the fast average looks back. You need not save: the trades follow as you type.',
          ),
          h(
            'div.guide-actions',
            {},
            button('Show me one', selectNumber, { className: 'button primary' }),
          ),
        ]
      case 'changed':
        if (baseline !== null && baseline === result?.summary) {
          return [
            h(
              'p',
              {},
              'Saved: the new version trades live on paper, with the same positions. That is all there is to it.',
            ),
            h('div.guide-actions', {}, button('Done', end, { className: 'button primary' })),
          ]
        }
        return [
          h('p', {}, describeChange(baseline, result?.summary ?? null)),
          h('p', {}, 'Save with Ctrl+S, and it is what trades live.'),
          h('div.guide-actions', {}, button('Done', end, { className: 'button primary' })),
        ]
    }
  }

  function draw(): void {
    element.hidden = !isOpen
    if (!isOpen) return
    const at = STEPS.indexOf(step)
    fill(
      element,
      h(
        'header',
        {},
        h('strong', {}, 'First steps'),
        h('span.dim', {}, `${at + 1} of ${STEPS.length}`),
        h('span.spring'),
        button('Close the guide', end, {
          icon: 'close',
          isIconOnly: true,
          className: 'button icon-button',
        }),
      ),
      h(
        'div.guide-track',
        {},
        ...STEPS.map((_one, i) => h('i', { class: i <= at ? 'is-done' : '' })),
      ),
      ...content(),
    )
  }

  let shown: Run['result'] = null
  run.on(({ result, baseline, status }) => {
    if (!isOpen || result === shown) return
    shown = result
    if (step === 'trade') draw()
    const isChanged = status === 'done' && baseline !== null && baseline !== result?.summary
    // Who edits a script of their own has no need of it.
    if (isChanged && step === 'template') end()
    else if (isChanged && (step === 'change' || step === 'trade')) go('changed')
    else if (step === 'changed') draw()
  })
  draw()
  return {
    element,
    start() {
      isOpen = true
      go('template')
    },
  }
}

function describeChange(before: Summary | null, now: Summary | null): string {
  if (before === null || now === null) return 'The trades have changed.'
  const trades = `${number(before.trades)} trades became ${number(now.trades)}`
  const profit = `the profit went from ${signed(before.net_profit)} to ${signed(now.net_profit)}`
  return `${trades}, and ${profit}. The small figures beside the results are the differences.`
}
