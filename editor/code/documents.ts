// The open scripts: each a Monaco model, with what is known of its file on disk.

import type { Language } from '#host/faces/http/shapes/common.ts'
import type { ScriptFile } from '#host/faces/http/shapes/scripts.ts'
import { api } from '../api/client.ts'
import { LANGUAGE_IDS, monaco, uriOf } from './monaco.ts'

export interface Doc {
  readonly path: string
  readonly language: Language
  readonly model: monaco.editor.ITextModel
  /** As it is on disk, as far as the page knows. */
  saved: string
  etag: string
  /** What somebody else has put on disk while there were changes here. */
  conflict: ScriptFile | null
  viewState: monaco.editor.ICodeEditorViewState | null
}

const PLAIN_BRACKETS = { enabled: false, independentColorPoolPerBracketType: false }

export const sourceOf = (doc: Doc): string => doc.model.getValue()
export const isDirty = (doc: Doc): boolean => sourceOf(doc) !== doc.saved

export function languageOf(path: string): Language {
  return path.endsWith('.lua') ? 'lua' : path.endsWith('.ts') ? 'ts' : 'js'
}

export async function loadDoc(path: string): Promise<Doc> {
  const { source, etag, language } = await api.script(path)
  const saved = normal(source)
  return {
    path,
    language,
    model: modelOf(path, language, saved),
    saved,
    etag,
    conflict: null,
    viewState: null,
  }
}

/** The model may be there already: as a file that another one imports. */
export function modelOf(path: string, language: Language, source: string) {
  const uri = uriOf(path)
  const found = monaco.editor.getModel(uri)
  if (found === null) {
    return plainModel(source, LANGUAGE_IDS[language], uri)
  }
  if (found.getValue() !== source) found.setValue(source)
  return found
}

/** A model whose brackets have no colours of their own. */
export function plainModel(source: string, language: string, uri?: monaco.Uri) {
  const made = monaco.editor.createModel(source, language, uri)
  made.updateOptions({ tabSize: 2, insertSpaces: true, bracketColorizationOptions: PLAIN_BRACKETS })
  return made
}

/** Brings what is on disk into the editor as one step that can be undone. */
export function takeTheirs(doc: Doc, file: ScriptFile): void {
  takeMerged(doc, file, normal(file.source))
}

/** What is on disk counts as known; the editor has `source`, by one step that can be undone. */
export function takeMerged(doc: Doc, file: ScriptFile, source: string): void {
  doc.saved = normal(file.source)
  doc.etag = file.etag
  doc.conflict = null
  if (sourceOf(doc) === source) return
  doc.model.pushEditOperations(
    [],
    [{ range: doc.model.getFullModelRange(), text: source }],
    () => null,
  )
}

/** Monaco gives a text one kind of line end; comparing needs the same here. */
export const normal = (source: string): string => source.replaceAll('\r\n', '\n')
