// The middle of the page: open scripts in tabs, one of them in the editor. Opens, saves, notices
// what others did to the files, and asks where both sides changed one.

import type { Diagnostic } from '#host/faces/http/shapes/common.ts'
import type { ScriptFile, ScriptInfo } from '#host/faces/http/shapes/scripts.ts'
import { ApiError, api, explain } from '../api/client.ts'
import { type Signal, signal } from '../core/signal.ts'
import { toast } from '../layout/toasts.ts'
import { defaultRange, literal } from '../results/param-text.ts'
import { compareConflict } from './conflict.ts'
import {
  type Doc,
  isDirty,
  languageOf,
  loadDoc,
  modelOf,
  normal,
  sourceOf,
  takeMerged,
  takeTheirs,
} from './documents.ts'
import { showProblems } from './markers.ts'
import { merge } from './merge.ts'
import { EDITOR_OPTIONS, monaco, uriOf } from './monaco.ts'

export interface Place {
  readonly line: number
  readonly column?: number
}

export interface Workspace {
  readonly editor: monaco.editor.IStandaloneCodeEditor
  readonly docs: Signal<readonly Doc[]>
  readonly current: Signal<Doc | null>
  /** The document whose text changed under somebody's fingers. */
  readonly edited: Signal<Doc | null>
  readonly saved: Signal<Doc | null>
  open(path: string, place?: Place): Promise<void>
  close(path: string): void
  /** `shadow`: to run beside the version that trades, which goes on. */
  save(shadow?: boolean): Promise<boolean>
  /** Writes values into the shown script as the defaults of its parameters; returns which it could. */
  putParams(values: Readonly<Record<string, number | string | boolean>>): readonly string[]
  showProblems(path: string, diagnostics: readonly Diagnostic[]): void
  /** The folder on disk has changed, or may have. */
  refresh(scripts: readonly ScriptInfo[]): Promise<void>
  setTheme(theme: 'dark' | 'light'): void
}

export interface WorkspaceOptions {
  readonly host: HTMLElement
  readonly theme: 'dark' | 'light'
  readonly isReadOnly: boolean
}

