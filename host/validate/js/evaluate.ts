// What a JavaScript expression is, as far as the API goes: `const { position } = context`.
// Evaluating an expression reports what is wrong with it, once.
import type { AnyNode, CallExpression, Identifier, MemberExpression, ObjectPattern } from 'acorn'
import { full } from 'acorn-walk'
import type { Variable } from 'eslint-scope'
import { JS_API, type Known, objectByVariable } from '../api.ts'
import { callOf, type MemberChecks, memberOf } from '../members.ts'
import { jsLiteral, keyName, placeOf } from './literals.ts'
import { isFunction, type JsFile, type JsScript } from './script.ts'

const REMOVED_METHODS = new Map(
  JS_API.words.absent.flatMap(({ name, kind, instead }) =>
    kind === 'method' ? [[name, instead] as const] : [],
  ),
)

export class Evaluator {
  readonly #file: JsFile
  readonly #script: JsScript
  readonly #checks: MemberChecks
  readonly #written: ReadonlySet<AnyNode>
  readonly #done = new Map<AnyNode, Known | null>()
  /** What the names of destructuring patterns stand for. */
  readonly #bound = new Map<AnyNode, Known | null>()

  constructor(file: JsFile, script: JsScript, checks: MemberChecks) {
    this.#file = file
    this.#script = script
    this.#checks = checks
    this.#written = findWritten(file)
  }

  evaluate(node: AnyNode): Known | null {
    const known = this.#done.get(node)
    if (known !== undefined) return known
    // A variable that is declared with itself is nothing that we know.
    this.#done.set(node, null)
    const result = this.#evaluateNew(node)
    this.#done.set(node, result)
    return result
  }

  #evaluateNew(node: AnyNode): Known | null {
    switch (node.type) {
      case 'Identifier':
        return this.#nameValue(node)
      case 'ChainExpression':
        return this.evaluate(node.expression)
      case 'MemberExpression':
        return this.#member(node)
      case 'CallExpression':
        return this.#call(node)
      case 'VariableDeclarator':
        if (node.id.type === 'ObjectPattern' && node.init != null)
          this.#bind(node.id, this.evaluate(node.init))
        return null
      default:
        if (isFunction(node)) this.#bindParameters(node)
        return null
    }
  }

  #nameValue(node: Identifier): Known | null {
    const reference = this.#file.references.get(node)
    if (reference === undefined) return null
    return reference.resolved === null ? globalValue(node.name) : this.#knownOf(reference.resolved)
  }

  #knownOf(variable: Variable): Known | null {
    const [definition] = variable.defs
    const isReassigned = variable.references.some((use) => use.isWrite() && use.init !== true)
    if (definition === undefined || isReassigned) return null
    const node = definition.node as unknown as AnyNode
    const name = definition.name as unknown as AnyNode
    if (node.type === 'ImportSpecifier') return importValue(definition as never)
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier') {
      return node.init == null ? null : this.evaluate(node.init)
    }
    if (node.type !== 'VariableDeclarator' && !isFunction(node)) return null
    this.evaluate(node)
    return this.#bound.get(name) ?? null
  }

  #bindParameters(node: AnyNode & { params: AnyNode[] }): void {
    const callback = this.#script.callbacks.get(node)
    for (const [index, parameter] of node.params.entries()) {
      const described = callback?.parameters[index]
      if (described === undefined) continue
      const path = JS_API.write(described.name)
      this.#bindTarget(parameter, { kind: 'value', path, type: described.type })
    }
  }

  #bind(pattern: ObjectPattern, known: Known | null): void {
    if (known === null) return
    for (const property of pattern.properties) {
      if (property.type !== 'Property') continue
      const name = keyName(property)
      if (name === null) continue
      const place = placeOf(property.key, this.#file.path)
      this.#bindTarget(
        property.value,
        memberOf(known, { name, place, isWritten: false }, this.#checks),
      )
    }
  }

  #bindTarget(target: AnyNode, known: Known | null): void {
    if (target.type === 'Identifier') this.#bound.set(target, known)
    else if (target.type === 'ObjectPattern') this.#bind(target, known)
  }

  #member(node: MemberExpression): Known | null {
    const name = keyName({ key: node.property as AnyNode, computed: node.computed })
    const owner = this.evaluate(node.object)
    if (name === null) return null
    const place = placeOf(node.property, this.#file.path)
    const instead = REMOVED_METHODS.get(name)
    if (instead !== undefined)
      this.#checks.report('removed', place, `${name} is not available`, instead)
    if (owner === null || instead !== undefined) return null
    return memberOf(owner, { name, place, isWritten: this.#written.has(node) }, this.#checks)
  }

  #call(node: CallExpression): Known | null {
    const callee = this.evaluate(node.callee)
    if (callee?.kind !== 'function') return null
    const isComplete = node.arguments.every(({ type }) => type !== 'SpreadElement')
    const args = isComplete ? node.arguments.map((value) => jsLiteral(value, this.#file.path)) : []
    return callOf(
      callee,
      { args, isComplete, place: placeOf(node.callee, this.#file.path) },
      this.#checks,
    )
  }
}

/** Targets of assignments, `++`, `delete` and `for (x.y of …)`. */
function findWritten(file: JsFile): Set<AnyNode> {
  const written = new Set<AnyNode>()
  full(file.program, (node) => {
    if (node.type === 'AssignmentExpression') written.add(node.left)
    if (node.type === 'UpdateExpression') written.add(node.argument)
    if (node.type === 'UnaryExpression' && node.operator === 'delete') written.add(node.argument)
    if (node.type === 'ForOfStatement' || node.type === 'ForInStatement') written.add(node.left)
  })
  return written
}

function importValue(definition: {
  node: { imported: AnyNode }
  parent: { source: { value: unknown } }
}): Known | null {
  const { imported } = definition.node
  if (definition.parent.source.value !== 'watchfire' || imported.type !== 'Identifier') return null
  const object = objectByVariable(imported.name)
  return object?.origin === 'given' && JS_API.moduleNames.includes(imported.name)
    ? { kind: 'value', path: imported.name, type: { object: object.name } }
    : null
}

/** A global that is there without the script's doing. */
function globalValue(name: string): Known | null {
  const global = [...JS_API.words.api, ...JS_API.words.library].find((entry) => entry.name === name)
  return global === undefined
    ? null
    : { kind: 'library', path: name, members: global.members ?? null }
}
