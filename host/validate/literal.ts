// What a check can see of a value without running the script: literals, tables of literals, and
// "something else". Both languages' expressions are brought into this form.
import type { Place } from './diagnostic.ts'

export type Literal = { readonly place: Place } & (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'function' }
  | TableLiteral
  /** A variable, a call, a computation: anything it may be. */
  | { readonly kind: 'other' }
)

/** A Lua table, a JS object or a JS array. */
export interface TableLiteral {
  readonly kind: 'table'
  /** How its language calls it: a table, an object, an array. */
  readonly word: string
  readonly fields: readonly LiteralField[]
  readonly items: readonly Literal[]
  /** False where a spread, a computed key or several values of a call may add more. */
  readonly isComplete: boolean
}

export interface LiteralField {
  readonly key: string
  readonly place: Place
  readonly value: Literal
}

/** How the value reads in a message. */
export function show(literal: Literal): string {
  switch (literal.kind) {
    case 'number':
      return String(literal.value)
    case 'string':
      return JSON.stringify(literal.value)
    case 'boolean':
      return String(literal.value)
    case 'none':
      return 'nothing'
    case 'function':
      return 'a function'
    case 'table':
      return literal.word
    case 'other':
      return 'a value'
  }
}
