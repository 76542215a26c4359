// The frame of the page: header, panes, splitters, status bar. On a phone one part shows at a time.
import { button, h, icon } from '../core/dom.ts'
import { createPanes, type Panes } from './panes.ts'
import { theme, toggleTheme } from './theme.ts'

export interface ShellParts {
  readonly files: HTMLElement
  readonly live: HTMLElement
  readonly code: HTMLElement
  readonly results: HTMLElement
  readonly bottom: HTMLElement
  readonly statusBar: HTMLElement
  readonly actions: readonly HTMLElement[]
}

export type Part = 'files' | 'code' | 'results' | 'bottom'

export interface Shell {
  readonly element: HTMLElement
  readonly panes: Panes
  /** Which part a phone shows. */
  show(part: Part): void
}

const PHONE: readonly (readonly [Part, string])[] = [
  ['files', 'Live'],
  ['code', 'Code'],
  ['results', 'Chart'],
  ['bottom', 'Tables'],
]

export const isPhone = (): boolean => matchMedia('(max-width: 720px)').matches

export function createShell(parts: ShellParts): Shell {
  const element = h('div.shell')
  const panes = createPanes(element)
  const toggles = (['left', 'bottom', 'right'] as const).map((pane) => {
    const label = `${{ left: 'Files', bottom: 'Tables', right: 'Chart' }[pane]}: show or hide`
    const made = button(label, () => panes.toggle(pane), {
      icon: pane,
      isIconOnly: true,
      className: 'button icon-button pane-toggle',
    })
    const report = () => made.setAttribute('aria-pressed', String(panes.isOpen(pane)))
    panes.changed.on(report)
    report()
    return made
  })
  const light = button('Dark or light', toggleTheme, {
    icon: 'moon',
    isIconOnly: true,
    className: 'button icon-button',
  })
  theme.watch((name) => light.replaceChildren(icon(name === 'dark' ? 'sun' : 'moon')))

  const show = (part: Part) => {
    element.dataset.part = part
    for (const one of switcher.children) {
      one.setAttribute('aria-pressed', String((one as HTMLElement).dataset.part === part))
    }
  }
  const switcher = h(
    'nav.phone-nav',
    { 'aria-label': 'parts of the page' },
    ...PHONE.map(([part, label]) => {
      const made = button(label, () => show(part), { className: 'phone-tab' })
      made.dataset.part = part
      return made
    }),
  )

  element.append(
    h(
      'header.top',
      {},
      h('h1', {}, icon('flame'), 'Watchfire'),
      h('span.spring'),
      ...parts.actions,
      h('span.divider'),
      ...toggles,
      light,
    ),
    h('div.left', {}, parts.files, panes.splitter('live'), parts.live),
    panes.splitter('left'),
    h('main.middle', {}, parts.code),
    panes.splitter('right'),
    parts.results,
    panes.splitter('bottom'),
    parts.bottom,
    switcher,
    parts.statusBar,
  )
  show('results')
  return { element, panes, show }
}
