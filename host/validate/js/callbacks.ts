// The functions that the host calls: are the required ones there, and is none almost there? And the
// actions that they make.
import type { AnyNode } from 'acorn'
import { full } from 'acorn-walk'
import { didYouMean } from '#sdk/did-you-mean.ts'
import { checkAction } from '../actions.ts'
import { JS_API } from '../api.ts'
import type { Report } from '../diagnostic.ts'
import type { Literal, TableLiteral } from '../literal.ts'
import type { Evaluator } from './evaluate.ts'
import { placeOf } from './literals.ts'
import { functionAround, type JsFile, type JsScript, rootName } from './script.ts'

/** Reports, and gives the strategy's fields that are metadata. */
export function checkCallbacks(
  strategy: Literal & TableLiteral,
  report: Report,
): Literal & TableLiteral {
  const isCallback = ({ key }: { key: string }): boolean => JS_API.callbacks.has(key)
  const wanted = [...JS_API.callbacks.keys()].filter(
    (name) => !strategy.fields.some(({ key }) => key === name),
  )
  const meant = new Map<string, string>()
  for (const { key, place, value } of strategy.fields.filter((field) => !isCallback(field))) {
    const near = value.kind === 'function' ? didYouMean(key, wanted) : null
    if (near === null) continue
    meant.set(key, near)
    report('misspelt-callback', place, `${key} is never called`, `did you mean "${near}"?`)
  }
  const found = new Set(meant.values())
  const missing = wanted.filter(
    (name) => !found.has(name) && JS_API.callbacks.get(name)!.isRequired,
  )
  if (strategy.isComplete && missing.length > 0) {
    const message = `the strategy does not define ${missing.join(', ')}`
    const hint = `add \`${missing[0]}(market, context, indicators) { … }\``
    report('missing-callback', strategy.place, message, hint)
  }
  const fields = strategy.fields.filter((field) => !isCallback(field) && !meant.has(field.key))
  return { ...strategy, fields }
}

/** Actions that do nothing where they stand. */
export function checkActions(
  file: JsFile,
  script: JsScript,
  evaluator: Evaluator,
  report: Report,
): void {
  const statements = new Set<AnyNode>()
  full(file.program, (node) => {
    if (node.type === 'ExpressionStatement') statements.add(node.expression)
  })
  full(file.program, (node) => {
    if (node.type !== 'CallExpression') return
    const callee = evaluator.evaluate(node.callee)
    if (callee?.kind !== 'function') return
    const root = rootName(node.callee)
    const reference = root === null ? undefined : file.references.get(root)
    const within = reference === undefined ? null : functionAround(reference)
    checkAction(
      callee,
      {
        place: placeOf(node.callee, file.path),
        isDropped: statements.has(node),
        callback: within === null ? null : (script.callbacks.get(within) ?? null),
      },
      { api: JS_API, report },
    )
  })
}
