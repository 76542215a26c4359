// What a Lua expression is, as far as the API goes: `local m = market; m.bar(0).close`. Evaluating
// an expression reports what is wrong with it, once.
import type { Expression, Identifier, Node } from 'luaparse'
import { callParts, stringValue, walkLua } from '#host/catalog/lua-ast.ts'
import type { Known } from '../api.ts'
import { LUA_API, objectByVariable } from '../api.ts'
import { callOf, type MemberChecks, memberOf } from '../members.ts'
import { luaLiteral } from './literals.ts'
import { placeOf } from './place.ts'
import type { Variable } from './scope.ts'
import type { LuaFile, LuaScript } from './script.ts'

export type Evaluate = (expression: Expression) => Known | null

export function createEvaluator(file: LuaFile, script: LuaScript, checks: MemberChecks): Evaluate {
  const written = new Set<Node>()
  walkLua(file.chunk, (node) => {
    if (node.type === 'AssignmentStatement')
      for (const target of node.variables) written.add(target)
    if (node.type === 'FunctionDeclaration' && node.identifier != null) written.add(node.identifier)
  })
  const done = new Map<Expression, Known | null>()

  function evaluate(node: Expression): Known | null {
    const known = done.get(node)
    if (known !== undefined) return known
    // A variable that is declared with itself is nothing that we know.
    done.set(node, null)
    const result = evaluateNew(node)
    done.set(node, result)
    return result
  }

  function evaluateNew(node: Expression): Known | null {
    switch (node.type) {
      case 'Identifier':
        return knownOf(file.scopes.variables.get(node))
      case 'MemberExpression':
        return member(node, node.base, node.identifier.name, node.identifier)
      case 'IndexExpression': {
        const name = node.index.type === 'StringLiteral' ? stringValue(node.index) : null
        return name === null ? null : member(node, node.base, name, node.index)
      }
      default:
        return callParts(node) === null ? null : call(node)
    }
  }

  function knownOf(variable: Variable | undefined): Known | null {
    if (variable === undefined) return null
    if (variable.kind === 'global') {
      return script.globalWrites.get(variable.name)?.length ? null : globalValue(variable.name)
    }
    if (variable.writes.length > 0) return null
    if (variable.kind === 'local')
      return variable.initial === null ? null : evaluate(variable.initial)
    const callback = variable.owner === null ? undefined : script.callbacks.get(variable.owner)
    const parameter = callback?.parameters[variable.parameterIndex]
    return parameter === undefined
      ? null
      : { kind: 'value', path: variable.name, type: parameter.type }
  }

  function member(
    node: Expression,
    base: Expression,
    name: string,
    named: Identifier | Expression,
  ): Known | null {
    const owner = evaluate(base)
    if (owner === null) return null
    const place = placeOf(named, file.path)
    return memberOf(owner, { name, place, isWritten: written.has(node) }, checks)
  }

  function call(node: Expression): Known | null {
    const { base, args } = callParts(node)!
    const callee = evaluate(base)
    if (callee?.kind !== 'function') return null
    const place = placeOf(base, file.path)
    if (base.type === 'MemberExpression' && base.indexer === ':') {
      const message = `${callee.path} is called with a dot, not a colon`
      checks.report('wrong-arguments', place, message, `write ${callee.path}(…)`)
      return callee.fn.returns === null
        ? null
        : { ...callee, kind: 'value', type: callee.fn.returns }
    }
    const last = args.at(-1)
    const isComplete = last === undefined || !/Call|Vararg/.test(last.type)
    const literals = args.map((argument) => luaLiteral(argument, file.path))
    return callOf(callee, { args: literals, isComplete, place }, checks)
  }

  return evaluate
}

/** A global that is there without the script's doing. */
function globalValue(name: string): Known | null {
  const library = LUA_API.words.library.find((global) => global.name === name)
  if (library?.members !== undefined)
    return { kind: 'library', path: name, members: library.members }
  if (!LUA_API.words.api.some((global) => global.name === name)) return null
  const object = objectByVariable(name)
  return object?.origin === 'given'
    ? { kind: 'value', path: name, type: { object: object.name } }
    : null
}
