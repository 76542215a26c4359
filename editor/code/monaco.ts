// Monaco with what this page uses of it: three languages, their workers, two themes. Loaded apart
// from the rest of the page.
import * as monaco from 'monaco-editor/editor/editor.api.js'
import 'monaco-editor/features/register.all.js'
import 'monaco-editor/languages/definitions/javascript/register.js'
import 'monaco-editor/languages/definitions/lua/register.js'
import 'monaco-editor/languages/definitions/typescript/register.js'
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker'
import TypeScriptWorker from 'monaco-editor/language/typescript/ts.worker.js?worker'
import * as typescript from 'monaco-editor/languages/features/typescript/register.js'

export { monaco, typescript }

self.MonacoEnvironment = {
  getWorker: (_id, label) =>
    label === 'typescript' || label === 'javascript' ? new TypeScriptWorker() : new EditorWorker(),
}

const FIRE = 'f0a43a'

monaco.editor.defineTheme('watchfire-dark', {
  base: 'vs-dark',
  inherit: true,
  rules: [
    { token: 'comment', foreground: '7a8699' },
    { token: 'keyword', foreground: 'd99a6c' },
    { token: 'string', foreground: '9cc98b' },
    { token: 'number', foreground: FIRE },
    { token: 'type', foreground: '7fc1ca' },
    { token: 'identifier', foreground: 'd6dbe4' },
    { token: 'delimiter', foreground: 'a3adbd' },
  ],
  colors: {
    'editor.background': '#12161d',
    'editor.foreground': '#d6dbe4',
    'editorLineNumber.foreground': '#7e899a',
    'editorLineNumber.activeForeground': '#b5bfcd',
    'editor.lineHighlightBackground': '#181d26',
    'editor.lineHighlightBorder': '#00000000',
    'editor.selectionBackground': '#2c4a6e',
    'editorCursor.foreground': `#${FIRE}`,
    'editorIndentGuide.background1': '#222934',
    'editorIndentGuide.activeBackground1': '#3a4454',
    'editorWidget.background': '#1a202a',
    'editorWidget.border': '#303948',
    'editorSuggestWidget.selectedBackground': '#2a3a52',
    'editorHoverWidget.background': '#1a202a',
    'quickInput.background': '#1a202a',
    'quickInputList.focusBackground': '#2a3a52',
    'input.background': '#12161d',
    'scrollbarSlider.background': '#3a445466',
    'scrollbarSlider.hoverBackground': '#4a566999',
    focusBorder: '#c98a33',
    'editorStickyScroll.background': '#12161d',
  },
})

monaco.editor.defineTheme('watchfire-light', {
  base: 'vs',
  inherit: true,
  rules: [
    { token: 'comment', foreground: '667080' },
    { token: 'keyword', foreground: 'a14a1c' },
    { token: 'string', foreground: '3c7330' },
    { token: 'number', foreground: '9a5b00' },
    { token: 'type', foreground: '1f6f7c' },
    { token: 'identifier', foreground: '1d2430' },
    { token: 'delimiter', foreground: '56606f' },
  ],
  colors: {
    'editor.background': '#ffffff',
    'editor.foreground': '#1d2430',
    'editorLineNumber.foreground': '#667080',
    'editorLineNumber.activeForeground': '#3d4654',
    'editor.lineHighlightBackground': '#f5f6f8',
    'editor.lineHighlightBorder': '#00000000',
    'editorCursor.foreground': '#b4690e',
    'editorWidget.background': '#ffffff',
    'editorWidget.border': '#cfd5de',
    focusBorder: '#b4690e',
  },
})

export const LANGUAGE_IDS = { lua: 'lua', js: 'javascript', ts: 'typescript' } as const

/** Where a script's model lives: imports between scripts resolve along these. */
export const uriOf = (path: string): monaco.Uri => monaco.Uri.parse(`file:///scripts/${path}`)

export const FONT =
  '"JetBrains Mono", "SF Mono", ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace'

export const EDITOR_OPTIONS: monaco.editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  fontFamily: FONT,
  fontSize: 13,
  lineHeight: 20,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  smoothScrolling: true,
  renderLineHighlight: 'line',
  padding: { top: 8, bottom: 8 },
  tabSize: 2,
  insertSpaces: true,
  fixedOverflowWidgets: true,
  bracketPairColorization: { enabled: false },
  guides: { indentation: true },
  stickyScroll: { enabled: false },
  overviewRulerBorder: false,
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
  lineNumbersMinChars: 4,
  lineDecorationsWidth: 8,
  folding: true,
  suggest: { showStatusBar: false, preview: false },
  acceptSuggestionOnEnter: 'smart',
  quickSuggestions: { strings: true, comments: false, other: true },
  'semanticHighlighting.enabled': false,
}
