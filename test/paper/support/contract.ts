// The API's document as a judge of answers: each must have the form that its operation promises, and
// hold nothing that it does not name.
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'vitest'
import type { Reply } from './face.ts'

export interface Contract {
  check(method: string, path: string, reply: Reply): void
}

type Json = { readonly [key: string]: Json } | readonly Json[] | string | number | boolean | null
interface Operation {
  readonly responses: Record<string, { readonly content?: Record<string, unknown> }>
}

export function readContract(document: {
  readonly paths: Record<string, Record<string, Operation>>
}): Contract {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false })
  ajv.addSchema(closed(document as unknown as Json) as object, 'api')
  const templates = Object.keys(document.paths)
    .map((path) => ({ path, pattern: patternOf(path) }))
    // Of two that fit, the one that says more.
    .sort((a, b) => b.path.length - a.path.length)

  function schemaFor(method: string, path: string, status: number): string | null {
    const template = templates.find(
      (one) => one.pattern.test(path) && document.paths[one.path]![method] !== undefined,
    )
    if (template === undefined) return status < 400 ? null : '#/components/schemas/Problem'
    const { responses } = document.paths[template.path]![method]!
    const kind = responses[status] === undefined ? 'default' : status
    const content = responses[kind]?.content?.['application/json']
    const way = [template.path, method, 'responses', kind, 'content', 'application/json', 'schema']
    return content === undefined ? null : `#/paths/${way.map(pointer).join('/')}`
  }

  return {
    check(method, path, { status, headers, body }) {
      if (!String(headers['content-type']).includes('json')) return
      const place = schemaFor(method.toLowerCase(), path.split('?')[0]!, status)
      expect(place, `${method} ${path} with ${status} is not in the document`).not.toBeNull()
      const isValid = ajv.compile({ $ref: `api${place}` })
      const isFine = isValid(JSON.parse(body))
      expect(isFine, `${method} ${path} ${status}: ${ajv.errorsText(isValid.errors)}`).toBe(true)
    },
  }
}

const patternOf = (path: string) => new RegExp(`^${path.replaceAll(/{\w+}/g, '.+')}$`)

const pointer = (part: string | number) =>
  encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1'))

/** The same document, in which an object has the properties that are named and no others. */
function closed(json: Json): Json {
  if (Array.isArray(json)) return json.map(closed)
  if (json === null || typeof json !== 'object') return json
  const parts = Object.entries(json).map(([key, value]) => [key, closed(value)])
  const copy = Object.fromEntries(parts) as Record<string, Json>
  const isObject = typeof copy.properties === 'object' && copy.additionalProperties === undefined
  return isObject ? { ...copy, additionalProperties: false } : copy
}
