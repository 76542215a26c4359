// Findings of the host as marks in the editor, and of Monaco's own compiler as findings.
import type { Diagnostic } from '#host/faces/http/shapes/common.ts'
import { monaco, uriOf } from './monaco.ts'

const OWNER = 'watchfire'
const { MarkerSeverity } = monaco

export function showProblems(path: string, diagnostics: readonly Diagnostic[]): void {
  const model = monaco.editor.getModel(uriOf(path))
  if (model === null) return
  const own = diagnostics.filter(({ file }) => file === undefined || file === path)
  monaco.editor.setModelMarkers(
    model,
    OWNER,
    own.map((one) => marker(model, one)),
  )
}

function marker(model: monaco.editor.ITextModel, one: Diagnostic): monaco.editor.IMarkerData {
  const line = Math.min(Math.max(one.line, 1), model.getLineCount())
  const column = Math.min(Math.max(one.column, 1), model.getLineMaxColumn(line))
  const word = model.getWordAtPosition({ lineNumber: line, column })
  const endOfLine = model.getLineMaxColumn(line)
  return {
    severity: one.severity === 'error' ? MarkerSeverity.Error : MarkerSeverity.Warning,
    message: one.hint === undefined ? one.message : `${one.message}\n${one.hint}`,
    code: one.code,
    source: 'watchfire',
    startLineNumber: line,
    startColumn: column,
    endLineNumber: line,
    endColumn: word?.endColumn ?? Math.min(column + 1, endOfLine),
  }
}

/** What Monaco's compiler found in a script, in the host's words. */
export function compilerProblems(path: string): Diagnostic[] {
  return monaco.editor
    .getModelMarkers({ resource: uriOf(path) })
    .filter(({ owner, severity }) => owner !== OWNER && severity >= MarkerSeverity.Warning)
    .map((one) => ({
      severity: one.severity === MarkerSeverity.Error ? 'error' : 'warning',
      code: `type ${typeof one.code === 'object' ? one.code.value : (one.code ?? '')}`.trim(),
      message: one.message,
      line: one.startLineNumber,
      column: one.startColumn,
    }))
}

/** Tells when the compiler's findings of any script have changed. */
export const onCompilerProblems = (listener: () => void): monaco.IDisposable =>
  monaco.editor.onDidChangeMarkers(() => listener())
