// Shorthands in which the description is written; nothing but object literals.
import type { ApiField, ApiFunction, ApiParameter, ApiSignature, ApiType } from './description.ts'

type More<T> = Omit<Partial<T>, 'kind' | 'name' | 'type' | 'doc'>

export function field(
  name: string,
  type: ApiType,
  doc: string,
  more: More<ApiField> = {},
): ApiField {
  return { kind: 'field', name, type, doc, ...more }
}

/** A key that may be left out. */
export function option(
  name: string,
  type: ApiType,
  doc: string,
  more: More<ApiField> = {},
): ApiField {
  return field(name, type, doc, { optional: true, ...more })
}

export function parameter(
  name: string,
  type: ApiType,
  doc: string,
  more: More<ApiParameter> = {},
): ApiParameter {
  return { name, type, doc, ...more }
}

export function method(
  name: string,
  signature: ApiSignature,
  doc: string,
  more: Pick<ApiFunction, 'unit' | 'none'> = {},
): ApiFunction {
  return { kind: 'function', name, doc, ...signature, ...more }
}

export const values = (name: string): ApiType => ({ values: name })
export const object = (name: string): ApiType => ({ object: name })
export const words = (...list: readonly string[]): ApiType => ({ words: list })
export const listOf = (type: ApiType): ApiType => ({ list: type })
export const orNone = (type: ApiType): ApiType => ({ orNone: type })
export const anyOf = (...types: readonly ApiType[]): ApiType => ({ anyOf: types })
