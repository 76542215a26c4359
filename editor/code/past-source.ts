// A version as it ran, with the line that decided; to read.
import type { Language } from '#host/faces/http/shapes/common.ts'
import { button, h } from '../core/dom.ts'
import { openDialog } from '../layout/dialog.ts'
import { plainModel } from './documents.ts'
import { EDITOR_OPTIONS, LANGUAGE_IDS, monaco } from './monaco.ts'

interface PastSource {
  readonly title: string
  readonly source: string
  readonly language: Language
  readonly line: number
}

export function showPastSource({ title, source, language, line }: PastSource): void {
  const area = h('div.diff')
  const model = plainModel(source, LANGUAGE_IDS[language])
  const dialog = openDialog({
    title,
    className: 'wide',
    body: [h('p.dim', {}, 'As it ran then; the script has changed since.'), area],
    actions: [button('Close', () => dialog.close(), { className: 'button primary' })],
    onClose: () => {
      view.dispose()
      model.dispose()
    },
  })
  const view = monaco.editor.create(area, { ...EDITOR_OPTIONS, model, readOnly: true })
  markLine(view, line)
}

/** Shows a line, and lets it stand out. */
export function markLine(editor: monaco.editor.IStandaloneCodeEditor, line: number): void {
  editor.setPosition({ lineNumber: line, column: 1 })
  revealLine(editor, line)
}

let unmark = () => {}

/** As above, with the cursor where it was. */
export function revealLine(editor: monaco.editor.IStandaloneCodeEditor, line: number): void {
  unmark()
  editor.revealLineInCenterIfOutsideViewport(line)
  const marks = editor.createDecorationsCollection([
    {
      range: new monaco.Range(line, 1, line, 1),
      options: { isWholeLine: true, className: 'decided-line' },
    },
  ])
  // It has been seen once the cursor goes elsewhere.
  const ending = editor.onDidChangeCursorPosition(() => unmark())
  unmark = () => {
    ending.dispose()
    marks.clear()
    unmark = () => {}
  }
}
