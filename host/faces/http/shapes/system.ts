// What the host says of itself.
import { z } from '@hono/zod-openapi'
import { listOf } from './common.ts'

export const Health = z
  .object({
    ok: z.boolean(),
    waiting: z.string().nullable().describe('why the session stands still'),
  })
  .openapi('Health')

export const ConfigView = z
  .object({
    engine: z.string(),
    file: z.string().nullable().describe('null: everything is at its default'),
    scripts: z.string(),
    sessions: z.string(),
    symbols: listOf(z.string()),
    seed: z.number(),
    cash: z.number(),
    data: z.object({
      path: z.string(),
      speed: z.union([z.number(), z.literal('max')]),
      from: z.number().nullable(),
      to: z.number().nullable(),
    }),
    broker: z.object({
      fillAt: z.enum(['next_open', 'close']),
      slippage: z.number().describe('fraction of the price'),
      makerFee: z
        .number()
        .nullable()
        .describe('fraction of the notional; null: as the venue charges'),
      takerFee: z.number().nullable(),
      leverage: z.number(),
      strikes: z.number(),
    }),
    limits: z.record(z.string(), z.number()),
    runners: z.number(),
  })
  .openapi('Config', { description: 'what the session runs with; no secrets' })

/** Checked by its own schema, OpenAPI's. */
export const OpenApiDocument = z.looseObject({ openapi: z.string() })
