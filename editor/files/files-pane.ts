// The scripts folder: what lies in it, what runs of it, and what may be done with each file.
import type { ScriptInfo } from '#host/faces/http/shapes/scripts.ts'
import { button, fill, h } from '../core/dom.ts'
import type { Signal } from '../core/signal.ts'
import { openMenu } from '../layout/menu.ts'

interface Options {
  readonly scripts: Signal<readonly ScriptInfo[] | null>
  readonly failure: Signal<string | null>
  readonly current: Signal<string | null>
  /** Paths with changes that are not saved. */
  readonly dirty: Signal<ReadonlySet<string>>
  readonly open: (path: string) => void
  readonly create: () => void
  readonly rename: (path: string) => void
  readonly remove: (path: string) => void
  readonly versions: (path: string) => void
  readonly reloads: (path: string) => void
  readonly attach: (path: string) => void
  readonly rollBack: (path: string) => void
  readonly retry: () => void
}

const STATUS: Readonly<Record<ScriptInfo['status'], string>> = {
  running: 'runs',
  outdated: 'refused: the version before it runs on',
  refused: 'refused: nothing runs',
  disabled: 'not attached',
  library: 'shared code',
}

export function createFilesPane(options: Options): HTMLElement {
  const { scripts, failure, current, dirty } = options
  const list = h('ul.file-list', { 'aria-label': 'scripts' })
  const note = h('div.empty')

  function row(script: ScriptInfo, isInFolder: boolean): HTMLElement {
    const { path, language, status, slots } = script
    const name = path.slice(path.lastIndexOf('/') + 1)
    const count = slots.length > 0 ? ` on ${slots.length} slot${slots.length === 1 ? '' : 's'}` : ''
    const isShown = current.get() === path
    const open = h(
      'button.file-open',
      {
        type: 'button',
        title: `${path}: ${STATUS[status]}${count}`,
        'aria-current': isShown ? 'true' : null,
      },
      h('span', { class: `language ${language}`, 'aria-hidden': 'true' }, language),
      h('span.file-name', {}, name),
      dirty.get().has(path) && h('span.dirty', { title: 'not saved' }, '●'),
      h('span', { class: `status-dot ${status}`, role: 'img', 'aria-label': STATUS[status] }),
    )
    open.addEventListener('click', () => options.open(path))
    const more = button(`Actions for ${path}`, (event) => menu(event, path), {
      icon: 'more',
      isIconOnly: true,
      className: 'button icon-button file-more',
    })
    return h(
      'li',
      { class: `file${isInFolder ? ' nested' : ''}${isShown ? ' is-current' : ''}` },
      open,
      more,
    )
  }

  function menu(event: MouseEvent, path: string): void {
    event.stopPropagation()
    const anchor = (event.currentTarget as HTMLElement).getBoundingClientRect()
    openMenu(anchor, [
      ['Rename …', () => options.rename(path)],
      ['Versions …', () => options.versions(path)],
      ['Reload history …', () => options.reloads(path)],
      ['Attach to a symbol …', () => options.attach(path)],
      ['Roll back what runs …', () => options.rollBack(path)],
      ['Delete …', () => options.remove(path)],
    ])
  }

  function draw(): void {
    const all = scripts.get()
    const problem = failure.get()
    note.hidden = all !== null && all.length > 0
    if (problem !== null) {
      fill(note, h('p', {}, problem), button('Try again', options.retry))
    } else if (all === null) fill(note, 'Loading …')
    else if (all.length === 0) {
      fill(
        note,
        h('p', {}, 'No script yet.'),
        button('New strategy', options.create, { className: 'button primary' }),
      )
    }
    const folders = Map.groupBy(all ?? [], ({ path }) =>
      path.slice(0, Math.max(path.lastIndexOf('/'), 0)),
    )
    const rows: HTMLElement[] = []
    for (const [folder, inside] of [...folders].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (folder !== '') rows.push(h('li.folder', {}, `${folder}/`))
      rows.push(...inside.map((script) => row(script, folder !== '')))
    }
    fill(list, rows)
  }
  scripts.on(draw)
  failure.on(draw)
  current.on(draw)
  dirty.on(draw)
  draw()

  return h(
    'nav.files',
    { 'aria-label': 'files' },
    h(
      'h2.pane-title',
      {},
      'Scripts',
      button('New strategy', options.create, {
        icon: 'plus',
        isIconOnly: true,
        className: 'button icon-button',
      }),
    ),
    h('div.scroll', {}, list, note),
  )
}
