// What became of every save of a script in this session, newest first.
import { api, explain } from '../api/client.ts'
import { button, fill, h } from '../core/dom.ts'
import { openDialog } from '../layout/dialog.ts'

const TONES: Readonly<Record<string, string>> = {
  refused: 'refused',
  kept: 'refused',
  'rolled back': 'outdated',
}

export function openReloadHistory(script: string): void {
  const area = h('div.versions', {}, h('p.empty', {}, 'Loading …'))
  const dialog = openDialog({
    title: `Reloads of ${script}`,
    body: [area],
    actions: [button('Close', () => dialog.close(), { className: 'button primary' })],
  })
  api.reloads(script).then(
    ({ items }) => {
      if (items.length === 0) return fill(area, h('p.empty', {}, 'None in this session.'))
      fill(
        area,
        items.map(({ change, wall, sha256, notes }) =>
          h(
            'div.reload',
            {},
            h('span.dim', {}, wall.slice(0, 19).replace('T', ' ')),
            h('span', { class: `status-dot ${TONES[change] ?? 'running'}`, 'aria-hidden': 'true' }),
            h('strong', {}, change),
            sha256 !== null && h('code', {}, sha256.slice(0, 8)),
            notes.length > 0 && h('p', {}, notes.join('; ')),
          ),
        ),
      )
    },
    (error) => fill(area, h('p.empty', {}, explain(error))),
  )
}
