// What the keyboard and the command palette can do here, beyond the editor's own actions.
import type { Signal } from '../core/signal.ts'
import { monaco } from './monaco.ts'
import type { Workspace } from './workspace.ts'

export interface Command {
  readonly id: string
  readonly label: string
  readonly keys?: readonly number[]
  readonly run: () => void
}

const { KeyMod, KeyCode } = monaco
/** The palette goes by the alphabet, in which spaces come first: ours before the editor's own. */
const OURS = '  Watchfire: '
const SCRIPTS = ' '
export const KEYS = {
  save: KeyMod.CtrlCmd | KeyCode.KeyS,
  run: KeyMod.CtrlCmd | KeyCode.Enter,
  palette: KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyP,
  nextProblem: KeyCode.F8,
  format: KeyMod.Shift | KeyMod.Alt | KeyCode.KeyF,
} as const

/** Returns how to take them back. */
export function addCommands(
  { editor }: Workspace,
  commands: readonly Command[],
  prefix = OURS,
): () => void {
  const added = commands.map(({ id, label, keys, run }) =>
    editor.addAction({
      id: `watchfire.${id}`,
      label: prefix + label,
      ...(keys === undefined ? {} : { keybindings: [...keys] }),
      run: () => run(),
    }),
  )
  return () => {
    for (const one of added) one.dispose()
  }
}

/** Every script of the folder can be opened from the palette, by its name. */
export function offerScripts(
  workspace: Workspace,
  scripts: Signal<readonly { readonly path: string }[] | null>,
): void {
  let offered = ''
  let withdraw = () => {}
  scripts.watch((list) => {
    const paths = (list ?? []).map(({ path }) => path)
    if (paths.join() === offered) return
    offered = paths.join()
    withdraw()
    const commands = paths.map((path) => ({
      id: `open ${path}`,
      label: `Open ${path}`,
      run: () => void workspace.open(path, { line: 1 }),
    }))
    withdraw = addCommands(workspace, commands, SCRIPTS)
  })
}

export function openPalette({ editor }: Workspace): void {
  editor.focus()
  editor.trigger('page', 'editor.action.quickCommand', null)
}

/** By the language's own formatter. */
export function layOut({ editor }: Workspace): void {
  editor.trigger('page', 'editor.action.formatDocument', null)
}

export function nextProblem({ editor }: Workspace): void {
  editor.focus()
  editor.trigger('page', 'editor.action.marker.next', null)
}
