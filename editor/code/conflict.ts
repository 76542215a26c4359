// Two texts side by side: a file that changed on disk under unsaved changes, or an earlier version.
import type { ScriptFile } from '#host/faces/http/shapes/scripts.ts'
import { button, h } from '../core/dom.ts'
import { openDialog } from '../layout/dialog.ts'
import { type Doc, plainModel, sourceOf } from './documents.ts'
import { EDITOR_OPTIONS, LANGUAGE_IDS, monaco } from './monaco.ts'

export type Choice = 'mine' | 'theirs' | 'later'

interface Comparison<T extends string> {
  readonly title: string
  readonly text: string
  readonly left: { readonly label: string; readonly source: string }
  readonly right: { readonly label: string; readonly source: string }
  readonly language: string
  readonly choices: readonly {
    readonly value: T
    readonly label: string
    readonly isMain?: boolean
  }[]
  /** What closing the dialog means. */
  readonly otherwise: T
}

export function compare<T extends string>(options: Comparison<T>): Promise<T> {
  const { left, right, language } = options
  const area = h('div.diff')
  const models = [left, right].map(({ source }) => plainModel(source, language))
  return new Promise((resolve) => {
    let answer = options.otherwise
    const choose = (value: T) => {
      answer = value
      dialog.close()
    }
    const dialog = openDialog({
      title: options.title,
      className: 'wide',
      body: [
        h('p.dim', {}, options.text),
        h('div.diff-labels', {}, h('span', {}, left.label), h('span', {}, right.label)),
        area,
      ],
      actions: options.choices.map(({ value, label, isMain }) =>
        button(label, () => choose(value), { className: isMain ? 'button primary' : 'button' }),
      ),
      onClose: () => {
        view.dispose()
        for (const model of models) model.dispose()
        resolve(answer)
      },
    })
    const view = monaco.editor.createDiffEditor(area, {
      ...EDITOR_OPTIONS,
      readOnly: true,
      originalEditable: false,
      renderOverviewRuler: false,
      renderMarginRevertIcon: false,
      glyphMargin: false,
      lineNumbersMinChars: 3,
      renderLineHighlight: 'none',
      renderSideBySide: window.innerWidth > 800,
    })
    view.setModel({ original: models[0]!, modified: models[1]! })
    view.revealFirstDiff()
  })
}

export function compareConflict(doc: Doc, theirs: ScriptFile): Promise<Choice> {
  return compare<Choice>({
    title: `${doc.path} changed on disk`,
    text: 'Somebody saved it while you were editing. Nothing is lost until you choose.',
    left: { label: 'On disk', source: theirs.source },
    right: { label: 'Yours, unsaved', source: sourceOf(doc) },
    language: LANGUAGE_IDS[doc.language],
    choices: [
      { value: 'later', label: 'Decide later' },
      { value: 'theirs', label: 'Take theirs' },
      { value: 'mine', label: 'Keep mine', isMain: true },
    ],
    otherwise: 'later',
  })
}
