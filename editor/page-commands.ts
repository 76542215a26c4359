// What the command palette offers: everything that a button or a menu does, for the keyboard.
import type * as Code from './code/index.ts'
import type { Workspace } from './code/workspace.ts'
import type { FileActions } from './files/file-actions.ts'
import type { Panes } from './layout/panes.ts'
import { type BottomPane, TABLES } from './live/bottom-pane.ts'
import type { PageActions } from './page-keys.ts'

interface Parts {
  readonly code: typeof Code
  readonly space: Workspace
  readonly page: PageActions
  readonly files: FileActions
  readonly panes: Panes
  readonly bottom: BottomPane
  readonly current: () => string | null
  readonly travel: (by: 1 | -1) => void
  readonly whatIf: () => void
  readonly guide: () => void
}

export function addPageCommands({
  code,
  space,
  page,
  files,
  panes,
  bottom,
  ...parts
}: Parts): void {
  const { current, travel, whatIf, guide } = parts
  const onCurrent = (act: (path: string) => Promise<void>) => () => {
    const path = current()
    if (path !== null) void act(path)
  }
  code.addCommands(space, [
    { id: 'save', label: 'Save', keys: [code.KEYS.save], run: page.save },
    {
      id: 'save-shadow',
      label: 'Save as a shadow of what trades',
      run: () => void space.save(true),
    },
    { id: 'backtest', label: 'Run the backtest', keys: [code.KEYS.run], run: page.run },
    {
      id: 'next-problem',
      label: 'Go to the next problem',
      keys: [code.KEYS.nextProblem],
      run: page.nextProblem,
    },
    { id: 'palette', label: 'Show all commands', keys: [code.KEYS.palette], run: page.palette },
    { id: 'new', label: 'New strategy', run: () => void files.create() },
    { id: 'rename', label: 'Rename this script', run: onCurrent(files.rename) },
    { id: 'delete', label: 'Delete this script', run: onCurrent(files.remove) },
    {
      id: 'format',
      label: 'Lay this script out',
      keys: [code.KEYS.format],
      run: () => code.layOut(space),
    },
    { id: 'versions', label: 'Compare with an earlier version', run: onCurrent(files.versions) },
    { id: 'files', label: 'Show or hide the files', run: () => panes.toggle('left') },
    { id: 'chart', label: 'Show or hide the chart', run: () => panes.toggle('right') },
    { id: 'tables', label: 'Show or hide the tables', run: () => panes.toggle('bottom') },
    { id: 'step-forward', label: 'Step forward', run: () => travel(1) },
    { id: 'step-back', label: 'Step back', run: () => travel(-1) },
    { id: 'what-if', label: 'What if: the session with this script as edited', run: whatIf },
    { id: 'guide', label: 'First steps', run: guide },
    { id: 'focus-editor', label: 'Go to the editor', run: () => space.editor.focus() },
    ...TABLES.map((name) => ({
      id: `focus-${name}`,
      label: `Go to the ${name}`,
      run: () => {
        panes.reveal('bottom')
        bottom.focus(name)
      },
    })),
  ])
}
