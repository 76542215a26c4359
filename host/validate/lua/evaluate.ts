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

export class Evaluator {
  readonly #file: LuaFile
  readonly #script: LuaScript
  readonly #checks: MemberChecks
  readonly #written: ReadonlySet<Node>
  readonly #done = new Map<Expression, Known | null>()

  constructor(file: LuaFile, script: LuaScript, checks: MemberChecks) {
    this.#file = file
    this.#script = script
    this.#checks = checks
    this.#written = findWritten(file)
  }

  evaluate(node: Expression): Known | null {
    const known = this.#done.get(node)
    if (known !== undefined) return known
    // A variable that is declared with itself is nothing that we know.
    this.#done.set(node, null)
    const result = this.#evaluateNew(node)
    this.#done.set(node, result)
    return result
  }

  #evaluateNew(node: Expression): Known | null {
    switch (node.type) {
      case 'Identifier':
        return this.#knownOf(this.#file.scopes.variables.get(node))
      case 'MemberExpression':
        return this.#member(node, node.base, node.identifier.name, node.identifier)
      case 'IndexExpression': {
        const name = node.index.type === 'StringLiteral' ? stringValue(node.index) : null
        return name === null ? null : this.#member(node, node.base, name, node.index)
      }
      default:
        return callParts(node) === null ? null : this.#call(node)
    }
  }

  #knownOf(variable: Variable | undefined): Known | null {
    if (variable === undefined) return null
    if (variable.kind === 'global') {
      return this.#script.globalWrites.get(variable.name)?.length
        ? null
        : globalValue(variable.name)
    }
    if (variable.writes.length > 0) return null
    if (variable.kind === 'local')
      return variable.initial === null ? null : this.evaluate(variable.initial)
    const callback =
      variable.owner === null ? undefined : this.#script.callbacks.get(variable.owner)
    const parameter = callback?.parameters[variable.parameterIndex]
    return parameter === undefined
      ? null
      : { kind: 'value', path: variable.name, type: parameter.type }
  }

  #member(
    node: Expression,
    base: Expression,
    name: string,
    named: Identifier | Expression,
  ): Known | null {
    const owner = this.evaluate(base)
    if (owner === null) return null
    const place = placeOf(named, this.#file.path)
    return memberOf(owner, { name, place, isWritten: this.#written.has(node) }, this.#checks)
  }

  #call(node: Expression): Known | null {
    const { base, args } = callParts(node)!
    const callee = this.evaluate(base)
    if (callee?.kind !== 'function') return null
    const place = placeOf(base, this.#file.path)
    if (base.type === 'MemberExpression' && base.indexer === ':') {
      const message = `${callee.path} is called with a dot, not a colon`
      this.#checks.report('wrong-arguments', place, message, `write ${callee.path}(…)`)
      return callee.fn.returns === null
        ? null
        : { ...callee, kind: 'value', type: callee.fn.returns }
    }
    const last = args.at(-1)
    const isComplete = last === undefined || !/Call|Vararg/.test(last.type)
    const literals = args.map((argument) => luaLiteral(argument, this.#file.path))
    return callOf(callee, { args: literals, isComplete, place }, this.#checks)
  }
}

/** Targets of assignments. */
function findWritten(file: LuaFile): Set<Node> {
  const written = new Set<Node>()
  walkLua(file.chunk, (node) => {
    if (node.type === 'AssignmentStatement')
      for (const target of node.variables) written.add(target)
    if (node.type === 'FunctionDeclaration' && node.identifier != null) written.add(node.identifier)
  })
  return written
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
