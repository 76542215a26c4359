// Lua with help: completion, hover and signatures from the host's description of the script API.
import type { ApiEntry } from '#host/faces/http/shapes/scripts.ts'
import {
  callAt,
  findEntry,
  type LuaApi,
  luaAliases,
  luaApi,
  luaParams,
  parametersOf,
} from './lua-names.ts'
import { teachLuaNames } from './lua-names-in-file.ts'
import { monaco } from './monaco.ts'

type Model = monaco.editor.ITextModel
type Position = monaco.Position

const { CompletionItemKind, CompletionItemInsertTextRule } = monaco.languages
const KEYWORDS =
  'and break do else elseif end false for function if in local nil not or repeat return then true until while'.split(
    ' ',
  )

export function teachLua(entries: readonly ApiEntry[]): void {
  const api = luaApi(entries)
  monaco.languages.setLanguageConfiguration('lua', CONFIGURATION)
  teachLuaNames()
  monaco.languages.registerCompletionItemProvider('lua', {
    triggerCharacters: ['.'],
    provideCompletionItems: (model, position) => ({ suggestions: complete(api, model, position) }),
  })
  monaco.languages.registerHoverProvider('lua', {
    provideHover: (model, position) => hover(api, model, position),
  })
  monaco.languages.registerSignatureHelpProvider('lua', {
    signatureHelpTriggerCharacters: ['(', ',', '{'],
    provideSignatureHelp: (model, position) => signature(api, model, position),
  })
}

const CONFIGURATION: monaco.languages.LanguageConfiguration = {
  comments: { lineComment: '--', blockComment: ['--[[', ']]'] },
  brackets: [
    ['{', '}'],
    ['[', ']'],
    ['(', ')'],
  ],
  autoClosingPairs: [
    { open: '{', close: '}' },
    { open: '[', close: ']' },
    { open: '(', close: ')' },
    { open: '"', close: '"', notIn: ['string', 'comment'] },
    { open: "'", close: "'", notIn: ['string', 'comment'] },
  ],
  indentationRules: {
    increaseIndentPattern:
      /^((?!--).)*(\b(else|elseif|function|then|do|repeat)\b((?!\bend\b).)*|\{\s*)$/,
    decreaseIndentPattern: /^\s*((elseif|else|end|until)\b|\})/,
  },
}

const lineBefore = (model: Model, { lineNumber, column }: Position): string =>
  model.getLineContent(lineNumber).slice(0, column - 1)

function complete(
  api: LuaApi,
  model: Model,
  position: Position,
): monaco.languages.CompletionItem[] {
  const word = model.getWordUntilPosition(position)
  const range = new monaco.Range(
    position.lineNumber,
    word.startColumn,
    position.lineNumber,
    word.endColumn,
  )
  const source = model.getValue()
  const path = /([A-Za-z_][\w.]*)\.\w*$/.exec(lineBefore(model, position))?.[1]
  if (path !== undefined) {
    const aliases = luaAliases(source)
    if ((aliases.get(path) ?? path) === 'context.params') {
      return luaParams(source).map(({ name, doc }) => ({
        label: name,
        kind: CompletionItemKind.Property,
        insertText: name,
        documentation: doc,
        range,
      }))
    }
    const entry = findEntry(api, path, aliases)
    return (entry?.members ?? []).map((member) => item(member, range))
  }
  return [
    ...[...api.values()].map((entry) => item(entry, range)),
    ...[...luaAliases(source).keys()]
      .filter((name) => !api.has(name))
      .map((name) => ({ label: name, kind: CompletionItemKind.Variable, insertText: name, range })),
    ...KEYWORDS.map((name) => ({
      label: name,
      kind: CompletionItemKind.Keyword,
      insertText: name,
      range,
    })),
  ]
}

function item(entry: ApiEntry, range: monaco.IRange): monaco.languages.CompletionItem {
  const isCall = entry.kind === 'function'
  const takesNothing = entry.signature != null && parametersOf(entry.signature).length === 0
  const base = {
    label: entry.name,
    kind: kindOf(entry),
    detail: entry.signature ?? '',
    documentation: { value: entry.doc ?? '' },
    range,
  }
  if (!isCall) return { ...base, insertText: entry.name }
  return {
    ...base,
    insertText: takesNothing ? `${entry.name}()` : `${entry.name}($0)`,
    insertTextRules: CompletionItemInsertTextRule.InsertAsSnippet,
    ...(takesNothing ? {} : { command: { id: 'editor.action.triggerParameterHints', title: '' } }),
  }
}

function kindOf({ kind }: ApiEntry): monaco.languages.CompletionItemKind {
  if (kind === 'function') return CompletionItemKind.Method
  if (kind === 'callback') return CompletionItemKind.Event
  if (kind === 'object') return CompletionItemKind.Module
  return kind === 'value' ? CompletionItemKind.Value : CompletionItemKind.Property
}

/** The dotted path that ends with the word at the position. */
function pathAt(model: Model, position: Position): { path: string; range: monaco.IRange } | null {
  const word = model.getWordAtPosition(position)
  if (word === null) return null
  const { lineNumber } = position
  const before = model.getLineContent(lineNumber).slice(0, word.startColumn - 1)
  const lead = /((?:[A-Za-z_]\w*\.)*)$/.exec(before)![1]!
  const range = new monaco.Range(lineNumber, word.startColumn, lineNumber, word.endColumn)
  return { path: lead + word.word, range }
}

function hover(api: LuaApi, model: Model, position: Position): monaco.languages.Hover | null {
  const at = pathAt(model, position)
  if (at === null) return null
  const source = model.getValue()
  const aliases = luaAliases(source)
  const entry = findEntry(api, at.path, aliases)
  if (entry !== null) {
    const head = entry.signature ?? entry.name
    return {
      range: at.range,
      contents: [{ value: `\`\`\`lua\n${head}\n\`\`\`` }, { value: entry.doc ?? '' }],
    }
  }
  const [, owner, name] = /^(.*)\.(\w+)$/.exec(at.path) ?? []
  if ((aliases.get(owner ?? '') ?? owner) !== 'context.params') return null
  const param = luaParams(source).find((one) => one.name === name)
  return param === undefined ? null : { range: at.range, contents: [{ value: param.doc }] }
}

function signature(
  api: LuaApi,
  model: Model,
  position: Position,
): monaco.languages.SignatureHelpResult | null {
  const from = Math.max(position.lineNumber - 20, 1)
  const before = model.getValueInRange(
    new monaco.Range(from, 1, position.lineNumber, position.column),
  )
  const call = callAt(before)
  if (call === null) return null
  const entry = findEntry(api, call.path, luaAliases(model.getValue()))
  if (entry?.signature == null || entry.kind !== 'function') return null
  const parameters = parametersOf(entry.signature).map((label) => ({ label }))
  return {
    value: {
      signatures: [
        { label: entry.signature, documentation: { value: entry.doc ?? '' }, parameters },
      ],
      activeSignature: 0,
      activeParameter: Math.min(call.argument, Math.max(parameters.length - 1, 0)),
    },
    dispose: () => {},
  }
}
