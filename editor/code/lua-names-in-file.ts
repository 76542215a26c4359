// Lua: where a name is defined and used, another name for it in the whole file, and layout.
import { type Binding, bindingAt, luaBindings } from './lua-bindings.ts'
import { formatLua } from './lua-format.ts'
import { monaco } from './monaco.ts'

type Model = monaco.editor.ITextModel

const NAME = /^[A-Za-z_]\w*$/

export function teachLuaNames(): void {
  const { languages } = monaco
  languages.registerDefinitionProvider('lua', {
    provideDefinition(model, position) {
      const definition = bindingIn(model, position)?.definition ?? null
      return definition === null ? null : { uri: model.uri, range: rangeIn(model, definition) }
    },
  })
  languages.registerReferenceProvider('lua', {
    provideReferences: (model, position) =>
      usesIn(model, position).map((range) => ({ uri: model.uri, range })),
  })
  languages.registerDocumentHighlightProvider('lua', {
    provideDocumentHighlights: (model, position) =>
      usesIn(model, position).map((range) => ({ range })),
  })
  languages.registerRenameProvider('lua', {
    resolveRenameLocation(model, position) {
      const word = model.getWordAtPosition(position)
      const binding = bindingIn(model, position)
      if (word === null || binding?.definition == null) {
        const range = new monaco.Range(position.lineNumber, 1, position.lineNumber, 1)
        return { range, text: '', rejectReason: 'Only names that this script defines can change.' }
      }
      const { lineNumber } = position
      const range = new monaco.Range(lineNumber, word.startColumn, lineNumber, word.endColumn)
      return { range, text: word.word }
    },
    provideRenameEdits(model, position, newName) {
      if (!NAME.test(newName)) return { edits: [], rejectReason: `"${newName}" is no name.` }
      const edits = usesIn(model, position).map((range) => ({
        resource: model.uri,
        versionId: model.getVersionId(),
        textEdit: { range, text: newName },
      }))
      return { edits }
    },
  })
  languages.registerDocumentFormattingEditProvider('lua', {
    displayName: 'Watchfire',
    provideDocumentFormattingEdits(model) {
      const text = formatLua(model.getValue())
      return text === model.getValue() ? [] : [{ range: model.getFullModelRange(), text }]
    },
  })
}

const bindingIn = (model: Model, position: monaco.Position): Binding | null =>
  bindingAt(luaBindings(model.getValue()), model.getOffsetAt(position))

const usesIn = (model: Model, position: monaco.Position): monaco.Range[] =>
  (bindingIn(model, position)?.uses ?? []).map((use) => rangeIn(model, use))

function rangeIn(model: Model, [start, end]: readonly [number, number]): monaco.Range {
  return monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end))
}
