// How an operation of the API is described: once, for the router, the document and typed clients.
import type { RouteConfig, z } from '@hono/zod-openapi'
import { type Operation, ruleOf } from '../roles.ts'
import { Problem } from '../shapes/common.ts'

type Described = Omit<RouteConfig, 'operationId' | 'tags'>

/** A part of the API, by operation. Adds what holds of every one: who may, and how failures look. */
export function endpoints<const T extends { readonly [K in Operation]?: Described }>(
  tag: string,
  table: T,
) {
  const described = Object.entries(table as Record<string, Described>).map(
    ([operationId, route]) => [operationId, endpoint(tag, operationId as Operation, route)],
  )
  return Object.fromEntries(described) as {
    readonly [K in keyof T]: T[K] & { operationId: K & Operation }
  }
}

function endpoint(tag: string, operationId: Operation, route: Described): RouteConfig {
  const { role } = ruleOf(operationId)
  return {
    ...route,
    operationId,
    tags: [tag],
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
