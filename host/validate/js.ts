// The static checks of a JavaScript script, and of a TypeScript script without its types.
import { full } from 'acorn-walk'
import type { ScriptSources } from '#host/catalog/sources.ts'
import { JS_API } from './api.ts'
import type { Report } from './diagnostic.ts'
import { checkActions, checkCallbacks } from './js/callbacks.ts'
import { jsCustomNames } from './js/custom-names.ts'
import { Evaluator } from './js/evaluate.ts'
import { checkGlobals, checkModuleState } from './js/globals.ts'
import { jsLiteral } from './js/literals.ts'
import { defaultExport, isFunction, type JsScript, readJsScript } from './js/script.ts'
import type { Literal } from './literal.ts'
import type { MemberChecks } from './members.ts'
import { checkStrategy, findParamNames } from './strategy.ts'

export function checkJs(sources: ScriptSources, report: Report): void {
  const script = readJsScript(sources)
  const strategy = script.strategy === null ? null : jsLiteral(script.strategy, script.entry)
  const checks: MemberChecks = {
    api: JS_API,
    report,
    paramNames: findParamNames(strategy),
    customs: jsCustomNames(script),
  }
  checkDefaultExport(script, report)
  if (strategy?.kind === 'table') checkMetadata(strategy, checks)
  for (const file of script.files) {
    checkGlobals(file, report)
    checkModuleState(file, report)
    const evaluator = new Evaluator(file, script, checks)
    full(file.program, (node) => {
      const isValue = /^(Member|Call)Expression$/.test(node.type)
      if (isValue || node.type === 'VariableDeclarator' || isFunction(node))
        evaluator.evaluate(node)
    })
    checkActions(file, script, evaluator, report)
  }
}

function checkMetadata(strategy: Extract<Literal, { kind: 'table' }>, checks: MemberChecks): void {
  checkStrategy(checkCallbacks(strategy, checks.report), checks)
}

function checkDefaultExport(script: JsScript, report: Report): void {
  const entry = script.files.find(({ path }) => path === script.entry)
  if (entry === undefined) return
  const exported = defaultExport(entry)
  const place = { file: script.entry, line: 1, column: 1 }
  const hint = 'write `export default defineStrategy({ … })`'
  if (exported === undefined) {
    report('missing-default-export', place, 'the script has no default export', hint)
  } else if (isFunction(exported) || /^(Class|Literal|Array)/.test(exported.type)) {
    const { line, column } = exported.loc!.start
    const at = { ...place, line, column: column + 1 }
    report('missing-default-export', at, 'the default export is not a strategy', hint)
  }
}
