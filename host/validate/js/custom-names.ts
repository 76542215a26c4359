// Calls of `defineIndicator` in a JavaScript or TypeScript script's files.
import { full } from 'acorn-walk'
import { type CustomNames, customNames } from '../custom-names.ts'
import type { Literal } from '../literal.ts'
import { jsLiteral } from './literals.ts'
import type { JsScript } from './script.ts'

export function jsCustomNames({ files }: JsScript): CustomNames {
  const definitions: (Literal | undefined)[] = []
  for (const { path, program } of files) {
    full(program, (node) => {
      const isDefinition =
        node.type === 'CallExpression' &&
        node.callee.type === 'Identifier' &&
        node.callee.name === 'defineIndicator'
      if (!isDefinition) return
      const [definition] = node.arguments
      definitions.push(definition === undefined ? undefined : jsLiteral(definition, path))
    })
  }
  return customNames(definitions)
}
