// The open scripts as tabs above the editor; a dot stands for changes that are not saved.
import { button, fill, h } from '../core/dom.ts'
import { confirm } from '../layout/dialog.ts'
import { isDirty } from './documents.ts'
import type { Workspace } from './workspace.ts'

export function drawDocTabs(bar: HTMLElement, workspace: Workspace): void {
  const { docs, current } = workspace

  async function close(path: string): Promise<void> {
    const doc = docs.get().find((one) => one.path === path)
    if (doc === undefined) return
    const text = 'Its changes are not saved and will be lost.'
    if (!isDirty(doc) || (await confirm(`Close ${path}?`, text, 'Close'))) workspace.close(path)
  }

  let shown = ''
  const draw = () => {
    const shape = docs
      .get()
      .map((doc) => [doc.path, isDirty(doc), doc.conflict !== null, doc === current.get()])
    // Drawn at each keystroke otherwise.
    const text = JSON.stringify(shape)
    if (text === shown) return
    shown = text
    fill(
      bar,
      docs.get().map((doc) => {
        const { path } = doc
        const isShown = doc === current.get()
        const open = h(
          'button.doc-open',
          { type: 'button', 'aria-current': isShown ? 'true' : null, title: path },
          h('span', { class: `language ${doc.language}`, 'aria-hidden': 'true' }, doc.language),
          path.slice(path.lastIndexOf('/') + 1),
          doc.conflict !== null && h('span.conflict', {}, 'changed on disk'),
          isDirty(doc) && h('span.dirty', { title: 'not saved' }, '●'),
        )
        open.addEventListener('click', () => void workspace.open(path))
        open.addEventListener('auxclick', () => void close(path))
        return h(
          'div',
          { class: `doc-tab${isShown ? ' is-current' : ''}` },
          open,
          button(`Close ${path}`, () => void close(path), {
            icon: 'close',
            isIconOnly: true,
            className: 'button icon-button',
          }),
        )
      }),
    )
  }
  docs.watch(draw)
  current.on(draw)
}