export function createWorkspace({ host, theme, isReadOnly }: WorkspaceOptions): Workspace {
  monaco.editor.setTheme(`watchfire-${theme}`)
  const editor = monaco.editor.create(host, {
    ...EDITOR_OPTIONS,
    model: null,
    readOnly: isReadOnly,
    ariaLabel: 'script source',
  })
  const docs = signal<readonly Doc[]>([])
  const current = signal<Doc | null>(null)
  const edited = signal<Doc | null>(null)
  const saved = signal<Doc | null>(null)
  const find = (path: string) => docs.get().find((doc) => doc.path === path)
  const opening = new Map<string, Promise<Doc>>()

  /** Two clicks on the same file open it once. */
  function obtain(path: string): Promise<Doc> {
    const known = find(path)
    if (known !== undefined) return Promise.resolve(known)
    const asked = opening.get(path) ?? loadDoc(path).then(adopt)
    opening.set(path, asked)
    return asked.finally(() => opening.delete(path))
  }

  function adopt(doc: Doc): Doc {
    doc.model.onDidChangeContent(() => {
      docs.touch()
      edited.set(null)
      edited.set(doc)
    })
    docs.set([...docs.get(), doc])
    return doc
  }

  function show(doc: Doc | null): void {
    const before = current.get()
    if (before === doc) return
    if (before !== null) before.viewState = editor.saveViewState()
    editor.setModel(doc?.model ?? null)
    if (doc?.viewState != null) editor.restoreViewState(doc.viewState)
    current.set(doc)
  }

  async function open(path: string, place?: Place): Promise<void> {
    try {
      show(await obtain(path))
    } catch (error) {
      toast('error', `Cannot open ${path}`, explain(error))
      return
    }
    if (place === undefined) return
    const position = { lineNumber: place.line, column: place.column ?? 1 }
    editor.setPosition(position)
    editor.revealPositionInCenterIfOutsideViewport(position)
    editor.focus()
  }

  function close(path: string): void {
    const list = docs.get()
    const at = list.findIndex((doc) => doc.path === path)
    if (at < 0) return
    const doc = list[at]!
    const rest = list.filter((one) => one !== doc)
    if (current.get() === doc) show(rest[Math.min(at, rest.length - 1)] ?? null)
    docs.set(rest)
    doc.model.dispose()
  }

  async function save(shadow = false): Promise<boolean> {
    const doc = current.get()
    if (doc === null || isReadOnly) return false
    if (doc.conflict !== null) return resolve(doc, doc.conflict, shadow)
    return write(doc, doc.etag, shadow)
  }

  async function write(doc: Doc, etag: string, shadow: boolean): Promise<boolean> {
    const source = sourceOf(doc)
    try {
      const answer = await api.save(doc.path, { source, shadow }, etag)
      doc.saved = source
      doc.etag = answer.etag
      doc.conflict = null
    } catch (error) {
      const theirs = conflictOf(error, doc.path)
      if (theirs === 'gone') return shadow ? refuseShadow(doc) : writeAnew(doc)
      if (theirs !== null) return resolve(doc, theirs, shadow)
      toast('error', `Cannot save ${doc.path}`, explain(error))
      return false
    }
    return announceSaved(doc)
  }

  function announceSaved(doc: Doc): true {
    docs.touch()
    saved.set(null)
    saved.set(doc)
    return true
  }

  /** Somebody deleted the file, and with it what a shadow would run beside. */
  function refuseShadow({ path }: Doc): false {
    const text =
      'Nothing trades that a shadow could run beside. Save it, and it is back, and trades.'
    toast('warning', `${path} had been deleted on disk`, text)
    return false
  }

  /** Somebody deleted the file; what is here is all there is of it. */
  async function writeAnew(doc: Doc): Promise<boolean> {
    const source = sourceOf(doc)
    try {
      doc.etag = (await api.create(doc.path, source)).etag
    } catch (error) {
      toast('error', `Cannot save ${doc.path}`, explain(error))
      return false
    }
    doc.saved = source
    toast('info', `${doc.path} is back`, 'It had been deleted on disk.')
    return announceSaved(doc)
  }

  async function resolve(doc: Doc, theirs: ScriptFile, shadow: boolean): Promise<boolean> {
    doc.conflict = theirs
    docs.touch()
    const merged = merge({ base: doc.saved, mine: sourceOf(doc), theirs: normal(theirs.source) })
    const choice = await compareConflict(doc, theirs, merged)
    editor.focus()
    if (choice === 'both') {
      takeMerged(doc, theirs, merged.text)
      docs.touch()
      if (merged.clashes === 0) return write(doc, theirs.etag, shadow)
      toast(
        'info',
        `${doc.path}: both are in the editor`,
        'Settle what is between <<< and >>>, and save.',
      )
    }
    if (choice === 'mine') return write(doc, theirs.etag, shadow)
    if (choice === 'theirs') {
      takeTheirs(doc, theirs)
      docs.touch()
    }
    return false
  }

  /** Disk is the truth for what has no changes here; the others are told apart on the next save. */
  async function refresh(scripts: readonly ScriptInfo[]): Promise<void> {
    const known = new Set(scripts.map(({ path }) => path))
    await Promise.all(
      docs.get().map(async (doc) => {
        if (!known.has(doc.path)) return
        const file = await api.script(doc.path).catch(() => null)
        if (file === null || file.etag === doc.etag) return
        if (sourceOf(doc) === normal(file.source) || !isDirty(doc)) takeTheirs(doc, file)
        else if (doc.conflict?.etag !== file.etag) {
          doc.conflict = file
          toast('warning', `${doc.path} changed on disk`, 'Save to compare it with your version.')
        }
      }),
    )
    await shareLibraries(scripts)
    docs.touch()
  }

  /** Files that scripts import must be models too, or their imports do not resolve. */
  async function shareLibraries(scripts: readonly ScriptInfo[]): Promise<void> {
    const wanted = scripts.filter(
      ({ path, language, status }) =>
        status === 'library' && language !== 'lua' && find(path) === undefined,
    )
    for (const { path } of wanted.slice(0, 50)) {
      if (monaco.editor.getModel(uriOf(path)) !== null) continue
      const file = await api.script(path).catch(() => null)
      if (file !== null) modelOf(path, languageOf(path), file.source)
    }
  }

  return {
    editor,
    docs,
    current,
    edited,
    saved,
    open,
    close,
    save,
    putParams(values) {
      const doc = current.get()
      if (doc === null || isReadOnly) return []
      const source = sourceOf(doc)
      const edits = Object.entries(values).flatMap(([name, value]) => {
        const range = defaultRange(source, name)
        if (range === null) return []
        const [start, end] = [range.start, range.end].map((at) => doc.model.getPositionAt(at))
        return [{ name, range: monaco.Range.fromPositions(start!, end), text: literal(value) }]
      })
      editor.pushUndoStop()
      editor.executeEdits('parameters', edits)
      editor.pushUndoStop()
      return edits.map(({ name }) => name)
    },
    showProblems: (path, diagnostics) => showProblems(path, diagnostics),
    refresh,
    setTheme: (name) => monaco.editor.setTheme(`watchfire-${name}`),
  }
}

/** A conflict's answer carries the file that is there now. */
function conflictOf(error: unknown, path: string): ScriptFile | 'gone' | null {
  if (!(error instanceof ApiError)) return null
  if (error.status === 404) return 'gone'
  if (error.status !== 412) return null
  const current = error.body?.current
  return current == null ? 'gone' : { path, language: languageOf(path), ...current }
}
