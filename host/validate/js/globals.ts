// Names of a JavaScript script that nobody defines, what scripts do not have, and variables that
// outlive the call that writes them.
import type { AnyNode, ImportDeclaration } from 'acorn'
import { full } from 'acorn-walk'
import type { Reference, Variable } from 'eslint-scope'
import { JS_API, objectByVariable } from '../api.ts'
import type { Place, Report } from '../diagnostic.ts'
import { suggest } from '../suggest.ts'
import { placeOf } from './literals.ts'
import {
  functionAround,
  initialOf,
  isFunction,
  type JsFile,
  rootName,
  variableOf,
} from './script.ts'

const KNOWN: ReadonlySet<string> = new Set([
  ...JS_API.words.api.map(({ name }) => name),
  ...JS_API.words.library.map(({ name }) => name),
  'arguments',
])

export function checkGlobals(file: JsFile, report: Report): void {
  const probed = new Set<unknown>()
  full(file.program, (node) => {
    // `typeof name` asks whether there is one.
    if (node.type === 'UnaryExpression' && node.operator === 'typeof') probed.add(node.argument)
  })
  for (const { identifier } of file.unresolved) {
    if (probed.has(identifier)) continue
    const { name } = identifier as { name: string }
    const place = placeOf(identifier as unknown as AnyNode, file.path)
    const instead = JS_API.absence(name)
    if (instead !== null) report('removed', place, `${name} is not available`, instead)
    else if (!KNOWN.has(name)) {
      report('unknown-global', place, `"${name}" is not defined`, hintFor(name, file))
    }
  }
  for (const statement of file.program.body) {
    if (statement.type === 'ImportDeclaration') checkImport(statement, file, report)
  }
}

function hintFor(name: string, file: JsFile): string | null {
  if (JS_API.moduleNames.includes(name)) return `write \`import { ${name} } from 'watchfire'\``
  if (objectByVariable(name)?.origin === 'given') {
    return `${name} is a parameter of the callbacks: pass it to the function that needs it`
  }
  const own = file.scopes.flatMap((scope) => scope.variables.map((variable) => variable.name))
  return suggest(name, new Set([...own, ...JS_API.moduleNames, ...KNOWN]))
}

/** `import { x } from 'watchfire'`: types leave no trace at run time, other names must be there. */
function checkImport(statement: ImportDeclaration, file: JsFile, report: Report): void {
  if (statement.source.value !== 'watchfire') return
  for (const specifier of statement.specifiers) {
    const place = placeOf(specifier, file.path)
    if (specifier.type === 'ImportDefaultSpecifier') {
      const hint = `write \`import { ${JS_API.moduleNames[0]} } from 'watchfire'\``
      report('unknown-member', place, "'watchfire' has no default export", hint)
    } else if (specifier.type === 'ImportSpecifier' && specifier.imported.type === 'Identifier') {
      const { name } = specifier.imported
      if (JS_API.moduleNames.includes(name)) continue
      const hint = file.path.endsWith('.ts')
        ? (suggest(name, JS_API.moduleNames) ?? `a type is imported as \`type ${name}\``)
        : suggest(name, JS_API.moduleNames)
      report('unknown-member', place, `'watchfire' does not export "${name}"`, hint)
    }
  }
}

/** Variables of the module that a function changes. */
export function checkModuleState(file: JsFile, report: Report): void {
  const module = file.scopes.find(({ type }) => type === 'module')
  for (const variable of module?.variables ?? []) {
    for (const reference of variable.references) {
      if (!reference.isWrite() || reference.init === true) continue
      if (functionAround(reference) !== null) reportState(reference, file, report)
    }
  }
  const names = new Set<Variable>(module?.variables)
  full(file.program, (node) => {
    const root = rootOfChange(node)
    const variable = root === null ? null : variableOf(root, file)
    if (variable === null || !names.has(variable) || !isContainer(initialOf(variable))) return
    const reference = file.references.get(root!)!
    if (functionAround(reference) !== null) reportState(reference, file, report)
  })
}

const CHANGING = new Set(
  'push pop shift unshift splice sort reverse fill copyWithin set add delete clear'.split(' '),
)

/** The variable below which a node changes something: `v.x = …`, `v[i]++`, `v.push(…)`. */
function rootOfChange(node: AnyNode): AnyNode | null {
  const target =
    node.type === 'AssignmentExpression'
      ? node.left
      : node.type === 'UpdateExpression'
        ? node.argument
        : node.type === 'CallExpression' && isChanging(node.callee)
          ? node.callee
          : null
  return target?.type === 'MemberExpression' ? rootName(target) : null
}

const isChanging = (callee: AnyNode): boolean =>
  callee.type === 'MemberExpression' &&
  callee.property.type === 'Identifier' &&
  CHANGING.has(callee.property.name)

function isContainer(node: AnyNode | null): boolean {
  if (node === null || isFunction(node)) return false
  return /^(Object|Array|New)Expression$/.test(node.type)
}

function reportState(reference: Reference, file: JsFile, report: Report): void {
  const { name } = reference.identifier as { name: string }
  const place: Place = placeOf(reference.identifier as unknown as AnyNode, file.path)
  const message = `"${name}" outlives the call, but not a reload or a restart`
  report('module-state', place, message, `keep it in context.data.${name}`)
}
