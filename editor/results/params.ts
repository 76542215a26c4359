// The script's parameters above the chart: what is changed here goes into the backtest alone, until it
// is put into the script.
import type { BacktestRequest, ParamSpec } from '#host/faces/http/shapes/backtests.ts'
import { button, fill, h } from '../core/dom.ts'
import { afterPause, type Signal } from '../core/signal.ts'
import type { Run } from './backtester.ts'

export type Params = NonNullable<BacktestRequest['params']>

interface Options {
  readonly run: Signal<Run>
  /** What differs from the script's own values. */
  readonly params: Signal<Params>
  readonly rerun: () => void
  /** Writes the values into the source; those that it could. */
  readonly put: (params: Params) => readonly string[]
}

const PAUSE_MS = 120

export function createParamsBar({ run, params, rerun, put }: Options): HTMLElement {
  const list = h('div.params-list')
  const actions = h('div.params-actions', { hidden: true })
  const element = h('div.params', { 'aria-label': 'parameters', role: 'group', hidden: true })
  element.append(list, actions)
  actions.append(
    button(
      'Put into the script',
      () => {
        const done = put(params.get())
        set(
          Object.fromEntries(Object.entries(params.get()).filter(([name]) => !done.includes(name))),
        )
      },
      { className: 'button small' },
    ),
    button(
      'Reset',
      () => {
        set({})
        draw()
        rerun()
      },
      { className: 'button small' },
    ),
  )
  const running = afterPause(PAUSE_MS, rerun)
  let shown = ''
  let path: string | null = null
  let specs: Readonly<Record<string, ParamSpec>> = {}

  function set(next: Params): void {
    params.set(next)
    const changed = Object.keys(next)
    actions.hidden = changed.length === 0
    for (const field of list.children) {
      field.classList.toggle('is-changed', changed.includes((field as HTMLElement).dataset.name!))
    }
  }

  function change(name: string, value: Params[string]): void {
    const { [name]: _, ...others } = params.get()
    set(value === specs[name]!.default ? others : { ...others, [name]: value })
    running.ask()
  }

  function draw(): void {
    element.hidden = Object.keys(specs).length === 0
    fill(
      list,
      Object.entries(specs).map(([name, spec]) => {
        const value = params.get()[name] ?? spec.default
        const input = inputFor(spec, value, (next) => change(name, next))
        const field = h('label', { title: spec.description ?? name }, h('span', {}, name), input)
        field.dataset.name = name
        return field
      }),
    )
    set(params.get())
  }

  run.watch((now) => {
    if (now.path !== path) {
      path = now.path
      set({})
    }
    const next = now.result?.param_specs ?? (now.path === null ? {} : specs)
    const text = JSON.stringify([path, next])
    if (text === shown) return
    shown = text
    specs = next
    // A value that has become the script's own is no difference any more.
    const kept = Object.entries(params.get()).filter(
      ([name, value]) => specs[name] !== undefined && specs[name].default !== value,
    )
    set(Object.fromEntries(kept))
    draw()
  })
  return element
}

function inputFor(
  { default: own, min, max, step, choices }: ParamSpec,
  value: Params[string],
  change: (value: Params[string]) => void,
): HTMLElement {
  if (choices !== undefined) {
    const made = h(
      'select',
      {},
      ...choices.map((one) => h('option', { selected: one === value }, String(one))),
    )
    made.addEventListener('change', () => change(choices[made.selectedIndex]!))
    return made
  }
  if (typeof own === 'boolean') {
    const made = h('input', { type: 'checkbox', checked: value === true })
    made.addEventListener('change', () => change(made.checked))
    return made
  }
  const made = h('input', { type: 'number', min, max, step: step ?? 'any', value: String(value) })
  made.addEventListener('input', () => {
    if (made.value !== '' && made.checkValidity()) change(Number(made.value))
  })
  return made
}
