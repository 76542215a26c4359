// The host itself: is it there, how is it, what is it set to.
import { z } from '@hono/zod-openapi'
import { ConfigView, Health, OpenApiDocument } from '../shapes/system.ts'
import { answer, endpoint } from './endpoint.ts'

const tags = ['system']

export const getHealth = endpoint({
  operationId: 'getHealth',
  method: 'get',
  path: '/health',
  summary: 'Whether the host answers; anybody on this machine may ask',
  tags,
  responses: { 200: answer(Health, 'it does') },
})

export const getMetrics = endpoint({
  operationId: 'getMetrics',
  method: 'get',
  path: '/metrics',
  summary: 'Figures for Prometheus',
  tags,
  responses: {
    200: {
      description: 'in its text format',
      content: { 'text/plain': { schema: z.string() } },
    },
  },
})

export const getConfig = endpoint({
  operationId: 'getConfig',
  method: 'get',
  path: '/config',
  summary: 'What the session runs with',
  tags,
  responses: { 200: answer(ConfigView, 'without secrets') },
})

export const getOpenApi = endpoint({
  operationId: 'getOpenApi',
  method: 'get',
  path: '/openapi.json',
  summary: 'This description',
  tags,
  responses: { 200: answer(OpenApiDocument, 'OpenAPI 3.1') },
})
