// What the keyboard and the command palette can do here, beyond the editor's own actions.
import { monaco } from './monaco.ts'
import type { Workspace } from './workspace.ts'

export interface Command {
  readonly id: string
  readonly label: string
  readonly keys?: readonly number[]
  readonly run: () => void
}

const { KeyMod, KeyCode } = monaco
export const KEYS = {
  save: KeyMod.CtrlCmd | KeyCode.KeyS,
  run: KeyMod.CtrlCmd | KeyCode.Enter,
  palette: KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyP,
  nextProblem: KeyCode.F8,
} as const

export function addCommands(workspace: Workspace, commands: readonly Command[]): void {
  for (const { id, label, keys, run } of commands) {
    workspace.editor.addAction({
      id: `watchfire.${id}`,
      label: `Watchfire: ${label}`,
      ...(keys === undefined ? {} : { keybindings: [...keys] }),
      run: () => run(),
    })
  }
}

export function openPalette({ editor }: Workspace): void {
  editor.focus()
  editor.trigger('page', 'editor.action.quickCommand', null)
}

export function nextProblem({ editor }: Workspace): void {
  editor.focus()
  editor.trigger('page', 'editor.action.marker.next', null)
}
