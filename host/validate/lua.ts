// The static checks of a Lua script.
import type { Expression } from 'luaparse'
import { walkLua } from '#host/catalog/lua-ast.ts'
import type { ScriptSources } from '#host/catalog/sources.ts'
import { LUA_API } from './api.ts'
import type { Report } from './diagnostic.ts'
import { checkActions, checkCallbacks } from './lua/callbacks.ts'
import { luaCustomNames } from './lua/custom-names.ts'
import { Evaluator } from './lua/evaluate.ts'
import { checkGlobals, checkModuleState } from './lua/globals.ts'
import { type LuaScript, readLuaScript } from './lua/script.ts'
import type { MemberChecks } from './members.ts'
import { checkStrategy, findParamNames } from './strategy.ts'

export function checkLua(sources: ScriptSources, report: Report): void {
  const script = readLuaScript(sources)
  const checks: MemberChecks = {
    api: LUA_API,
    report,
    paramNames: findParamNames(script.strategy),
    customs: luaCustomNames(script),
  }
  checkMetadata(script, checks)
  checkCallbacks(script, report)
  checkGlobals(script, report)
  for (const file of script.files) {
    checkModuleState(file, script, report)
    const evaluator = new Evaluator(file, script, checks)
    walkLua(file.chunk, (node) => {
      // Anything else is reached through these.
      if (/^(Member|Index|.*Call)Expression$/.test(node.type))
        evaluator.evaluate(node as Expression)
    })
    checkActions(file, script, evaluator, report)
  }
}

function checkMetadata(script: LuaScript, checks: MemberChecks): void {
  if (script.strategy !== null) checkStrategy(script.strategy, checks)
  else if ((script.globalWrites.get('strategy')?.length ?? 0) === 0) {
    const place = { file: script.entry, line: 1, column: 1 }
    const hint = 'add `strategy = { name = "…", timeframe = "5m" }`'
    checks.report('missing-metadata', place, 'the script defines no table `strategy`', hint)
  }
}
