// The host itself: is it there, how is it, what is it set to.
import { z } from '@hono/zod-openapi'
import { ConfigView, Health, OpenApiDocument } from '../shapes/system.ts'
import { answer, endpoints } from './endpoint.ts'

export const system = endpoints('system', {
  getHealth: {
    method: 'get',
    path: '/health',
    summary: 'Whether the session is well; anybody on this machine may ask',
    responses: {
      200: answer(Health, 'it is'),
      503: answer(Health, 'it stands still, as on a full disk, and goes on by itself'),
    },
  },

  getMetrics: {
    method: 'get',
    path: '/metrics',
    summary: 'Figures for Prometheus',
    responses: {
      200: {
        description: 'in its text format',
        content: { 'text/plain': { schema: z.string() } },
      },
    },
  },

  getConfig: {
    method: 'get',
    path: '/config',
    summary: 'What the session runs with',
    responses: { 200: answer(ConfigView, 'without secrets') },
  },

  getOpenApi: {
    method: 'get',
    path: '/openapi.json',
    summary: 'This description',
    responses: { 200: answer(OpenApiDocument, 'OpenAPI 3.1') },
  },
})
