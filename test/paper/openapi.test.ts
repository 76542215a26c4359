// The API's description of itself: valid, complete, and readable without a network.
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { RULES } from '#host/faces/http/roles.ts'
import { readContract } from './support/contract.ts'
import { ask, json, serveFace } from './support/face.ts'
import { startSession } from './support/session.ts'

const METHODS = ['get', 'put', 'post', 'delete', 'patch']

async function served() {
  const face = await serveFace(await startSession({}))
  return { face, document: json(await ask(face, '/api/v1/openapi.json')) }
}

interface Described {
  readonly operationId: string
  readonly 'x-least-role': string | null
}

const operationsOf = (document: { paths: Record<string, Record<string, Described>> }) =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) =>
      item[method] === undefined ? [] : [{ path, method, operation: item[method] }],
    ),
  )

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { document } = await served()
    const validator = new Validator()
    const { valid, errors } = await validator.validate(document)
    expect(errors ?? []).toEqual([])
    expect(valid).toBe(true)
    expect(validator.version).toBe('3.1')
  })

  it('names every operation once, with the role that it needs', async () => {
    const { document } = await served()
    const operations = operationsOf(document)
    expect(operations.map(({ operation }) => operation.operationId).sort()).toEqual(
      Object.keys(RULES).sort(),
    )
    for (const { operation } of operations) {
      const { role } = RULES[operation.operationId as keyof typeof RULES]
      expect(operation['x-least-role'], operation.operationId).toBe(role)
    }
  })

  it('says null where a value may be missing, and not of the shapes themselves', async () => {
    const { document } = await served()
    const { Slot, Position } = document.components.schemas
    expect(Position.type).toBe('object')
    expect(Slot.properties.position.anyOf).toEqual([
      { $ref: '#/components/schemas/Position' },
      { type: 'null' },
    ])
    for (const [name, { type }] of Object.entries<{ type: unknown }>(document.components.schemas)) {
      expect(type, name).toBe('object')
    }
  })

  it('describes what is there: no operation is unknown to the router', async () => {
    const { face, document } = await served()
    for (const { path, method } of operationsOf(document)) {
      const url = `/api/v1${path.replaceAll(/{\w+}/g, 'x')}`
      const body = method === 'put' || method === 'post' ? {} : undefined
      const reply = await ask(face, url, { method: method.toUpperCase(), body })
      const message = reply.headers['content-type']?.includes('json')
        ? (json(reply).error?.message ?? '')
        : ''
      expect(message, `${method} ${url}`).not.toMatch(/^nothing at/)
      expect(reply.status, `${method} ${url}`).toBeLessThan(500)
    }
  })

  it('judges the answers of all tests, and finds what is wrong', async () => {
    const { document } = await served()
    const contract = readContract(document)
    const judge = (path: string, body: unknown, status = 200) => {
      const headers = { 'content-type': 'application/json' }
      contract.check('GET', path, { status, headers, body: JSON.stringify(body) })
    }
    const page = { items: [], total: 0, next: null }
    const fill = { slot: 'a', side: 'buy', quantity: 1, price: 1, fee: 0, time: 0, reason: '' }
    judge('/fills', page)
    judge('/fills', { ...page, items: [{ ...fill, isEntry: true }] })
    judge('/fills', { error: { code: 'x', message: 'y' } }, 404)
    expect(() => judge('/fills', { ...page, items: [fill] })).toThrow('isEntry')
    expect(() => judge('/fills', { ...page, secret: 1 })).toThrow('additional')
    expect(() => judge('/fills', { error: 'x' }, 500)).toThrow('object')
    expect(() => judge('/none', page)).toThrow('not in the document')
  })

  it('is a page too, that loads nothing', async () => {
    const { face, document } = await served()
    const { body, headers } = await ask(face, '/api/')
    expect(headers['content-type']).toContain('text/html')
    for (const { path, method, operation } of operationsOf(document)) {
      expect(body).toContain(`id="${operation.operationId}"`)
      expect(body).toContain(`${method.toUpperCase()} ${path}`)
    }
    for (const name of Object.keys(document.components.schemas)) {
      expect(body).toContain(`id="${name}"`)
    }
    const rest = body.replace('<link rel="icon" href="data:,">', '')
    expect(rest).not.toMatch(/<(script|link|img|iframe)|src=|@import|url\(/i)
  })
})
