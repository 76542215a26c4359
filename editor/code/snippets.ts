// Pieces of strategies that come up again and again, in the language of the file.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are the editor's.
import { monaco } from './monaco.ts'

interface Snippet {
  readonly label: string
  readonly doc: string
  readonly lua: string
  readonly js: string
}

const SNIPPETS: readonly Snippet[] = [
  {
    label: 'enter at the market',
    doc: 'A market entry with a stop measured in average ranges.',
    lua: 'return action.enter {\n  side = "${1|long,short|}",\n  risk = ${2:0.01},\n  stop = market.close - ${3:2} * indicators.atr(14),\n  reason = "${4:confirmed}",\n}',
    js: "return action.enter({\n  side: '${1|long,short|}',\n  risk: ${2:0.01},\n  stop: market.close - ${3:2} * indicators.atr(14),\n  reason: '${4:confirmed}',\n})",
  },
  {
    label: 'enter with a limit',
    doc: 'A resting limit entry that is taken back after some bars.',
    lua: 'if context.pending_entry then\n  return nil\nend\nlocal price = market.close - ${1:0.5} * indicators.atr(14)\nreturn action.enter {\n  side = "long",\n  type = "limit",\n  price = price,\n  stop = price - ${2:2} * indicators.atr(14),\n  risk = ${3:0.01},\n  expires = "${4:4} bars",\n}',
    js: "if (context.pendingEntry) return null\nconst price = market.close - ${1:0.5} * indicators.atr(14)\nreturn action.enter({\n  side: 'long',\n  type: 'limit',\n  price,\n  stop: price - ${2:2} * indicators.atr(14),\n  risk: ${3:0.01},\n  expires: '${4:4} bars',\n})",
  },
  {
    label: 'exit after some bars',
    doc: 'Leaves a trade that takes too long.',
    lua: 'if context.position.bars_held >= ${1:48} then\n  return action.exit { reason = "${2:out of patience}" }\nend',
    js: "if (context.position.barsHeld >= ${1:48}) return action.exit({ reason: '${2:out of patience}' })",
  },
  {
    label: 'half at 1R',
    doc: 'Takes half of the position at one risk, and moves the stop to the entry.',
    lua: 'local position, data = context.position, context.data\nif not data.took_half and position.r_multiple >= ${1:1} then\n  data.took_half = true\n  return {\n    action.exit { fraction = ${2:0.5}, reason = "half at ${1:1}R" },\n    action.update_stop(position.entry_price),\n  }\nend',
    js: "const { position, data } = context\nif (!data.tookHalf && (position.rMultiple ?? 0) >= ${1:1}) {\n  data.tookHalf = true\n  return [\n    action.exit({ fraction: ${2:0.5}, reason: 'half at ${1:1}R' }),\n    action.updateStop(position.entryPrice),\n  ]\n}",
  },
  {
    label: 'trail the stop',
    doc: 'Lets the stop follow at a distance of average ranges.',
    lua: 'return action.trail_stop { atr = ${1:2.5} }',
    js: 'return action.trailStop({ atr: ${1:2.5} })',
  },
  {
    label: 'number parameter',
    doc: 'A parameter that a run may set.',
    lua: '${1:length} = { default = ${2:20}, min = ${3:5}, max = ${4:100}, step = 1, description = "${5:Bars}" },',
    js: "${1:length}: { default: ${2:20}, min: ${3:5}, max: ${4:100}, step: 1, description: '${5:Bars}' },",
  },
  {
    label: 'higher timeframe filter',
    doc: 'Trades only with the trend of a longer timeframe.',
    lua: 'if market.close < indicators.ema(${1:50}, { timeframe = "${2:1h}" }) then\n  return nil\nend',
    js: "if (market.close < indicators.ema(${1:50}, { timeframe: '${2:1h}' })) return null",
  },
]

export function teachSnippets(): void {
  for (const language of ['lua', 'javascript', 'typescript']) {
    monaco.languages.registerCompletionItemProvider(language, {
      provideCompletionItems(model, position) {
        const word = model.getWordUntilPosition(position)
        const { lineNumber } = position
        const before = model.getLineContent(lineNumber).slice(0, word.startColumn - 1)
        if (before.trim() !== '') return { suggestions: [] }
        const range = new monaco.Range(lineNumber, word.startColumn, lineNumber, word.endColumn)
        return {
          suggestions: SNIPPETS.map(({ label, doc, lua, js }) => ({
            label,
            kind: monaco.languages.CompletionItemKind.Snippet,
            insertText: language === 'lua' ? lua : js,
            insertTextRules: monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet,
            documentation: doc,
            detail: 'snippet',
            sortText: `~${label}`,
            range,
          })),
        }
      },
    })
  }
}
