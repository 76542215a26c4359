// Texts side by side: an earlier version, or a file that changed on disk under unsaved changes, with
// what either side changed and what both come to.
import type { ScriptFile } from '#host/faces/http/shapes/scripts.ts'
import { button, fill, h } from '../core/dom.ts'
import { openDialog } from '../layout/dialog.ts'
import { type Doc, plainModel, sourceOf } from './documents.ts'
import type { Merged } from './merge.ts'
import { EDITOR_OPTIONS, LANGUAGE_IDS, monaco } from './monaco.ts'

export type Choice = 'both' | 'mine' | 'theirs' | 'later'

interface Side {
  readonly label: string
  readonly source: string
}

/** What is held against what; named where there are several. */
interface View {
  readonly name: string
  readonly left: Side
  readonly right: Side
}

interface Comparison<T extends string> {
  readonly title: string
  readonly text: string
  /** The first is shown first. */
  readonly views: readonly View[]
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
  const { views, language } = options
  const area = h('div.diff')
  const labels = h('div.diff-labels')
  const made = views.map(({ name, left, right }) => {
    const [original, modified] = [left, right].map(({ source }) => plainModel(source, language))
    const segment = button(name, () => show(name), { className: 'segment' })
    return { name, left, right, segment, models: { original: original!, modified: modified! } }
  })
  const segments = h(
    'div.segments',
    { role: 'group', 'aria-label': 'what to compare' },
    ...made.map(({ segment }) => segment),
  )
  let show: (name: string) => void = () => {}
  return new Promise((resolve) => {
    let answer = options.otherwise
    const choose = (value: T) => {
      answer = value
      dialog.close()
    }
    const dialog = openDialog({
      title: options.title,
      className: 'wide',
      body: [h('p.dim', {}, options.text), views.length > 1 && segments, labels, area],
      actions: options.choices.map(({ value, label, isMain }) =>
        button(label, () => choose(value), { className: isMain ? 'button primary' : 'button' }),
      ),
      onClose: () => {
        view.dispose()
        for (const { models } of made) for (const model of Object.values(models)) model.dispose()
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
    show = (name) => {
      for (const one of made) {
        one.segment.setAttribute('aria-pressed', String(one.name === name))
        if (one.name !== name) continue
        fill(labels, h('span', {}, one.left.label), h('span', {}, one.right.label))
        view.setModel(one.models)
        view.revealFirstDiff()
      }
    }
    show(views[0]!.name)
  })
}

/** `merged`: what both sides' changes come to. */
export function compareConflict(doc: Doc, theirs: ScriptFile, merged: Merged): Promise<Choice> {
  const base: Side = { label: 'Before either changed it', source: doc.saved }
  const mine: Side = { label: 'Yours, unsaved', source: sourceOf(doc) }
  const disk: Side = { label: 'On disk', source: theirs.source }
  const { clashes, text } = merged
  const isClean = clashes === 0
  const both: Side = { label: isClean ? 'Both, merged' : 'Both, with marks', source: text }
  return compare<Choice>({
    title: `${doc.path} changed on disk`,
    text: isClean
      ? 'Somebody saved it while you were editing. Your changes and theirs do not touch: both can be kept.'
      : 'Somebody saved it while you were editing, and changed lines that you changed too. Nothing is lost until you choose.',
    views: [
      { name: 'Yours and theirs', left: disk, right: mine },
      { name: 'What you changed', left: base, right: mine },
      { name: 'What they changed', left: base, right: disk },
      { name: 'Both', left: disk, right: both },
    ],
    language: LANGUAGE_IDS[doc.language],
    choices: [
      { value: 'later', label: 'Decide later' },
      { value: 'theirs', label: 'Take theirs' },
      { value: 'mine', label: 'Keep mine' },
      { value: 'both', label: isClean ? 'Save both' : 'Merge by hand', isMain: true },
    ],
    otherwise: 'later',
  })
}
