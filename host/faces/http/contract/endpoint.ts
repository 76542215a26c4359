// How an operation of the API is described: once, for the router, the document and typed clients.
import type { RouteConfig, z } from '@hono/zod-openapi'
import { type Operation, ruleOf } from '../roles.ts'
import { Problem } from '../shapes/common.ts'

export type Described = Omit<RouteConfig, 'path' | 'operationId'> & {
  readonly operationId: Operation
}

/** Adds what holds of every operation: who may, and how failures look. */
export function endpoint<P extends string, R extends Described & { path: P }>(route: R): R {
  const { role } = ruleOf(route.operationId)
  return {
    ...route,
    security: role === null ? [] : [{ token: [] }, { cookie: [] }],
    'x-least-role': role,
    responses: {
      ...route.responses,
      default: { description: 'it did not work; the body says why', ...json(Problem) },
    },
  }
}

export const json = <T extends z.ZodType>(schema: T) => ({
  content: { 'application/json': { schema } },
})

/** The answer that an operation gives where it works. */
export const answer = <T extends z.ZodType>(schema: T, description: string) => ({
  ...json(schema),
  description,
})

export const body = <T extends z.ZodType>(schema: T) => ({ ...json(schema), required: true })
