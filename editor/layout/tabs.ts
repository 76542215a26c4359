// Tabs after the ARIA pattern: arrows move between them, one panel shows.
import { h } from '../core/dom.ts'
import { recall, remember } from '../core/memory.ts'
import { type Signal, signal } from '../core/signal.ts'

export interface TabSpec {
  readonly id: string
  readonly label: string
  readonly panel: HTMLElement
}

export interface Tabs {
  readonly bar: HTMLElement
  readonly body: HTMLElement
  readonly shown: Signal<string>
  /** A small figure beside a tab's name; empty for none. */
  badge(id: string, text: string, tone?: string): void
}

export function createTabs(name: string, specs: readonly TabSpec[]): Tabs {
  const first = specs[0]!.id
  const stored = recall(name, first)
  const shown = signal(specs.some(({ id }) => id === stored) ? stored : first)
  const bar = h('div.tabs', { role: 'tablist', 'aria-label': name })
  const body = h('div.tab-body')
  const tabs = new Map<string, HTMLButtonElement>()
  for (const { id, label, panel } of specs) {
    const tab = h('button', {
      type: 'button',
      role: 'tab',
      id: `tab-${id}`,
      'aria-controls': `panel-${id}`,
    })
    tab.append(label, h('span.badge'))
    tab.addEventListener('click', () => shown.set(id))
    panel.id = `panel-${id}`
    panel.setAttribute('role', 'tabpanel')
    panel.setAttribute('aria-labelledby', tab.id)
    panel.tabIndex = 0
    tabs.set(id, tab)
    bar.append(tab)
    body.append(panel)
  }
  bar.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    const at = specs.findIndex(({ id }) => id === shown.get())
    const { id } = specs[(at + step + specs.length) % specs.length]!
    shown.set(id)
    tabs.get(id)!.focus()
  })
  shown.watch((current) => {
    remember(name, current)
    for (const { id, panel } of specs) {
      const tab = tabs.get(id)!
      tab.setAttribute('aria-selected', String(id === current))
      tab.tabIndex = id === current ? 0 : -1
      panel.hidden = id !== current
    }
  })
  return {
    bar,
    body,
    shown,
    badge(id, text, tone = '') {
      const badge = tabs.get(id)!.lastElementChild!
      badge.textContent = text
      badge.className = `badge ${tone}`
    },
  }
}
