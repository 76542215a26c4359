// Short messages at the corner of the page; errors stay until they are closed.
import { button, h } from '../core/dom.ts'

export type ToastKind = 'good' | 'info' | 'warning' | 'error'

const SHOWN_MS = 6000
const KEPT = 4
const area = h('div.toasts', { role: 'log', 'aria-live': 'polite', 'aria-label': 'messages' })

/** One takes the place of those before it that were about the same. */
export function toast(kind: ToastKind, title: string, text = '', about = title): void {
  if (!area.isConnected) document.body.append(area)
  for (const old of area.querySelectorAll<HTMLElement>('.toast')) {
    if (old.dataset.about === about) old.remove()
  }
  const made = h(
    'div',
    { class: `toast ${kind}` },
    h('div', {}, h('strong', {}, title), text !== '' && h('p', {}, text)),
    button('Dismiss', () => made.remove(), {
      icon: 'close',
      isIconOnly: true,
      className: 'button icon-button',
    }),
  )
  made.dataset.about = about
  area.append(made)
  while (area.childElementCount > KEPT) area.firstElementChild?.remove()
  if (kind !== 'error') setTimeout(() => made.remove(), SHOWN_MS)
}
