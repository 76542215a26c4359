// The API's reference as a page: plain HTML from the OpenAPI document, for the strictest browser and
// without a network.
import type { OpenApi } from './openapi.ts'

type Operation = NonNullable<NonNullable<OpenApi['paths']>[string]['get']>
interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly additionalProperties?: Schema | boolean
  readonly description?: string
}

const METHODS = ['get', 'put', 'post', 'delete'] as const

const STYLE = `
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; }
:root { color-scheme: light dark; }
code, pre { font: 13px/1.5 ui-monospace, monospace; }
pre { overflow-x: auto; padding: .6rem; border: 1px solid #8886; border-radius: 4px; }
h3 { margin: 2rem 0 .2rem; } h3 code { font-size: 15px; }
.role { float: right; opacity: .75; font-weight: normal; }
dt { font-weight: 600; margin-top: .5rem; } dd { margin-left: 1rem; }
nav { columns: 14rem; }`

export function referencePage(document: OpenApi): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method]
      return operation === undefined ? [] : [{ method, path, operation }]
    }),
  )
  const sections = (document.tags ?? []).map(({ name, description = '' }) => {
    const own = operations.filter(({ operation }) => operation.tags?.includes(name))
    return `<h2>${text(name)}</h2><p>${text(description)}</p>${own.map(section).join('')}`
  })
  const schemas = Object.entries(document.components?.schemas ?? {}).map(
    ([name, schema]) =>
      `<h3 id="${text(name)}"><code>${text(name)}</code></h3>` +
      `<p>${text((schema as Schema).description ?? '')}</p><pre>${shape(schema as Schema, 0)}</pre>`,
  )
  const index = operations.map(
    ({ method, path, operation }) =>
      `<a href="#${operation.operationId}"><code>${method.toUpperCase()} ${text(path)}</code></a><br>`,
  )
  const { title, version, description = '' } = document.info
  return `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)} API</title><link rel="icon" href="data:,"><style>${STYLE}</style>
<h1>${text(title)} API ${text(version)}</h1><p>${text(description)}</p>
<p>As <a href="/api/v1/openapi.json">OpenAPI 3.1</a>.</p><nav>${index.join('\n')}</nav>
${sections.join('\n')}<h2>Shapes</h2>${schemas.join('\n')}</html>
`
}

interface Section {
  readonly method: string
  readonly path: string
  readonly operation: Operation
}

function section({ method, path, operation }: Section): string {
  const { operationId, summary = '', parameters = [], requestBody, responses = {} } = operation
  const role = operation['x-least-role'] ?? 'anybody'
  const given = parameters.map((one) => {
    if ('$ref' in one) return ''
    const { name, schema, required, description } = one
    const about = description ?? (schema as Schema | undefined)?.description ?? ''
    const where = `${one.in}${required === true ? '' : ', optional'}`
    return `<dt><code>${text(name)}</code> (${where})</dt>
<dd><code>${shape((schema ?? {}) as Schema, 0)}</code> ${text(about)}</dd>`
  })
  const answers = Object.entries(responses).map(
    ([status, { description, content }]) =>
      `<dt>${text(status)}</dt><dd>${text(description)}: ${contentOf(content)}</dd>`,
  )
  const body = requestBody as { content?: Content } | undefined
  const sent = body === undefined ? '' : `<dt>body</dt><dd>${contentOf(body.content)}</dd>`
  return `<section><h3 id="${operationId}"><code>${method.toUpperCase()} ${text(path)}</code>
<span class="role">${text(String(role))}</span></h3><p>${text(summary)}</p>
<dl>${given.join('')}${sent}${answers.join('')}</dl></section>`
}

type Content = Readonly<Record<string, { readonly schema?: unknown }>>

const contentOf = (content: Content | undefined): string =>
  Object.entries(content ?? {})
    .map(([type, { schema }]) => {
      const shown = shape((schema ?? {}) as Schema, 0)
      return `${text(type)} ${shown.includes('\n') ? `<pre>${shown}</pre>` : `<code>${shown}</code>`}`
    })
    .join(' ')

/** A schema in the words of a type, as HTML. */
function shape(schema: Schema, depth: number): string {
  if (schema.$ref !== undefined) {
    const name = text(schema.$ref.split('/').at(-1)!)
    return `<a href="#${name}">${name}</a>`
  }
  const several = schema.anyOf ?? schema.oneOf
  if (several !== undefined) return several.map((one) => shape(one, depth)).join(' | ')
  if (schema.allOf !== undefined)
    return schema.allOf.map((one) => shape(one, depth)).join(' &amp; ')
  if (schema.const !== undefined) return text(JSON.stringify(schema.const))
  if (schema.enum !== undefined) {
    return schema.enum.map((value) => text(JSON.stringify(value))).join(' | ')
  }
  if (schema.prefixItems !== undefined) {
    return `[${schema.prefixItems.map((one) => shape(one, depth)).join(', ')}]`
  }
  if (schema.items !== undefined) return `${orNull(schema)}list of ${shape(schema.items, depth)}`
  if (schema.properties !== undefined) return orNull(schema) + fields(schema, depth)
  if (typeof schema.additionalProperties === 'object') {
    return `{ [name]: ${shape(schema.additionalProperties, depth)} }`
  }
  return text([schema.type ?? 'anything'].flat().join(' | '))
}

const orNull = ({ type }: Schema) => (Array.isArray(type) && type.includes('null') ? 'null | ' : '')

function fields({ properties = {}, required = [] }: Schema, depth: number): string {
  const indent = '  '.repeat(depth + 1)
  const lines = Object.entries(properties).map(([name, schema]) => {
    const optional = required.includes(name) ? '' : '?'
    const note = schema.description === undefined ? '' : `  — ${text(schema.description)}`
    return `${indent}${text(name)}${optional}: ${shape(schema, depth + 1)}${note}\n`
  })
  return `{\n${lines.join('')}${'  '.repeat(depth)}}`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

const text = (raw: string): string =>
  raw.replaceAll('`', '').replace(/[&<>"]/g, (sign) => ENTITIES[sign]!)
