// What the keys do, and whose work the page stands on.
import { button, h } from '../core/dom.ts'
import { openDialog } from './dialog.ts'

const KEYS = [
  ['Ctrl+S', 'Save: the running slots take the new version'],
  ['Ctrl+Enter', 'Run the backtest now'],
  ['F8', 'Next problem'],
  ['F1, Ctrl+Shift+P', 'Command palette'],
  ['Ctrl+Space', 'Completion'],
  ['Ctrl+F', 'Find'],
  ['F12, F2', 'Go to a name’s definition; rename it in the file'],
  ['Shift+Alt+F', 'Lay the script out'],
] as const

export function openHelp(startGuide: () => void): void {
  const charts = h(
    'a',
    { href: 'https://www.tradingview.com/', target: '_blank', rel: 'noreferrer' },
    'TradingView Lightweight Charts™',
  )
  const dialog = openDialog({
    title: 'Help',
    body: [
      h(
        'dl.keys',
        {},
        ...KEYS.flatMap(([keys, what]) => [h('dt', {}, h('kbd', {}, keys)), h('dd', {}, what)]),
      ),
      h(
        'p.dim',
        {},
        'Every pause in typing checks the script and runs it over the chosen bars; nothing is saved until you save.',
      ),
      h('p.dim', {}, 'Editor: Monaco. Charts: ', charts, ', © 2025 TradingView, Inc.'),
    ],
    actions: [
      button('First steps', () => {
        dialog.close()
        startGuide()
      }),
      button('Close', () => dialog.close(), { className: 'button primary' }),
    ],
  })
}
